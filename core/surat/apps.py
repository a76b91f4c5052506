from django.apps import AppConfig


class SuratConfig(AppConfig):
    """The letter: number, freeze, sign, publish, verify."""

    name = "core.surat"
    label = "surat"

    def ready(self) -> None:
        """Listen to applications, register the integrity checks and the letter part of the conformance kit."""
        from core.surat import kesesuaian, pemeriksaan, penerima  # noqa: F401
