"""Public pages in Wagtail: home, catalogue, help, service standard."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Isi situs"

    def ready(self) -> None:
        """Who may change which page, before Wagtail asks for the first time; what of the catalogue can be found."""
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from cms import sumber
        from cms.kelompok import sesudah_migrasi
        from cms.pengampu import kebijakan_halaman

        register_permission_policy(Page, kebijakan_halaman)
        sumber.pasang()
        terakhir = [satu for satu in apps.get_app_configs() if satu.models_module][-1]
        post_migrate.connect(sesudah_migrasi, sender=terakhir, dispatch_uid="bekal_kelompok")
