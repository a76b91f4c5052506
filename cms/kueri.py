"""Reads of the catalogue: what the registry offers, filtered. No service and no kategori is known by name here."""

from collections import Counter
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from cms.tampil import TEMPAT, Kartu, kartu
from core.layanan.deklarasi import Layanan
from core.layanan.models import VersiLayanan
from core.layanan.register import registri

JUMLAH_SERING = 6
JUMLAH_PERISTIWA = 8
PANJANG_CARI = 80


@dataclass(frozen=True)
class Saringan:
    """What a visitor asked for; unknown values are dropped, so a hand-written address cannot break the page."""

    q: str = ""
    di: tuple[str, ...] = ()
    peristiwa: str = ""
    tipe: str = ""

    @classmethod
    def dari(cls, data: QueryDict) -> "Saringan":
        return cls(
            q=" ".join(data.get("q", "")[:PANJANG_CARI].split()),
            di=tuple(kunci for kunci in data.getlist("di") if kunci in TEMPAT),
            peristiwa=data.get("peristiwa", "")[:PANJANG_CARI].lower(),
            tipe=data.get("tipe", "")[:1].upper(),
        )

    @property
    def menyaring(self) -> bool:
        """Whether cards are left out."""
        return bool(self.q or self.di or self.peristiwa or self.tipe)

    def cocok(self, layanan: Layanan, satu: Kartu) -> bool:
        """Every word occurs, one of the ticked levels is on the way, and event and type agree."""
        return (
            all(kata in satu.cari for kata in self.q.lower().split())
            and (not self.di or bool(set(self.di) & set(satu.kunci_tempat.split())))
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


def kartu_tutup(kode: str) -> Kartu | None:
    """Card of a quarantined service from its last good version; None when there has never been one."""
    layanan = versi_terakhir(kode)
    return replace(kartu(layanan), tutup=True) if layanan else None


def versi_terakhir(kode: str) -> Layanan | None:
    """The service as it was declared last; None when it was never recorded."""
    versi = VersiLayanan.objects.filter(kode=kode).order_by("-versi", "-dibuat").first()
    return versi.layanan() if versi else None


def kode_karantina() -> list[str]:
    """Codes of services that are closed because their declaration is broken.

    A second folder with the code of a sound service is in quarantine too; it closes nothing.
    """
    return [satu.kode for satu in registri().karantina if registri().ambil(satu.kode) is None]


def daftar_kartu(saringan: Saringan) -> list[Kartu]:
    """Cards that match, by name; closed services come last and only when nothing is filtered away."""
    pasangan = [(layanan, kartu(layanan)) for layanan in registri().semua()]
    hasil = sorted((k for layanan, k in pasangan if saringan.cocok(layanan, k)), key=lambda k: k.nama)
    if saringan.di or saringan.peristiwa or saringan.tipe:
        return hasil
    tutup = [k for kode in kode_karantina() if (k := kartu_tutup(kode))]
    return hasil + [k for k in tutup if all(kata in k.cari for kata in saringan.q.lower().split())]


def daftar_peristiwa() -> list[Peristiwa]:
    """Life events, the fullest first; the icon is that of the first service which names the event."""
    semua = registri().semua()
    hitung = Counter(p.lower() for layanan in semua for p in layanan.peristiwa)
    ikon = {p.lower(): layanan.ikon for layanan in reversed(semua) for p in layanan.peristiwa}
    return [Peristiwa(p, p.replace("_", " ").capitalize(), ikon[p], n) for p, n in hitung.most_common()]


def kartu_sering(favorit: list[str]) -> list[Kartu]:
    """The editor's favourites that exist today, filled up with the first services."""
    semua = {layanan.kode: layanan for layanan in registri().semua()}
    kode = list(dict.fromkeys([*(k for k in favorit if k in semua), *semua]))[:JUMLAH_SERING]
    return [kartu(semua[k]) for k in kode]
