"""`make test`: linters, then every test on SQLite, again on PostgreSQL, then in a real browser.

PostgreSQL is a private throw-away cluster (`tests.alat`). Where it is missing its turn is skipped by name; in CI
that is a failure.
"""

import os
import subprocess
import sys
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(AKAR))

from tests.alat import cari, server_postgres  # noqa: E402

PYTEST = [sys.executable, "-m", "pytest"]
SEKALIGUS = str((os.cpu_count() or 2) + 1)  # one more than processors: some tests wait for a process, a lease, a server
CEPAT = [*PYTEST, "-n", SEKALIGUS, "--dist", "worksteal", "-m", "not peramban"]


def jalankan(judul: str, perintah: list[str], **lingkungan: str) -> None:
    """Run one part; the first failure ends the whole run with its exit code."""
    sys.stdout.write(f"\n== {judul} ==\n")
    sys.stdout.flush()
    if kode := subprocess.call(perintah, cwd=AKAR, env={**os.environ, **lingkungan}):
        sys.exit(kode)


def utama(pilihan: list[str]) -> None:
    jalankan("Pemeriksaan kode", ["sh", "alat/periksa.sh"])
    jalankan("Uji di SQLite", [*CEPAT, *pilihan])
    if cari("postgres"):
        jalankan("Uji di PostgreSQL", [*CEPAT, *pilihan], DATABASE_URL=server_postgres(), UJI_HANYA_BASIS_DATA="1")
    elif os.environ.get("CI"):
        sys.exit("PostgreSQL tidak ada; di CI itu kegagalan.")
    else:
        sys.stdout.write("\nDILEWATI: uji di PostgreSQL (pasang paket postgresql untuk menjalankannya)\n")
    jalankan("Uji di peramban", [*PYTEST, "-n", "2", "--dist", "loadgroup", "-m", "peramban", *pilihan])


if __name__ == "__main__":
    utama(sys.argv[1:])
