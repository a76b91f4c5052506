"""Schedules of the queue: one per sweeper, and nothing else."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_q.models import Schedule

from core.notifikasi import antrean
from core.notifikasi.models import Denyut


@transaction.atomic
def siapkan() -> list[str]:
    """Make the schedules as PENYAPU says; calling it again changes nothing. Returns their names."""
    # Without this lock two starting workers would both see no schedule and make two of each.
    Denyut.objects.get_or_create(pk="jadwal", defaults={"waktu": timezone.now()})
    Denyut.objects.select_for_update().get(pk="jadwal")
    nama = [antrean.nama_jadwal(nomor) for nomor in range(len(settings.PENYAPU))]
    Schedule.objects.exclude(name__in=nama).delete()
    for nomor, satu in enumerate(nama):
        Schedule.objects.update_or_create(name=satu, defaults=_isi(nomor))
    return nama


def _isi(nomor: int) -> dict[str, object]:
    return {
        "func": antrean.SAPU,
        "args": f"({nomor},)",
        "kwargs": None,
        "hook": None,
        "schedule_type": Schedule.MINUTES,
        "minutes": 1,
        "repeats": -1,
    }
