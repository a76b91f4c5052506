from django.apps import AppConfig


class AkunConfig(AppConfig):
    """Citizens and officers."""

    name = "core.akun"
    label = "akun"
