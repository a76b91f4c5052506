"""What templates know of this site: facts of the kabupaten (`core.wilayah.daerah`), words of its theme (`teks.toml`).

Which theme it is depends on the host that was asked (`themes.situs`); outside a request it is the installation's own.
"""

import tomllib
from contextvars import ContextVar
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from core.wilayah.daerah import SEMUA, daerah_aktif
from themes import daftar


@dataclass(frozen=True)
class Identitas:
    """What an editor has chosen for one site; empty words mean those of the theme."""

    tema: str = ""
    nama: str = ""
    kepanjangan: str = ""
    lambang: str = ""  # digest of the uploaded coat of arms, "" when there is none


@dataclass(frozen=True)
class Daerah:
    """Profile of one site, as templates see it under the name `daerah`."""

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
    salam: str = ""  # a greeting in the language of the place
    terima_kasih: str = ""
    bahasa_salam: str = ""
    lambang: str = ""


MEDAN = frozenset(f.name for f in fields(Daerah)) - {"kode", "awalan", "lambang"}  # what teks.toml may say
BAKU = Identitas()
_identitas: ContextVar[Identitas] = ContextVar("identitas", default=BAKU)


def pakai(identitas: Identitas) -> Any:
    """Make this the identity of the running request; returns the token for `lepas`."""
    return _identitas.set(identitas)


def lepas(tanda: Any) -> None:
    """Undo `pakai`."""
    _identitas.reset(tanda)


def folder(kode: str) -> Path:
    """Folder of a theme. Raises FileNotFoundError for a name that no theme has."""
    try:
        return daftar.semua(settings.TEMA_TAMBAHAN)[kode]
    except KeyError:
        raise FileNotFoundError(kode) from None


def _fakta(kode: str) -> dict[str, str]:
    """Facts under the theme: those of its own kabupaten, or of the installation's for the theme of an office."""
    d = SEMUA.get(kode) or daerah_aktif()
    return {
        "aplikasi": d.aplikasi,
        "kepanjangan": d.kepanjangan,
        "kabupaten": d.nama,
        "warna": d.warna,
        "awalan": d.awalan_nomor,
        "situs": f"https://{d.situs}/",
    }


def _kata(kode: str, bahasa: str) -> dict[str, str]:
    """Words of teks.toml; those of its table for this language (`[en]`) win."""
    berkas = folder(kode) / daftar.TANDA
    isi = tomllib.loads(berkas.read_text(encoding="utf-8"))
    kata = {n: v for n, v in isi.items() if not isinstance(v, dict)} | isi.get(bahasa, {})
    if asing := kata.keys() - MEDAN:
        raise TypeError(f"{berkas}: {', '.join(sorted(asing))}")
    return kata


@cache
def muat(kode: str, bahasa: str = "id", identitas: Identitas = BAKU) -> Daerah:
    """Facts and words of one theme. Raises FileNotFoundError or TypeError for a theme that is not whole."""
    kata = _fakta(kode) | _kata(kode, bahasa)
    if identitas.nama:
        kata |= {"aplikasi": identitas.nama, "kepanjangan": identitas.kepanjangan or kata["kepanjangan"]}
    return Daerah(kode=kode, lambang=identitas.lambang, **kata)


def tema_kini() -> str:
    """Name of the theme in use."""
    return _identitas.get().tema or str(settings.DAERAH)


def aktif() -> Daerah:
    """The profile of the site that was asked."""
    return muat(tema_kini(), get_language() or settings.LANGUAGE_CODE, _identitas.get())
