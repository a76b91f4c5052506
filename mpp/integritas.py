"""Integrity check: the numbers of every queue and day are 1, 2, 3 … up to what its book says."""

from collections.abc import Iterator

from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from core.permohonan.integritas import Temuan, daftarkan
from mpp.models import Antrean, BukuAntrean


@daftarkan("mpp.nomor")
def nomor_antrean() -> Iterator[Temuan]:
    """Numbers are unique by constraint: as many as the highest one, and that one the book's, leaves no gap."""
    sehari = Antrean.objects.filter(kelompok=OuterRef("kelompok"), hari=OuterRef("hari")).order_by()
    satu = sehari.values("kelompok", "hari")
    buku = BukuAntrean.objects.select_related("kelompok__tempat").annotate(
        jumlah=Subquery(satu.annotate(n=Count("pk")).values("n")),
        tertinggi=Subquery(satu.annotate(n=Max("nomor")).values("n")),
    )
    beda = Q(jumlah__isnull=True) | ~Q(jumlah=F("terakhir")) | ~Q(tertinggi=F("terakhir"))
    for salah in buku.filter(beda, terakhir__gt=0).iterator():
        sebut = f"{salah.kelompok} {salah.hari.isoformat()}"
        yield Temuan("mpp.nomor", sebut, _("Nomor antrean hari itu tidak lengkap atau melebihi bukunya."))
