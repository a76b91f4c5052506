"""Content that costs a second to make: made once per process, then put back row by row in a few milliseconds.

    kilas.putar(siapkan_situs)

The first call does the work and remembers which rows it has changed. A later call that finds the same tables as they
were before that work puts these rows in. Where they differ (another regency, an emptied database, a test that has made
something of its own before), the work is done again. What the work leaves outside the database is not put back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction

Baris = dict[Any, list[Any]]  # primary key → the whole row
Isi = dict[str, Baris]  # table → its rows
SEKALI = 100  # rows in one statement
RAGAM = 3  # so many different beginnings of the same work are remembered
SENDIRI = {"wagtailsearch_indexentry_fts"}  # filled by triggers of another table


@dataclass(frozen=True, slots=True)
class Kilas:
    """The tables that one piece of work changes, before and after it."""

    sebelum: Isi
    sesudah: Isi


_semua: dict[tuple[object, ...], list[Kilas]] = {}


def putar(buat: Callable[[], object], *bergantung: object) -> bool:
    """The effect of `buat()` on the database; whether it was put back. `bergantung`: on what else the rows depend."""
    kenangan = _semua.setdefault((buat.__module__, buat.__qualname__, connection.vendor, *bergantung), [])
    for satu in kenangan:
        if _isi(*satu.sebelum) == satu.sebelum:
            _pasang(satu)
            return True
    if len(kenangan) < RAGAM:
        kenangan.append(_rekam(buat))
    else:
        buat()
    return False


def _pasang(satu: Kilas) -> None:
    with transaction.atomic():
        for tabel, baris in satu.sesudah.items():
            _ganti(tabel, satu.sebelum[tabel], baris)


def _rekam(buat: Callable[[], object]) -> Kilas:
    sebelum = _isi(*_kunci_utama())
    buat()
    sesudah = {tabel: baris for tabel, baris in _isi(*sebelum).items() if baris != sebelum[tabel]}
    return Kilas({tabel: sebelum[tabel] for tabel in sesudah}, sesudah)


@cache
def _kunci_utama() -> dict[str, str]:
    """Every table of a model, and the column of its primary key."""
    model = [satu._meta for satu in apps.get_models(include_auto_created=True)]
    milik = {meta.db_table: str(meta.pk.column) for meta in model if meta.managed and not meta.proxy and meta.pk}
    return {tabel: kolom for tabel, kolom in milik.items() if tabel not in SENDIRI}


def _isi(*semua: str) -> Isi:
    hasil: Isi = {}
    with connection.cursor() as kursor:
        for tabel in semua:
            kursor.execute(f"SELECT {_kunci_utama()[tabel]}, * FROM {tabel}")
            hasil[tabel] = {kunci: baris for kunci, *baris in kursor.fetchall()}
    return hasil


def _ganti(tabel: str, lama: Baris, baru: Baris) -> None:
    hapus = [kunci for kunci, isi in lama.items() if baru.get(kunci) != isi]
    tambah = [isi for kunci, isi in baru.items() if lama.get(kunci) != isi]
    with connection.cursor() as kursor:
        for kunci in hapus:
            kursor.execute(f"DELETE FROM {tabel} WHERE {_kunci_utama()[tabel]} = %s", [kunci])
        for awal in range(0, len(tambah), SEKALI):
            bagian = tambah[awal : awal + SEKALI]
            tempat = ", ".join(["(" + ", ".join(["%s"] * len(bagian[0])) + ")"] * len(bagian))
            kursor.execute(f"INSERT INTO {tabel} VALUES {tempat}", [nilai for isi in bagian for nilai in isi])
