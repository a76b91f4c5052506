"""Migrated, empty databases to copy from: migrating costs 20 s of processor, and some ten processes of a run need one.

`alat/uji.py` makes them afresh for each run (`buat`) and names them in the environment. Where they are not named,
everybody migrates for himself: `pytest` by hand needs nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

from tests.alat import server_postgres

AKAR = Path(__file__).resolve().parent.parent
SQLITE, POSTGRES = "UJI_CONTOH_SQLITE", "UJI_CONTOH_POSTGRES"  # a file; the URL of a database


def buat(url: str) -> subprocess.Popen[str]:
    """Migrate this database, in a process that the caller waits for."""
    perintah = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
    env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "sipraja.settings_uji"}
    return subprocess.Popen(perintah, cwd=AKAR, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def salin_sqlite(tujuan: Path) -> bool:
    """Put a copy of the migrated file there; False without one."""
    if not (contoh := os.environ.get(SQLITE)):
        return False
    for sisa in ("-wal", "-shm"):  # of an earlier database under the same name
        tujuan.with_name(tujuan.name + sisa).unlink(missing_ok=True)
    shutil.copyfile(contoh, tujuan)
    return True


def salin_postgres() -> str:
    """URL of a database of its own on the private server: a copy where the migrated one is there, else an empty one."""
    contoh = os.environ.get(POSTGRES, "")
    dasar = (contoh or server_postgres()).rpartition("/")[0]
    salinan = f" template {contoh.rpartition('/')[2]}" if contoh else ""
    nama = f"salinan_{uuid4().hex[:12]}"
    perintah = f"create database {nama}{salinan}"
    subprocess.run(["psql", f"{dasar}/postgres", "-c", perintah], check=True, capture_output=True)
    return f"{dasar}/{nama}"
