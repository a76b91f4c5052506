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


def periksa_tugas(*, kursi: Jabatan, pengguna: Any, mulai: date, sampai: date | None, jenis: str) -> None:
    """Whether this person may get this seat for these days. Raises TidakDapat with a sentence for the admin.

    Nobody holds a seat twice on one day, a seat for one has one definitive holder, and a letter prints the NIP of a
    civil servant: without one the seat is not given.
    """
    _tanggal_urut(mulai, sampai)
    if kursi.nip_wajib and not pengguna.nip:
        raise TidakDapat(_("Jabatan ini untuk pegawai negeri. Isi dahulu NIP petugasnya."))
    sama = Penugasan.objects.filter(_beririsan(mulai, sampai), jabatan=kursi)
    if sama.filter(pengguna=pengguna).exists():
        raise TidakDapat(_("Orang ini sudah memegang jabatan itu pada tanggal tersebut."))
    definitif = Penugasan.Jenis.DEFINITIF
    if jenis == definitif and SEMUA[kursi.peran].tunggal and sama.filter(jenis=definitif).exists():
        raise TidakDapat(_("Jabatan ini sudah ada pemegangnya. Akhiri dahulu tugas pejabat sebelumnya."))


@transaction.atomic
def tugaskan(
    *,
    jabatan: Jabatan,
    pengguna: Any,
    mulai: date,
    sampai: date | None = None,
    jenis: str = Penugasan.Jenis.DEFINITIF,
) -> Penugasan:
    """Give a seat to a person from `mulai` to `sampai`, both included. Raises TidakDapat (see `periksa_tugas`)."""
    # Without the lock two admins could each see a vacant seat and seat two heads of one desa.
    kursi = Jabatan.objects.select_for_update().get(pk=jabatan.pk)
    periksa_tugas(kursi=kursi, pengguna=pengguna, mulai=mulai, sampai=sampai, jenis=jenis)
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


def periksa_cuti(*, penugasan: Penugasan, mulai: date, sampai: date, pengganti: Any) -> None:
    """Whether this leave may be recorded. Raises TidakDapat with a sentence for the admin."""
    _tanggal_urut(mulai, sampai)
    if mulai < penugasan.mulai or (penugasan.sampai and sampai > penugasan.sampai):
        raise TidakDapat(_("Cuti harus berada di dalam masa tugas."))
    if pengganti is not None and pengganti.pk == penugasan.pengguna_id:
        raise TidakDapat(_("Pengganti harus orang lain."))
    if penugasan.cuti.filter(_beririsan(mulai, sampai)).exists():
        raise TidakDapat(_("Sudah ada cuti pada tanggal itu."))


@transaction.atomic
def cutikan(*, penugasan: Penugasan, mulai: date, sampai: date, pengganti: Any = None) -> Cuti:
    """Record leave from a seat, with the person who stands in as Plh. Raises TidakDapat (see `periksa_cuti`)."""
    # Without the lock two admins could record two substitutes for one day.
    penugasan = Penugasan.objects.select_for_update().get(pk=penugasan.pk)
    periksa_cuti(penugasan=penugasan, mulai=mulai, sampai=sampai, pengganti=pengganti)
    return Cuti.objects.create(penugasan=penugasan, mulai=mulai, sampai=sampai, pengganti=pengganti)


@transaction.atomic
def pulangkan(*, cuti: Cuti, sampai: date, hari: date) -> Cuti:
    """Let leave end earlier, on `sampai`. What the substitute signed on days before `hari` stands."""
    cuti = Cuti.objects.select_for_update().get(pk=cuti.pk)
    periksa_pulang(cuti=cuti, sampai=sampai, hari=hari)
    cuti.sampai = sampai
    cuti.save(update_fields=["sampai"])
    return cuti


def periksa_pulang(*, cuti: Cuti, sampai: date, hari: date) -> None:
    """Whether leave may be shortened so. Raises TidakDapat with a sentence for the admin."""
    _tanggal_urut(cuti.mulai, sampai)
    if sampai >= cuti.sampai:
        raise TidakDapat(_("Cuti hanya dapat dipersingkat. Untuk memperpanjang, catat cuti baru."))
    if sampai < hari - timedelta(days=1):
        raise TidakDapat(_("Hari yang sudah lewat tidak dapat diubah."))


def gantikan(*, penugasan: Penugasan, pengguna: Any, mulai: date, jenis: str = Penugasan.Jenis.DEFINITIF) -> Penugasan:
    """Hand a seat over: the old holder's last day is the day before `mulai`."""
    with transaction.atomic():
        akhiri(penugasan=penugasan, sampai=mulai - timedelta(days=1))
        return tugaskan(jabatan=penugasan.jabatan, pengguna=pengguna, mulai=mulai, jenis=jenis)
