"""What niatkan and sahkan will ask about several letters, read for all of them at once (see core.wilayah.ingatan)."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max, Prefetch, prefetch_related_objects

from core.permohonan.persediaan import sediakan_permohonan
from core.surat.models import HIDUP, Bacaan, Segel, Surat, TandaTangan
from core.wilayah.ingatan import sediakan

TTD_TERKUNCI = TandaTangan.objects.select_for_update(of=("self",)).select_related("unit")


def sediakan_surat(semua: Sequence[UUID]) -> list[Surat]:
    """Lock these applications and their living letters."""
    sediakan_permohonan(semua)
    hidup = Surat.objects.select_for_update(of=("self",)).filter(permohonan__in=semua, status__in=HIDUP)
    surat = {satu.permohonan_id: satu for satu in hidup.order_by("permohonan")}
    for pk in semua:
        sediakan("surat_hidup", pk, surat.get(pk))
    return list(surat.values())


def sediakan_versi(semua: Sequence[UUID]) -> None:
    """How many letters each application has had."""
    ada = Surat.objects.filter(permohonan__in=semua).values_list("permohonan").annotate(Max("versi_surat")).order_by()
    versi = dict(ada)
    for pk in semua:
        sediakan("versi_surat", pk, versi.get(pk, 0))


def sediakan_tanda_tangan(semua: Sequence[Surat]) -> None:
    """Lock the signatures of these letters, given and due, and read their seals."""
    prefetch_related_objects(semua, Prefetch("tanda_tangan", TTD_TERKUNCI.all()))
    segel = Segel.objects.select_related("kunci__sertifikat", "kunci__unit").filter(surat__in=semua)
    per_surat = {satu.surat_id: satu for satu in segel}
    for satu in semua:
        sediakan("segel", satu.pk, per_surat.get(satu.pk))


def sediakan_bacaan(semua: Sequence[Surat], pengguna_id: int) -> None:
    """How many pages of each letter this officer has opened."""
    ada = Bacaan.objects.filter(pengguna=pengguna_id, surat__in=semua).values_list("surat", "sha", "halaman")
    halaman = {(surat, sha): len(isi) for surat, sha, isi in ada}
    for satu in semua:
        sediakan("halaman_dibaca", (satu.pk, satu.sha_kini), halaman.get((satu.pk, satu.sha_kini), 0))
