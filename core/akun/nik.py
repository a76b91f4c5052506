"""NIK and nomor KK of a citizen: the shared format rules, and what an officer should look at twice."""

from datetime import date
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _

from core.wilayah import nik as dasar
from core.wilayah.nik import NIT, HasilNik, NikSalah, periksa_no_kk, rapikan_angka, samarkan_nik

__all__ = ["HasilNik", "NikSalah", "periksa_nik", "periksa_no_kk", "rapikan_angka", "samarkan_nik"]

USIA_LANJUT = 99  # above it, two digits of a year cannot tell an old person from a child


@cache
def _kecamatan_dikenal() -> frozenset[str]:
    """Six digits of every kecamatan of today."""
    daftar = (files("core.wilayah") / "data" / "kecamatan_indonesia.csv").read_text(encoding="utf-8")
    return frozenset(baris.split(",", 1)[0].replace(".", "") for baris in daftar.splitlines()[1:])


def _peringatan_wilayah(nik: str) -> list[str]:
    """A region that no longer exists stays in the NIK of those registered there, so it is a doubt, not an error."""
    if nik.startswith(NIT) or nik[:6] in _kecamatan_dikenal():
        return []
    return [_("Enam angka pertama NIK bukan kode kecamatan sekarang. Mungkin kode lama; cocokkan dengan KTP.")]


def _peringatan_usia(lahir: date | None, hari: date) -> list[str]:
    """A NIK that can only be read as that of a very old person."""
    usia = hari.year - lahir.year if lahir else 0
    if usia < USIA_LANJUT:
        return []
    return [_("Menurut NIK, usianya sekitar %(usia)d tahun. Cocokkan tahun lahir dengan KTP.") % {"usia": usia}]


def periksa_nik(teks: str, hari: date, *, tanggal_lahir: date | None = None, jenis_kelamin: str = "") -> HasilNik:
    """The cleaned NIK with the doubts for the verifying officer. Raises `NikSalah` with a sentence for the citizen."""
    hasil = dasar.periksa_nik(teks, hari, tanggal_lahir=tanggal_lahir, jenis_kelamin=jenis_kelamin)
    tambahan = _peringatan_wilayah(hasil.nik) + _peringatan_usia(hasil.tanggal_lahir, hari)
    return HasilNik(hasil.nik, [*hasil.peringatan, *tambahan], hasil.tanggal_lahir, hasil.jenis_kelamin)
