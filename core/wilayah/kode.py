"""Names behind Kemendagri codes for all of Indonesia, down to the kecamatan: what the first six digits of a NIK mean.

A cached reader and not a table: 7,800 rows that only the government changes, needed before any database is filled.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def baca(nama: str, folder: Path = DATA) -> Iterator[dict[str, str]]:
    """Rows of one of the CSV files beside this module, or in another folder."""
    with (folder / f"{nama}.csv").open(encoding="utf-8", newline="") as berkas:
        yield from csv.DictReader(berkas)


@cache
def _nama() -> dict[str, str]:
    berkas = ("provinsi_kabupaten", "kecamatan_indonesia")
    return {baris["kode"]: baris["nama"] for sumber in berkas for baris in baca(sumber)}


def nama_wilayah(kode: str) -> str | None:
    """Name of a province ("35"), kabupaten ("35.15") or kecamatan ("35.15.18"); None when the code is unknown."""
    return _nama().get(kode)


def bertitik(enam_angka: str) -> str:
    """The first six digits of a NIK as a code: "351518" becomes "35.15.18"."""
    return ".".join((enam_angka[:2], enam_angka[2:4], enam_angka[4:6]))


@cache
def anak(kode: str = "") -> tuple[tuple[str, str], ...]:
    """(code, name) of everything directly below a code; without a code the provinces."""
    titik = kode.count(".") + 1 if kode else 0
    awalan = f"{kode}." if kode else ""
    return tuple((k, n) for k, n in _nama().items() if k.count(".") == titik and k.startswith(awalan))
