"""Text as citizens type or paste it, made harmless and even before anything judges it."""

from __future__ import annotations

import re
import unicodedata

from core.wilayah.huruf import TANDA, tak_tercetak

__all__ = ["BULAN", "TANDA", "besar_awal", "bilangan", "rapikan_teks", "ribuan", "tak_tercetak", "tanggal_kata"]

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def rapikan_teks(teks: str, *, panjang: bool = False) -> str:
    """NFC, without control and direction-changing characters, single spaces; `panjang` keeps line breaks."""
    baku = unicodedata.normalize("NFC", teks).replace("\r\n", "\n").replace("\r", "\n")
    bersih = "".join(h if unicodedata.category(h)[0] != "C" else " " if h in "\n\t" else "" for h in baku)
    if not panjang:
        return re.sub(r"\s+", " ", bersih).strip()
    baris = (rapikan_teks(satu) for satu in baku.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(baris)).strip()


def ribuan(nilai: int) -> str:
    """1450000 → `1.450.000`."""
    return f"{nilai:,}".replace(",", ".")


def bilangan(nilai: int) -> str:
    """A count or a year: 1930 stays `1930`, 12000 becomes `12.000`. Money is always `ribuan`."""
    return str(nilai) if abs(nilai) < 10_000 else ribuan(nilai)


def tanggal_kata(iso: str) -> str:
    """`2026-11-21` → `21 November 2026`; anything else comes back as it is."""
    cocok = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso)
    if not cocok or not 1 <= int(cocok[2]) <= 12:
        return iso
    return f"{int(cocok[3])} {BULAN[int(cocok[2]) - 1]} {cocok[1]}"


def besar_awal(teks: str) -> str:
    """A capital first letter, the rest untouched."""
    return teks[:1].upper() + teks[1:]
