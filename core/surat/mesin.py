"""The client of the letter press (`perender.py`): one long-lived child process for each web or worker process.

    pdf = mesin().cetak(naskah, data)      # PDF/A-2a + PDF/UA-1 bytes, the same data gives the same bytes

The child has no network and sees no file but the letter parts when bubblewrap works on this machine; otherwise limits
and the static refusal of `bersih.periksa_naskah` stand alone. `modus()` says which.
"""

import contextlib
import json
import os
import re
import select
import shutil
import signal
import subprocess
import threading
import time
from functools import cache
from pathlib import Path
from typing import Any

from core.surat.bersih import NaskahGagal, bersihkan, periksa_naskah
from core.surat.bungkus import LINGKUNGAN, Modus, folder_paket, perintah

AKAR = Path(__file__).parent / "naskah"
PERENDER = Path(__file__).parent / "perender.py"
STANDAR = (AKAR / "standar.typ").read_text()  # the letter of a service without a body of its own

DETIK_SURAT = 15.0  # wall clock of one letter; a real one takes 0.02
DETIK_MULAI = 20.0
BESAR_DATA = 2_000_000
BESAR_PDF = 20_000_000


class PerenderMati(Exception):
    """The child died or did not answer in time."""


def _argumen(modus: Modus) -> list[str]:
    """Command line of the child. Outside the sandbox it finds `typst` in the folder that holds the package."""
    paket = folder_paket("typst")
    tempat = {paket: "/paket/typst"} if modus == "bubblewrap" else {paket.parent: ""}
    return perintah(modus, PERENDER, {AKAR: "/naskah", **tempat})


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
        # Pictures are made by us (foto.py), not typed by anyone, and longer than any text may be.
        bersih = bersihkan({nama: isi for nama, isi in data.items() if nama != "foto"})
        muatan = json.dumps(bersih | {"foto": data.get("foto", {})}, ensure_ascii=False)
        isi = json.dumps({"naskah": naskah or STANDAR, "data": muatan}).encode()
        if len(isi) > BESAR_DATA:
            raise NaskahGagal("Data surat terlalu besar.")
        with self.kunci:
            try:
                jawaban, pdf = self._tanya(isi)
            except PerenderMati as galat:
                self._bunuh()
                raise NaskahGagal(
                    "Surat terlalu berat untuk dicetak dan dihentikan. Periksa naskah dan isiannya."
                ) from galat
        if not jawaban["ok"]:
            raise NaskahGagal(kalimat_galat(jawaban["pesan"]), jawaban.get("baris"))
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
        self.proses = subprocess.Popen(
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
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.proses.pid, signal.SIGKILL)
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
    hasil, jaga = bytearray(), select.poll()  # poll, not select: descriptors above 1024 are common in a busy server
    jaga.register(fd, select.POLLIN)
    while len(hasil) < jumlah:
        siap = jaga.poll(max(0, int((batas - time.monotonic()) * 1000)))
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
