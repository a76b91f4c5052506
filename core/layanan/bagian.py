"""Shared sections: the same block of questions for father, mother and witness is written once.

    [[bagian]]
    nama = "orang_tua"

    [[bagian.langkah]]
    judul = "Data {sebut}"

    [[bagian.langkah.kolom]]
    nama  = "{awal}_nama"
    label = "Nama {sebut}"
    tipe  = "teks"

    [[langkah]]
    bagian = "orang_tua"
    isi    = { awal = "ayah", sebut = "ayah Anda" }

`{awal}` and the like are replaced in every key and text of the section; a `jika` beside `bagian` holds for all its
steps. What is stored, hashed and shown is the declaration after this: nothing else knows of sections.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from core.layanan.galat import Keluhan

Jalur = tuple[str | int, ...]
_BOLEH = frozenset({"bagian", "isi", "jika"})
_LUBANG = re.compile(r"\{([a-z_]+)\}")


class BagianSalah(ValueError):
    """A section that cannot be used. `keluhan` says where."""

    def __init__(self, keluhan: Keluhan) -> None:
        super().__init__(keluhan.pesan)
        self.keluhan = keluhan


def urai_bagian(data: dict[str, Any]) -> tuple[dict[str, Any], list[Jalur]]:
    """The declaration without sections, and for each of its steps the path in the file where it stands.

    Raises BagianSalah.
    """
    bagian = _daftar(data.get("bagian", []))
    langkah: list[Any] = []
    asal: list[Jalur] = []
    for i, satu in enumerate(data.get("langkah", [])):
        if not isinstance(satu, dict) or "bagian" not in satu:
            langkah.append(satu)
            asal.append(("langkah", i))
            continue
        nomor, isi = _cari(satu, bagian, ("langkah", i))
        for j, asli in enumerate(isi.get("langkah", [])):
            langkah.append(_pasang(asli, satu, ("langkah", i)))
            asal.append(("bagian", nomor, "langkah", j))
    sisa = {kunci: nilai for kunci, nilai in data.items() if kunci != "bagian"}
    return (sisa | {"langkah": langkah} if "langkah" in data else sisa), asal


def jalur_berkas(jalur: Jalur, asal: list[Jalur]) -> Jalur:
    """Where in the file a path of the expanded declaration stands."""
    if len(jalur) > 1 and jalur[0] == "langkah" and isinstance(jalur[1], int) and jalur[1] < len(asal):
        return (*asal[jalur[1]], *jalur[2:])
    return jalur


def _daftar(bagian: Any) -> dict[str, tuple[int, dict[str, Any]]]:
    hasil: dict[str, tuple[int, dict[str, Any]]] = {}
    for i, satu in enumerate(bagian if isinstance(bagian, list) else []):
        nama = satu.get("nama") if isinstance(satu, dict) else None
        if not isinstance(nama, str) or not satu.get("langkah") or set(satu) - {"nama", "langkah"}:
            raise BagianSalah(Keluhan(("bagian", i), "bagian berisi `nama` dan [[bagian.langkah]], tidak lain"))
        if nama in hasil:
            raise BagianSalah(Keluhan(("bagian", i, "nama"), f'nama "{nama}" sudah dipakai bagian lain'))
        hasil[nama] = (i, satu)
    return hasil


def _cari(satu: dict[str, Any], bagian: Mapping[str, tuple[int, dict[str, Any]]], jalur: Jalur) -> Any:
    if asing := sorted(set(satu) - _BOLEH):
        raise BagianSalah(Keluhan((*jalur, asing[0]), "di samping `bagian` hanya boleh ada `isi` dan `jika`"))
    if satu["bagian"] not in bagian:
        raise BagianSalah(Keluhan((*jalur, "bagian"), f'tidak ada [[bagian]] bernama "{satu["bagian"]}"'))
    isi = satu.get("isi", {})
    if not isinstance(isi, dict) or not all(isinstance(nilai, str) for nilai in isi.values()):
        raise BagianSalah(Keluhan((*jalur, "isi"), 'isi ditulis seperti { awal = "ayah", sebut = "ayah Anda" }'))
    return bagian[satu["bagian"]]


def _pasang(asli: dict[str, Any], satu: dict[str, Any], jalur: Jalur) -> dict[str, Any]:
    isi = satu.get("isi", {})
    hasil = _isi(asli, isi)
    if kosong := sorted({lubang for teks in _teks(asli) for lubang in _LUBANG.findall(teks)} - set(isi)):
        raise BagianSalah(Keluhan((*jalur, "isi"), f'bagian "{satu["bagian"]}" membutuhkan isi untuk {{{kosong[0]}}}'))
    if "jika" in satu:
        hasil["jika"] = {"semua": [satu["jika"], hasil["jika"]]} if "jika" in hasil else satu["jika"]
    return hasil


def _isi(nilai: Any, isi: Mapping[str, str]) -> Any:
    if isinstance(nilai, str):
        return _LUBANG.sub(lambda cocok: isi.get(cocok[1], cocok[0]), nilai)
    if isinstance(nilai, dict):
        return {_isi(kunci, isi): _isi(satu, isi) for kunci, satu in nilai.items()}
    return [_isi(satu, isi) for satu in nilai] if isinstance(nilai, list) else nilai


def _teks(nilai: Any) -> list[str]:
    if isinstance(nilai, str):
        return [nilai]
    if isinstance(nilai, dict):
        return [teks for pasang in nilai.items() for satu in pasang for teks in _teks(satu)]
    return [teks for satu in nilai for teks in _teks(satu)] if isinstance(nilai, list) else []
