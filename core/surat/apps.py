from django.apps import AppConfig


class SuratConfig(AppConfig):
    """The letter: number, freeze, sign, publish, verify."""

    name = "core.surat"
    label = "surat"

    def ready(self) -> None:
        """Listen to applications; register the integrity checks, the letter part of the kit, and `layanan paket`."""
        from core.layanan.perintah.dasar import pasang
        from core.surat import kesesuaian, pemeriksaan, pemeriksaan_cabut, penerima  # noqa: F401
        from core.surat.paket_perintah import PAKET

        pasang(PAKET)
