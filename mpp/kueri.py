"""Reads: places, opening days, free slots, one's own turns, the queue of a counter, the screen of the hall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.wilayah.models import HariLibur, Penugasan
from mpp import aturan
from mpp.aturan import Hari, Slot
from mpp.models import Antrean, Instansi, Kelompok, LayananLoket, Loket, Tempat, TempatPage
from sipraja.akar import akar_situs
from sipraja.ingat import diingat


def kini() -> datetime:
    """The moment on the clock of the hall."""
    return timezone.localtime()


# --- Places -----------------------------------------------------------------------------------------------------------


def tempat_umum() -> QuerySet[Tempat]:
    """Places that the public sees, in the order of the editors."""
    return Tempat.objects.filter(aktif=True)


@diingat
def ada_tempat() -> bool:
    """Whether there is any."""
    return tempat_umum().exists()


def layanan_umum() -> QuerySet[LayananLoket]:
    """Services on offer at open places."""
    dasar = LayananLoket.objects.filter(aktif=True, kelompok__tempat__aktif=True)
    return dasar.select_related("kelompok__tempat", "instansi")


def untuk_umum() -> QuerySet[Tempat]:
    """Places with hours, queues, counters and services: six queries for any number of places."""
    layanan = LayananLoket.objects.filter(aktif=True).select_related("instansi")
    dalam = (Prefetch("kelompok__layanan", queryset=layanan), loket_buka("kelompok__"))
    return tempat_umum().select_related("unit").prefetch_related("jam_buka", "kelompok", *dalam, "hari_tutup")


def loket_buka(jalan: str = "") -> Prefetch[Any]:
    """Counters that are open, for a prefetch."""
    return Prefetch(f"{jalan}loket", queryset=Loket.objects.filter(aktif=True))


def instansi_umum() -> QuerySet[Instansi]:
    """Bodies that offer something somewhere."""
    ada = LayananLoket.objects.filter(instansi=OuterRef("pk"), aktif=True, kelompok__tempat__aktif=True)
    return Instansi.objects.filter(Exists(ada))


def halaman_tempat() -> dict[int, str]:
    """Path of the page of each place that has a published one; the path alone, for two sites may share the pages."""
    semua = TempatPage.objects.live().public().filter(alias_of__isnull=True, path__startswith=akar_situs())
    semua = semua.order_by("-path")
    return {satu.tempat_id: urlsplit(satu.url).path for satu in semua if satu.url}


# --- Opening days -----------------------------------------------------------------------------------------------------


class Jadwal:
    """Opening days of one place from a date on; three queries for any number of days."""

    def __init__(self, tempat: Tempat, dari: date, hari: int = aturan.CARI_BUKA) -> None:
        self.dari, self.sampai = dari, dari + timedelta(days=hari)
        self._jam: dict[int, list[aturan.Rentang]] = {}
        for satu in tempat.jam_buka.all():
            self._jam.setdefault(satu.hari, []).append((satu.buka, satu.tutup))
        self._tutup = [t for t in tempat.hari_tutup.all() if t.sampai >= self.dari and t.dari <= self.sampai]
        setahun = (date(self.dari.year, 1, 1), date(self.sampai.year, 12, 31))
        self._libur = dict(HariLibur.objects.filter(tanggal__range=setahun).values_list("tanggal", "nama"))
        # As in core.wilayah.kalender: a year without a single holiday is one that nobody has entered yet.
        self._tahun_kosong = {self.dari.year, self.sampai.year} - {hari.year for hari in self._libur}

    def hari(self, tanggal: date) -> Hari:
        """One day: its hours, or why there are none."""
        alasan = self._alasan(tanggal)
        rentang = () if alasan else tuple(self._jam.get(tanggal.weekday(), ()))
        return Hari(tanggal, rentang, alasan)

    def _alasan(self, tanggal: date) -> str:
        if tanggal in self._libur:
            return self._libur[tanggal]
        if tanggal.year in self._tahun_kosong:
            return _("kalender libur tahun %(tahun)s belum diisi") % {"tahun": tanggal.year}
        return next((t.alasan for t in self._tutup if t.dari <= tanggal <= t.sampai), "")

    def semua(self, banyak: int) -> list[Hari]:
        """Each of so many days, open or not."""
        return [self.hari(self.dari + timedelta(days=n)) for n in range(banyak)]

    def buka_sesudah(self, tanggal: date) -> Hari | None:
        """The next open day after this one; None when there is none in sight."""
        jauh = (self.sampai - tanggal).days
        calon = (self.hari(tanggal + timedelta(days=n)) for n in range(1, jauh + 1))
        return next((satu for satu in calon if satu.buka), None)

    def tutup_khusus(self, banyak: int) -> list[Hari]:
        """Days ahead on which it would open by its hours, but does not."""
        return [h for h in self.semua(banyak) if h.alasan and h.tanggal.weekday() in self._jam]


# --- Slots ------------------------------------------------------------------------------------------------------------


def jumlah_loket(kelompok: Kelompok) -> int:
    """Counters that are open for this queue."""
    return Loket.objects.filter(kelompok=kelompok, aktif=True).count()


def terisi(kelompok: Kelompok, dari: date, sampai: date) -> dict[date, dict[time, int]]:
    """Taken places by day and slot, in one query."""
    dasar = Antrean.objects.filter(kelompok=kelompok, hari__range=(dari, sampai)).exclude(status__in=aturan.LEPAS)
    hasil: dict[date, dict[time, int]] = {}
    for hari, mulai, jumlah in dasar.order_by().values_list("hari", "mulai").annotate(n=Count("pk")):
        hasil.setdefault(hari, {})[mulai] = jumlah
    return hasil


def slot(kelompok: Kelompok, hari: Hari, isi: dict[time, int], loket: int) -> list[Slot]:
    """All slots of a day, the past ones too."""
    return aturan.slot_hari(
        hari, panjang=kelompok.tempat.panjang_slot, loket=loket, per_giliran=kelompok.menit, terisi=isi
    )


def slot_bebas(kelompok: Kelompok, hari: Hari, isi: dict[time, int], loket: int, saat: datetime) -> list[Slot]:
    """Slots that somebody at home may still book."""
    semua = slot(kelompok, hari, isi, loket)
    return [satu for satu in semua if satu.sisa and aturan.masih_bisa(hari.tanggal, satu.mulai, saat)]


def hari_pesan(kelompok: Kelompok, saat: datetime) -> list[tuple[Hari, int]]:
    """The days ahead with how many places are free on each; five queries for any number of days."""
    hari = Jadwal(kelompok.tempat, saat.date()).semua(aturan.HARI_KE_DEPAN)
    isi, loket = terisi(kelompok, hari[0].tanggal, hari[-1].tanggal), jumlah_loket(kelompok)
    return [(h, sum(s.sisa for s in slot_bebas(kelompok, h, isi.get(h.tanggal, {}), loket, saat))) for h in hari]


# --- Turns of a person ------------------------------------------------------------------------------------------------


def _lengkap() -> QuerySet[Antrean]:
    return Antrean.objects.select_related("kelompok__tempat", "layanan__instansi", "loket")


def tiket(kode: str) -> Antrean | None:
    """The turn behind a secret code."""
    return _lengkap().filter(kode=kode).first() if kode else None


def milik(pengguna: Any) -> QuerySet[Antrean]:
    """One's own turns, the newest day first."""
    return _lengkap().filter(pengguna=pengguna).order_by("-hari", "-id")


def di_depan(antrean: Antrean) -> int:
    """How many wait before this one in its queue."""
    lebih_dulu = Q(mulai__lt=antrean.mulai) | Q(mulai=antrean.mulai, nomor__lt=antrean.nomor)
    return menunggu(antrean.kelompok_id, antrean.hari).filter(lebih_dulu).count()


# --- Counters ---------------------------------------------------------------------------------------------------------


def menunggu(kelompok_id: int, hari: date) -> QuerySet[Antrean]:
    """Who waits, in the order of being called: by slot, then by number."""
    dasar = Antrean.objects.filter(kelompok_id=kelompok_id, hari=hari, status=aturan.MENUNGGU)
    return dasar.order_by("mulai", "nomor")


def giliran_tiba(kelompok_id: int, saat: datetime) -> QuerySet[Antrean]:
    """Who may be called now: those whose slot has begun, and those who stand in the hall anyway."""
    tiba = Q(mulai__lte=saat.time()) | Q(asal=Antrean.Asal.LOKET)
    return menunggu(kelompok_id, saat.date()).filter(tiba)


def loket_petugas(penugasan: Iterable[Penugasan]) -> QuerySet[Loket]:
    """Counters of these seats: of the office that runs the place, or of the counter's own. The only door to them."""
    unit = {satu.jabatan.unit_id for satu in penugasan}
    boleh = Q(unit__in=unit) | Q(kelompok__tempat__unit__in=unit)
    dasar = Loket.objects.filter(boleh, aktif=True, kelompok__tempat__aktif=True)
    return dasar.select_related("kelompok__tempat", "unit").order_by("kelompok__tempat__urutan", "kelompok", "pk")


def di_loket(loket: Loket, hari: date) -> Antrean | None:
    """Who stands at this counter now."""
    dasar = _lengkap().filter(loket=loket, hari=hari, status__in=aturan.DI_LOKET)
    return dasar.first()


def ringkas_hari(kelompok_id: int, hari: date) -> dict[str, int]:
    """Turns of the day by state."""
    dasar = Antrean.objects.filter(kelompok_id=kelompok_id, hari=hari).order_by()
    return dict(dasar.values_list("status").annotate(n=Count("pk")))


def tidak_hadir(kelompok_id: int, hari: date) -> QuerySet[Antrean]:
    """Who was called in vain and may still come."""
    dasar = Antrean.objects.filter(kelompok_id=kelompok_id, hari=hari, status=aturan.TIDAK_HADIR)
    return dasar.select_related("kelompok", "layanan").order_by("-ditutup_pada", "-pk")


# --- The hall ---------------------------------------------------------------------------------------------------------


def di_layar(tempat: Tempat, hari: date) -> QuerySet[Antrean]:
    """Everybody at a counter of this place, the newest call first."""
    dasar = Antrean.objects.filter(kelompok__tempat=tempat, hari=hari, status__in=aturan.DI_LOKET)
    return dasar.select_related("kelompok", "loket").order_by("-dipanggil_pada", "-pk")


def antre_di(tempat: Tempat, hari: date) -> QuerySet[Antrean]:
    """Everybody who waits in this place, in the order of being called."""
    dasar = Antrean.objects.filter(kelompok__tempat=tempat, hari=hari, status=aturan.MENUNGGU)
    return dasar.select_related("kelompok").order_by("kelompok__huruf", "mulai", "nomor")


# --- Pages by keyset --------------------------------------------------------------------------------------------------


def sebelum(semua: QuerySet[Antrean], batas: Antrean) -> QuerySet[Antrean]:
    """What follows `batas` in a list with the newest first."""
    return semua.filter(Q(hari__lt=batas.hari) | Q(hari=batas.hari, pk__lt=batas.pk))


def sehalaman(semua: QuerySet[Antrean], sesudah: str, banyak: int) -> tuple[list[Antrean], str]:
    """One page of a queue from a mark "0900-12" on, and the next mark; an unreadable mark is the beginning."""
    jam, _strip, nomor = sesudah.partition("-")
    if len(jam) == 4 and jam.isdecimal() and nomor.isdecimal() and jam < "2400" and jam[2:] < "60":
        mulai = time(int(jam[:2]), int(jam[2:]))
        semua = semua.filter(Q(mulai__gt=mulai) | Q(mulai=mulai, nomor__gt=int(nomor[:5])))
    baris = list(semua[: banyak + 1])
    if len(baris) <= banyak:
        return baris, ""
    akhir = baris[banyak - 1]
    return baris[:banyak], f"{akhir.mulai:%H%M}-{akhir.nomor}"
