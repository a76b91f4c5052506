"""The verbs of an officer at a counter: call, call again, serve, skip, finish."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from core.permohonan.galat import TidakBoleh
from mpp import aturan, kueri
from mpp.models import Antrean, Loket


def _(kalimat: str) -> str:
    """Mark a sentence for makemessages; TidakBoleh translates it for whoever reads it."""
    return kalimat


def panggil_berikut(*, loket: Loket, petugas: Any, saat: datetime) -> Antrean:
    """Call whoever is next. Raises TidakBoleh when nobody's time has come or somebody stands here already."""
    # Another counter may take the first one between reading and calling: then the next is tried.
    while calon := kueri.giliran_tiba(loket.kelompok_id, saat).first():
        if _ke_loket(calon, loket, petugas, saat):
            return calon
    raise TidakBoleh(_("Belum ada yang gilirannya tiba."))


def panggil_nomor(*, loket: Loket, antrean: Antrean, petugas: Any, saat: datetime) -> Antrean:
    """Call one turn out of order: somebody came early, or late. Raises TidakBoleh."""
    if antrean.kelompok_id != loket.kelompok_id or antrean.hari != saat.date():
        raise TidakBoleh(_("Nomor ini bukan antrean loket Anda hari ini."))
    if not _ke_loket(antrean, loket, petugas, saat):
        raise TidakBoleh(_("Nomor ini sudah dipanggil loket lain atau sudah dibatalkan."))
    return antrean


def _ke_loket(antrean: Antrean, loket: Loket, petugas: Any, saat: datetime) -> bool:
    """Take the turn with one conditional UPDATE: of two officers who press at the same time one gets no row."""
    asal, tujuan = aturan.LANGKAH[aturan.PANGGIL]
    bebas = Antrean.objects.filter(pk=antrean.pk, status__in=asal)
    isi = {"status": tujuan, "loket": loket, "petugas": petugas, "dipanggil_pada": saat, "panggilan": 1}
    try:
        with transaction.atomic():
            return bool(bebas.update(**isi, ingat_pada=None, ditutup_pada=None))
    except IntegrityError as galat:  # one person at a counter
        raise TidakBoleh(_("Selesaikan dulu nomor yang sedang di loket ini.")) from galat


def langkah(*, loket: Loket, antrean: Antrean, aksi: str, saat: datetime) -> None:
    """One step of whoever stands at this counter. Raises TidakBoleh when a colleague has acted first."""
    asal, tujuan = aturan.LANGKAH[aksi]
    dasar = Antrean.objects.filter(pk=antrean.pk, loket=loket, hari=saat.date(), status__in=asal)
    if not dasar.update(status=tujuan, **_jejak(aksi, saat)):
        raise TidakBoleh(_("Nomor ini sudah ditangani. Lihat keadaannya sekarang di bawah."))


def _jejak(aksi: str, saat: datetime) -> dict[str, Any]:
    if aksi == aturan.PANGGIL_LAGI:
        return {"panggilan": F("panggilan") + 1, "dipanggil_pada": saat}
    if aksi == aturan.LAYANI:
        return {"dilayani_pada": saat}
    return {"ditutup_pada": saat, "jatah": None}
