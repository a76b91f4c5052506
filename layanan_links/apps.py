from django.apps import AppConfig


class LayananLinksConfig(AppConfig):
    """Register of every OPD application's link, with its health."""

    name = "layanan_links"
