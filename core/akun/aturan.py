"""Pure rules of registering and verifying."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from core.akun.nik import NikSalah, periksa_nik

if TYPE_CHECKING:
    from core.akun.models import Warga

# Version of the privacy text beside the consent box; a new text needs a new version, and old consents keep theirs.
VERSI_PERSETUJUAN = "2026-11"
UMUR_DRAF = timedelta(days=2)

ALASAN_TOLAK = (
    "Foto KTP buram. Tolong foto ulang di tempat terang.",
    "Foto Kartu Keluarga buram. Tolong foto ulang di tempat terang.",
    "NIK yang ditulis berbeda dengan KTP. Tolong tulis ulang.",
    "Nama atau tanggal lahir berbeda dengan KTP. Tolong tulis seperti di KTP.",
    "Alamat Anda bukan di desa ini. Pilih desa sesuai tempat tinggal.",
)


class Basi(Exception):
    """Somebody acted first, or the data moved on; `pesan` says who and when."""

    def __init__(self, pesan: str) -> None:
        super().__init__(pesan)
        self.pesan = pesan


def pukul(waktu: datetime) -> str:
    """`09.41`, with the day when it was not today."""
    setempat = timezone.localtime(waktu)
    if setempat.date() == timezone.localdate():
        return f"pukul {setempat:%H.%M}"
    return f"tanggal {setempat:%d-%m-%Y} pukul {setempat:%H.%M}"


def sudah_diperiksa(warga: "Warga") -> Basi:
    """What an officer reads who presses a button on an old page."""
    oleh = warga.diperiksa_oleh.nama if warga.diperiksa_oleh else _("petugas lain")
    waktu = pukul(warga.diperiksa_pada) if warga.diperiksa_pada else ""
    return Basi(_("Sudah diperiksa oleh %(oleh)s %(waktu)s.") % {"oleh": oleh, "waktu": waktu})


def data_berubah() -> Basi:
    """The citizen registered again while the officer was reading."""
    return Basi(_("Data ini baru saja diganti oleh warga. Periksa lagi sebelum memutuskan."))


def peringatan(warga: "Warga") -> list[str]:
    """Doubts for the verifying officer. A NIK is never replaced, so a difference need not be an error."""
    try:
        hasil = periksa_nik(
            warga.nik,
            timezone.localdate(),
            tanggal_lahir=warga.tanggal_lahir,
            jenis_kelamin=warga.jenis_kelamin,
        )
    except NikSalah as galat:
        return [galat.pesan]
    return hasil.peringatan
