from django.apps import AppConfig


class LayananConfig(AppConfig):
    """The plugin contract."""

    name = "core.layanan"
    label = "layanan"

    def ready(self) -> None:
        """Quarantined plugins show up in `manage.py check`."""
        from core.layanan import pemeriksaan  # noqa: F401 -- registers the check
