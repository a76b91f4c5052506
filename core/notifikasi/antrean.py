"""The only door to django-q2 (a test looks for other callers): the name of a known task and one integer pass."""

import logging
from functools import cache

from django.conf import settings
from django.db import transaction
from django_q.brokers import Broker, get_broker
from django_q.tasks import async_task

KIRIM, SAPU = "core.notifikasi.tasks.kirim", "core.notifikasi.tasks.sapu"
BAGIKAN = "core.notifikasi.tasks.bagikan"
DIKENAL = frozenset({KIRIM, SAPU, BAGIKAN})

catatan = logging.getLogger(__name__)


@cache
def broker() -> Broker:
    """One connection pool per process; django-q2 would open a new one for each task."""
    return get_broker()


def bunyikan(tugas: str, nomor: int) -> None:
    """Ring for one task, now. Raises ValueError for anything but a known task and an integer."""
    periksa_tugas(tugas, (nomor,), {})
    async_task(tugas, nomor, broker=broker())


def bunyikan_setelah_commit(tugas: str, nomor: list[int]) -> None:
    """Ring after the commit; no commit, no bell. A dead queue is only logged: the sweeper rings again."""

    def bel() -> None:  # no partial: Django's log of a failed callback asks for a __qualname__
        with transaction.atomic():  # one commit for all bells of a block
            for satu in nomor:
                bunyikan(tugas, satu)

    if nomor:
        transaction.on_commit(bel, robust=True)


def panjang() -> int:
    """Bells that wait in the queue."""
    return broker().queue_size()


def periksa_tugas(tugas: object, isi: object, tambahan: object) -> None:
    """Refuse what no code of ours would enqueue: a planted row must not become a call of any function (threat T15)."""
    bilangan = isinstance(isi, list | tuple) and len(isi) == 1 and type(isi[0]) is int
    if not isinstance(tugas, str) or tugas not in DIKENAL or not bilangan or tambahan:
        raise ValueError(f"Tugas tidak dikenal ditolak: {str(tugas)[:80]!r}")


def nama_jadwal(nomor: int) -> str:
    """Name of the schedule of the n-th entry of PENYAPU."""
    return f"sapu:{settings.PENYAPU[nomor]}"
