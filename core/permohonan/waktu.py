"""Deadlines in working hours, and a claim's end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.utils import timezone

from core.permohonan.aturan import JAM_KLAIM
from core.wilayah.kalender import KalenderKosong, jam_kerja_antara, tambah_jam_kerja

JAM_SEHARI = 8


@dataclass(frozen=True, slots=True)
class Tenggat:
    """A deadline; ``sementara`` when the calendar of that year was missing and holidays could not be counted out."""

    pada: datetime
    sementara: bool = False


def tenggat(mulai: datetime, jam: float) -> Tenggat:
    """When ``jam`` working hours have passed.

    A calendar nobody has filled in must not stop a citizen from sending: the deadline then counts weekdays only and
    says so in the log.
    """
    try:
        return Tenggat(tambah_jam_kerja(mulai, jam))
    except KalenderKosong:
        return Tenggat(_tanpa_kalender(mulai, jam), sementara=True)


def _tanpa_kalender(mulai: datetime, jam: float) -> datetime:
    """Whole weekdays after ``mulai``, rounded up: never earlier than the real deadline without holidays."""
    saat, sisa = timezone.localtime(mulai), max(1, ceil(jam / JAM_SEHARI))
    while sisa:
        saat += timedelta(days=1)
        sisa -= saat.weekday() < 5
    return saat


def akhir_klaim(sekarang: datetime) -> datetime:
    """Until when a claim taken now holds."""
    return tenggat(sekarang, JAM_KLAIM).pada


def sisa_jam(sekarang: datetime, sampai: datetime | None) -> float | None:
    """Working hours left when the clock stops; 0 when late, None when unknown (the stage then starts anew)."""
    if sampai is None:
        return None
    try:
        return round(jam_kerja_antara(sekarang, sampai), 4)
    except KalenderKosong:
        return None
