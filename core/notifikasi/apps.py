from django.apps import AppConfig


class NotifikasiConfig(AppConfig):
    """Outbox and channels."""

    name = "core.notifikasi"
    label = "notifikasi"

    def ready(self) -> None:
        """Listen to the steps of the house, and put JSON in the place of pickle in the queue."""
        from core.akun import sinyal as akun
        from core.notifikasi import integritas, paket, pemeriksaan, penerima, penerima_kunci  # noqa: F401  two register their checks
        from core.permohonan import sinyal as permohonan
        from core.surat import sinyal as surat

        paket.pasang()
        permohonan.peristiwa_dicatat.connect(penerima.saat_peristiwa, dispatch_uid="notifikasi")
        akun.warga_terdaftar.connect(penerima.saat_warga_terdaftar, dispatch_uid="notifikasi")
        akun.warga_diperiksa.connect(penerima.saat_warga_diperiksa, dispatch_uid="notifikasi")
        akun.nik_didaftarkan_ulang.connect(penerima.saat_nik_diulang, dispatch_uid="notifikasi")
        surat.kunci_segera_habis.connect(penerima_kunci.saat_kunci_segera_habis, dispatch_uid="notifikasi")
        surat.segel_segera_habis.connect(penerima_kunci.saat_segel_segera_habis, dispatch_uid="notifikasi")
