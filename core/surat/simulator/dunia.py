"""What the simulator knows: people, seals, faults that wait, signatures made. Safe for threads."""

import secrets
import threading
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.surat.sertifikat import Otoritas
from core.surat.simulator.gangguan import NAMA, Gangguan
from core.surat.simulator.pembubuh import Pembubuh

UMUR_AKTIVASI = timedelta(days=30)
ORANG_LAIN = "seseorang"


@dataclass
class Orang:
    """A signer at BSrE."""

    nik: str
    nama: str
    frasa: str = field(repr=False)
    surel: str = ""
    keadaan: str = "ISSUE"


@dataclass
class Segel:
    """A seal at BSrE: an activation code that ends, and codes that each serve one call."""

    pelanggan: str
    nama: str
    aktivasi: str = field(default="", repr=False)
    sampai: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def cocok(self, kode: str) -> bool:
        """The activation code is right and has not ended."""
        return bool(self.aktivasi) and secrets.compare_digest(kode, self.aktivasi) and datetime.now(UTC) < self.sampai

    def aktifkan(self) -> str:
        """A new activation code; the old one is worth nothing any more."""
        self.aktivasi, self.sampai = _kode(), datetime.now(UTC) + UMUR_AKTIVASI
        return self.aktivasi


def _kode() -> str:
    return f"{secrets.randbelow(10**6):06d}"


class Dunia:
    """One gateway and the BSrE behind it. `hitung` counts the signatures made by SHA-256 of what came in."""

    def __init__(self, ca: Otoritas, folder: Path) -> None:
        self.pembubuh = Pembubuh(ca, folder)
        self.kunci = threading.RLock()
        self.berhenti = threading.Event()
        self.sibuk: set[int] = set()  # threads that work on a request
        self.permintaan: Counter[str] = Counter()
        self.hitung: Counter[str] = Counter()
        self.kode_terkirim: dict[str, str] = {}
        self._orang: dict[str, Orang] = {}
        self._segel: dict[str, Segel] = {}
        self._gangguan: defaultdict[str, deque[Gangguan]] = defaultdict(deque)
        self._kode: dict[tuple[str, str], int] = {}
        self._unduhan: dict[str, bytes] = {}

    def kenalkan(self, orang: Orang) -> None:
        """Know somebody, by NIK and by e-mail; again: with other facts."""
        with self.kunci:
            self._orang |= {nama: orang for nama in (orang.nik, orang.surel) if nama}

    def pasang_segel(self, segel: Segel) -> None:
        """Know a seal."""
        self._segel[segel.pelanggan] = segel

    def orang(self, pengenal: str) -> Orang | None:
        """Who this is."""
        return self._orang.get(pengenal)

    def segel(self, pelanggan: str) -> Segel | None:
        """Which seal this is."""
        return self._segel.get(pelanggan)

    def ganggu(self, pengenal: str, nama: str, *, kali: int = 1, detik: float = 0.0) -> None:
        """Let the next requests to sign of this person or seal go wrong. Raises ValueError for an unknown fault."""
        if nama not in NAMA:
            raise ValueError(nama)
        with self.kunci:
            self._gangguan[pengenal].extend([Gangguan(nama, detik)] * kali)

    def gangguan(self, pengenal: str) -> Gangguan:
        """The fault that is due; one without a name when all goes well."""
        with self.kunci:
            antre = self._gangguan[pengenal]
            return antre.popleft() if antre else Gangguan()

    def kirim_kode(self, pengenal: str, jumlah: int) -> str:
        """A code for one request with so many files, as BSrE would mail it."""
        with self.kunci:
            kode = _kode()
            self._kode[pengenal, kode] = jumlah
            self.kode_terkirim[pengenal] = kode
            return kode

    def pakai_kode(self, pengenal: str, kode: str, jumlah: int) -> bool:
        """Use a code up; whether it was good for these files."""
        with self.kunci:
            return self._kode.pop((pengenal, kode), -1) == jumlah

    def titip(self, pdf: bytes) -> str:
        """Keep a signed file for one download."""
        nama = secrets.token_hex(12)
        self._unduhan[nama] = pdf
        return nama

    def ambil(self, nama: str) -> bytes | None:
        """Give a kept file out; there is no second time."""
        with self.kunci:
            return self._unduhan.pop(nama, None)
