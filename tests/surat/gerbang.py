"""A simulator of BSrE behind real TLS on this machine, and keys that point at it."""

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from core.surat import sertifikat
from core.surat.pades import Giliran
from core.surat.penanda.bsre_kalibrasi import halaman
from core.surat.penanda.dasar import Rahasia, Tugas
from core.surat.simulator import tls
from core.surat.simulator.dunia import Dunia, Orang, Segel
from core.surat.simulator.peladen import Peladen

NIK, SUREL, FRASA = "3515184405900004", "kades@contoh.go.id", "Kanari-bsre-9c1e"
AKUN = ("aplikasi", "Kanari-gerbang-51d0")
PELANGGAN = "segel-kab-01"
SURAT = halaman("Surat uji")


@dataclass(frozen=True)
class Kunci:
    """What the drivers need to know of a key."""

    pengenal: str


@dataclass
class Gerbang:
    """The simulator, its world, and the CA that a client must trust."""

    dunia: Dunia
    peladen: Peladen
    ca: str
    otoritas: sertifikat.Otoritas
    folder: Path

    @property
    def akar(self):
        return [sertifikat.pem(self.otoritas.sertifikat)]

    def sidik(self, pengenal, nama):
        return sertifikat.sidik(self.dunia.pembubuh.sertifikat(pengenal, nama))

    @property
    def dikenal(self):
        """Fingerprints of the officer and the seal."""
        return {self.sidik(NIK, "Sumarni"), self.sidik(PELANGGAN, "Kabupaten Sidoarjo")}

    def jumlah_permintaan(self):
        return self.dunia.permintaan.total()

    def tenang(self):
        """Wait until no request is being worked on: the simulator goes on when we have stopped listening."""
        akhir = time.monotonic() + 20
        while (self.dunia.sibuk or not self.dunia.permintaan) and time.monotonic() < akhir:
            time.sleep(0.01)
        assert not self.dunia.sibuk

    def bersihkan(self):
        """Forget what earlier tests did."""
        for hitungan in (self.dunia.permintaan, self.dunia.hitung):
            hitungan.clear()
        self.dunia.kenalkan(Orang(NIK, "Sumarni", FRASA, SUREL))
        self.dunia.pasang_segel(Segel(PELANGGAN, "Kabupaten Sidoarjo"))


@contextmanager
def menyala(folder):
    """Serve until the block ends."""
    otoritas = sertifikat.otoritas(folder / "ca")
    dipercaya, milik = tls.pasang(folder / "tls")
    dunia = Dunia(otoritas, folder / "kunci")
    with Peladen(dunia, AKUN, tls=milik) as peladen:
        benang = threading.Thread(target=peladen.serve_forever, args=(0.02,), daemon=True)
        benang.start()
        try:
            yield Gerbang(dunia, peladen, str(dipercaya), otoritas, folder)
        finally:
            dunia.berhenti.set()
            peladen.shutdown()


def setel(settings, gerbang):
    """Point the drivers at the simulator."""
    settings.BSRE_ALAMAT, settings.BSRE_CA = gerbang.peladen.alamat, gerbang.ca
    settings.BSRE_PENGGUNA, settings.BSRE_SANDI = AKUN[0], SecretStr(AKUN[1])


def tugas(pdf=SURAT, giliran=None):
    return Tugas(pdf, giliran or Giliran(1, 1, asing=frozenset({1})), "Sumarni", "Kepala Desa Pepelegi")


def bubuhkan(modul, pdf=SURAT, *, kunci=None, rahasia=None):
    """One file through a driver."""
    alat = modul.buka(kunci or Kunci(NIK), rahasia or Rahasia(frasa=FRASA))
    (hasil,) = alat.tanda_tangani([tugas(pdf)])
    return hasil
