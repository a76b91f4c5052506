"""Read one service folder: the declaration, the letter, and the optional functions, the last in isolation."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import ValidationError

from core.layanan.bagian import BagianSalah, Jalur, jalur_berkas, urai_bagian
from core.layanan.deklarasi import Layanan
from core.layanan.galat import Keluhan, LayananSalah, dari_pydantic, kalimat
from core.layanan.ketentuan import periksa_layanan

BERKAS, NASKAH, FUNGSI = "layanan.toml", "surat.typ", "plugin.py"
MUKA = "core.layanan.kontrak"
# The part of the standard library that only computes. This keeps honest authors inside the contract; it is no sandbox,
# which is why packages that an OPD uploads have no plugin.py at all.
_PUSTAKA = frozenset({
    "__future__", "abc", "bisect", "calendar", "collections", "copy", "dataclasses", "datetime", "decimal", "enum",
    "fractions", "functools", "hashlib", "itertools", "json", "math", "operator", "re", "statistics", "string",
    "textwrap", "typing", "unicodedata", "zoneinfo",
})  # fmt: skip
_FUNGSI_TERLARANG = frozenset({"__import__", "exec", "eval", "compile", "open"})


@dataclass(frozen=True)
class Muatan:
    """What a folder holds: the service and, when there is a plugin.py, its module."""

    layanan: Layanan
    folder: Path
    modul: ModuleType | None


def layanan_dari_data(data: dict[str, Any]) -> Layanan:
    """Plain JSON data to a declaration; only the schema is checked. Raises pydantic's ValidationError."""
    # By way of JSON: strict mode then takes a list for a tuple, and still no "1" for 1.
    return Layanan.model_validate_json(json.dumps(data, default=str))


def muat_folder(folder: Path) -> Muatan:
    """Read and check one folder. Raises `LayananSalah` with every problem found."""
    berkas = folder / BERKAS
    if not berkas.is_file():
        raise LayananSalah(berkas, [f"{BERKAS} tidak ada di folder {folder.name}"])
    layanan = _baca_deklarasi(berkas)
    if keluhan := list(_cocok_folder(layanan, folder)):
        raise LayananSalah(berkas, keluhan)
    naskah = folder / NASKAH
    if naskah.is_file():
        layanan = layanan.model_copy(update={"naskah": naskah.read_text(encoding="utf-8")})
    return Muatan(layanan, folder, muat_fungsi(folder / FUNGSI, layanan.kode))


def _baca_deklarasi(berkas: Path) -> Layanan:
    try:
        sumber = berkas.read_text(encoding="utf-8")
        data = tomllib.loads(sumber)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as galat:
        raise LayananSalah(berkas, [f"{berkas.name}: tulisan TOML tidak terbaca: {galat}"]) from galat
    if "naskah" in data:
        raise LayananSalah(berkas, [f"{berkas.name}, naskah: isi surat ditulis di {NASKAH}, bukan di sini"])
    try:
        data, asal = urai_bagian(data)
        layanan = layanan_dari_data(data)
    except BagianSalah as galat:
        raise LayananSalah(berkas, kalimat(berkas, sumber, [galat.keluhan])) from galat
    except ValidationError as galat:
        raise LayananSalah(berkas, kalimat(berkas, sumber, _di_berkas(dari_pydantic(galat), asal))) from galat
    if keluhan := periksa_layanan(layanan):
        raise LayananSalah(berkas, kalimat(berkas, sumber, _di_berkas(keluhan, asal)))
    return layanan


def _di_berkas(keluhan: list[Keluhan], asal: list[Jalur]) -> list[Keluhan]:
    """The complaints with the keys of the file: a step from a shared section stands under that section. Each once."""
    return list(dict.fromkeys(Keluhan(jalur_berkas(satu.jalur, asal), satu.pesan) for satu in keluhan))


def _cocok_folder(layanan: Layanan, folder: Path) -> Iterator[str]:
    if folder.name.replace("_", "-") != layanan.kode:
        yield f'{BERKAS}, kode: "{layanan.kode}" harus sama dengan nama folder {folder.name}'
    induk = folder.parent.name
    if induk.startswith("tipe_") and induk != f"tipe_{layanan.tipe.lower()}":
        yield f"{BERKAS}, tipe: layanan tipe {layanan.tipe} tidak tinggal di folder {induk}"


# --- plugin.py -----------------------------------------------------------------------------------------------------


def muat_fungsi(berkas: Path, kode: str) -> ModuleType | None:
    """Import plugin.py under a name nobody else has, after its imports were read without running it."""
    if not berkas.is_file():
        return None
    sumber = berkas.read_text(encoding="utf-8")
    try:
        pohon = ast.parse(sumber)
    except SyntaxError as galat:
        raise LayananSalah(berkas, [f"{berkas.name} baris {galat.lineno}: tulisan Python keliru"]) from galat
    if keluhan := [f"{berkas.name} {pesan}" for pesan in pelanggaran_impor(pohon)]:
        raise LayananSalah(berkas, keluhan)
    return _impor(berkas, f"_sipraja_layanan_{kode.replace('-', '_')}_{_pendek(berkas)}")


def _pendek(berkas: Path) -> str:
    return hashlib.sha256(str(berkas.resolve()).encode()).hexdigest()[:8]


def _impor(berkas: Path, nama: str) -> ModuleType:
    spek = importlib.util.spec_from_file_location(nama, berkas)
    if spek is None or spek.loader is None:
        raise LayananSalah(berkas, [f"{berkas.name} tidak dapat dibaca"])
    modul = importlib.util.module_from_spec(spek)
    sys.modules[nama] = modul
    try:
        spek.loader.exec_module(modul)
    except BaseException as galat:
        # SystemExit too: a plugin must not be able to stop the process.
        del sys.modules[nama]
        if isinstance(galat, KeyboardInterrupt):
            raise
        raise LayananSalah(berkas, [f"{berkas.name} gagal dimuat: {type(galat).__name__}: {galat}"]) from galat
    return modul


def pelanggaran_impor(pohon: ast.AST) -> Iterator[str]:
    """The import law of plugins: the public face of the contract and the harmless standard library, nothing else."""
    for simpul in ast.walk(pohon):
        for modul in _modul_diimpor(simpul):
            if not _boleh(modul):
                baris = getattr(simpul, "lineno", "?")
                yield f"baris {baris}: tidak boleh mengimpor {modul}; hanya {MUKA} dan pustaka baku untuk menghitung"
        if isinstance(simpul, ast.Name) and simpul.id in _FUNGSI_TERLARANG:
            yield f"baris {simpul.lineno}: tidak boleh memakai {simpul.id}"
        if isinstance(simpul, ast.Attribute) and simpul.attr.startswith("__"):
            yield f"baris {simpul.lineno}: tidak boleh memakai {simpul.attr}"


def _modul_diimpor(simpul: ast.AST) -> list[str]:
    if isinstance(simpul, ast.Import):
        return [nama.name for nama in simpul.names]
    if isinstance(simpul, ast.ImportFrom):
        return ["." * simpul.level + (simpul.module or "")]
    return []


def _boleh(modul: str) -> bool:
    return modul == MUKA or modul.partition(".")[0] in _PUSTAKA
