"""Reads: live events, and the bundles of one citizen."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from core.akun.models import Warga
from core.layanan.deklarasi import Layanan
from core.layanan.masa import sudah_tutup
from core.layanan.register import registri
from core.permohonan import tampil
from core.permohonan.models import Permohonan
from peristiwa.models import ButirRangkaian, PeristiwaHidup, Rangkaian
from sipraja.ingat import diingat

PALING_BANYAK = 20  # bundles on one page; nobody has more going on


def untuk_umum() -> QuerySet[PeristiwaHidup]:
    """Events that are live, in the editors' order."""
    return PeristiwaHidup.objects.filter(live=True)


@dataclass(frozen=True)
class Kartu:
    """An event in a list."""

    nama: str
    ringkas: str
    ikon: str
    alamat: str
    jumlah_layanan: int


@diingat
def semua_kartu() -> tuple[Kartu, ...]:
    """Live events as cards, in the editors' order."""
    return tuple(
        Kartu(satu.nama, satu.ringkas, satu.ikon, satu.get_absolute_url(), satu.jumlah_layanan) for satu in untuk_umum()
    )


@dataclass(frozen=True)
class Langkah:
    """A step of an event as a citizen reads it; `layanan` is None for one that lies elsewhere."""

    judul: str
    catatan: str
    layanan: Layanan | None = None
    alamat: str = ""


def langkah(peristiwa: PeristiwaHidup) -> list[Langkah]:
    """The steps whose service is installed and sound, and those elsewhere."""
    return [satu for blok in peristiwa.langkah if (satu := _langkah(blok))]


def _langkah(blok: Any) -> Langkah | None:
    nilai = blok.value
    if blok.block_type != "layanan":
        return Langkah(nilai["judul"], nilai["catatan"] or "", alamat=nilai["alamat"] or "")
    layanan = registri().ambil(nilai["kode"])
    if layanan is None or sudah_tutup(layanan):
        return None
    return Langkah(layanan.nama, nilai["catatan"] or layanan.ringkasan, layanan)


def untuk_warga(warga: Warga) -> QuerySet[Rangkaian]:
    """The only door to bundles: this citizen's own."""
    return Rangkaian.objects.filter(warga=warga)


@dataclass(frozen=True)
class Baris:
    """One service of a bundle with where it stands; `kabar` once it was begun."""

    butir: ButirRangkaian
    nama: str
    terbuka: bool
    permohonan: Permohonan | None
    kabar: Any


def baris(rangkaian: Rangkaian) -> list[Baris]:
    """One query, however long it is."""
    terkait = ("permohonan__versi_layanan", "permohonan__pemohon__pengguna", "permohonan__unit")
    return [_baris(satu) for satu in rangkaian.butir.select_related(*terkait)]


def _baris(butir: ButirRangkaian) -> Baris:
    layanan, p = registri().ambil(butir.kode_layanan), butir.permohonan
    nama = layanan.nama if layanan else p.versi_layanan.layanan().nama if p else butir.kode_layanan
    return Baris(butir, nama, layanan is not None, p, tampil.kabar(p) if p else None)


def rangkaian_dari(permohonan: Permohonan) -> Rangkaian | None:
    """The bundle an application belongs to."""
    butir = ButirRangkaian.objects.filter(permohonan=permohonan).select_related("rangkaian").first()
    return butir.rangkaian if butir else None
