"""What a visitor asked for, and the filters: life event, level of office, what one holds in the hand. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.http import QueryDict
from django.utils.translation import get_language

from pencarian.bawaan import baca
from pencarian.kata import pecah, rapikan
from pencarian.sumber import Entri

RAGAM = ("peristiwa", "tingkat", "pegangan")
PANJANG_PILIHAN = 30  # characters of a hand-written choice that are read


@dataclass(frozen=True)
class Pilihan:
    """One choice of a filter."""

    kunci: str
    nama: str
    ikon: str = ""
    kata: tuple[tuple[str, ...], ...] = ()
    en: str = ""

    @property
    def sebutan(self) -> str:
        """Its name in the reader's language."""
        return self.en if self.en and get_language() == "en" else self.nama


@cache
def pilihan(ragam: str) -> dict[str, Pilihan]:
    """The choices of one filter, in the order of the page."""
    return {
        satu["kunci"]: Pilihan(
            satu["kunci"],
            satu["nama"],
            satu.get("ikon", ""),
            tuple(tuple(pecah(kata)) for kata in (*satu.get("kata", ()), *satu.get("pola", ()))),
            satu.get("en", ""),
        )
        for satu in baca("saringan")[ragam]
    }


def kelompok(entri: Entri) -> dict[str, frozenset[str]]:
    """The choices an entry belongs to, for each filter."""
    peristiwa = {tuple(pecah(satu.replace("_", " "))) for satu in entri.peristiwa}
    label = [set(pecah(satu)) for satu in entri.syarat]
    return {
        "peristiwa": frozenset(k for k, p in pilihan("peristiwa").items() if peristiwa & set(p.kata)),
        "tingkat": frozenset(entri.tingkat) & frozenset(pilihan("tingkat")),
        "pegangan": frozenset(k for k, p in pilihan("pegangan").items() if _ada(p.kata, label)),
    }


def _ada(pola: Iterable[tuple[str, ...]], label: list[set[str]]) -> bool:
    return any(set(kata) <= satu for kata in pola for satu in label)


@dataclass(frozen=True)
class Permintaan:
    """A question with its filters; unknown choices are dropped, so that a hand-written address breaks nothing."""

    q: str = ""
    jenis: str = ""
    peristiwa: str = ""
    tingkat: str = ""
    pegangan: tuple[str, ...] = ()

    @classmethod
    def dari(cls, data: QueryDict) -> "Permintaan":
        """Read an address."""
        satu = {ragam: data.get(ragam, "")[:PANJANG_PILIHAN] for ragam in RAGAM[:2]}
        return cls(
            q=rapikan(data.get("q", "")),
            jenis=data.get("jenis", "")[:PANJANG_PILIHAN],
            pegangan=tuple(k for k in pilihan("pegangan") if k in data.getlist("pegangan")),
            **{ragam: kunci if kunci in pilihan(ragam) else "" for ragam, kunci in satu.items()},
        )

    @property
    def menyaring(self) -> bool:
        """Whether a filter is set."""
        return bool(self.peristiwa or self.tingkat or self.pegangan)

    @property
    def kosong(self) -> bool:
        """Whether nothing is asked."""
        return not (self.q or self.menyaring or self.jenis)

    def cocok(self, entri: Entri, milik: dict[str, frozenset[str]]) -> bool:
        """Every filter that is set agrees; of things in the hand, all of them are asked for."""
        return (
            (not self.jenis or entri.jenis == self.jenis)
            and (not self.peristiwa or self.peristiwa in milik["peristiwa"])
            and (not self.tingkat or self.tingkat in milik["tingkat"])
            and set(self.pegangan) <= milik["pegangan"]
        )
