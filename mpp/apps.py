from django.apps import AppConfig


class MppConfig(AppConfig):
    """Mal Pelayanan Publik: counters, hours, turns, the screen in the hall."""

    name = "mpp"
    verbose_name = "Mal Pelayanan Publik"

    def ready(self) -> None:
        """Be found by search, and give the outbox the words of reminders."""
        from core.notifikasi.teks import JenisTamu, daftarkan_jenis
        from mpp import integritas, pengingat, sumber, tugas  # noqa: F401  one registers its check
        from pencarian.sumber import daftarkan

        daftarkan(sumber.SUMBER)
        daftarkan_jenis(tugas.JENIS, JenisTamu(pengingat.tautan, pengingat.konteks, pengingat.alamat))
