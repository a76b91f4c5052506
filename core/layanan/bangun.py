"""From a question of the declaration to its form field."""

from __future__ import annotations

from collections.abc import Callable

from core.layanan.deklarasi import Kolom
from core.layanan.medan import (
    AngkaMedan,
    BakuMedan,
    CentangMedan,
    EmailMedan,
    GandaMedan,
    Medan,
    PilihanMedan,
    TanggalMedan,
    TeksMedan,
    UangMedan,
)
from core.layanan.tabel import TabelMedan
from core.layanan.wilayah import WilayahMedan

_BENTUK: dict[str, Callable[[Kolom], Medan]] = {
    "teks": TeksMedan,
    "teks_panjang": TeksMedan,
    "angka": AngkaMedan,
    "uang": UangMedan,
    "tanggal": TanggalMedan,
    "pilihan": PilihanMedan,
    "centang": CentangMedan,
    "nik": BakuMedan,
    "no_kk": BakuMedan,
    "telepon": BakuMedan,
    "email": EmailMedan,
    "wilayah": WilayahMedan,
    "tabel": TabelMedan,
}


def buat_medan(kolom: Kolom) -> Medan:
    """A fresh field; fields hold state of one page, so they are never shared."""
    return GandaMedan(kolom) if kolom.ganda else _BENTUK[kolom.tipe](kolom)
