"""The cage around the child process: bubblewrap without network or our files where it works, else limits only."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, Literal

from core.berkas import batas

ANAK = Path(__file__).with_name("anak.py")
MEMORI = 1024 * batas.MB
DETIK_CPU = 20
DETIK_DINDING = 30
KELUARAN_MAKS = 40 * batas.MB

Modus = Literal["bwrap", "rlimit"]


def _jalur_python() -> list[str]:
    """Folders a Python of this virtual environment needs; nothing of the project, of VAR or of /home besides."""
    jalur = {"/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", sys.prefix, sys.base_prefix}
    jalur.add(str(Path(sys.executable).resolve().parent.parent))
    return sorted(ada for ada in jalur if Path(ada).exists())


def _bungkus(program: str) -> list[str]:
    """The bubblewrap prefix: own namespaces, no network, read-only interpreter, and this one script."""
    ikat = [kata for jalur in _jalur_python() for kata in ("--ro-bind", jalur, jalur)]
    return [
        program, "--unshare-all", "--die-with-parent", "--new-session", "--clearenv",
        *ikat, "--ro-bind", str(ANAK), "/anak.py", "--dev", "/dev", "--chdir", "/", "--",
    ]  # fmt: skip


@cache
def _bwrap() -> str | None:
    """Path of a bubblewrap that really works here (in many containers it is installed but not allowed)."""
    program = shutil.which("bwrap")
    if not program:
        return None
    coba = [*_bungkus(program), sys.executable, "-I", "-c", "pass"]
    try:
        hasil = subprocess.run(coba, capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if hasil.returncode == 0 else None


def modus_kurungan() -> Modus:
    """Which cage is in use; the status page shows it."""
    return "bwrap" if _bwrap() else "rlimit"


def _perintah(jenis: str) -> list[str]:
    """Command line of one child."""
    angka = {
        "memori": MEMORI, "cpu": DETIK_CPU, "ukuran": batas.UKURAN_MAKS, "halaman": batas.HALAMAN_MAKS,
        "titik": batas.TITIK_MAKS, "sisi": batas.SISI_MAKS, "dpi": batas.DPI_HALAMAN, "mutu": batas.MUTU_JPEG,
    }  # fmt: skip
    awal, anak = ([], str(ANAK)) if modus_kurungan() == "rlimit" else (_bungkus(_bwrap() or ""), "/anak.py")
    return [*awal, sys.executable, "-I", "-B", anak, jenis, json.dumps(angka)]


def _bunuh(proses: "subprocess.Popen[bytes]") -> None:
    """End the child together with whatever it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(proses.pid, signal.SIGKILL)
    proses.wait()


def _jalankan(perintah: list[str], data: bytes) -> bytes:
    """Output of one child; a child that dies (memory, CPU, a crash of a parser) simply gives too little of it."""
    proses = subprocess.Popen(
        perintah, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin"}, cwd="/", start_new_session=True,
    )  # fmt: skip
    try:
        return proses.communicate(data, timeout=DETIK_DINDING)[0]
    except subprocess.TimeoutExpired as galat:
        raise batas.ditolak("sibuk") from galat
    finally:
        _bunuh(proses)


def bersihkan(jenis: Literal["gambar", "pdf"], data: bytes) -> tuple[int, bytes]:
    """Number of pages and the newly written bytes of an upload. Raises `BerkasDitolak`."""
    kepala, _, baru = _jalankan(_perintah(jenis), data).partition(b"\n")
    try:
        isi: dict[str, Any] = json.loads(kepala)
    except ValueError:
        isi = {"tolak": "pdf" if jenis == "pdf" else "kosong"}
    if "tolak" in isi or not 0 < len(baru) <= KELUARAN_MAKS:
        raise batas.ditolak(isi.get("tolak", "kosong"))
    return int(isi["halaman"]), baru
