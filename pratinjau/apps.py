"""The preview adds one action to `manage.py layanan`, and nothing to the site."""

from django.apps import AppConfig


class PratinjauConfig(AppConfig):
    name = "pratinjau"

    def ready(self) -> None:
        from core.layanan.perintah.dasar import pasang
        from pratinjau.tindakan import PRATINJAU

        pasang(PRATINJAU)
