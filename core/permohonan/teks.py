"""Cleaning of short texts that people type into decisions."""

import unicodedata

PANJANG_MAKS = 1000


def bersihkan(teks: str) -> str:
    """Without control and direction characters (they reorder what a reader sees), trimmed, at most 1,000 characters."""
    bersih = "".join(c for c in teks if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    return bersih.strip()[:PANJANG_MAKS]
