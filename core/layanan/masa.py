"""Until when a version of a service takes new applications."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from core.layanan.deklarasi import Layanan


def sudah_tutup(layanan: Layanan, hari: date | None = None) -> bool:
    """Whether its last day (`berlaku_sampai`, local date) is over; running applications go on."""
    return layanan.berlaku_sampai is not None and (hari or timezone.localdate()) > layanan.berlaku_sampai
