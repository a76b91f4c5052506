from django.apps import AppConfig


class BerkasConfig(AppConfig):
    """Private files: hostile uploads made harmless, then stored."""

    name = "core.berkas"
    label = "berkas"
