"""What core.surat records on a file. The caller is inside its own transaction and holds the row's lock (``kunci``)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from core.permohonan import aturan
from core.permohonan.galat import TidakBoleh, _
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.pelaku import SISTEM, Pelaku, pastikan_boleh, pelaku_aksi, penulis_kursi
from core.permohonan.pelaku import kursi_aktif as _kursi_aktif
from core.permohonan.pencatat import Catatan, catat
from core.permohonan.rute import rute_ringkas
from core.permohonan.verba_petugas import selesaikan

Jenis = Peristiwa.Jenis


def pastikan_boleh_ttd(*, permohonan: Permohonan, pelaku: Pelaku) -> None:
    """Whether this officer may sign this file now. Raises TidakBoleh; ask before any signature is made (I5)."""
    pastikan_boleh(permohonan, pelaku)
    aksi = permohonan.versi_layanan.layanan().rute[permohonan.tahap or 0].aksi
    aturan.pastikan_aksi(aksi, tandatangan=True)
    aturan.pastikan_terpisah(aksi, pelaku.pengguna.pk, pelaku_aksi(permohonan))


@transaction.atomic
def selesaikan_tahap_ttd(
    *, permohonan: Permohonan, pelaku: Pelaku, data: dict[str, Any], terbit: dict[str, Any] | None = None
) -> list[Peristiwa]:
    """The signing stage is done: event "ditandatangani", then the next desk or the end.

    ``terbit`` (data of the event "surat_terbit") publishes the letter in the same step, before the file walks on.
    """
    if terbit is not None:
        _pastikan_lengkap(permohonan, tambahan=permohonan.tahap)
    sisipan = [] if terbit is None else [Catatan(Jenis.SURAT_TERBIT, terbit)]
    return selesaikan(permohonan, pelaku, timezone.now(), [Catatan(Jenis.DITANDATANGANI, data), *sisipan])


@transaction.atomic
def catat_peristiwa(
    *, permohonan: Permohonan, jenis: str, pelaku: Pelaku | None = None, data: dict[str, Any] | None = None
) -> Peristiwa:
    """Append an event that needs no turn at a desk: "surat_terbit". Raises TidakBoleh when a stage is missing (I4)."""
    if jenis != Jenis.SURAT_TERBIT:
        raise ValueError(f"{jenis} has a verb of its own")
    _pastikan_lengkap(permohonan)
    sekarang = timezone.now()
    kursi = _kursi_aktif(pelaku, sekarang) if pelaku else []
    penulis = penulis_kursi(kursi[0]) if kursi else SISTEM
    return catat(permohonan, penulis, [Catatan(jenis, data or {})], sekarang=sekarang)[0]


def _pastikan_lengkap(permohonan: Permohonan, tambahan: int | None = None) -> None:
    """Every stage up to the last signature is done: nobody may publish past one (I4)."""
    k = permohonan.keadaan()
    rute = rute_ringkas(permohonan.versi_layanan.layanan())
    ttd = [t.indeks for t in rute if t.aksi == aturan.TANDATANGAN and t.indeks in k.berlaku]
    sisa = [t for t in aturan.tahap_terlewat(k, max(ttd, default=None)) if t != tambahan]
    if not ttd or sisa:
        raise TidakBoleh(_("Surat belum bisa terbit: masih ada tahap yang belum selesai."))
