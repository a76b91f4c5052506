"""`make test`: linters, then every test on SQLite, what asks the database again on PostgreSQL, and a real browser.

After the linters three lanes run at once and keep both processors of a small machine busy: tests wait now and then for
a process, a lease, a server. Each part is printed when it ends; after a failure no further part begins.

PostgreSQL is a private throw-away cluster (`tests.alat`). Where it is missing its turn is skipped by name; in CI
that is a failure.
"""

import compileall
import os
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic

AKAR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(AKAR))

from tests import basis_contoh  # noqa: E402
from tests.alat import cari, server_postgres  # noqa: E402
from tests.e2e import BAKU  # noqa: E402

PROSESOR = os.cpu_count() or 2
LAMBAT = ["--durations=25", "--durations-min=1"]  # so that one sees in each run what grows
PYTEST = [sys.executable, "-m", "pytest", *LAMBAT]
CEPAT = [*PYTEST, "--dist", "worksteal", "-m", "not peramban"]
PERAMBAN = [*PYTEST, "-m", "peramban"]


@dataclass(frozen=True)
class Bagian:
    """One part of the run: a command and what it finds in its environment."""

    judul: str
    perintah: list[str]
    lingkungan: dict[str, str] = field(default_factory=dict)


@dataclass
class Papan:
    """What all lanes share: who may print, and whether something has failed."""

    kunci: Lock = field(default_factory=Lock)
    kode: int = 0

    def kerjakan(self, lajur: list[Bagian]) -> None:
        """The parts of one lane, one after the other."""
        for satu in lajur:
            if self.kode:
                return
            mulai = monotonic()
            hasil = subprocess.run(
                satu.perintah, cwd=AKAR, env=os.environ | satu.lingkungan, text=True, check=False,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
            self.catat(satu.judul, hasil.stdout, hasil.returncode, monotonic() - mulai)

    def catat(self, judul: str, keluaran: str, kode: int, detik: float) -> None:
        """Print a part that has ended."""
        with self.kunci:
            self.kode = self.kode or kode
            sys.stdout.write(f"\n== {judul}: {detik:.0f} detik ==\n{keluaran}")
            sys.stdout.flush()


def jalankan(*lajur: list[Bagian]) -> None:
    """Run lanes at once; a failure in any of them ends this process with its exit code."""
    papan = Papan()
    with ThreadPoolExecutor(len(lajur)) as kolam:
        list(kolam.map(papan.kerjakan, lajur))
    if papan.kode:
        sys.exit(papan.kode)


def terjemahkan() -> None:
    """Compile the libraries and the product once: a run starts some sixty Pythons, and each would do it for itself
    where the machine forbids to write bytecode, and in the read-only cages. Twenty seconds instead of five for each.
    """
    utama = [satu.parent for satu in AKAR.glob("*/__init__.py") if satu.parent.name not in ("plugins", "tests")]
    for folder in [Path(sysconfig.get_path("purelib")), *utama]:
        compileall.compile_dir(folder, quiet=2, workers=PROSESOR)


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


def cepat(judul: str, pilihan: list[str], sekaligus: int, **lingkungan: str) -> Bagian:
    """All tests but those of the browser, in so many processes; one needs no other that hands out the work."""
    return Bagian(judul, [*CEPAT, "-n", str(sekaligus if sekaligus > 1 else 0), *pilihan], lingkungan)


def di_postgres(pilihan: list[str]) -> list[Bagian]:
    """The second pass, where PostgreSQL is installed."""
    if cari("postgres"):
        lingkungan = {"DATABASE_URL": server_postgres(), "UJI_HANYA_BASIS_DATA": "1"}
        return [cepat("Uji di PostgreSQL", pilihan, max(1, PROSESOR // 2), **lingkungan)]
    if os.environ.get("CI"):
        sys.exit("PostgreSQL tidak ada; di CI itu kegagalan.")
    sys.stdout.write("\nDILEWATI: uji di PostgreSQL (pasang paket postgresql untuk menjalankannya)\n")
    return []


def panggung(pilihan: list[str]) -> list[Bagian]:
    """The main road in a browser, stage by stage: each has an installation of its own."""
    semua = os.environ.get("PANGGUNG", BAKU).split()
    return [Bagian(f"Jalan utama {s}", [*PERAMBAN, *pilihan, "tests/e2e"], {"PANGGUNG": s}) for s in semua]


def utama(pilihan: list[str]) -> None:
    terjemahkan()
    with tempfile.TemporaryDirectory(prefix="sipraja-contoh-") as folder:
        dibuat = contoh(folder)
        jalankan([Bagian("Pemeriksaan kode", ["sh", "alat/periksa.sh"])])
        siap(dibuat)
        halaman = Bagian("Halaman di peramban", [*PERAMBAN, *pilihan, "tests", "--ignore=tests/e2e"])
        jalankan(
            [cepat("Uji di SQLite", pilihan, PROSESOR)],
            di_postgres(pilihan),
            [*panggung(pilihan), halaman],
        )


if __name__ == "__main__":
    utama(sys.argv[1:])
