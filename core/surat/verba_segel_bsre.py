"""Keeping the seals at BSrE alive: an activation code ends, and buys its successor before that."""

from dataclasses import dataclass
from datetime import datetime

from django.views.decorators.debug import sensitive_variables

from core.surat import rahasia
from core.surat.models import KunciSegel, Penggerak
from core.surat.penanda import bsre_v2
from core.surat.penanda.dasar import PenandaGagal, Rahasia


@dataclass(frozen=True, slots=True)
class Diperbarui:
    """One seal: until when it is active now (None: the gateway did not say), or why it was not renewed."""

    nama: str
    sampai: datetime | None = None
    galat: str = ""


def perbarui_segel() -> list[Diperbarui]:
    """Renew the activation of every seal in use at BSrE. A gateway that is down changes nothing."""
    segel = KunciSegel.objects.filter(penggerak=Penggerak.BSRE_V2, aktif=True).order_by("nama")
    return [_perbarui(satu) for satu in segel]


@sensitive_variables("aktivasi")
def _perbarui(segel: KunciSegel) -> Diperbarui:
    try:
        aktivasi = bsre_v2.perbarui(segel, Rahasia(totp=rahasia.buka(segel.rahasia)))
    except (PenandaGagal, rahasia.RahasiaRusak) as galat:
        return Diperbarui(segel.nama, galat=galat.pesan if isinstance(galat, PenandaGagal) else "rahasia rusak")
    # Only over the code that bought it: an admin may have installed another one meanwhile.
    milik = KunciSegel.objects.filter(pk=segel.pk, rahasia=segel.rahasia)
    milik.update(rahasia=rahasia.kunci(aktivasi.totp))
    return Diperbarui(segel.nama, aktivasi.sampai)
