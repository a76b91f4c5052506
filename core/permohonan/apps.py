from django.apps import AppConfig


class PermohonanConfig(AppConfig):
    """The application: states, verbs, routing, inbox, event log."""

    name = "core.permohonan"
    label = "permohonan"
