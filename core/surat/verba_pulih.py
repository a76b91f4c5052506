"""Recovery after a crash: run again and again, it brings every intent to one of its two ends, with the same number."""

import logging
from collections import Counter
from datetime import timedelta

from django.core.files.storage import storages
from django.utils import timezone

from core.layanan.kait import Tolak
from core.permohonan.galat import Basi, TidakBoleh
from core.permohonan.pelaku import Pelaku
from core.surat import arsip
from core.surat.bersih import NaskahGagal
from core.surat.models import LEASE, KunciPejabat, StatusSurat, Surat, TandaTangan
from core.surat.verba_beku import bekukan
from core.surat.verba_ttd import Niat, Status, pastikan_tanda_tangan, sahkan

UMUR_YATIM = timedelta(days=1)
log = logging.getLogger(__name__)


def pulihkan() -> Counter[str]:
    """Finish or take back what a crash left behind; returns how many of each. Twice gives the same as once."""
    hasil: Counter[str] = Counter()
    for surat in Surat.objects.filter(status=StatusSurat.DINOMORI, dibuat__lt=timezone.now() - LEASE):
        hasil[_bekukan(surat)] += 1
    macet = TandaTangan.objects.filter(status=Status.NIAT, lease_sampai__lt=timezone.now())
    for ttd in macet.select_related("surat__permohonan", "pengguna"):
        hasil[_selesaikan(ttd)] += 1
    return hasil


def sapu_yatim() -> int:
    """Delete stored bytes that no letter names: attempts a crash cut off, and half-written files. Returns how many.

    Younger than a day they may be an attempt in progress. Walks the whole archive: once a night, not every minute.
    """
    simpanan, batas = storages["surat"], timezone.now() - UMUR_YATIM
    dipakai = set(Surat.objects.values_list("sha_beku", flat=True)) | set(
        Surat.objects.values_list("sha_kini", flat=True)
    )
    dipakai |= set(TandaTangan.objects.values_list("sha_sesudah", flat=True))
    hapus = [b for b in arsip.semua() if b.rsplit("/", 1)[1].removesuffix(".pdf") not in dipakai]
    hapus = [b for b in hapus if simpanan.get_modified_time(b) < batas]
    for berkas in hapus:
        simpanan.delete(berkas)
    return len(hapus)


def _bekukan(surat: Surat) -> str:
    try:
        bekukan(surat)
    except (NaskahGagal, TidakBoleh) as galat:
        log.warning("Surat %s belum bisa dibekukan: %s", surat.pk, galat)
        return "gagal_beku"
    return "dibekukan"


def _selesaikan(ttd: TandaTangan) -> str:
    """Adopt a signature that was stored, else give the desk its turn back. Archive down: the next round decides."""
    try:
        if arsip.ada(ttd.sha_sesudah) and _adopsi(ttd):
            return "diadopsi"
    except arsip.ArsipTutup:
        return "ditunda"
    baris = TandaTangan.objects.filter(pk=ttd.pk, percobaan=ttd.percobaan, status=Status.NIAT)
    baris.update(status=Status.MENUNGGU, lease_sampai=None)
    return "dikembalikan"


def _adopsi(ttd: TandaTangan) -> bool:
    """The officer did sign these bytes, with all guards passed; only the last step is missing."""
    kunci = KunciPejabat.objects.filter(pengguna=ttd.pengguna).first()
    if kunci is None:
        return False
    niat = Niat(ttd.surat, ttd, kunci, ttd.surat.tanda_tangan.count())
    try:
        pastikan_tanda_tangan(arsip.baca(ttd.sha_sesudah), arsip.baca(ttd.sha_sebelum), niat)
        sahkan(niat, Pelaku(ttd.pengguna), ttd.sha_sesudah)
    except arsip.ArsipTutup:
        raise
    except (TidakBoleh, Basi, Tolak, arsip.ArsipRusak) as galat:
        log.warning("Percobaan tanda tangan %s tidak diadopsi: %s", ttd.pk, galat)
        return False
    return True
