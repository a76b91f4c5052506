"""Shared steps of these tests."""

from __future__ import annotations

from datetime import date, time
from itertools import count
from typing import Any

from mpp import kueri, verba
from mpp.models import Antrean
from mpp.verba import Pemesan

SENIN, SELASA, RABU = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
_urut = count(1)


def orang(telepon: str = "", **isi: Any) -> Pemesan:
    """Somebody with a phone of his own."""
    return Pemesan(isi.pop("nama", "Siti Aminah"), telepon or f"+62812{next(_urut):08d}", **isi)


def pesan(layanan: Any, hari: date = SELASA, jam: int = 9, **isi: Any) -> Antrean:
    """Book from home."""
    pemesan = isi.pop("pemesan", None) or orang(**isi)
    return verba.pesan(layanan=layanan, hari=hari, mulai=time(jam), pemesan=pemesan, saat=kueri.kini())
