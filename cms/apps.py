"""Public pages in Wagtail: home, catalogue, help, service standard."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Isi situs"
