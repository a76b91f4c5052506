"""Service pages come into being by themselves: whatever the registry knows has a page below each catalogue."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cms.models import KatalogPage, LayananPage
from core.layanan.register import registri


def lengkapi_halaman() -> int:
    """Make the pages that are not there yet; returns how many. One query when there is nothing to do.

    Called by `siapkan_situs` and every minute by the worker, so that an approved package or a new folder has its page
    soon; until then the catalogue's own route tells the service.
    """
    jumlah = 0
    for katalog in KatalogPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE):
        if _belum_ada(katalog):
            jumlah += _buat(katalog.pk)
    return jumlah


def _belum_ada(katalog: KatalogPage) -> list[str]:
    ada = set(LayananPage.objects.child_of(katalog).values_list("slug", flat=True))
    return [satu.kode for satu in registri().semua() if satu.kode not in ada]


@transaction.atomic
def _buat(katalog_id: int) -> int:
    # Without this lock two workers would both find the same page missing.
    katalog = KatalogPage.objects.select_for_update().get(pk=katalog_id)
    semua = _belum_ada(katalog)
    for kode in semua:
        _tambah(katalog, kode)
    return len(semua)


def _tambah(katalog: KatalogPage, kode: str) -> None:
    """Published at once when nothing is missing, else a draft that waits for an editor.

    Its first revision is marked as the published one by hand: Wagtail's own way asks 90 queries more for each page, to
    no effect on a page that nobody has seen.
    """
    halaman = LayananPage(title=kode, slug=kode, locale_id=katalog.locale_id)
    halaman.katalog = katalog
    halaman.live = not halaman.kurang()
    if halaman.live:
        halaman.first_published_at = halaman.last_published_at = timezone.now()
    katalog.add_child(instance=halaman)
    revisi = halaman.save_revision(clean=False)
    if halaman.live:
        LayananPage.objects.filter(pk=halaman.pk).update(live_revision=revisi, has_unpublished_changes=False)


def terbitkan_terjadwal() -> None:
    """Wagtail's own command, run by the worker: what is due goes live, what has expired goes away."""
    call_command("publish_scheduled", verbosity=0)
