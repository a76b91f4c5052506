"""Reads: the packages that are in use, and those that somebody may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.layanan.models import GagalKait, PaketLayanan, VersiLayanan
from core.wilayah.kueri import penugasan_aktif
from core.wilayah.models import Unit

BERAT = ("isi", "pratinjau")  # columns of up to a megabyte, read only where they are used
BOLEH_PUTUSKAN = "layanan.putuskan_paketlayanan"
BOLEH_AJUKAN = "layanan.add_paketlayanan"


def generasi_paket() -> tuple[tuple[int, str], ...]:
    """What makes one registry differ from another: which packages are approved. One cheap query."""
    dipakai = PaketLayanan.objects.filter(status=PaketLayanan.Status.DISETUJUI)
    return tuple(dipakai.order_by("pk").values_list("pk", "sha256"))


def paket_dipakai() -> Iterator[PaketLayanan]:
    """Approved packages, without their bytes."""
    dipakai = PaketLayanan.objects.filter(status=PaketLayanan.Status.DISETUJUI)
    return iter(dipakai.order_by("pk").select_related("unit").defer(*BERAT))


def isi_paket(paket_id: int) -> bytes:
    """The bytes as they were uploaded. Raises PaketLayanan.DoesNotExist."""
    return bytes(PaketLayanan.objects.values_list("isi", flat=True).get(pk=paket_id))


def kantor_pengguna(pengguna: Any) -> QuerySet[Unit]:
    """The offices in whose name somebody may upload: where he holds a seat today; who decides, in any."""
    if pengguna.has_perm(BOLEH_PUTUSKAN):
        return Unit.objects.exclude(jenis__in=[Unit.Jenis.DESA, Unit.Jenis.KELURAHAN]).order_by("nama")
    kursi = penugasan_aktif(pengguna, timezone.localdate())
    return Unit.objects.filter(pk__in={satu.jabatan.unit_id for satu in kursi}).order_by("nama")


def untuk_pengelola(pengguna: Any) -> QuerySet[PaketLayanan]:
    """The packages somebody may see: all for who decides, else his own and those of his office. The rest is a 404."""
    semua = PaketLayanan.objects.select_related("unit", "diajukan_oleh", "diputus_oleh").defer(*BERAT)
    if pengguna.has_perm(BOLEH_PUTUSKAN):
        return semua
    if not pengguna.has_perm(BOLEH_AJUKAN):
        return semua.none()
    return semua.filter(Q(diajukan_oleh=pengguna) | Q(unit__in=kantor_pengguna(pengguna)))


def paket_kini(kode: str) -> PaketLayanan | None:
    """The package of this code that is in use; None when there is none."""
    return PaketLayanan.objects.filter(kode=kode, status=PaketLayanan.Status.DISETUJUI).first()


def versi_terpakai(kode: str, selain: str) -> int:
    """The highest version number under which other content than `selain` was ever in use; 0 when there was none."""
    versi = VersiLayanan.objects.filter(kode=kode).exclude(sidik=selain).order_by("-versi").first()
    return versi.versi if versi else 0


def gagal_terbaru(hari: date, rentang: int = 7) -> dict[str, list[GagalKait]]:
    """Failures of functions in these days, by plugin, newest first."""
    hasil: dict[str, list[GagalKait]] = {}
    for satu in GagalKait.objects.filter(hari__gt=hari - timedelta(days=rentang))[:200]:
        hasil.setdefault(satu.plugin, []).append(satu)
    return hasil
