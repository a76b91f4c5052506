"""Durations as offices write them: "3 bulan", "5 tahun", and "4 jam kerja" for a stage."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

JAM_SEHARI = 8  # 07.30 to 15.30, Keppres 68/1995 with five working days
POLA_LAMA = r"^[1-9][0-9]{0,2} (hari|bulan|tahun)$"
_SLA = re.compile(r"([1-9][0-9]{0,2}) (jam|hari) kerja")


def baca_sla(nilai: object) -> object:
    """`"4 jam kerja"` → 4, `"2 hari kerja"` → 16. Anything else goes on unchanged for the schema to refuse."""
    if isinstance(nilai, str):
        if not (cocok := _SLA.fullmatch(nilai)):
            raise ValueError('tulis seperti "4 jam kerja" atau "2 hari kerja"')
        return int(cocok[1]) * (JAM_SEHARI if cocok[2] == "hari" else 1)
    return nilai


def tambah_lama(mulai: date, lama: str) -> date:
    """The last day of validity: `tambah_lama(date(2026, 11, 30), "3 bulan")` is 28 February 2027."""
    jumlah, satuan = lama.split()
    if satuan == "hari":
        return mulai + timedelta(days=int(jumlah))
    bulan = mulai.year * 12 + mulai.month - 1 + int(jumlah) * (12 if satuan == "tahun" else 1)
    tahun, bulan = divmod(bulan, 12)
    akhir = calendar.monthrange(tahun, bulan + 1)[1]
    return date(tahun, bulan + 1, min(mulai.day, akhir))
