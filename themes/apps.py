"""The look of the site: base templates, components, static files and one folder per kabupaten."""

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "themes"
    label = "themes"
