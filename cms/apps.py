"""Public pages in Wagtail: home, catalogue, help, service standard."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Isi situs"

    def ready(self) -> None:
        """Who may change which page, before Wagtail asks for the first time; what of the catalogue can be found."""
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from cms import sumber
        from cms.pengampu import kebijakan_halaman

        register_permission_policy(Page, kebijakan_halaman)
        sumber.pasang()
