"""`make test`: linters, then every test on SQLite, again on PostgreSQL, then in a real browser.

PostgreSQL is a private throw-away cluster (`tests.alat`). Where it is missing its turn is skipped by name; in CI
that is a failure.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

AKAR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(AKAR))

from tests import basis_contoh  # noqa: E402
from tests.alat import cari, server_postgres  # noqa: E402
from tests.e2e import BAKU  # noqa: E402

PYTEST = [sys.executable, "-m", "pytest"]
SEKALIGUS = str((os.cpu_count() or 2) + 1)  # one more than processors: some tests wait for a process, a lease, a server
CEPAT = [*PYTEST, "-n", SEKALIGUS, "--dist", "worksteal", "-m", "not peramban"]


def jalankan(judul: str, perintah: list[str], **lingkungan: str) -> None:
    """Run one part; the first failure ends the whole run with its exit code."""
    sys.stdout.write(f"\n== {judul} ==\n")
    sys.stdout.flush()
    if kode := subprocess.call(perintah, cwd=AKAR, env={**os.environ, **lingkungan}):
        sys.exit(kode)


def contoh(folder: str) -> list[tuple[str, str, subprocess.Popen[str]]]:
    """Start migrating what all parts copy from: variable, what it will name, the process at work."""
    semua = [(basis_contoh.SQLITE, f"{folder}/contoh.sqlite3", f"sqlite:///{folder}/contoh.sqlite3")]
    if cari("postgres"):
        semua.append((basis_contoh.POSTGRES, server_postgres(), server_postgres()))
    return [(nama, isi, basis_contoh.buat(url)) for nama, isi, url in semua]


def siap(semua: list[tuple[str, str, subprocess.Popen[str]]]) -> None:
    """Wait until the examples are migrated and name them to every part."""
    for nama, isi, proses in semua:
        keluaran, _ = proses.communicate()
        if proses.returncode:
            sys.exit(f"Basis data contoh tidak jadi:\n{keluaran}")
        os.environ[nama] = isi


def peramban(pilihan: list[str]) -> None:
    """Several browsers at once: each stage of the main road, and all other pages.

    By hand and not by xdist: the tests of a stage share one installation, which takes half a minute to make.
    """
    perintah = [*PYTEST, "-m", "peramban", *pilihan]
    bagian = [({"PANGGUNG": satu}, ["tests/e2e"]) for satu in os.environ.get("PANGGUNG", BAKU).split()]
    berjalan = [_mulai([*perintah, *tempat], lingkungan) for lingkungan, tempat in bagian]
    berjalan.append(_mulai([*perintah, "tests", "--ignore=tests/e2e"], {}))
    kode = [_tunggu(*satu) for satu in berjalan]
    if any(kode):
        sys.exit(max(kode))


def _mulai(perintah: list[str], lingkungan: dict[str, str]) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    keluaran = tempfile.TemporaryFile()  # noqa: SIM115 -- read and closed by _tunggu
    env = {**os.environ, **lingkungan}
    return subprocess.Popen(perintah, cwd=AKAR, env=env, stdout=keluaran, stderr=keluaran), keluaran


def _tunggu(proses: subprocess.Popen[bytes], keluaran: IO[bytes]) -> int:
    """Print what it said, when it is done; its exit code."""
    kode = proses.wait()
    keluaran.seek(0)
    sys.stdout.write(f"\n== Uji di peramban ==\n{keluaran.read().decode()}")
    sys.stdout.flush()
    keluaran.close()
    return kode


def utama(pilihan: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="sipraja-contoh-") as folder:
        dibuat = contoh(folder)
        jalankan("Pemeriksaan kode", ["sh", "alat/periksa.sh"])
        siap(dibuat)
        semua_uji(pilihan)


def semua_uji(pilihan: list[str]) -> None:
    jalankan("Uji di SQLite", [*CEPAT, *pilihan])
    if cari("postgres"):
        jalankan("Uji di PostgreSQL", [*CEPAT, *pilihan], DATABASE_URL=server_postgres(), UJI_HANYA_BASIS_DATA="1")
    elif os.environ.get("CI"):
        sys.exit("PostgreSQL tidak ada; di CI itu kegagalan.")
    else:
        sys.stdout.write("\nDILEWATI: uji di PostgreSQL (pasang paket postgresql untuk menjalankannya)\n")
    peramban(pilihan)


if __name__ == "__main__":
    utama(sys.argv[1:])
