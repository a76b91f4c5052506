"""Isolation: the folder holds what the contract names and nothing else, and its functions stay inside the contract."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from core.layanan.kesesuaian.temuan import Bahan, Temuan
from core.layanan.kunci import BERKAS as KUNCI
from core.layanan.muat import BERKAS, FUNGSI, NASKAH, pelanggaran_impor

# File of the folder → its largest size in bytes. The largest service of the collected data (126 questions) needs 40 kB.
BATAS = {BERKAS: 200_000, NASKAH: 64_000, KUNCI: 64_000, FUNGSI: 64_000}
BATAS_CONTOH = 200_000
JUMLAH_CONTOH = 100
BARIS_FUNGSI = 120  # more Python than this means that the declaration lacks a word
_LEWAT = {"__pycache__", ".DS_Store"}


def periksa(bahan: Bahan) -> Iterator[Temuan]:
    """The isolation of one folder."""
    yield from _berkas_asing(bahan.folder)
    yield from _fungsi(bahan)


def terlalu_besar(folder: Path) -> Iterator[Temuan]:
    """Files that are larger than the contract allows, and links that lead out of the folder: they are not read."""
    contoh = sorted((folder / "contoh").glob("*.json"))
    for satu in (*(folder / nama for nama in BATAS), folder / "contoh", *contoh):
        nama = satu.relative_to(folder).as_posix()
        if satu.is_symlink():
            yield Temuan(berkas=nama, pesan="tautan ke tempat lain tidak boleh; salin berkasnya ke folder ini")
        elif satu.is_file() and satu.stat().st_size > (batas := BATAS.get(nama, BATAS_CONTOH)):
            yield Temuan(berkas=nama, pesan=f"berkas terlalu besar: paling banyak {batas // 1000} kB")
    if len(contoh) > JUMLAH_CONTOH:
        yield Temuan(berkas="contoh", pesan=f"contoh terlalu banyak: paling banyak {JUMLAH_CONTOH} berkas")


def _berkas_asing(folder: Path) -> Iterator[Temuan]:
    for satu in sorted(folder.rglob("*")):
        bagian = satu.relative_to(folder).parts
        if not _LEWAT & set(bagian) and not _dikenal(bagian):
            pesan = f"berkas ini bukan bagian kontrak; yang dikenal: {', '.join(BATAS)}, dan contoh/*.json"
            yield Temuan(berkas="/".join(bagian), pesan=pesan)


def _dikenal(bagian: tuple[str, ...]) -> bool:
    if len(bagian) == 1:
        return bagian[0] in BATAS or bagian[0] == "contoh"
    return len(bagian) == 2 and bagian[0] == "contoh" and bagian[1].endswith(".json")


def _fungsi(bahan: Bahan) -> Iterator[Temuan]:
    berkas = bahan.folder / FUNGSI
    if not berkas.is_file():
        return
    if bahan.hanya_data:
        yield Temuan(berkas=FUNGSI, pesan="paket yang diunggah hanya boleh berisi data; hapus berkas ini")
        return
    sumber = berkas.read_text(encoding="utf-8")
    for pesan in pelanggaran_impor(ast.parse(sumber)):
        nomor, _titik, isi = pesan.removeprefix("baris ").partition(": ")
        yield Temuan(berkas=FUNGSI, baris=int(nomor) if nomor.isdigit() else None, pesan=isi)
    if (jumlah := len(sumber.splitlines())) > BARIS_FUNGSI:
        pesan = f"{jumlah} baris; paling banyak {BARIS_FUNGSI}. Pindahkan sebanyak mungkin ke deklarasi"
        yield Temuan(berkas=FUNGSI, pesan=pesan)
