from django.apps import AppConfig


class LayananLinksConfig(AppConfig):
    """Register of every OPD application's link, with its health."""

    name = "layanan_links"

    def ready(self) -> None:
        """Hand in what can be found, and the kinds of message that this room writes."""
        from core.notifikasi.teks import daftarkan_jenis
        from layanan_links import kabar, sumber
        from pencarian.sumber import daftarkan

        daftarkan(sumber.SUMBER)
        for jenis in kabar.JENIS:
            daftarkan_jenis(jenis, kabar.TAMU)
