"""The groups that Wagtail's admin knows from the start: who sends packages of services in, and who decides."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

KELOMPOK: dict[str, tuple[str, ...]] = {
    "Penyunting OPD": ("wagtailadmin.access_admin", "layanan.add_paketlayanan"),
    "Pengelola layanan": (
        "wagtailadmin.access_admin",
        "layanan.add_paketlayanan",
        "layanan.putuskan_paketlayanan",
    ),
}


def siapkan_kelompok() -> None:
    """Make the groups that are not there; one that an administrator has changed stays as it is."""
    for nama, izin in KELOMPOK.items():
        kelompok, baru = Group.objects.get_or_create(name=nama)
        if baru:
            kelompok.permissions.set(Permission.objects.filter(_salah_satu(izin)))


def _salah_satu(izin: tuple[str, ...]) -> Q:
    syarat = Q()
    for satu in izin:
        aplikasi, _titik, kode = satu.partition(".")
        syarat |= Q(content_type__app_label=aplikasi, codename=kode)
    return syarat
