"""What templates know of this kabupaten: its facts (`core.wilayah.daerah`) and the words of its theme (`teks.toml`)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from core.wilayah.daerah import SEMUA

MAP_TEMA = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Daerah:
    """Profile of one kabupaten, as templates see it under the name `daerah`."""

    kode: str
    aplikasi: str
    kepanjangan: str
    kabupaten: str
    warna: str
    awalan: str
    situs: str
    pengelola: str
    sambutan: str
    ajakan: str


@cache
def muat(kode: str) -> Daerah:
    """Facts and words of one theme. Raises FileNotFoundError or TypeError for a theme that is not whole."""
    kata = tomllib.loads((MAP_TEMA / kode / "teks.toml").read_text(encoding="utf-8"))
    d = SEMUA[kode]
    return Daerah(
        kode=kode,
        aplikasi=d.aplikasi,
        kepanjangan=d.kepanjangan,
        kabupaten=d.nama,
        warna=d.warna,
        awalan=d.awalan_nomor,
        situs=f"https://{d.situs}/",
        **kata,
    )


def aktif() -> Daerah:
    """The profile of this installation."""
    return muat(settings.DAERAH)
