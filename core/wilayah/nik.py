"""Format rules of NIK and nomor KK: pure, and below both `layanan` and `akun` so that both can use them.

A number that passes is well formed; it is NOT known to be registered at Dukcapil, so never call it "verified".
NIK = PPKKCC DDMMYY SSSS: the place of *first* registration (it stays when a citizen moves), day + 40 for women
(PP 37/2007 art. 37, PP 40/2019). Prefix 99 is the NIT of citizens abroad, equal to a NIK (PP 40/2019 art. 32 (2)).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

# Kemendagri province codes. Only the province is refused when unknown: old kabupaten codes live on in old NIKs.
PROVINSI = frozenset(
    str(kode)
    for kode in (
        *range(11, 20),
        21,
        *range(31, 37),
        *range(51, 54),
        *range(61, 66),
        *range(71, 77),
        81,
        82,
        *range(91, 97),
    )
)
NIT = "99"
PEREMPUAN = 40
_PEMISAH = re.compile(r"[\s.\-_/\u2010-\u2015\u200b-\u200f\ufeff]+")


class NikSalah(ValueError):
    """Not a well-formed number; `pesan` is an Indonesian sentence for the citizen that never repeats the number."""

    def __init__(self, pesan: str) -> None:
        super().__init__(pesan)
        self.pesan = pesan


@dataclass(frozen=True)
class HasilNik:
    """A well-formed NIK and what can be read from it; `peringatan` are doubts for the officer, not refusals."""

    nik: str
    peringatan: list[str] = field(default_factory=list)
    tanggal_lahir: date | None = None
    jenis_kelamin: str = ""


def rapikan_angka(teks: str) -> str:
    """Sloppy input to plain digits: spaces, dots and dashes go, digits of other scripts become ASCII."""
    bersih = _PEMISAH.sub("", unicodedata.normalize("NFKC", teks or ""))
    return "".join(_ascii(huruf) for huruf in bersih)


def _ascii(huruf: str) -> str:
    angka = unicodedata.decimal(huruf, None)
    return huruf if angka is None else str(angka)


def samarkan_nik(nik: str) -> str:
    """`3515081704900004` → `3515••••••••0004`; anything shorter is hidden whole."""
    return f"{nik[:4]}••••••••{nik[-4:]}" if len(nik) == 16 else "•" * len(nik)


def periksa_nik(teks: str, hari: date, *, tanggal_lahir: date | None = None, jenis_kelamin: str = "") -> HasilNik:
    """Check the format on the day `hari`. Raises `NikSalah`. Differences with the given birth data are warnings:
    a NIK is not replaced when a birth date or sex is corrected."""
    nik = _enam_belas(teks, "NIK")
    if nik[:2] == NIT:
        return HasilNik(nik)
    _periksa_provinsi(nik, "NIK")
    lahir, perempuan = _lahir(nik, hari, tanggal_lahir)
    kelamin = "Perempuan" if perempuan else "Laki-laki"
    return HasilNik(nik, _beda(lahir, kelamin, tanggal_lahir, jenis_kelamin), lahir, kelamin)


def periksa_no_kk(teks: str) -> str:
    """Like a NIK, but the date is the day the card was recorded, without + 40. Raises `NikSalah`."""
    nomor = _enam_belas(teks, _("Nomor KK"))
    _periksa_provinsi(nomor, _("Nomor KK"))
    if PEREMPUAN < int(nomor[6:8]) <= PEREMPUAN + 31:
        raise NikSalah(_("Ini tampaknya NIK, bukan nomor KK. Nomor KK ada di bagian atas Kartu Keluarga."))
    if not (1 <= int(nomor[6:8]) <= 31 and 1 <= int(nomor[8:10]) <= 12):
        raise NikSalah(_("Ada angka yang keliru di tengah nomor KK. Salin lagi dari Kartu Keluarga."))
    return nomor


def _enam_belas(teks: str, nama: str) -> str:
    angka = rapikan_angka(teks)
    if not angka:
        raise NikSalah(_("Isi %(nama)s") % {"nama": nama if nama == "NIK" else nama[0].lower() + nama[1:]})
    if not re.fullmatch(r"[0-9]+", angka):
        raise NikSalah(_("%(nama)s hanya berisi angka. Hapus huruf atau tanda lain.") % {"nama": nama})
    if len(angka) != 16:
        raise NikSalah(_("%(nama)s harus 16 angka. Anda menulis %(jumlah)d.") % {"nama": nama, "jumlah": len(angka)})
    if angka.endswith("0000"):
        # Excel keeps 15 digits: a column of NIKs ending in 0 is its usual trace.
        raise NikSalah(
            _("Empat angka terakhir %(nama)s tidak mungkin 0000. Salin lagi dari kartunya.") % {"nama": nama}
        )
    return angka


def _periksa_provinsi(angka: str, nama: str) -> None:
    if angka[:2] not in PROVINSI:
        raise NikSalah(_("Dua angka pertama %(nama)s keliru. Salin lagi dari kartunya.") % {"nama": nama})


def _lahir(nik: str, hari: date, tanggal_lahir: date | None) -> tuple[date, bool]:
    perempuan = int(nik[6:8]) > PEREMPUAN
    tanggal = int(nik[6:8]) - (PEREMPUAN if perempuan else 0)
    calon = [c for abad in (2000, 1900) if (c := _tanggal(abad + int(nik[10:12]), int(nik[8:10]), tanggal))]
    calon = [c for c in calon if c <= hari]
    if not calon:
        raise NikSalah(_("Angka ke-7 sampai ke-12 NIK adalah tanggal lahir, dan belum cocok. Salin lagi dari KTP."))
    # Two digits cannot tell 1925 from 2025: the birth date beside it decides, else the latest day that has passed.
    return (tanggal_lahir if tanggal_lahir in calon else calon[0]), perempuan


def _tanggal(tahun: int, bulan: int, tanggal: int) -> date | None:
    try:
        return date(tahun, bulan, tanggal)
    except ValueError:
        return None


def _beda(lahir: date, kelamin: str, tanggal_lahir: date | None, jenis_kelamin: str) -> list[str]:
    peringatan = []
    if tanggal_lahir and tanggal_lahir != lahir:
        peringatan.append(_("Tanggal lahir berbeda dengan tanggal di dalam NIK."))
    if jenis_kelamin and jenis_kelamin != kelamin:
        peringatan.append(_("Jenis kelamin berbeda dengan yang tersirat di dalam NIK."))
    return peringatan
