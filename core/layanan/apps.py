from django.apps import AppConfig


class LayananConfig(AppConfig):
    """The plugin contract."""

    name = "core.layanan"
    label = "layanan"
