"""Pure: which entries are probably one application under two names or addresses."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from layanan_links.alamat import host, inti

MIRIP = 88  # of 100; below it namesakes of different offices begin
# Words that nearly every name has and that tell nothing apart.
_UMUM = re.compile(
    r"\b(aplikasi|sistem|informasi|layanan|pelayanan|online|daring|elektronik|kabupaten|kab|situs|website|web|portal)\b"
)


@dataclass(frozen=True, slots=True)
class Calon:
    """An entry as far as this question goes."""

    pk: int
    nama: str
    alamat: str


@dataclass(frozen=True, slots=True)
class Pasangan:
    """Two entries, and why they are put side by side: "alamat", "nama" or both."""

    satu: int
    dua: int
    sebab: tuple[str, ...]
    mirip: int


def cari(calon: Iterable[Calon], daerah: str = "") -> list[Pasangan]:
    """Pairs, the surest first. `daerah` is the regency's name, which half of the applications carry in theirs."""
    semua = sorted(calon, key=lambda c: c.pk)
    hasil = {**_serupa_nama(semua, daerah.lower())}
    for satu, dua in _sealamat(semua):
        lama = hasil.get((satu, dua))
        sebab = ("alamat", *(lama.sebab if lama else ()))
        hasil[satu, dua] = Pasangan(satu, dua, sebab, 100)
    return sorted(hasil.values(), key=lambda p: (-p.mirip, p.satu, p.dua))


def _sealamat(semua: list[Calon]) -> Iterable[tuple[int, int]]:
    menurut: dict[str, list[int]] = defaultdict(list)
    for satu in semua:
        if satu.alamat:
            menurut[inti(satu.alamat)].append(satu.pk)
    for kelompok in menurut.values():
        yield from combinations(kelompok, 2)


def _serupa_nama(semua: list[Calon], daerah: str) -> dict[tuple[int, int], Pasangan]:
    """Names that are nearly equal; two different known hosts speak against it."""
    nama = [ringkas(c.nama, daerah) for c in semua]
    hasil = {}
    for (i, a), (j, b) in combinations(enumerate(nama), 2):
        mirip = round(fuzz.ratio(a, b)) if a and b else 0
        if mirip >= MIRIP and not _beda_host(semua[i].alamat, semua[j].alamat):
            hasil[semua[i].pk, semua[j].pk] = Pasangan(semua[i].pk, semua[j].pk, ("nama",), mirip)
    return hasil


def ringkas(nama: str, daerah: str) -> str:
    """The telling part of a name: without explanations in brackets, the regency and words all names have."""
    tanpa_kurung = re.sub(r"\([^)]*\)", " ", nama)
    kata = default_process(tanpa_kurung or nama).replace(daerah, " ") if daerah else default_process(tanpa_kurung)
    return " ".join(sorted(_UMUM.sub(" ", kata).split()))


def _beda_host(a: str, b: str) -> bool:
    return bool(a and b) and host(a).removeprefix("www.") != host(b).removeprefix("www.")
