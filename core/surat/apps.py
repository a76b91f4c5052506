from django.apps import AppConfig


class SuratConfig(AppConfig):
    """The letter: number, freeze, sign, publish, verify."""

    name = "core.surat"
    label = "surat"

    def ready(self) -> None:
        """Listen to applications, and register the integrity checks."""
        from core.surat import pemeriksaan, penerima  # noqa: F401
