"""The registry of integrity checks. Each app adds functions that look for what must not be (invariants I1 to I10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Temuan:
    """One violation: which rule, on what, and a sentence for the person who has to look into it."""

    kode: str
    objek: str
    kalimat: str

    def sebagai_json(self) -> dict[str, str]:
        """Plain values for ``--json``."""
        return asdict(self)


Pemeriksa = Callable[[], Iterable[Temuan]]
pemeriksa: dict[str, Pemeriksa] = {}


def daftarkan(nama: str) -> Callable[[Pemeriksa], Pemeriksa]:
    """Decorator: ``@daftarkan("permohonan.rantai")``. A name that is taken is refused at once."""

    def tambah(fungsi: Pemeriksa) -> Pemeriksa:
        if nama in pemeriksa:
            raise ValueError(f"pemeriksa {nama} sudah ada")
        pemeriksa[nama] = fungsi
        return fungsi

    return tambah


def periksa(nama: Iterable[str] = ()) -> Iterator[Temuan]:
    """Findings of all checks, or of the named ones; raises KeyError for an unknown name."""
    for satu in list(nama) or sorted(pemeriksa):
        yield from pemeriksa[satu]()
