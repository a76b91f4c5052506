"""Reads: whose files somebody may see at all, and the inbox of a desk."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from core.layanan.models import VersiLayanan
from core.permohonan.aturan import TANDATANGAN, Status
from core.permohonan.models import DI_MEJA, Peristiwa, Permohonan
from core.wilayah.kueri import penugasan_aktif
from core.wilayah.peran import EDITOR

if TYPE_CHECKING:
    from core.akun.models import Pengguna, Warga
    from core.wilayah.models import Penugasan

UKURAN_HALAMAN = 25
TERKAIT = ("pemohon__pengguna", "unit", "tempat", "versi_layanan", "pengklaim")


def untuk_warga(warga: Warga) -> QuerySet[Permohonan]:
    """The citizen's own applications, newest first."""
    return Permohonan.objects.filter(pemohon=warga).order_by("-dibuat").select_related("unit", "versi_layanan")


def untuk_petugas(pengguna: Pengguna, hari: date | None = None) -> QuerySet[Permohonan]:
    """Files an officer may open today: those that are or were at a desk of an office where he holds a seat.

    The one choke point of threat T1: every officer's view starts here, and what is not in it does not exist (404).
    """
    kursi = penugasan_aktif(pengguna, hari or timezone.localdate())
    unit = {p.jabatan.unit_id for p in kursi if p.jabatan.peran != EDITOR}
    pernah = Peristiwa.objects.filter(permohonan=OuterRef("pk"), unit__in=unit, jenis=Peristiwa.Jenis.TAHAP_DIMASUKI)
    return Permohonan.objects.filter(Q(unit__in=unit) | Exists(pernah)).select_related(*TERKAIT)


# --- Inbox ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Saringan:
    """What an officer narrows the inbox down to; ``tenggat`` is one of the tiles."""

    tenggat: str = ""  # lewat | hari_ini | cukup
    kode_layanan: str = ""
    klaim: str = ""  # saya | bebas
    status: str = ""
    cari: str = ""  # part of the applicant's name or of the number


@dataclass(frozen=True, slots=True)
class Halaman:
    """One page of the inbox; ``berikut`` is the cursor of the next one, empty on the last."""

    isi: list[Permohonan]
    berikut: str


@dataclass(frozen=True, slots=True)
class Ubin:
    """Counts of the tiles above the inbox."""

    lewat: int
    hari_ini: int
    cukup: int

    @property
    def semua(self) -> int:
        """All files waiting at these desks."""
        return self.lewat + self.hari_ini + self.cukup


def di_meja(penugasan: Iterable[Penugasan]) -> QuerySet[Permohonan]:
    """Files that wait for one of these seats."""
    meja = Q(pk__in=[])
    for unit, peran in sorted({(p.jabatan.unit_id, p.jabatan.peran) for p in penugasan}):
        meja |= Q(unit=unit, peran=peran)
    return Permohonan.objects.filter(DI_MEJA, meja)


def menunggu_ttd(penugasan: Iterable[Penugasan]) -> QuerySet[Permohonan]:
    """Files that wait for the signature of one of these seats. Two queries, whatever the number of files."""
    meja = di_meja(penugasan)
    syarat = Q(pk__in=[])
    for versi in VersiLayanan.objects.filter(pk__in=meja.order_by().values("versi_layanan")):
        rute = versi.layanan().rute
        syarat |= Q(versi_layanan=versi, tahap__in=[i for i, satu in enumerate(rute) if satu.aksi == TANDATANGAN])
    return meja.filter(syarat)


def kotak_masuk(
    penugasan: Sequence[Penugasan],
    *,
    saringan: Saringan | None = None,
    kursor: str = "",
    ukuran: int = UKURAN_HALAMAN,
    sekarang: datetime | None = None,
) -> Halaman:
    """One page of the inbox, most urgent first; one query, whatever the number of rows.

    Keyset paging: a page costs the same at the end as at the start, and a file that leaves the desk meanwhile neither
    hides nor repeats another.
    """
    sekarang = sekarang or timezone.now()
    return per_tenggat(saring(di_meja(penugasan), saringan or Saringan(), penugasan, sekarang), kursor, ukuran)


def per_tenggat(semua: QuerySet[Permohonan], kursor: str = "", ukuran: int = UKURAN_HALAMAN) -> Halaman:
    """One page of these files, most urgent first, from the place the cursor names."""
    if batas := _baca_kursor(kursor):
        tenggat, terakhir = batas
        semua = semua.filter(Q(tenggat__gt=tenggat) | Q(tenggat=tenggat, id__gt=terakhir), tenggat__gte=tenggat)
    isi = list(semua.select_related(*TERKAIT).order_by("tenggat", "id")[: ukuran + 1])
    return Halaman(isi[:ukuran], _tulis_kursor(isi[ukuran - 1]) if len(isi) > ukuran else "")


def saring(
    semua: QuerySet[Permohonan], saringan: Saringan, penugasan: Sequence[Penugasan], sekarang: datetime
) -> QuerySet[Permohonan]:
    """The filters of the inbox; unknown values filter nothing."""
    saya = {p.pengguna_id for p in penugasan}
    bebas = Q(pengklaim__isnull=True) | Q(klaim_sampai__lte=sekarang)
    syarat = _batas_tenggat(sekarang).get(saringan.tenggat, Q())
    syarat &= {"saya": Q(pengklaim__in=saya), "bebas": bebas}.get(saringan.klaim, Q())
    if saringan.kode_layanan:
        syarat &= Q(kode_layanan=saringan.kode_layanan)
    if saringan.status in set(Status):
        syarat &= Q(status=saringan.status)
    if saringan.cari:
        syarat &= Q(pemohon__pengguna__nama__icontains=saringan.cari) | Q(nomor__icontains=saringan.cari)
    return semua.filter(syarat)


def _batas_tenggat(sekarang: datetime) -> dict[str, Q]:
    besok = timezone.make_aware(datetime.combine(timezone.localdate(sekarang) + timedelta(days=1), time.min))
    return {
        "lewat": Q(tenggat__lt=sekarang),
        "hari_ini": Q(tenggat__gte=sekarang, tenggat__lt=besok),
        "cukup": Q(tenggat__gte=besok),
    }


def sudah_ditangani(pengguna: Pengguna, penugasan: Sequence[Penugasan], *, cari: str = "", kursor: str = "") -> Halaman:
    """Files that were at this officer's desks and have left them, newest change first; keyset paging as above."""
    semua = untuk_petugas(pengguna).exclude(pk__in=di_meja(penugasan).values("pk"))
    if cari:
        semua = semua.filter(Q(pemohon__pengguna__nama__icontains=cari) | Q(nomor__icontains=cari))
    if batas := _baca_kursor(kursor):
        diubah, terakhir = batas
        semua = semua.filter(Q(diubah__lt=diubah) | Q(diubah=diubah, id__gt=terakhir), diubah__lte=diubah)
    isi = list(semua.order_by("-diubah", "id")[: UKURAN_HALAMAN + 1])
    akhir = isi[UKURAN_HALAMAN - 1] if len(isi) > UKURAN_HALAMAN else None
    return Halaman(isi[:UKURAN_HALAMAN], _tulis_kursor(akhir, akhir.diubah) if akhir else "")


def ubin(penugasan: Iterable[Penugasan], sekarang: datetime | None = None) -> Ubin:
    """The three tiles in one query."""
    hitung = {nama: Count("pk", filter=q) for nama, q in _batas_tenggat(sekarang or timezone.now()).items()}
    return Ubin(**di_meja(penugasan).aggregate(**hitung))


def layanan_di_meja(penugasan: Iterable[Penugasan]) -> list[tuple[str, int]]:
    """Services waiting at these desks with their number, for the filter list."""
    per_layanan = di_meja(penugasan).values("kode_layanan").annotate(n=Count("pk")).order_by("-n", "kode_layanan")
    return list(per_layanan.values_list("kode_layanan", "n"))


def kursor_pada(p: Permohonan) -> str:
    """The cursor of what comes after this file in the order of the inbox."""
    return _tulis_kursor(p)


def _tulis_kursor(p: Permohonan, waktu: datetime | None = None) -> str:
    saat = waktu or p.tenggat
    isi = json.dumps([saat.isoformat() if saat else "", str(p.pk)])
    return base64.urlsafe_b64encode(isi.encode()).decode().rstrip("=")


def _baca_kursor(kursor: str) -> tuple[datetime, UUID] | None:
    """The place a cursor names; None for the first page and for a cursor somebody has tampered with."""
    try:
        tenggat, pk = json.loads(base64.urlsafe_b64decode(kursor + "=" * (-len(kursor) % 4)))
        return datetime.fromisoformat(tenggat), UUID(pk)
    except (ValueError, TypeError, binascii.Error):
        return None


# --- History ----------------------------------------------------------------------------------------------------------


def riwayat(permohonan: Permohonan) -> QuerySet[Peristiwa]:
    """The log of one file in order, with names and offices."""
    return Peristiwa.objects.filter(permohonan=permohonan).select_related("aktor", "unit").order_by("urut")


def siapa_melihat(permohonan: Permohonan) -> QuerySet[Peristiwa]:
    """Which officers looked at this file and when, newest first; shown to the citizen."""
    return riwayat(permohonan).filter(jenis=Peristiwa.Jenis.DILIHAT).order_by(F("urut").desc())


def sebagai_json(p: Peristiwa) -> dict[str, Any]:
    """An event as an offline verifier of the chain reads it: what was hashed stands by itself."""
    from core.permohonan.rantai import isi_tercatat

    return {"isi": isi_tercatat(p), "hash_sebelum": p.hash_sebelum, "hash": p.hash}
