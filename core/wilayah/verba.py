"""Changes to who holds a seat. Each verb is one transaction."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.wilayah.models import Cuti, Jabatan, Penugasan
from core.wilayah.peran import SEMUA


class TidakDapat(Exception):
    """A change of seats that the rules refuse; carries a sentence for the admin."""


def _beririsan(mulai: date, sampai: date | None) -> Q:
    """Rows whose days meet the days from `mulai` to `sampai`, an empty end being endless."""
    akhir = Q(mulai__lte=sampai) if sampai else Q()
    return akhir & (Q(sampai__isnull=True) | Q(sampai__gte=mulai))


def _tanggal_urut(mulai: date, sampai: date | None) -> None:
    if sampai and sampai < mulai:
        raise TidakDapat(_("Tanggal selesai mendahului tanggal mulai."))


@transaction.atomic
def tugaskan(
    *,
    jabatan: Jabatan,
    pengguna: Any,
    mulai: date,
    sampai: date | None = None,
    jenis: str = Penugasan.Jenis.DEFINITIF,
) -> Penugasan:
    """Give a seat to a person from `mulai` to `sampai`, both included.

    Raises TidakDapat when the same person holds it in those days already, or when a seat for one would have two
    definitive holders.
    """
    _tanggal_urut(mulai, sampai)
    # Without the lock two admins could each see a vacant seat and seat two heads of one desa.
    kursi = Jabatan.objects.select_for_update().get(pk=jabatan.pk)
    sama = Penugasan.objects.filter(_beririsan(mulai, sampai), jabatan=kursi)
    if sama.filter(pengguna=pengguna).exists():
        raise TidakDapat(_("Orang ini sudah memegang jabatan itu pada tanggal tersebut."))
    definitif = Penugasan.Jenis.DEFINITIF
    if jenis == definitif and SEMUA[kursi.peran].tunggal and sama.filter(jenis=definitif).exists():
        raise TidakDapat(_("Jabatan ini sudah ada pemegangnya. Akhiri dahulu tugas pejabat sebelumnya."))
    return Penugasan.objects.create(jabatan=kursi, pengguna=pengguna, jenis=jenis, mulai=mulai, sampai=sampai)


@transaction.atomic
def akhiri(*, penugasan: Penugasan, sampai: date) -> Penugasan:
    """Let `sampai` be the last day of an assignment; leave beyond that day is cut or dropped."""
    _tanggal_urut(penugasan.mulai, sampai)
    penugasan = Penugasan.objects.select_for_update().get(pk=penugasan.pk)
    penugasan.sampai = sampai
    penugasan.save(update_fields=["sampai"])
    penugasan.cuti.filter(mulai__gt=sampai).delete()
    penugasan.cuti.filter(sampai__gt=sampai).update(sampai=sampai)
    return penugasan


@transaction.atomic
def cutikan(*, penugasan: Penugasan, mulai: date, sampai: date, pengganti: Any = None) -> Cuti:
    """Record leave from a seat, with the person who stands in as Plh. Raises TidakDapat."""
    _tanggal_urut(mulai, sampai)
    penugasan = Penugasan.objects.select_for_update().get(pk=penugasan.pk)
    if mulai < penugasan.mulai or (penugasan.sampai and sampai > penugasan.sampai):
        raise TidakDapat(_("Cuti harus berada di dalam masa tugas."))
    if pengganti is not None and pengganti.pk == penugasan.pengguna_id:
        raise TidakDapat(_("Pengganti harus orang lain."))
    if penugasan.cuti.filter(_beririsan(mulai, sampai)).exists():
        raise TidakDapat(_("Sudah ada cuti pada tanggal itu."))
    return Cuti.objects.create(penugasan=penugasan, mulai=mulai, sampai=sampai, pengganti=pengganti)


def gantikan(*, penugasan: Penugasan, pengguna: Any, mulai: date, jenis: str = Penugasan.Jenis.DEFINITIF) -> Penugasan:
    """Hand a seat over: the old holder's last day is the day before `mulai`."""
    with transaction.atomic():
        akhiri(penugasan=penugasan, sampai=mulai - timedelta(days=1))
        return tugaskan(jabatan=penugasan.jabatan, pengguna=pengguna, mulai=mulai, jenis=jenis)
