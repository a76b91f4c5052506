"""Reads of the register: for citizens, and for who keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.http import QueryDict
from django.utils import timezone

from core.wilayah.daerah import daerah_aktif
from core.wilayah.kueri import penugasan_aktif
from layanan_links import kembar
from layanan_links.models import BukanKembar, Harian, Kategori, Tautan, Usulan
from sipraja.ingat import diingat

SEHALAMAN = 24
PANJANG_CARI = 80
HARI_GRAFIK = 30
BOLEH_USULKAN, BOLEH_SETUJUI = "layanan_links.usulkan", "layanan_links.setujui"
BISA, RUSAK, TANPA_ALAMAT = "bisa", "rusak", "tanpa-alamat"
KEADAAN = {
    BISA: ~Q(alamat="") & ~Q(kesehatan__rusak=True),
    RUSAK: ~Q(alamat="") & Q(kesehatan__rusak=True),
    TANPA_ALAMAT: Q(alamat=""),
}
URUT = ("kategori__urut", "kategori_id", "nama", "pk")


# --- For everybody ----------------------------------------------------------------------------------------------------


def untuk_umum() -> QuerySet[Tautan]:
    """What citizens see, by category and name."""
    return (
        Tautan.objects.filter(keadaan=Tautan.Keadaan.TAYANG)
        .select_related("kategori", "unit", "kesehatan")
        .order_by(*URUT)
    )


def untuk_beranda(jumlah: int = 6) -> list[Tautan]:
    """Links for the home page: those that work, the most opened of the last month first."""
    sejak = timezone.localdate() - timedelta(HARI_GRAFIK)
    klik = Sum("harian__klik", filter=Q(harian__hari__gte=sejak), default=0)
    return list(untuk_umum().filter(KEADAAN[BISA]).annotate(klik=klik).order_by("-klik", *URUT)[:jumlah])


def sidik() -> str:
    """Changes whenever an entry or its public state does; one query."""
    ringkas = Tautan.objects.filter(keadaan=Tautan.Keadaan.TAYANG).aggregate(n=Count("pk"), kini=Max("diubah"))
    return f"{ringkas['n']}|{ringkas['kini']}"


@dataclass(frozen=True)
class Saringan:
    """What a visitor asked for; unknown values find nothing or are dropped, none breaks the page."""

    q: str = ""
    kategori: str = ""
    kantor: str = ""
    biaya: str = ""
    keadaan: str = ""
    sesudah: str = ""

    @classmethod
    def dari(cls, data: QueryDict) -> "Saringan":
        teks = {nama: " ".join(data.get(nama, "")[:PANJANG_CARI].split()) for nama in cls.__dataclass_fields__}
        teks["biaya"] = teks["biaya"] if teks["biaya"] in set(Tautan.Biaya.values) else ""
        teks["keadaan"] = teks["keadaan"] if teks["keadaan"] in KEADAAN else ""
        return cls(**teks)

    @property
    def menyaring(self) -> bool:
        """Whether entries are left out."""
        return bool(self.q or self.kategori or self.kantor or self.biaya or self.keadaan)

    def syarat(self) -> Q:
        """As a condition on Tautan."""
        q = Q(**{"kategori": self.kategori} if self.kategori else {})
        q &= Q(**{"pengelola": self.kantor} if self.kantor else {})
        q &= Q(**{"biaya": self.biaya} if self.biaya else {})
        q &= KEADAAN.get(self.keadaan, Q())
        for kata in self.q.lower().split():
            q &= Q(cari__contains=kata)
        return q


@dataclass(frozen=True)
class Halaman:
    """One page of the list; `lanjut` is the code to go on from, empty at the end."""

    isi: list[Tautan]
    jumlah: int
    lanjut: str


def halaman(saringan: Saringan) -> Halaman:
    """Three queries at most, however many entries there are."""
    cocok = untuk_umum().filter(saringan.syarat())
    isi = list(cocok.filter(_sesudah(saringan.sesudah))[: SEHALAMAN + 1])
    lanjut = isi[SEHALAMAN - 1].kode if len(isi) > SEHALAMAN else ""
    return Halaman(isi[:SEHALAMAN], cocok.order_by().count(), lanjut)


def _sesudah(kode: str) -> Q:
    """Everything behind this entry in the order of the list; all of it when there is no such entry."""
    jangkar = Tautan.objects.filter(kode=kode).values(*URUT).first() if kode else None
    if jangkar is None:
        return Q()
    syarat, sama = Q(), Q()
    for medan in URUT:
        syarat |= sama & Q(**{f"{medan}__gt": jangkar[medan]})
        sama &= Q(**{medan: jangkar[medan]})
    return syarat


@diingat
def pilihan() -> dict[str, list[Any]]:
    """Categories and offices that have entries, with how many; two queries."""
    tayang = Q(tautan__keadaan=Tautan.Keadaan.TAYANG)
    kategori = Kategori.objects.annotate(jumlah=Count("tautan", filter=tayang)).filter(jumlah__gt=0)
    kantor = Tautan.objects.filter(keadaan=Tautan.Keadaan.TAYANG).values_list("pengelola", flat=True)
    return {"kategori": list(kategori), "kantor": list(kantor.order_by("pengelola").distinct())}


def riwayat(tautan: Tautan, hari_ini: date, hari: int = HARI_GRAFIK) -> list[Harian]:
    """One row for each of the last days, oldest first; days without a check are empty rows."""
    mulai = hari_ini - timedelta(hari - 1)
    ada = {satu.hari: satu for satu in Harian.objects.filter(tautan=tautan, hari__gte=mulai)}
    semua = (mulai + timedelta(n) for n in range(hari))
    return [ada.get(satu) or Harian(tautan=tautan, hari=satu) for satu in semua]


# --- For who keeps the register ---------------------------------------------------------------------------------------


def kantor_pengguna(pengguna: Any) -> list[int]:
    """Offices in which this person holds a seat today."""
    semua = penugasan_aktif(pengguna, timezone.localdate())
    return list(dict.fromkeys(satu.jabatan.unit_id for satu in semua))


def untuk_pengelola(pengguna: Any) -> QuerySet[Tautan]:
    """The only door to entries in the admin: all for Bagian Pemerintahan, an OPD's own for the OPD."""
    semua = Tautan.objects.select_related("kategori", "unit", "kesehatan").order_by("nama", "pk")
    if pengguna.has_perm(BOLEH_SETUJUI):
        return semua
    if not pengguna.has_perm(BOLEH_USULKAN):
        return semua.none()
    return semua.filter(unit__in=kantor_pengguna(pengguna))


def usulan_menunggu() -> QuerySet[Usulan]:
    """What Bagian Pemerintahan has to decide, oldest first."""
    return Usulan.objects.filter(status=Usulan.Status.MENUNGGU).select_related("tautan__unit", "diajukan_oleh")


def usulan_untuk(tautan: Tautan) -> Usulan | None:
    """The proposal that waits for this entry."""
    return Usulan.objects.filter(tautan=tautan, status=Usulan.Status.MENUNGGU).first()


def klik(tautan: Tautan, hari: int = HARI_GRAFIK) -> int:
    """How often it was opened from here in the last days."""
    sejak = timezone.localdate() - timedelta(hari)
    return Harian.objects.filter(tautan=tautan, hari__gt=sejak).aggregate(n=Sum("klik", default=0))["n"]


def kembar_menunggu() -> list[tuple[Tautan, Tautan, kembar.Pasangan]]:
    """Probable duplicates that nobody has judged yet; three queries."""
    hidup = Tautan.objects.filter(keadaan__in=[Tautan.Keadaan.BARU, Tautan.Keadaan.TAYANG])
    ada = hidup.select_related("unit").in_bulk()
    beda = set(BukanKembar.objects.values_list("satu", "dua"))
    calon = (kembar.Calon(satu.pk, satu.nama, satu.alamat) for satu in ada.values())
    semua: Iterable[kembar.Pasangan] = kembar.cari(calon, daerah_aktif().nama)
    return [(ada[p.satu], ada[p.dua], p) for p in semua if (p.satu, p.dua) not in beda]
