"""Several sites from one installation: each Wagtail Site chooses its theme, its name and its coat of arms."""

from django.apps import AppConfig


class SitusConfig(AppConfig):
    name = "themes.situs"
    label = "situs"
    verbose_name = "Situs"

    def ready(self) -> None:
        from sipraja.cap import cap_baru
        from themes.situs.kueri import lupakan

        cap_baru.connect(lupakan, dispatch_uid="situs")
