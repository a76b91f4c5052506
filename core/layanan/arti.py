"""What questions mean across services: the closed vocabulary of `arti`, and answers taken from one form to another."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.layanan.syarat import kosong

if TYPE_CHECKING:
    from core.layanan.deklarasi import Layanan

BERKAS = Path(__file__).with_name("data") / "arti.toml"


@cache
def daftar_arti() -> dict[str, str]:
    """Meaning → the field type its columns have: {"almarhum.nama": "teks", …}."""
    isi = tomllib.loads(BERKAS.read_text(encoding="utf-8"))
    return {f"{rumpun}.{nama}": tipe for rumpun, semua in isi.items() for nama, tipe in semua.items()}


def jawaban_bersama(baru: Layanan, sumber: Iterable[tuple[Layanan, Mapping[str, Any]]]) -> dict[str, Any]:
    """Answers for `baru` by column: what was answered elsewhere to questions of the same meaning, the newest first.

    Only what the new form would accept as it stands; pure.
    """
    from core.layanan.pindah import terima_jawaban

    ada: dict[str, Any] = {}
    for layanan, isian in sumber:
        for nama, kolom in layanan.kolom.items():
            if kolom.arti and not kosong(isian.get(nama)):
                ada.setdefault(kolom.arti, isian[nama])
    bawaan = {n: terima_jawaban(k, ada[k.arti]) for n, k in baru.kolom.items() if k.arti and k.arti in ada}
    return {nama: nilai for nama, nilai in bawaan.items() if nilai is not None}
