"""What the worker does every minute: remind, and forget. Safe to run twice and at the same time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.notifikasi import verba as kabar
from core.notifikasi.models import LONCENG, MENUNGGU, SUREL, TERKIRIM, Pesan
from mpp import aturan
from mpp.models import Antrean

JENIS = "pengingat_antrean"
SEKALI = 200  # reminders of one sweep; the next one is a minute away


def sapu() -> None:
    """Reminders that are due, then people whose retention has ended."""
    saat = timezone.now()
    ingatkan(saat)
    hapus_data_pribadi(saat)


def ingatkan(saat: datetime) -> int:
    """Write an outbox row for each turn whose moment has come. Answers how many turns."""
    due = Antrean.objects.filter(ingat_pada__lte=saat, status=aturan.MENUNGGU).order_by("ingat_pada")
    semua = list(due.select_related("pengguna")[:SEKALI])
    for satu in semua:
        _ingatkan(satu, saat)
    return len(semua)


@transaction.atomic
def _ingatkan(antrean: Antrean, saat: datetime) -> None:
    """The outbox keeps one row for each turn and moment, so a second worker writes nothing new."""
    ini = antrean.ingat_pada
    lagi = aturan.pengingat_berikut(antrean.mulai_pada, saat)
    masih = Antrean.objects.filter(pk=antrean.pk, ingat_pada=ini, status=aturan.MENUNGGU)
    if masih.update(ingat_pada=lagi) and ini and antrean.mulai_pada > saat:
        kabar.tulis(_pesan(antrean, f"antrean:{antrean.pk}:{ini:%Y%m%d%H%M}"))


def _pesan(antrean: Antrean, kejadian: str) -> list[Pesan]:
    """Bell for an account; e-mail to its address, else to the one given with the booking. Only ids leave this room."""
    orang = antrean.pengguna
    isi: dict[str, Any] = {"jenis": JENIS, "penerima": orang, "data": {"antrean": antrean.pk}}
    hasil = []
    if orang:
        pada = timezone.now()
        hasil.append(Pesan(kunci=f"{kejadian}:{LONCENG}", saluran=LONCENG, status=TERKIRIM, terkirim_pada=pada, **isi))
    if antrean.surel or (orang and orang.email):
        isi["penerima"] = None if antrean.surel else orang
        hasil.append(Pesan(kunci=f"{kejadian}:{SUREL}", saluran=SUREL, status=MENUNGGU, **isi))
    return hasil


def hapus_data_pribadi(saat: datetime) -> int:
    """Empty the person of turns whose visit lies `SIMPAN_HARI` back; number, service and times stay for the counts."""
    batas = timezone.localdate(saat) - timedelta(days=aturan.SIMPAN_HARI)
    lewat = Antrean.objects.filter(hari__lt=batas, kode__isnull=False)
    return lewat.update(kode=None, nama="", telepon="", surel="", pengguna=None, jatah=None, ingat_pada=None)
