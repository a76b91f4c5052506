"""Reads of the catalogue: what the registry offers, filtered. No service and no kategori is known by name here."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language

from cms.tampil import TEMPAT, Kartu, kartu
from core.layanan.deklarasi import Layanan
from core.layanan.models import VersiLayanan
from core.layanan.register import Registri, registri
from pencarian.kueri import kunci_cocok

JUMLAH_SERING = 6
JUMLAH_PERISTIWA = 8
PANJANG_CARI = 80
KARTU_SEHALAMAN = 60  # a kabupaten's own services fit on one page, so that the script can filter without the server


@dataclass(frozen=True)
class Saringan:
    """What a visitor asked for; unknown values are dropped, so a hand-written address cannot break the page."""

    q: str = ""
    di: tuple[str, ...] = ()
    peristiwa: str = ""
    tipe: str = ""
    sesudah: str = ""  # code of the last card on the page before

    @classmethod
    def dari(cls, data: QueryDict) -> "Saringan":
        return cls(
            q=" ".join(data.get("q", "")[:PANJANG_CARI].split()),
            di=tuple(kunci for kunci in data.getlist("di") if kunci in TEMPAT),
            peristiwa=data.get("peristiwa", "")[:PANJANG_CARI].lower(),
            tipe=data.get("tipe", "")[:1].upper(),
            sesudah=data.get("sesudah", "")[:PANJANG_CARI],
        )

    @property
    def menyaring(self) -> bool:
        """Whether cards are left out."""
        return bool(self.q or self.di or self.peristiwa or self.tipe)

    def cocok(self, layanan: Layanan, satu: Kartu) -> bool:
        """One of the ticked levels is on the way, and event and type agree. Words are search's business."""
        return (
            (not self.di or bool(set(self.di) & set(satu.kunci_tempat.split())))
            and (not self.peristiwa or self.peristiwa in {p.lower() for p in layanan.peristiwa})
            and (not self.tipe or self.tipe == layanan.tipe)
        )


@dataclass(frozen=True)
class Peristiwa:
    """A life event with the number of services under it."""

    kunci: str
    nama: str
    ikon: str
    jumlah: int = field(default=0)


def kartu_tutup(kode: list[str]) -> list[Kartu]:
    """Cards of quarantined services from their last good version; none for one that was never recorded."""
    if not kode:
        return []
    terakhir: dict[str, VersiLayanan] = {}
    for versi in VersiLayanan.objects.filter(kode__in=kode).order_by("versi", "dibuat"):
        terakhir[versi.kode] = versi
    return [replace(kartu(terakhir[satu].layanan()), tutup=True) for satu in kode if satu in terakhir]


def versi_terakhir(kode: str) -> Layanan | None:
    """The service as it was declared last; None when it was never recorded."""
    versi = VersiLayanan.objects.filter(kode=kode).order_by("-versi", "-dibuat").first()
    return versi.layanan() if versi else None


def kode_karantina() -> list[str]:
    """Codes of services that are closed because their declaration is broken.

    A second folder with the code of a sound service is in quarantine too; it closes nothing.
    """
    return [satu.kode for satu in registri().karantina if registri().ambil(satu.kode) is None]


@lru_cache(maxsize=4)
def _semua_kartu(daftar: Registri, bahasa: str, hari: date) -> list[tuple[Layanan, Kartu]]:
    """Every service and its card, by name: made once for a registry, a language and a day (closing dates turn)."""
    return sorted(((satu, kartu(satu)) for satu in daftar.semua()), key=lambda p: (p[1].nama, p[1].kode))


def _kartu_kini() -> list[tuple[Layanan, Kartu]]:
    return _semua_kartu(registri(), get_language() or "", timezone.localdate())


def daftar_kartu(saringan: Saringan) -> list[Kartu]:
    """Cards that match, by name or, for a question in words, the best answer first.

    Closed services come last, and only when nothing is filtered away.
    """
    semua = _kartu_kini()
    hasil = [satu for layanan, satu in semua if saringan.cocok(layanan, satu)]
    if not (saringan.di or saringan.peristiwa or saringan.tipe):
        hasil += kartu_tutup(kode_karantina())
    if not saringan.q:
        return hasil
    menurut_kode = {satu.kode: satu for satu in hasil}
    return [menurut_kode[kode] for kode in kunci_cocok("layanan", saringan.q) if kode in menurut_kode]


def sehalaman(kartu: list[Kartu], sesudah: str) -> tuple[list[Kartu], str]:
    """The page behind the card with code `sesudah` (the first one when there is none), and where the next one begins.

    The second value is the code to ask for next, empty on the last page.
    """
    mulai = next((i for i, satu in enumerate(kartu, 1) if satu.kode == sesudah), 0)
    halaman = kartu[mulai : mulai + KARTU_SEHALAMAN]
    return halaman, halaman[-1].kode if len(kartu) > mulai + KARTU_SEHALAMAN else ""


def daftar_peristiwa() -> list[Peristiwa]:
    """Life events, the fullest first; the icon is that of the first service which names the event."""
    return _peristiwa(registri())


@lru_cache(maxsize=2)
def _peristiwa(daftar: Registri) -> list[Peristiwa]:
    semua = daftar.semua()
    hitung = Counter(p.lower() for layanan in semua for p in layanan.peristiwa)
    ikon = {p.lower(): layanan.ikon for layanan in reversed(semua) for p in layanan.peristiwa}
    return [Peristiwa(p, p.replace("_", " ").capitalize(), ikon[p], n) for p, n in hitung.most_common()]


def kartu_sering(favorit: list[str]) -> list[Kartu]:
    """The editor's favourites that exist today, filled up with the first services."""
    semua = {satu.kode: satu for _layanan, satu in _kartu_kini()}
    urut = (layanan.kode for layanan in registri().semua())
    kode = list(dict.fromkeys([*(k for k in favorit if k in semua), *urut]))[:JUMLAH_SERING]
    return [semua[k] for k in kode]
