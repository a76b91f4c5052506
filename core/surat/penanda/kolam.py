"""Signing children for batches: several processes sign and judge at once, so that a batch uses every core.

    with Kolam(terbuka, akar) as kolam:
        janji = kolam.kirim(tugas)          # returns at once; the children work
        ...                                 # meanwhile the caller publishes the letters before these
        [satu.result() for satu in janji]   # Bubuhan with `temuan`, or PenandaGagal

Only for keys that are opened in memory (PKCS#12): a device has its own session and a gateway its own limits. The key
reaches a child through its standard input alone and is gone with it; a child ends when its input ends.
"""

import json
import os
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

import core
from core.permohonan.galat import _
from core.surat.bungkus import LINGKUNGAN, folder_paket, perintah
from core.surat.mesin import mesin
from core.surat.pemeriksa import Penanda, Temuan
from core.surat.penanda.dasar import Bubuhan, PenandaGagal, TidakPasti, Tugas
from core.surat.pipa import Pipa, PipaPutus
from core.surat.sertifikat import KunciTerbuka, pem

PROGRAM = Path(__file__).with_name("kolam_anak.py")
DETIK_SURAT = 30.0
DETIK_MULAI = 30.0


class Kolam:
    """Satisfies `dasar.Penanda`; `kirim` is the same without waiting."""

    sekaligus = 100

    def __init__(self, terbuka: KunciTerbuka, akar: Sequence[str], jumlah: int | None = None) -> None:
        jumlah = jumlah or os.cpu_count() or 1
        self._bebas: SimpleQueue[Anak] = SimpleQueue()
        self._anak = [Anak(terbuka, akar) for _nomor in range(jumlah)]
        for satu in self._anak:
            self._bebas.put(satu)
        self._tukang = ThreadPoolExecutor(jumlah, "kolam")  # they wait for pipes; the work is in the children

    def __enter__(self) -> "Kolam":
        return self

    def __exit__(self, *_galat: object) -> None:
        self.tutup()

    def kirim(self, tugas: Sequence[Tugas]) -> "list[Future[Bubuhan | PenandaGagal]]":
        """Hand the files out; one promise for each, in order."""
        return [self._tukang.submit(self._satu, satu) for satu in tugas]

    def tanda_tangani(self, tugas: Sequence[Tugas]) -> list[Bubuhan | PenandaGagal]:
        """See `dasar.Penanda`."""
        return [satu.result() for satu in self.kirim(tugas)]

    def _satu(self, tugas: Tugas) -> Bubuhan | PenandaGagal:
        anak = self._bebas.get()
        try:
            return anak.kerjakan(tugas)
        except PipaPutus:
            anak.tutup()  # it stays in the queue and refuses; the others go on
            return TidakPasti(_("Proses tanda tangan terputus. Surat ini belum terbit; coba lagi."), "kolam_putus")
        finally:
            self._bebas.put(anak)

    def tutup(self) -> None:
        """End the children, and with them every copy of the key."""
        for satu in self._anak:
            satu.tutup()
        self._tukang.shutdown(cancel_futures=True)


class Anak:
    """One child. Started at once, waited for at its first letter."""

    def __init__(self, terbuka: KunciTerbuka, akar: Sequence[str]) -> None:
        self._pipa = Pipa.buka(_argumen(), LINGKUNGAN)
        self._siap = False
        sertifikat = "".join(pem(satu) for satu in (terbuka.sertifikat, *terbuka.rantai))
        try:
            self._pipa.kirim(json.dumps({"akar": list(akar), "sertifikat": sertifikat}).encode())
            self._pipa.kirim(terbuka.kunci.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
        except PipaPutus:
            self.tutup()  # every letter given to it will be refused

    def kerjakan(self, tugas: Tugas) -> Bubuhan | PenandaGagal:
        """Let the child sign and judge. Raises PipaPutus."""
        if not self._siap:
            self._pipa.terima(time.monotonic() + DETIK_MULAI)
            self._siap = True
        batas = time.monotonic() + DETIK_SURAT
        giliran = asdict(tugas.giliran) | {"asing": sorted(tugas.giliran.asing)}
        self._pipa.kirim(json.dumps({"giliran": giliran, "nama": tugas.nama, "alasan": tugas.alasan}).encode())
        self._pipa.kirim(tugas.pdf)
        jawaban = json.loads(self._pipa.terima(batas))
        if not jawaban["ok"]:
            return TidakPasti(_("Tanda tangan gagal dibuat. Surat ini belum terbit; coba lagi."), jawaban["galat"])
        return Bubuhan(self._pipa.terima(batas), temuan=_temuan(jawaban["temuan"]))

    def tutup(self) -> None:
        """Kill it."""
        self._pipa.bunuh()


def _temuan(isi: dict[str, Any]) -> Temuan:
    return Temuan(**isi | {"penanda": [Penanda(**satu) for satu in isi["penanda"]]})


def _argumen() -> list[str]:
    """Command line of a child: it sees Python, the installed packages and our own code, no network and no data."""
    inti = Path(core.__file__).parent
    return perintah(mesin().modus(), PROGRAM, {folder_paket("pyhanko").parent: "/paket", inti: "/inti/core"})
