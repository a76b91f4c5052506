"""Reads: the bell of one person, and the state of the outbox."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils import timezone

from core.akun.models import Pengguna
from core.notifikasi.models import LONCENG, MATI, MENUNGGU, Denyut, Pesan
from core.notifikasi.teks import Kabar, konteks, susun

SEHALAMAN = 30
PALING_BANYAK = 99  # the header says "99+" beyond; nobody counts further


@dataclass(frozen=True, slots=True)
class Lonceng:
    """One line of the bell list."""

    id: int
    jenis: str
    kabar: Kabar
    waktu: datetime
    baru: bool


def lonceng_milik(pengguna: Pengguna) -> QuerySet[Pesan]:
    """All bell rows of this person, newest first."""
    return Pesan.objects.filter(penerima=pengguna, saluran=LONCENG).order_by("-id")


def jumlah_belum_dibaca(pengguna: Pengguna) -> int:
    """Unread rows, counted to 100 at most; one index lookup."""
    return lonceng_milik(pengguna).filter(dibaca_pada__isnull=True).order_by()[: PALING_BANYAK + 1].count()


def halaman_lonceng(pengguna: Pengguna, sebelum: int | None = None) -> tuple[list[Lonceng], int | None]:
    """One page of lines and the id to go on from (None: the end). A constant number of queries."""
    baris = lonceng_milik(pengguna).select_related("penerima__warga")
    if sebelum is not None:
        baris = baris.filter(pk__lt=sebelum)
    daftar = list(baris[: SEHALAMAN + 1])
    tampak = daftar[:SEHALAMAN]
    isi = konteks(tampak)
    lini = [Lonceng(p.pk, p.jenis, susun(p, "lonceng", isi[p.pk]), p.dibuat, p.dibaca_pada is None) for p in tampak]
    return lini, (tampak[-1].pk if len(daftar) > SEHALAMAN else None)


@dataclass(frozen=True, slots=True)
class Keadaan:
    """Figures of the outbox. Ages in seconds; None when there is nothing to measure."""

    menunggu: int
    mati: int
    umur_tertua: float | None
    umur_denyut: float | None


def keadaan() -> Keadaan:
    """How the outbox stands. The age counts from the moment a row became due."""
    kini = timezone.now()
    jumlah = dict(
        Pesan.objects.filter(status__in=[MENUNGGU, MATI]).order_by().values_list("status").annotate(n=Count("pk"))
    )
    tertua = Pesan.objects.filter(status=MENUNGGU, coba_lagi_pada__lte=kini).order_by("coba_lagi_pada")
    tunda = tertua.values_list("coba_lagi_pada", flat=True).first()
    return Keadaan(
        jumlah.get(MENUNGGU, 0),
        jumlah.get(MATI, 0),
        (kini - tunda).total_seconds() if tunda else None,
        umur_denyut(kini),
    )


def umur_denyut(kini: datetime | None = None, nama: str = "pekerja") -> float | None:
    """Seconds since a worker's last sign of life."""
    waktu = Denyut.objects.filter(pk=nama).values_list("waktu", flat=True).first()
    return ((kini or timezone.now()) - waktu).total_seconds() if waktu else None


def pesan_mati() -> QuerySet[Pesan]:
    """Rows that nobody tries any more, oldest first."""
    return Pesan.objects.filter(status=MATI).order_by("id")
