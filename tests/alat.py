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
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, NoReturn
from uuid import uuid4

import pytest

PROGRAM = {
    "postgres": ("postgres", *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True))),
    "redis": ("redis-server",),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "bwrap": ("bwrap",),
    "pdfsig": ("pdfsig",),
    "qpdf": ("qpdf",),
    "radosgw": ("radosgw",),
    "softhsm2-util": ("softhsm2-util",),
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
    lewati(f"{nama} tidak terpasang di mesin ini")


def lewati(pesan: str) -> NoReturn:
    """Skip this test by name on somebody's machine; fail it in CI, where nothing may go untested."""
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
    """URL of a private PostgreSQL (fresh cluster in a temporary folder, no fsync) with an empty database `uji`.

    No autovacuum: tests roll their rows back, so its statistics would say that every table is empty, and the plans
    made from them take 20 seconds where an installation's take a millisecond.
    """
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
         "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=60", "-c", "autovacuum=off", "-c", "jit=off"],
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )  # fmt: skip
    atexit.register(lambda: (proses.terminate(), proses.wait(10)))
    siap = [bin_ / "psql", "-h", "127.0.0.1", "-p", str(port), "-U", "uji", "-d", "postgres", "-c"]
    coba = partial(subprocess.run, [*siap, "select 1"], check=False, capture_output=True)
    assert tunggu(lambda: coba().returncode == 0), "postgres bisu"
    subprocess.run([*siap, "create database uji"], check=True, stdout=subprocess.DEVNULL)
    return f"postgres://uji@127.0.0.1:{port}/uji"


@dataclass(frozen=True, slots=True)
class ServerS3:
    """Where a private S3 server answers, its empty bucket, and who may use it."""

    alamat: str
    ember: str
    kunci: str
    rahasia: str


CEPH = """
[global]
fsid = {fsid}
mon initial members = a
mon host = [v2:127.0.0.1:{port_mon}]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
keyring = {folder}/kunci
mon data = {folder}/mon
osd data = {folder}/osd
rgw data = {folder}/rgw
run dir = {folder}
log file = {folder}/$name.log
admin socket =
pid file =
osd objectstore = memstore
memstore device bytes = 536870912
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd crush chooseleaf type = 0
mon allow pool size one = true
paxos propose interval = 0.02
paxos min wait = 0.01
mon data avail warn = 1
mon data avail crit = 0
"""


@cache
def server_s3() -> ServerS3:
    """A private S3 server: Ceph's radosgw over one monitor and one in-memory store, with the empty bucket `uji`."""
    folder, port = Path(tempfile.mkdtemp(prefix="sipraja-s3-")), port_bebas()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    jalan = partial(subprocess.run, check=True, cwd=folder, timeout=60, capture_output=True)
    _gudang_ceph(folder, jalan)
    gerbang = ["-n", "client.gerbang", "--rgw-frontends", f"beast endpoint=127.0.0.1:{port}"]
    _hidupkan(folder, butuh("radosgw"), *gerbang)
    assert tunggu(lambda: port_menjawab(port), 60), "radosgw bisu"
    server = ServerS3(f"http://127.0.0.1:{port}", "uji", "KUNCIUJI", "rahasia-uji")
    orang = ["--uid", "uji", "--display-name", "uji", "--access-key", server.kunci, "--secret-key", server.rahasia]
    jalan(["radosgw-admin", "-c", "ceph.conf", "-n", "client.gerbang", "user", "create", *orang])
    klien_s3(server).create_bucket(Bucket=server.ember)
    return server


def _gudang_ceph(folder: Path, jalan: Callable[..., object]) -> None:
    """Monitor and store below the gateway. The store's id must be the same in `osd new` and in its own folder."""
    fsid, osd, port = str(uuid4()), str(uuid4()), port_bebas()
    (folder / "ceph.conf").write_text(CEPH.format(fsid=fsid, folder=folder, port_mon=port))
    for nama in ("mon", "osd", "rgw"):
        (folder / nama).mkdir()
    for nama in ("mon.", "client.admin", "client.gerbang", "osd.0"):
        baru = [] if (folder / "kunci").exists() else ["--create-keyring"]
        hak = [kata for bagian in ("mon", "osd", "mgr") for kata in ("--cap", bagian, "allow *")]
        jalan(["ceph-authtool", "kunci", *baru, "--gen-key", "-n", nama, *hak])
    jalan(["monmaptool", "--create", "--fsid", fsid, "--addv", "a", f"[v2:127.0.0.1:{port}]", "peta"])
    jalan(["ceph-mon", "-c", "ceph.conf", "--mkfs", "-i", "a", "--monmap", "peta", "--keyring", "kunci"])
    _hidupkan(folder, "ceph-mon", "-i", "a")
    jalan(["ceph", "-c", "ceph.conf", "osd", "new", osd])
    jalan(["ceph-osd", "-c", "ceph.conf", "-i", "0", "--mkfs", "--osd-uuid", osd])
    _hidupkan(folder, "ceph-osd", "-i", "0")


def _hidupkan(folder: Path, program: Path | str, *pilihan: str) -> None:
    """A daemon in the foreground, killed at exit; nothing of its memory is worth a clean end."""
    proses = subprocess.Popen(
        [program, "-f", "-c", "ceph.conf", *pilihan], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    atexit.register(lambda: (proses.kill(), proses.wait(10)))


def klien_s3(server: ServerS3, rahasia: str | None = None) -> Any:
    """A bare client, for what a storage never does: create the bucket, ask with a wrong secret."""
    import boto3
    from botocore.config import Config

    return boto3.client(
        "s3", endpoint_url=server.alamat, region_name="us-east-1", aws_access_key_id=server.kunci,
        aws_secret_access_key=rahasia or server.rahasia, config=Config(s3={"addressing_style": "path"}),
    )  # fmt: skip
