from django.apps import AppConfig


class PermohonanConfig(AppConfig):
    """The application: states, verbs, routing, inbox, event log."""

    name = "core.permohonan"
    label = "permohonan"

    def ready(self) -> None:
        """Register this app's integrity checks and its part of the conformance kit."""
        from core.permohonan import kesesuaian, pemeriksaan  # noqa: F401  importing them registers
