from django.apps import AppConfig


class PublikasiConfig(AppConfig):
    """Editors' content: news, announcements, questions and answers, promises, posters."""

    name = "publikasi"
