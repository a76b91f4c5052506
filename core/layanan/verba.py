"""Verbs of the plugin contract."""

from django.db import transaction

from core.layanan.deklarasi import Layanan
from core.layanan.models import VersiLayanan
from core.layanan.sidik import sidik_layanan


@transaction.atomic
def catat_versi(layanan: Layanan) -> VersiLayanan:
    """The stored version with exactly this content; made when it is new. Calling again changes nothing."""
    versi, _baru = VersiLayanan.objects.get_or_create(
        sidik=sidik_layanan(layanan),
        defaults={
            "kode": layanan.kode,
            "versi": layanan.versi,
            "deklarasi": layanan.deklarasi(),
            "naskah": layanan.naskah,
        },
    )
    return versi
