"""The client of the letter press (`perender.py`): one or two long-lived children of each web or worker process.

    pdf = mesin().cetak(naskah, data)      # PDF/A-2a + PDF/UA-1 bytes, the same data gives the same bytes

The child has no network and sees no file but the letter parts when bubblewrap works on this machine; otherwise limits
and the static refusal of `bersih.periksa_naskah` stand alone. `modus()` says which.
"""

import json
import os
import re
import shutil
import threading
import time
from functools import cache
from pathlib import Path
from typing import Any

from core.surat.bersih import NaskahGagal, bersihkan, periksa_naskah
from core.surat.bungkus import LINGKUNGAN, Modus, folder_paket, perintah
from core.surat.pipa import Pipa, PipaPutus

AKAR = Path(__file__).parent / "naskah"
PERENDER = Path(__file__).parent / "perender.py"
STANDAR = (AKAR / "standar.typ").read_text()  # the letter of a service without a body of its own

DETIK_SURAT = 15.0  # wall clock of one letter; a real one takes 0.02
DETIK_MULAI = 20.0
BESAR_DATA = 2_000_000
PALING_BANYAK = min(2, os.cpu_count() or 1)  # presses of one process: while one prints, another one does


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
        self.pipa: Pipa | None = None
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
            except PipaPutus as galat:
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
        pipa = self._pastikan_hidup()
        batas = time.monotonic() + DETIK_SURAT
        pipa.kirim(isi)
        jawaban = json.loads(pipa.terima(batas))
        return jawaban, pipa.terima(batas) if jawaban["ok"] else b""

    def _pastikan_hidup(self) -> Pipa:
        """The running child. A forked worker must not share its parent's pipes, so the pid is compared."""
        if self.pipa and self.pid_induk == os.getpid() and self.pipa.hidup:
            return self.pipa
        if self.pid_induk == os.getpid():
            self._bunuh()
        self.pakai = self.dipaksa or self.pakai or ("bubblewrap" if shutil.which("bwrap") else "batas")
        try:
            return self._mulai()
        except PipaPutus:
            self._bunuh()
            if self.dipaksa or self.pakai == "batas":
                raise
        self.pakai = "batas"  # bwrap is there but user namespaces are not
        return self._mulai()

    def _mulai(self) -> Pipa:
        self.pipa = Pipa.buka(_argumen(self.pakai or "batas"), LINGKUNGAN)
        self.pid_induk = os.getpid()
        self.pipa.terima(time.monotonic() + DETIK_MULAI)
        return self.pipa

    def _bunuh(self) -> None:
        if self.pipa:
            self.pipa.bunuh()
        self.pipa = None


def kalimat_galat(pesan: str) -> str:
    """Typst's message as a sentence for an officer."""
    if ketemu := re.search(r"the text `\"(.*?)\"` could not be displayed", pesan):
        return f"Huruf “{ketemu[1]}” tidak ada dalam huruf surat. Ganti huruf itu pada isian, lalu coba lagi."
    if ketemu := re.search(r"does not contain key \"(.*?)\"", pesan):
        return f"Naskah surat meminta “{ketemu[1]}”, yang tidak ada dalam data permohonan ini."
    return f"Naskah surat tidak dapat dicetak: {pesan[:200]}"


class ParaMesin:
    """Presses side by side. The second one is started when the first is busy: only a batch of letters needs it."""

    def __init__(self, jumlah: int = PALING_BANYAK) -> None:
        self.jumlah, self.semua = jumlah, [Mesin()]
        self._bebas, self._tanda = list(self.semua), threading.Condition()

    def cetak(self, naskah: str | None, data: dict[str, Any]) -> bytes:
        """See `Mesin.cetak`."""
        satu = self._ambil()
        try:
            return satu.cetak(naskah, data)
        finally:
            self._kembalikan(satu)

    def modus(self) -> Modus:
        """See `Mesin.modus`."""
        return self.semua[0].modus()

    def tutup(self) -> None:
        """Stop all children."""
        for satu in self.semua:
            satu.tutup()

    def _ambil(self) -> Mesin:
        with self._tanda:
            while not self._bebas and len(self.semua) >= self.jumlah:
                self._tanda.wait()
            if not self._bebas:
                self.semua.append(Mesin())
                return self.semua[-1]
            return self._bebas.pop()

    def _kembalikan(self, satu: Mesin) -> None:
        with self._tanda:
            self._bebas.append(satu)
            self._tanda.notify()


@cache
def mesin() -> ParaMesin:
    """The presses of this process."""
    return ParaMesin()
