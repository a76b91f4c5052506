"""What the verbs will ask about several applications, read for all of them at once (see core.wilayah.ingatan)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from core.permohonan.models import Lampiran, Peristiwa, Permohonan
from core.permohonan.pelaku import AKSI, kelompokkan_aksi
from core.permohonan.pencatat import terkunci
from core.wilayah.ingatan import ambil, sediakan

Jenis = Peristiwa.Jenis
KEDATANGAN = frozenset({Jenis.TAHAP_DIMASUKI, Jenis.DIAJUKAN, Jenis.DIPERBAIKI, Jenis.DIBUKA_KEMBALI})
_TIADA: Any = object()


def sediakan_permohonan(semua: Collection[UUID]) -> None:
    """Lock these applications and lay out what a step at a desk asks about each; inside a transaction and a memo.

    Locked in the order of their keys, as everywhere: two blocks with the same files would otherwise wait for each
    other for ever.
    """
    for p in terkunci().filter(pk__in=semua).order_by("pk"):
        sediakan("permohonan", p.pk, p)
    _sediakan_log(semua)
    _sediakan_lampiran(semua)


def _sediakan_log(semua: Collection[UUID]) -> None:
    """Who did what, and where each log ends."""
    per_berkas: dict[UUID, list[Peristiwa]] = defaultdict(list)
    kolom = ("permohonan_id", "urut", "jenis", "aktor_id", "data")
    for e in Peristiwa.objects.filter(permohonan__in=semua).only(*kolom).order_by("permohonan", "urut"):
        per_berkas[e.permohonan_id].append(e)
    for pk in semua:
        log = per_berkas[pk]
        sediakan("pelaku_aksi", pk, kelompokkan_aksi(e for e in log if e.jenis in AKSI))
        sediakan("urut_terakhir", pk, log[-1].urut if log else 0)
        sediakan("kedatangan", pk, next((e for e in reversed(log) if e.jenis in KEDATANGAN), None))


def kedatangan_lalu(permohonan: Permohonan, peristiwa: Peristiwa, langkah: Sequence[Peristiwa]) -> Peristiwa | None:
    """How the file came to where it was before this arrival; None for its first. `langkah`: all events of this step."""
    tersedia = ambil("kedatangan", permohonan.pk, lambda: _TIADA)  # taken by each arrival: after it, it is not the last
    if dalam := [e for e in langkah if e.jenis in KEDATANGAN and e.urut < peristiwa.urut]:
        return dalam[-1]
    return _kedatangan(permohonan, peristiwa.urut) if tersedia is _TIADA else tersedia


def _kedatangan(permohonan: Permohonan, sebelum: int) -> Peristiwa | None:
    lalu = Peristiwa.objects.filter(permohonan=permohonan, jenis__in=KEDATANGAN, urut__lt=sebelum)
    return lalu.order_by("-urut").first()


def _sediakan_lampiran(semua: Collection[UUID]) -> None:
    baris: dict[UUID, list[list[str]]] = defaultdict(list)
    urut = Lampiran.objects.filter(permohonan__in=semua).order_by("permohonan", "kode", "urut", "pk")
    for pk, kode, sha in urut.values_list("permohonan_id", "kode", "berkas__sha256"):
        baris[pk].append([kode, sha])
    for pk in semua:
        sediakan("sidik_lampiran", pk, baris[pk])
