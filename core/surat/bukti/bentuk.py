"""The shape of a bundle: what it holds under which names, and reading its JSON without trusting it. Pure."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

TANDA = "sipraja-bukti-1"
MANIFES, SURAT, RANTAI = "manifes.json", "surat.json", "rantai.jsonl"
BACA_DULU, LAPORAN_TEKS, LAPORAN_JSON = "README.txt", "laporan.txt", "laporan.json"
FOLDER_SURAT, FOLDER_AKAR, FOLDER_PENANDA = "surat/", "sertifikat/akar/", "sertifikat/penanda/"
FOLDER_STEMPEL = "sertifikat/stempel/"  # roots of the time-stamp services
AKHIR_SURAT, AKHIR_SERTIFIKAT = ".pdf", ".cer"


class TakTerbaca(ValueError):
    """A part of the bundle is not what the shape says."""


def sidik(isi: bytes) -> str:
    """SHA-256, hexadecimal."""
    return sha256(isi).hexdigest()


def tulis_json(isi: Any) -> bytes:
    """Readable, and the same for the same value."""
    return (json.dumps(isi, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def baca_json(isi: bytes) -> Any:
    """A JSON value without tricks: no key twice, no NaN. Raises TakTerbaca."""
    try:
        return json.loads(isi, object_pairs_hook=_tanpa_ganda, parse_constant=_bukan_angka)
    except (ValueError, RecursionError) as galat:
        raise TakTerbaca(str(galat)) from galat


def _tanpa_ganda(pasangan: list[tuple[str, Any]]) -> dict[str, Any]:
    # Of two equal keys one reader takes the first and another the last: each would check something else.
    hasil = dict(pasangan)
    if len(hasil) != len(pasangan):
        raise TakTerbaca("kunci ganda")
    return hasil


def _bukan_angka(teks: str) -> None:
    raise TakTerbaca(teks)


def manifes(isi: dict[str, bytes], kepala: dict[str, Any]) -> bytes:
    """The list of everything else in the bundle with size and SHA-256."""
    daftar = {nama: {"sha256": sidik(data), "ukuran": len(data)} for nama, data in sorted(isi.items())}
    return tulis_json({"bentuk": TANDA, **kepala, "isi": daftar})
