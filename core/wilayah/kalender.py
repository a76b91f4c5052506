"""Working days and working hours: the clock of every service level."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.wilayah.ingatan import diingat
from core.wilayah.models import HariLibur

JAM_BUKA = time(7, 30)
JAM_TUTUP = time(15, 30)
HARI_KERJA_SEPEKAN = range(5)  # Monday to Friday


class KalenderKosong(Exception):
    """A year without a single holiday row: counting on would silently promise a wrong day."""

    def __init__(self, tahun: int) -> None:
        self.tahun = tahun
        super().__init__(
            _("Kalender kerja tahun %(tahun)s belum diisi. Isi dahulu hari liburnya, lalu ulangi.") % {"tahun": tahun}
        )


@diingat
def _hari_libur(tahun: int) -> frozenset[date]:
    return frozenset(HariLibur.objects.filter(tanggal__year=tahun).values_list("tanggal", flat=True))


class Kalender:
    """Working days read from the table, one query a year; live as short as a call, for holidays are edited."""

    def __init__(self) -> None:
        self._libur: dict[int, frozenset[date]] = {}

    def libur(self, tahun: int) -> frozenset[date]:
        """Holidays of a year; raises KalenderKosong when nobody has entered that year."""
        if tahun not in self._libur:
            if not (hari := _hari_libur(tahun)):
                raise KalenderKosong(tahun)
            self._libur[tahun] = hari
        return self._libur[tahun]

    def buka(self, tanggal: date) -> bool:
        """Whether the offices work on this date."""
        return tanggal not in self.libur(tanggal.year) and tanggal.weekday() in HARI_KERJA_SEPEKAN

    def jendela(self, dari: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing of every working day from the day of `dari` on, without end."""
        tanggal = dari.date()
        while True:
            if self.buka(tanggal):
                yield _saat(tanggal, JAM_BUKA), _saat(tanggal, JAM_TUTUP)
            tanggal += timedelta(days=1)


def _saat(tanggal: date, jam: time) -> datetime:
    return timezone.make_aware(datetime.combine(tanggal, jam))


def hari_kerja(tanggal: date) -> bool:
    """Whether the offices work on this date; raises KalenderKosong for a year without holidays."""
    return Kalender().buka(tanggal)


def tambah_jam_kerja(mulai: datetime, jam: float) -> datetime:
    """The moment at which `jam` working hours have passed since `mulai` (aware; the result is in local time).

    A clock that runs out at closing time stops there and not at the next opening. Raises KalenderKosong.
    """
    if jam < 0:
        raise ValueError("jam must not be negative")
    sisa = timedelta(hours=jam)
    lokal = timezone.localtime(mulai)
    for buka, tutup in Kalender().jendela(lokal):
        awal = max(lokal, buka)
        if awal <= tutup and sisa <= tutup - awal:
            return awal + sisa
        sisa -= max(tutup - awal, timedelta(0))
    raise AssertionError("the calendar has no end")


def jam_kerja_antara(mulai: datetime, sampai: datetime) -> float:
    """Working hours between two moments; nought when `sampai` is not after `mulai`."""
    awal, akhir = timezone.localtime(mulai), timezone.localtime(sampai)
    jumlah = timedelta(0)
    for buka, tutup in Kalender().jendela(awal):
        if buka >= akhir:
            break
        jumlah += max(min(tutup, akhir) - max(buka, awal), timedelta(0))
    return jumlah / timedelta(hours=1)
