"""What is wrong with a declaration, in sentences its author can act on: file, line, key, what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.layanan import deklarasi


@dataclass(frozen=True)
class Keluhan:
    """One problem: the keys that lead to it, and a sentence."""

    jalur: tuple[str | int, ...]
    pesan: str

    @property
    def kunci(self) -> str:
        """Like `langkah[1].kolom[0].jika`, counting from one as people do."""
        bagian = (f"[{b + 1}]" if isinstance(b, int) else f".{b}" for b in self.jalur)
        return "".join(bagian).lstrip(".")


class LayananSalah(ValueError):
    """A service that cannot be loaded. `keluhan` lists every problem found, not just the first."""

    def __init__(self, berkas: Path | str, keluhan: Iterable[str]) -> None:
        self.berkas, self.keluhan = str(berkas), tuple(keluhan)
        super().__init__("\n".join(self.keluhan))


def kalimat(berkas: Path, sumber: str, keluhan: Sequence[Keluhan]) -> list[str]:
    """`layanan.toml baris 12, langkah[1].kolom[2].tipe: harus salah satu dari …`"""
    return [f"{berkas.name}{_baris(sumber, k.jalur)}{', ' + k.kunci if k.jalur else ''}: {k.pesan}" for k in keluhan]


def _baris(sumber: str, jalur: Sequence[str | int]) -> str:
    nomor = cari_baris(sumber, jalur)
    return f" baris {nomor}" if nomor else ""


def cari_baris(sumber: str, jalur: Sequence[str | int]) -> int | None:
    """The line of the TOML text where this key stands, or of the nearest table around it; None when not found."""
    tabel, urut, ketemu = (), {}, None  # type: tuple[str | int, ...], dict[tuple[str | int, ...], int], int | None
    for nomor, baris in enumerate(sumber.splitlines(), 1):
        if judul := re.match(r"\s*(\[\[?)([A-Za-z0-9_.\-]+)\]", baris):
            tabel = _masuk(tuple(judul[2].split(".")), judul[1] == "[[", urut)
            ketemu = nomor if tabel and tabel == tuple(jalur[: len(tabel)]) else ketemu
        elif kunci := re.match(r"\s*([A-Za-z0-9_\-]+)\s*=", baris):
            penuh = (*tabel, kunci[1])
            if penuh == tuple(jalur[: len(penuh)]):
                return nomor
    return ketemu


def _masuk(nama: tuple[str, ...], larik: bool, urut: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    """The path of a `[table]` or `[[array]]` header, with the index it has now."""
    jalur: tuple[str | int, ...] = ()
    for ke, bagian in enumerate(nama):
        jalur = (*jalur, bagian)
        if larik and ke == len(nama) - 1:
            urut[jalur] = urut.get(jalur, -1) + 1
        if jalur in urut:
            jalur = (*jalur, urut[jalur])
    return jalur


def dari_pydantic(galat: ValidationError) -> list[Keluhan]:
    """Pydantic's report in Indonesian."""
    semua = [Keluhan(tuple(satu["loc"]), _terjemah(dict(satu))) for satu in galat.errors(include_url=False)]
    # A list whose items are wrong is also called too short: only the cause is worth reading.
    atas = {k.jalur[:i] for k in semua for i in range(len(k.jalur))}
    return [k for k in semua if k.jalur not in atas]


def _terjemah(satu: dict[str, Any]) -> str:
    jenis, ctx = satu["type"], satu.get("ctx", {})
    if jenis == "extra_forbidden":
        return "kunci ini tidak dikenal" + _mirip(str(satu["loc"][-1]))
    if jenis == "value_error":
        return str(ctx["error"])
    return _KALIMAT.get(jenis, "nilainya tidak dapat dipakai").format(**ctx).replace("' or '", "' atau '")


def _mirip(kunci: str) -> str:
    bentuk = (deklarasi.Layanan, deklarasi.Langkah, deklarasi.Kolom, deklarasi.Unggahan, deklarasi.Tahap)
    dikenal = {nama for satu in (*bentuk, deklarasi.NaskahSurat) for nama in satu.model_fields}
    dekat = difflib.get_close_matches(kunci, dikenal, 1)
    return f'; mungkin maksudnya "{dekat[0]}"' if dekat else ""


_KALIMAT = {
    "missing": "kunci ini wajib ada",
    "literal_error": "harus salah satu dari: {expected}",
    "string_type": "harus berupa teks di antara tanda kutip",
    "string_too_short": "tidak boleh kosong",
    "string_too_long": "paling panjang {max_length} huruf",
    "string_pattern_mismatch": "bentuk tulisannya keliru; yang diterima: {pattern}",
    "int_type": "harus berupa angka bulat tanpa tanda kutip",
    "bool_type": "harus true atau false tanpa tanda kutip",
    "tuple_type": 'harus berupa daftar, seperti ["a", "b"]',
    "model_type": "harus berupa tabel kunci dan nilai",
    "too_short": "paling sedikit {min_length} isi",
    "greater_than": "harus lebih besar dari {gt}",
    "greater_than_equal": "paling kecil {ge}",
    "less_than_equal": "paling besar {le}",
}
