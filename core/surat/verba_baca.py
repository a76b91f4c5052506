"""What an officer has opened of the bytes under his hand: recorded by the pages, told to the log by T2."""

from collections.abc import Iterable

from django.db import transaction

from core.akun.models import Pengguna
from core.surat.models import Bacaan, Surat
from core.wilayah.ingatan import ambil


@transaction.atomic
def catat_baca(*, surat: Surat, pengguna: Pengguna, halaman: Iterable[int]) -> None:
    """These pages (from 1) of the newest bytes were sent to the officer."""
    Bacaan.objects.get_or_create(pengguna=pengguna, surat=surat, sha=surat.sha_kini)
    baris = Bacaan.objects.select_for_update().get(pengguna=pengguna, surat=surat, sha=surat.sha_kini)
    dibuka = sorted({*baris.halaman, *halaman})
    if dibuka != baris.halaman:
        Bacaan.objects.filter(pk=baris.pk).update(halaman=dibuka)


def halaman_dibaca(surat: Surat, pengguna_id: int, sha: str) -> int:
    """How many pages of exactly these bytes this officer has opened."""

    def cari() -> int:
        baris = Bacaan.objects.filter(pengguna=pengguna_id, surat=surat, sha=sha).values_list("halaman", flat=True)
        return len(baris.first() or [])

    return ambil("halaman_dibaca", (surat.pk, sha), cari)
