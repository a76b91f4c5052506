"""Whether a pattern (`pola`) of a stranger can be asked about a citizen's answer without keeping the server busy.

Python's regular expressions back-track: some patterns need years for thirty letters, and nobody can interrupt them from
another thread. So the shape is judged first, then the pattern is tried on answers that hurt, against the clock.
Runs in the cage only (`signal.setitimer` needs the main thread).
"""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

PANJANG = 300  # letters of an answer that hurts; no one-line answer is longer
DETIK = 0.5  # an honest pattern takes a thousandth of this
MAKS_BEBAS = 3  # open repetitions one after the other: n³ is still quick
KECIL = 20  # a repetition up to here may hold another one, like ([0-9]{2}[. ]?){3}


class Lambat(Exception):
    """The clock ran out."""


@contextmanager
def batas_waktu(detik: float) -> Iterator[None]:
    """Raise Lambat in this (main) thread when the block takes longer; `re` looks at signals now and then."""

    def habis(*_args: object) -> None:
        raise Lambat

    lama = signal.signal(signal.SIGALRM, habis)
    signal.setitimer(signal.ITIMER_REAL, detik)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, lama)


def keluhan_pola(pola: str, contoh: str = "") -> str | None:
    """Why this pattern is not accepted; None when it is harmless or no pattern at all (the schema says that)."""
    try:
        with batas_waktu(DETIK):
            pohon = re._parser.parse(pola)  # type: ignore[attr-defined]
            bentuk = _bentuk(pohon)
        return bentuk or _coba(pola, contoh)
    except re.error:
        return None
    except (RecursionError, OverflowError):
        return "pola terlalu dalam"
    except Lambat:
        return "pola terlalu berat: ada jawaban pendek yang pencocokannya tidak selesai"


def _bentuk(pohon: Any) -> str | None:
    terbuka = 0
    for nama, isi, dalam in _telusur(pohon, 0):
        if nama in {"GROUPREF", "GROUPREF_EXISTS", "ASSERT", "ASSERT_NOT"}:
            return "pola tidak boleh mengacu balik atau melihat ke depan"
        if dalam and nama == "BRANCH":
            return "pola tidak boleh memilih (|) di dalam bagian yang berulang"
        if nama in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            if dalam and isi[0] != isi[1]:
                return "pola tidak boleh mengulang bagian yang di dalamnya sudah berulang"
            terbuka += isi[1] > KECIL and isi[0] != isi[1]
    return f"pola memuat lebih dari {MAKS_BEBAS} pengulangan tanpa batas" if terbuka > MAKS_BEBAS else None


def _telusur(pohon: Any, dalam: int) -> Iterator[tuple[str, Any, int]]:
    """Every node: name, argument, and in how many large repetitions it lies."""
    for op, isi in pohon:
        nama = str(op)
        yield nama, isi, dalam
        besar = nama.endswith("REPEAT") and isi[1] > KECIL
        for anak in _anak(isi):
            yield from _telusur(anak, dalam + besar)


def _anak(isi: Any) -> Iterator[Any]:
    """The sub-patterns somewhere in a node's argument."""
    if hasattr(isi, "data") and hasattr(isi, "getwidth"):
        yield isi
    elif isinstance(isi, list | tuple):
        for satu in isi:
            yield from _anak(satu)


def _coba(pola: str, contoh: str) -> str | None:
    """Ask about answers that hurt. Raises Lambat."""
    jadi = re.compile(pola)
    huruf = dict.fromkeys([*"a0A .-/", *(h for h in pola if h.isalnum()), *contoh])
    with batas_waktu(DETIK):
        for satu in [*list(huruf)[:40], contoh or "a", pola]:
            jadi.search((satu * PANJANG)[:PANJANG] + "\x00")
    return None
