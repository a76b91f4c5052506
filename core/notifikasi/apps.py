from django.apps import AppConfig


class NotifikasiConfig(AppConfig):
    """Outbox and channels."""

    name = "core.notifikasi"
    label = "notifikasi"
