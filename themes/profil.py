"""The words of a theme (`themes/<daerah>/teks.toml`): what a kabupaten calls its application and how it greets."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

MAP_TEMA = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Daerah:
    """Profile of one kabupaten, as templates see it under the name `daerah`."""

    kode: str
    aplikasi: str
    kepanjangan: str
    kabupaten: str
    pengelola: str
    warna: str
    awalan: str
    sambutan: str
    ajakan: str
    alamat: str
    situs: str


@cache
def muat(kode: str) -> Daerah:
    """Read one theme. Raises FileNotFoundError or TypeError for a theme that is not whole: better at start than later."""
    teks = tomllib.loads((MAP_TEMA / kode / "teks.toml").read_text(encoding="utf-8"))
    return Daerah(kode=kode, **teks)


def aktif() -> Daerah:
    """The profile of this installation."""
    return muat(settings.DAERAH)
