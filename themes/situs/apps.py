"""Several sites from one installation: each Wagtail Site chooses its theme, its name and its coat of arms."""

from django.apps import AppConfig


class SitusConfig(AppConfig):
    name = "themes.situs"
    label = "situs"
    verbose_name = "Situs"
