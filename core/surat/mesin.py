"""The client of the letter press (`perender.py`): one long-lived child process for each web or worker process.

    pdf = mesin().cetak(naskah, data)      # PDF/A-2a + PDF/UA-1 bytes, the same data gives the same bytes

The child has no network and sees no file but the letter parts when bubblewrap works on this machine; otherwise limits and
the static refusal of `bersih.periksa_naskah` stand alone. `modus()` says which.
"""

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from core.surat.bersih import NaskahGagal, bersihkan, periksa_naskah

AKAR = Path(__file__).parent / "naskah"
PERENDER = Path(__file__).parent / "perender.py"
STANDAR = (AKAR / "standar.typ").read_text()  # the letter of a service without a body of its own

DETIK_SURAT = 15.0  # wall clock of one letter; a real one takes 0.02
DETIK_MULAI = 20.0
BESAR_DATA = 2_000_000
BESAR_PDF = 20_000_000

Modus = Literal["bubblewrap", "batas"]
LINGKUNGAN = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "2"}


class PerenderMati(Exception):  # noqa: N818 - a state, not a programming error
    """The child died or did not answer in time."""


def _paket_typst() -> Path:
    spec = find_spec("typst")
    if spec is None or spec.origin is None:
        raise RuntimeError("paket typst tidak terpasang")
    return Path(spec.origin).parent


def _argumen(modus: Modus) -> list[str]:
    """Command line of the child."""
    python, paket = os.path.realpath(sys.executable), _paket_typst()
    if modus == "batas":
        return [python, "-I", "-S", "-B", str(PERENDER), str(AKAR), str(paket.parent)]
    baca_saja = [python, sys.base_prefix + "/lib", sysconfig.get_path("stdlib"), "/usr/lib", "/lib", "/lib64"]
    ikat = [arg for p in dict.fromkeys(baca_saja) for arg in ("--ro-bind-try", p, p)]
    for asal, tujuan in ((AKAR, "/naskah"), (PERENDER, "/perender.py"), (paket, "/paket/typst")):
        ikat += ["--ro-bind", str(asal), tujuan]
    # No --die-with-parent: the kernel ties it to the thread that started us, and web threads come and go.
    return ["bwrap", "--unshare-all", "--cap-drop", "ALL", *ikat, "--dev", "/dev", "--chdir", "/",
            python, "-I", "-S", "-B", "/perender.py", "/naskah", "/paket"]  # fmt: skip


class Mesin:
    """A thread-safe handle on one child process. Killed and started anew when it hangs or dies."""

    def __init__(self, modus: Modus | None = None) -> None:
        self.kunci = threading.Lock()
        self.dipaksa, self.pakai = modus, modus
        self.proses: subprocess.Popen[bytes] | None = None
        self.pid_induk = 0

    def cetak(self, naskah: str | None, data: dict[str, Any]) -> bytes:
        """The letter, ready to be frozen. Raises NaskahGagal with an Indonesian sentence."""
        periksa_naskah(naskah or "")
        isi = json.dumps({"naskah": naskah or STANDAR, "data": json.dumps(bersihkan(data), ensure_ascii=False)}).encode()
        if len(isi) > BESAR_DATA:
            raise NaskahGagal("Data surat terlalu besar.")
        with self.kunci:
            try:
                jawaban, pdf = self._tanya(isi)
            except PerenderMati as galat:
                self._bunuh()
                raise NaskahGagal("Surat terlalu berat untuk dicetak dan dihentikan. Periksa naskah dan isiannya.") from galat
        if not jawaban["ok"]:
            raise NaskahGagal(kalimat_galat(jawaban["pesan"]))
        # Without this newline the first signature's object starts behind %%EOF and the file is no PDF/A any more.
        return pdf + b"\n"

    def modus(self) -> Modus:
        """Which wall stands around the child; starts it when needed."""
        with self.kunci:
            self._pastikan_hidup()
            return self.pakai or "batas"

    def tutup(self) -> None:
        """Stop the child."""
        with self.kunci:
            self._bunuh()

    def _tanya(self, isi: bytes) -> tuple[dict[str, Any], bytes]:
        proses = self._pastikan_hidup()
        batas = time.monotonic() + DETIK_SURAT
        _kirim(proses, isi)
        jawaban = json.loads(_terima(proses, batas))
        return jawaban, _terima(proses, batas) if jawaban["ok"] else b""

    def _pastikan_hidup(self) -> subprocess.Popen[bytes]:
        """The running child. A forked worker must not share its parent's pipes, so the pid is compared."""
        if self.proses and self.pid_induk == os.getpid() and self.proses.poll() is None:
            return self.proses
        if self.pid_induk == os.getpid():
            self._bunuh()
        self.pakai = self.dipaksa or self.pakai or ("bubblewrap" if shutil.which("bwrap") else "batas")
        try:
            return self._mulai()
        except PerenderMati:
            self._bunuh()
            if self.dipaksa or self.pakai == "batas":
                raise
        self.pakai = "batas"  # bwrap is there but user namespaces are not
        return self._mulai()

    def _mulai(self) -> subprocess.Popen[bytes]:
        self.proses = subprocess.Popen(  # noqa: S603 - fixed program, no shell, no outside words
            _argumen(self.pakai or "batas"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=LINGKUNGAN, start_new_session=True,
        )  # fmt: skip
        self.pid_induk = os.getpid()
        _terima(self.proses, time.monotonic() + DETIK_MULAI)
        return self.proses

    def _bunuh(self) -> None:
        """Kill the whole group: bubblewrap and what it holds."""
        if not self.proses:
            return
        try:
            os.killpg(self.proses.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.proses.wait()
        for pipa in (self.proses.stdin, self.proses.stdout):
            if pipa:
                pipa.close()
        self.proses = None


def _kirim(proses: subprocess.Popen[bytes], isi: bytes) -> None:
    try:
        proses.stdin.write(len(isi).to_bytes(4, "big") + isi)  # type: ignore[union-attr]
        proses.stdin.flush()  # type: ignore[union-attr]
    except OSError as galat:
        raise PerenderMati from galat


def _terima(proses: subprocess.Popen[bytes], batas: float) -> bytes:
    """One frame before the deadline."""
    panjang = int.from_bytes(_baca(proses, 4, batas), "big")
    if panjang > BESAR_PDF:
        raise PerenderMati
    return _baca(proses, panjang, batas)


def _baca(proses: subprocess.Popen[bytes], jumlah: int, batas: float) -> bytes:
    fd = proses.stdout.fileno()  # type: ignore[union-attr]
    hasil = bytearray()
    while len(hasil) < jumlah:
        siap, _, _ = select.select([fd], [], [], max(0.0, batas - time.monotonic()))
        potong = os.read(fd, jumlah - len(hasil)) if siap else b""
        if not potong:
            raise PerenderMati
        hasil += potong
    return bytes(hasil)


def kalimat_galat(pesan: str) -> str:
    """Typst's message as a sentence for an officer."""
    if ketemu := re.search(r"the text `\"(.*?)\"` could not be displayed", pesan):
        return f"Huruf “{ketemu[1]}” tidak ada dalam huruf surat. Ganti huruf itu pada isian, lalu coba lagi."
    if ketemu := re.search(r"does not contain key \"(.*?)\"", pesan):
        return f"Naskah surat meminta “{ketemu[1]}”, yang tidak ada dalam data permohonan ini."
    return f"Naskah surat tidak dapat dicetak: {pesan[:200]}"


@cache
def mesin() -> Mesin:
    """The press of this process."""
    return Mesin()
