"""Who acts, and from which seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from core.permohonan import aturan
from core.permohonan.models import Peristiwa, Permohonan
from core.wilayah.ingatan import ambil
from core.wilayah.kueri import penugasan_aktif

if TYPE_CHECKING:
    from core.akun.models import Pengguna
    from core.wilayah.models import Penugasan


@dataclass(frozen=True, slots=True)
class Pelaku:
    """An officer; ``penugasan`` is the seat preferred when several fit, and is never believed without a check."""

    pengguna: Pengguna
    penugasan: Penugasan | None = None


@dataclass(frozen=True, slots=True)
class Penulis:
    """Who stands in the log as the one who did it: the account, and the office held at that moment."""

    aktor_id: int | None = None
    jabatan: str = ""
    unit_id: int | None = None
    kursi: dict[str, Any] | None = None  # role and kind of assignment, evidence for invariant I5


SISTEM = Penulis()
AKSI = (Peristiwa.Jenis.TAHAP_SELESAI, Peristiwa.Jenis.DITANDATANGANI)  # events that complete a stage


def kursi_aktif(pelaku: Pelaku, sekarang: datetime) -> list[Penugasan]:
    """Today's seats of this officer, the preferred one first."""
    kursi = penugasan_aktif(pelaku.pengguna, timezone.localdate(sekarang))
    pilihan = pelaku.penugasan.jabatan_id if pelaku.penugasan else None
    return sorted(kursi, key=lambda p: p.jabatan_id != pilihan)


def penulis_kursi(penugasan: Penugasan) -> Penulis:
    """The log's author for somebody acting from a seat."""
    kursi = {"peran": penugasan.jabatan.peran, "jenis": str(penugasan.jenis)}
    return Penulis(penugasan.pengguna_id, penugasan.nama_jabatan, penugasan.jabatan.unit_id, kursi)


def pastikan_boleh(permohonan: Permohonan, pelaku: Pelaku, sekarang: datetime | None = None) -> Penulis:
    """The seat this officer acts from on this file now. Raises TidakBoleh with the reason.

    Call it inside the transaction that acts, on a locked row: an assignment that ended a second ago must not count.
    """
    sekarang = sekarang or timezone.now()
    k, orang = permohonan.keadaan(), pelaku.pengguna.pk
    aturan.pastikan_di_meja(k)
    kursi = kursi_aktif(pelaku, sekarang)
    aturan.pastikan_kursi(k, [(p.jabatan.unit_id, p.jabatan.peran) for p in kursi])
    aturan.pastikan_bukan_pemohon(orang, permohonan.pemohon.pengguna_id)
    aturan.pastikan_tidak_diklaim(k, orang, sekarang, permohonan.pengklaim.nama if permohonan.pengklaim else "")
    return next(penulis_kursi(p) for p in kursi if (p.jabatan.unit_id, p.jabatan.peran) == (k.unit, k.peran))


def pelaku_aksi(permohonan: Permohonan) -> dict[str, set[int]]:
    """Who has done which action on this file so far."""

    def cari() -> dict[str, set[int]]:
        return kelompokkan_aksi(Peristiwa.objects.filter(permohonan=permohonan, jenis__in=AKSI))

    return ambil("pelaku_aksi", permohonan.pk, cari)


def kelompokkan_aksi(peristiwa: Iterable[Peristiwa]) -> dict[str, set[int]]:
    """Actors by the action of the stage they completed."""
    hasil: dict[str, set[int]] = defaultdict(set)
    for p in peristiwa:
        if p.aktor_id is not None:
            hasil[p.data["aksi"]].add(p.aktor_id)
    return hasil
