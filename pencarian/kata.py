"""Words as people type them: taken apart, folded to one spelling, brought to their stem. Pure functions."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

PANJANG_CARI = 80  # characters of a question that are read
JUMLAH_KATA = 12  # words of a question that are read
PANJANG_KATA = 24  # a longer word is no word
_KATA = re.compile(r"[a-z0-9]+")
_MAJEMUK = re.compile(r"[a-z0-9]+(?:[-./'][a-z0-9]+)+")
# Old, Arabic and foreign spellings of the same sound: sertipikat and sertifikat, syukur and sukur.
_BUNYI = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sy", "s"), ("kh", "k"), ("dh", "d"), ("th", "t"), ("ph", "p"),
    ("f", "p"), ("v", "p"), ("z", "s"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
_GANDA = re.compile(r"([a-z])\1+")
_ANGKA_HURUF = str.maketrans("0134578", "oieasty")  # s4kit, k4win, n1kah
_VOKAL = re.compile(r"[aeiou]")
# Everyday and Javanese endings (warisane, omahku, nikahin) and beginnings (ngurus, mbangun, njaluk).
_AKHIRAN = (
    "kannya", "annya", "nipun", "kan", "nya", "lah", "kah", "ane", "ake", "ne", "in", "an", "ku", "mu", "e", "i",
)  # fmt: skip
_AWALAN = (
    ("ng", ""), ("ng", "k"), ("ny", "s"), ("ny", "c"), ("m", ""), ("m", "p"), ("n", ""), ("n", "t"), ("di", ""),
    ("ke", ""), ("ter", ""), ("ber", ""), ("ku", ""),
)  # fmt: skip
_AKAR = snowballstemmer.stemmer("indonesian")


def rapikan(teks: str) -> str:
    """A question as it is shown again: cut to its length, single spaces, no control characters."""
    teks = "".join(c if c.isprintable() else " " for c in teks[:PANJANG_CARI])
    return " ".join(teks.split())


def _polos(teks: str) -> str:
    urai = unicodedata.normalize("NFKD", teks.lower())
    return "".join(c for c in urai if not unicodedata.combining(c))


@lru_cache(maxsize=8192)
def lipat(kata: str) -> str:
    """One spelling for what sounds alike; short words are abbreviations and stay (KK)."""
    if len(kata) <= 3 or any(c.isdigit() for c in kata):
        return kata
    hasil = kata
    for dari, jadi in _BUNYI:
        hasil = hasil.replace(dari, jadi)
    hasil = _GANDA.sub(r"\1", hasil)
    return hasil if len(hasil) > 2 else kata


def kata_saja(teks: str) -> str:
    """The words as written, small, without any other sign: databases have search languages of their own."""
    return " ".join(_KATA.findall(_polos(teks)))


def pecah_asli(teks: str) -> list[tuple[str, str]]:
    """Each word of a text, folded and as written: "Sertifikat" → (sertipikat, sertifikat)."""
    return [(lipat(kata[:PANJANG_KATA]), kata) for kata in _KATA.findall(_polos(teks))]


def pecah(teks: str) -> list[str]:
    """The folded words of a text, in order: "Akta/akte e-KTP" → akta, akte, e, ktp."""
    return [lipatan for lipatan, _kata in pecah_asli(teks)]


def majemuk(teks: str) -> list[str]:
    """What is written with a hyphen, a dot or a slash, joined: "F-1.01" → f101, "KTP-el" → ktpel."""
    return [lipat(re.sub(r"[^a-z0-9]", "", satu)[:PANJANG_KATA]) for satu in _MAJEMUK.findall(_polos(teks))]


@lru_cache(maxsize=8192)
def akar(kata: str) -> str:
    """The stem, marked so that it never meets a word as written: "pengurusan" → ~urus."""
    return f"~{kata if len(kata) <= 3 else _AKAR.stemWord(kata)}"


def rangka(kata: str) -> str:
    """The word without its vowels, as in a hurried message: surat → srt."""
    return kata[:1] + _VOKAL.sub("", kata[1:])


def tanpa_angka(kata: str) -> str:
    """Digits that stand for letters turned back; the word itself when it has only letters or only digits."""
    return lipat(kata.translate(_ANGKA_HURUF)) if not kata.isdigit() and not kata.isalpha() else kata


def bentuk_lain(kata: str) -> Iterator[str]:
    """The word without everyday beginnings and endings; whoever asks keeps the ones that exist."""
    dasar = [kata, *(kata.removesuffix(a) for a in _AKHIRAN if kata.endswith(a) and len(kata) - len(a) >= 3)]
    for satu in dasar:
        if satu != kata:
            yield satu
        for dari, jadi in _AWALAN:
            if satu.startswith(dari) and len(satu) - len(dari) >= 3:
                yield jadi + satu.removeprefix(dari)


# Neighbours on a telephone's keyboard: row above, own row, row below.
_TETANGGA = {
    "q": "wa", "w": "qeas", "e": "wrsd", "r": "etdf", "t": "ryfg", "y": "tugh", "u": "yihj", "i": "uojk", "o": "ipkl",
    "p": "ol", "a": "qwsz", "s": "weadzx", "d": "ersfxc", "f": "rtdgcv", "g": "tyfhvb", "h": "yugjbn", "j": "uihknm",
    "k": "iojlm", "l": "opk", "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip


def salah_tekan(kata: str, lain: str) -> bool:
    """Whether one letter was hit beside the key, or two neighbours changed places."""
    if len(kata) != len(lain):
        return False
    beda = [i for i in range(len(kata)) if kata[i] != lain[i]]
    if len(beda) == 1:
        return kata[beda[0]] in _TETANGGA.get(lain[beda[0]], "")
    return (
        len(beda) == 2 and beda[1] == beda[0] + 1 and kata[beda[0]] == lain[beda[1]] and kata[beda[1]] == lain[beda[0]]
    )
