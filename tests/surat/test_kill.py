"""Kill -9 while letters are issued: 600 times on SQLite, 300 on PostgreSQL; more with KILL_RONDE (`tests.surat.mati`).

Each block plays in a process of its own, on a copy of this test run's empty database.
"""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from core.surat.titik import NAMA
from tests.surat.mati.daftar import TANAM

AKAR = Path(__file__).parent.parent.parent
BLOK = 3
RONDE = {"sqlite": 600, "postgresql": 300}
RONDE_TANAM = 40  # within so many kills each planted bug must show


def salin_sqlite(folder):
    """A real file of its own, with the product's pragmas: WAL, synchronous=FULL."""
    tujuan = folder / "mati.sqlite3"
    with sqlite3.connect(connection.settings_dict["NAME"]) as asal:
        asal.execute("VACUUM INTO ?", [str(tujuan)])
    return f"sqlite:///{tujuan}"


def salin_postgres():
    """A database of its own on the same server."""
    asal, nama = connection.settings_dict, f"mati_{uuid4().hex[:12]}"
    contoh = asal["NAME"]
    connection.close()  # a database in use cannot be a template
    with connection._nodb_cursor() as kursor:
        kursor.execute(f"CREATE DATABASE {nama} TEMPLATE {contoh}")
    return nama, f"postgres://{asal['USER']}@{asal['HOST']}:{asal['PORT']}/{nama}"


@pytest.fixture
def basis(transactional_db, tmp_path):
    if connection.vendor == "sqlite":
        yield salin_sqlite(tmp_path)
        return
    nama, alamat = salin_postgres()
    yield alamat
    with connection._nodb_cursor() as kursor:
        kursor.execute(f"DROP DATABASE {nama} WITH (FORCE)")


def mainkan(basis, folder, *pilihan):
    """The figures of one run of the harness."""
    anak = subprocess.run(
        [sys.executable, "-m", "tests.surat.mati", *map(str, pilihan)], cwd=AKAR, capture_output=True, text=True,
        env=os.environ | {"DATABASE_URL": basis, "VAR": str(folder / "var")}, timeout=3600, check=False,
    )  # fmt: skip
    assert anak.stdout.startswith("{"), anak.stderr[-3000:]
    return json.loads(anak.stdout), anak.stderr


@pytest.mark.parametrize("blok", range(BLOK))
def test_no_kill_loses_doubles_or_spoils_a_letter(basis, tmp_path, blok):
    ronde = int(os.environ.get("KILL_RONDE", RONDE[connection.vendor])) // BLOK
    angka, galat = mainkan(basis, tmp_path, "--ronde", ronde, "--benih", blok + 1)
    print(json.dumps(angka | {"basis": connection.vendor}, ensure_ascii=False))  # noqa: T201 - the figures, with -s
    assert angka["pelanggaran"] == [], galat[-3000:]
    assert angka["mati"] >= ronde
    assert angka["surat"] > ronde // 8  # an application dies eight times at most, mostly three, before it is published
    assert set(angka["per_titik"]) - {"sembarang"} <= {*NAMA, *(f"pulihkan: {nama}" for nama in NAMA)}


@pytest.mark.satu_basis
def test_twin_the_harness_catches_every_planted_bug(basis, tmp_path):
    hasil, galat = mainkan(basis, tmp_path, "--tanam", "semua", "--ronde", RONDE_TANAM, "--benih", 3)
    assert set(hasil) == set(TANAM)
    lolos = {nama: satu["mati"] for nama, satu in hasil.items() if not satu["pelanggaran"]}
    assert lolos == {}, galat[-3000:]
