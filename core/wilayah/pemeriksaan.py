"""`manage.py check --database default`: what a regency must have filled in before deadlines can be promised."""

from datetime import date
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError, connections
from django.utils import timezone
from django.utils.translation import gettext as _

from core.wilayah.models import HariLibur

BULAN_MENGINGATKAN = 10  # the joint decree of the next year is out by then; deadlines begin to cross the year's end


def tahun_dibutuhkan(hari: date) -> list[int]:
    """Years whose holidays must be known on this day."""
    return [hari.year, hari.year + 1] if hari.month >= BULAN_MENGINGATKAN else [hari.year]


@register(Tags.database)
def kalender_terisi(databases: Any = None, **_lain: Any) -> list[CheckMessage]:
    """A warning for each needed year without holidays; silent before the first migration."""
    if not databases or "default" not in databases or HariLibur._meta.db_table not in _tabel():
        return []
    ada = {tanggal.year for tanggal in HariLibur.objects.dates("tanggal", "year")}
    kalimat = _("Hari libur tahun %(tahun)s belum diisi; tenggat layanan tahun itu hanya perkiraan.")
    butuh = tahun_dibutuhkan(timezone.localdate())
    return [Warning(kalimat % {"tahun": t}, id="wilayah.W001") for t in butuh if t not in ada]


def _tabel() -> list[str]:
    try:
        return connections["default"].introspection.table_names()
    except DatabaseError:
        return []
