"""Counting what plugins do wrong, for the status page.

A refused gate rolls its transaction back, so a count written there would be lost: failures are kept in this process
and written when the request has ended. What a process that dies had not written is lost; the log has it.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from typing import Any

from django.core.signals import request_finished
from django.db import connection, transaction
from django.db.models import F
from django.dispatch import receiver
from django.utils import timezone

log = logging.getLogger(__name__)
_kunci = threading.Lock()
_tunggu: Counter[tuple[str, str, str, str]] = Counter()


def catat(plugin: str, kait: str, galat: str, tempat: str) -> None:
    """Remember one failure."""
    with _kunci:
        _tunggu[plugin[:80], kait[:40], galat[:80], tempat[:160]] += 1


def ambil() -> Counter[tuple[str, str, str, str]]:
    """What waits to be written; afterwards nothing waits."""
    with _kunci:
        isi = Counter(_tunggu)
        _tunggu.clear()
    return isi


def tulis() -> None:
    """Write what waits. A database that is down loses the counts, never the request."""
    if not _tunggu:
        return
    try:
        _simpan(ambil())
    except Exception as galat:  # whatever it is: counting must never hurt a request
        log.warning("Hitungan gagal kait tidak tersimpan: %s", type(galat).__name__)


@transaction.atomic
def _simpan(isi: Counter[tuple[str, str, str, str]]) -> None:
    from core.layanan.models import GagalKait

    kini = timezone.now()
    for (plugin, kait, galat, tempat), jumlah in isi.items():
        kunci = {"plugin": plugin, "kait": kait, "galat": galat, "tempat": tempat, "hari": timezone.localdate(kini)}
        GagalKait.objects.get_or_create(**kunci, defaults={"terakhir": kini})
        GagalKait.objects.filter(**kunci).update(jumlah=F("jumlah") + jumlah, terakhir=kini)


@receiver(request_finished, dispatch_uid="catat_gagal_kait")
def _sesudah_permintaan(**kwargs: Any) -> None:
    tulis()


def tulis_bila_bebas() -> None:
    """For processes without requests (the worker): between transactions only."""
    if not connection.in_atomic_block:
        tulis()
