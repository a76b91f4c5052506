"""The key an officer signs with: his own, or the way his office has chosen for everybody."""

from django.conf import settings
from django.utils import timezone

from core.akun.models import Pengguna
from core.surat.models import KunciPejabat, Penggerak, PenggerakUnit
from core.wilayah.kueri import penugasan_aktif
from core.wilayah.models import Unit


def kunci_milik(pengguna: Pengguna) -> KunciPejabat | None:
    """His key. Without one, BSrE knows him by the e-mail of his account when his office signs through version 2."""
    if milik := KunciPejabat.objects.filter(pengguna=pengguna).select_related("sertifikat", "pengguna").first():
        return milik
    if not pengguna.email or Penggerak.BSRE_V2 not in map(penggerak_unit, _kantor(pengguna)):
        return None
    isi = {"penggerak": Penggerak.BSRE_V2, "pengenal": pengguna.email, "demonstrasi": settings.DEMO}
    return KunciPejabat.objects.get_or_create(pengguna=pengguna, defaults=isi)[0]


def _kantor(pengguna: Pengguna) -> list[Unit]:
    return [satu.jabatan.unit for satu in penugasan_aktif(pengguna, timezone.localdate())]


def penggerak_unit(unit: Unit | None) -> str | None:
    """The way to sign that this office has chosen, or the nearest one above it."""
    while unit is not None:
        if satu := PenggerakUnit.objects.filter(unit=unit).first():
            return satu.penggerak
        unit = unit.induk
    return None
