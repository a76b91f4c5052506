from django.apps import AppConfig


class PublikasiConfig(AppConfig):
    """Editors' content: news, announcements, questions and answers, contact, promises."""

    name = "publikasi"
    verbose_name = "Publikasi"

    def ready(self) -> None:
        """Be found by search."""
        from publikasi import sumber

        sumber.pasang()
