"""Cleaning of letter data, and the static refusal of letter bodies that reach outside. Pure: no Django, no files."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

PANJANG_TEKS = 50_000  # characters of one value: the summary of a table of forty heirs is one
BARIS_TABEL = 200
DALAM = 8  # levels of nesting
TAK_TERLIHAT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
BESAR_NASKAH = 64_000  # characters of a letter body

PUSTAKA = re.compile(r'#import "/(?:naskah|arsip|papan)\.typ": \*[ \t]*(?=\r?\n|$)')
# Words that read files, load packages, or reach them by another name. Refused anywhere, prose included: simple to
# explain to an author, and nothing can be hidden in a string or an alias.
TERLARANG = re.compile(
    r"(?<![\w-])(import|include|read|plugin|eval|json|csv|toml|yaml|xml|cbor|bibliography|std|sys)(?![\w-])"
)


class NaskahGagal(Exception):
    """The letter could not be made; `pesan` is a sentence for the officer, `baris` the author's line of the body."""

    def __init__(self, pesan: str, baris: int | None = None) -> None:
        super().__init__(pesan)
        self.pesan, self.baris = pesan, baris


def bersihkan_teks(teks: str) -> str:
    """NFC; without control and format characters (bidi overrides turn a name round on paper), without surrogates."""
    teks = unicodedata.normalize("NFC", teks).replace("\r\n", "\n").replace("\t", " ")
    # Printable characters are of no such category; looking at each of a QR code's cost most of a millisecond.
    bersih = teks if all(map(str.isprintable, teks.split("\n"))) else "".join(filter(_terlihat, teks))
    if len(bersih) > PANJANG_TEKS:
        raise NaskahGagal(f"Isian terlalu panjang untuk surat: paling banyak {PANJANG_TEKS} huruf.")
    return bersih


def _terlihat(huruf: str) -> bool:
    return huruf == "\n" or unicodedata.category(huruf) not in TAK_TERLIHAT


def bersihkan(nilai: Any, dalam: int = 0) -> Any:
    """The same value with every text cleaned. Raises NaskahGagal above the limits."""
    if dalam > DALAM:
        raise NaskahGagal("Isian bertingkat terlalu dalam untuk surat.")
    if isinstance(nilai, str):
        return bersihkan_teks(nilai)
    if isinstance(nilai, dict):
        return {bersihkan_teks(str(k)): bersihkan(v, dalam + 1) for k, v in nilai.items()}
    if isinstance(nilai, list | tuple):
        if len(nilai) > BARIS_TABEL:
            raise NaskahGagal(f"Tabel terlalu panjang untuk surat: paling banyak {BARIS_TABEL} baris.")
        return [bersihkan(v, dalam + 1) for v in nilai]
    return nilai


@lru_cache(maxsize=64)
def periksa_naskah(naskah: str) -> None:
    """Refuse a body that imports anything but the parts library, or reads files. Raises NaskahGagal."""
    if len(naskah) > BESAR_NASKAH:
        raise NaskahGagal("Naskah surat terlalu panjang.")
    tanpa_pustaka = PUSTAKA.sub("", naskah)  # line breaks stay, so lines are still those of the author
    if kata := TERLARANG.search(tanpa_pustaka):
        pesan = f"Naskah surat tidak boleh memakai “{kata[0]}”; hanya pustaka /naskah.typ yang boleh dipakai."
        raise NaskahGagal(pesan, tanpa_pustaka.count("\n", 0, kata.start()) + 1)
