"""What a service page tells: the declaration as it is now, beside the components that people have written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import kueri, tampil
from core.layanan.deklarasi import Layanan
from core.layanan.masa import sudah_tutup
from core.layanan.register import Registri, registri

JUMLAH_TERKAIT = 3
URUTAN = {"pengaduan": 0, "dasar_hukum": 1}  # the others follow as they come


class Komponen(NamedTuple):
    """A component of the service standard below the fold: a text, or a list."""

    nama: str
    judul: str
    isi: str = ""
    butir: tuple[str, ...] = ()


@dataclass(frozen=True)
class Keadaan:
    """A service now. Without `layanan` nothing was ever recorded of it."""

    layanan: Layanan | None
    tutup: bool = False  # in quarantine: its last good version is shown, without the button
    hilang: bool = False  # not installed any more

    @property
    def nama(self) -> str:
        """Its name with the short form; empty when unknown."""
        return tampil.nama_lengkap(self.layanan) if self.layanan else ""


def keadaan(kode: str) -> Keadaan:
    """The service of this code: sound, in quarantine, or gone."""
    if layanan := registri().ambil(kode):
        return Keadaan(layanan)
    tutup = kode in kueri.kode_karantina()
    return Keadaan(kueri.versi_terakhir(kode), tutup=tutup, hilang=not tutup)


def konteks(kini: Keadaan, komponen: Sequence[Komponen]) -> dict[str, Any]:
    """Context of the service page."""
    habis = kini.layanan is not None and not kini.hilang and sudah_tutup(kini.layanan)
    isi = {
        "nama": kini.nama,
        "hilang": kini.hilang,
        "habis": habis,
        "tutup": kini.tutup or kini.hilang or habis,
    }
    return isi if kini.layanan is None or kini.hilang else isi | _deklarasi(kini.layanan, komponen)


def _deklarasi(layanan: Layanan, komponen: Sequence[Komponen]) -> dict[str, Any]:
    return {
        "standar": berurut(layanan, komponen),
        "layanan": layanan,
        "fakta": tampil.fakta(layanan),
        "syarat": tampil.syarat(layanan),
        "langkah": tampil.langkah(layanan),
        "terkait": _terkait(registri(), layanan.kode, get_language() or ""),
    }


def berurut(layanan: Layanan, komponen: Sequence[Komponen]) -> list[Komponen]:
    """In the order of Permenpan RB 15/2014: complaints close the delivery, the legal basis opens the rest."""
    hukum = Komponen("dasar_hukum", _("Dasar hukum"), butir=layanan.dasar_hukum)
    return sorted([*komponen, hukum], key=lambda satu: URUTAN.get(satu.nama, len(URUTAN)))


@lru_cache(maxsize=256)
def _terkait(daftar: Registri, kode: str, bahasa: str) -> tuple[tampil.Kartu, ...]:
    """Made once for a registry and a language: services for the same events of life, then of the same kind."""
    pusat = daftar.ambil(kode)
    if pusat is None:
        return ()
    nilai = [(_kedekatan(pusat, satu), satu) for satu in daftar.semua() if satu.kode != kode]
    dekat = sorted((satu for satu in nilai if satu[0]), key=lambda satu: (-satu[0], satu[1].nama))
    return tuple(tampil.kartu(satu) for _nilai, satu in dekat[:JUMLAH_TERKAIT])


def _kedekatan(satu: Layanan, lain: Layanan) -> int:
    """Shared events count twice a shared kind."""
    return 2 * len(set(satu.peristiwa) & set(lain.peristiwa)) + (satu.kategori == lain.kategori)
