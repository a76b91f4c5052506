"""What letters do when the application moves: an unpublished letter dies with the answers it states."""

from typing import Any

from django.dispatch import receiver

from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.sinyal import peristiwa_dicatat
from core.surat.verba_beku import batalkan_surat

ALASAN = {
    "dikembalikan": "Permohonan dikembalikan untuk diperbaiki",
    "ditolak": "Permohonan ditolak",
    "dibatalkan": "Permohonan dibatalkan pemohon",
}


@receiver(peristiwa_dicatat, dispatch_uid="surat.batalkan")
def batalkan_bersama_permohonan(permohonan: Permohonan, peristiwa: Peristiwa, **_: Any) -> None:
    """Runs inside the transaction of the event: the number is annulled with it, or neither happens."""
    if alasan := ALASAN.get(str(peristiwa.jenis)):
        batalkan_surat(permohonan=permohonan, alasan=alasan)
