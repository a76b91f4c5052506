"""Outside programs the tests use: found → used, missing → skipped BY NAME here, and a failure in CI.

    from tests.alat import butuh, server_redis

    def test_something():
        butuh("chromium")            # returns the path of the program

    URL = server_postgres()          # a private, throw-away server, stopped at exit

Nothing may be skipped in CI (environment variable ``CI``): a suite that quietly tests half is worse than a red one.
"""

from __future__ import annotations

import atexit
import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

PROGRAM = {
    "postgres": ("postgres", *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True))),
    "redis": ("redis-server",),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "bwrap": ("bwrap",),
    "pdfsig": ("pdfsig",),
}


def cari(nama: str) -> Path | None:
    """Path of the first program found under this name, or None."""
    for kandidat in PROGRAM[nama]:
        if ketemu := shutil.which(kandidat):
            return Path(ketemu)
    return None


def butuh(nama: str) -> Path:
    """Path of the program; a missing one skips this test by name, and fails it in CI."""
    if program := cari(nama):
        return program
    pesan = f"{nama} tidak terpasang di mesin ini"
    if os.environ.get("CI"):
        pytest.fail(f"{pesan}; di CI tidak boleh ada yang dilewati", pytrace=False)
    pytest.skip(pesan)


def port_bebas() -> int:
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        return int(soket.getsockname()[1])


def tunggu(syarat: Callable[[], object], detik: float = 20, jeda: float = 0.05) -> bool:
    """Poll until `syarat()` is truthy; False when the time is over (the caller asserts, so that the message is his)."""
    batas = time.monotonic() + detik
    while time.monotonic() < batas:
        if syarat():
            return True
        time.sleep(jeda)
    return bool(syarat())


def port_menjawab(port: int) -> bool:
    with socket.socket() as soket:
        soket.settimeout(0.5)
        return soket.connect_ex(("127.0.0.1", port)) == 0


@cache
def server_redis() -> str:
    """URL of a private Redis on a free port, without persistence."""
    program, port = butuh("redis"), port_bebas()
    proses = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    atexit.register(proses.kill)
    assert tunggu(lambda: port_menjawab(port)), "redis-server tidak mau hidup"
    return f"redis://127.0.0.1:{port}/0"


def _sebagai_biasa() -> list[str]:
    """PostgreSQL refuses to run as root: step down to the account its package made."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if getpass.getuser() == "root" else []


@cache
def server_postgres() -> str:
    """URL of a private PostgreSQL (fresh cluster in a temporary folder, no fsync) with an empty database `uji`."""
    bin_, port = butuh("postgres").resolve().parent, port_bebas()
    folder = Path(tempfile.mkdtemp(prefix="sipraja-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if awalan := _sebagai_biasa():
        shutil.chown(folder, "postgres", "postgres")
    subprocess.run(
        [*awalan, bin_ / "initdb", "-D", folder / "data", "-U", "uji", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
    )
    proses = subprocess.Popen(
        [*awalan, bin_ / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder, "-c", "fsync=off",
         "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=60"],
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )  # fmt: skip
    atexit.register(lambda: (proses.terminate(), proses.wait(10)))
    siap = [bin_ / "psql", "-h", "127.0.0.1", "-p", str(port), "-U", "uji", "-d", "postgres", "-c"]
    coba = partial(subprocess.run, [*siap, "select 1"], check=False, capture_output=True)
    assert tunggu(lambda: coba().returncode == 0), "postgres bisu"
    subprocess.run([*siap, "create database uji"], check=True, stdout=subprocess.DEVNULL)
    return f"postgres://uji@127.0.0.1:{port}/uji"
