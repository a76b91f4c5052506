"""What core.surat records on a file. The caller is inside its own transaction and holds the row's lock (``kunci``)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.permohonan import aturan, aturan_cabut
from core.permohonan.galat import TidakBoleh, _
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.pelaku import SISTEM, Pelaku, Penulis, pastikan_boleh, pelaku_aksi, penulis_kursi
from core.permohonan.pelaku import kursi_aktif as _kursi_aktif
from core.permohonan.pencatat import Catatan, catat
from core.permohonan.rute import masuki, rute_ringkas
from core.permohonan.verba_petugas import selesaikan

Jenis = Peristiwa.Jenis


def pastikan_boleh_ttd(*, permohonan: Permohonan, pelaku: Pelaku) -> None:
    """Whether this officer may sign this file now. Raises TidakBoleh; ask before any signature is made (I5)."""
    pastikan_boleh(permohonan, pelaku)
    aksi = permohonan.versi_layanan.layanan().rute[permohonan.tahap or 0].aksi
    aturan.pastikan_aksi(aksi, tandatangan=True)
    aturan.pastikan_terpisah(aksi, pelaku.pengguna.pk, pelaku_aksi(permohonan))


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


@transaction.atomic
def catat_pencabutan(
    *,
    permohonan: Permohonan,
    pelaku: Pelaku,
    kursi: Collection[tuple[int, str]],
    data: dict[str, Any],
    ganti: bool = False,
) -> list[Peristiwa]:
    """The published letter is withdrawn by whoever holds one of the seats ``kursi`` (unit, role) today.

    The file ends; with ``ganti`` it is opened again instead and walks its whole route anew, every guard included.
    Raises TidakBoleh.
    """
    sekarang, k = timezone.now(), permohonan.keadaan()
    aturan_cabut.pastikan_bisa_dicabut(k)
    penulis = _penulis_cabut(permohonan, pelaku, kursi, sekarang)
    catatan = [Catatan(Jenis.SURAT_DICABUT, data | {"ganti": ganti})]
    if ganti:
        aturan_cabut.pastikan_bisa_diganti(k)
        jalan = masuki(permohonan.versi_layanan.layanan(), replace(k, lulus=frozenset()), sekarang)
        catatan += [Catatan(Jenis.DIBUKA_KEMBALI), *jalan]
    return catat(permohonan, penulis, catatan, sekarang=sekarang)


def _penulis_cabut(p: Permohonan, pelaku: Pelaku, boleh: Collection[tuple[int, str]], sekarang: datetime) -> Penulis:
    aturan.pastikan_bukan_pemohon(pelaku.pengguna.pk, p.pemohon.pengguna_id)
    semua = _kursi_aktif(pelaku, sekarang)
    aturan_cabut.pastikan_berwenang([(s.jabatan.unit_id, s.jabatan.peran) for s in semua], boleh)
    return next(penulis_kursi(s) for s in semua if (s.jabatan.unit_id, s.jabatan.peran) in boleh)


def _pastikan_lengkap(permohonan: Permohonan, tambahan: int | None = None) -> None:
    """Every stage up to the last signature is done: nobody may publish past one (I4)."""
    k = permohonan.keadaan()
    rute = rute_ringkas(permohonan.versi_layanan.layanan())
    ttd = [t.indeks for t in rute if t.aksi == aturan.TANDATANGAN and t.indeks in k.berlaku]
    sisa = [t for t in aturan.tahap_terlewat(k, max(ttd, default=None)) if t != tambahan]
    if not ttd or sisa:
        raise TidakBoleh(_("Surat belum bisa terbit: masih ada tahap yang belum selesai."))
