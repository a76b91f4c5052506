"""Recovery after a crash: run again and again, it brings every intent to one of its two ends, with the same number."""

import logging
from collections import Counter
from datetime import timedelta

from django.core.files.storage import storages
from django.db.models import Q, QuerySet
from django.utils import timezone

from core.layanan.kait import Tolak
from core.permohonan.galat import Basi, TidakBoleh
from core.permohonan.pelaku import Pelaku
from core.surat import arsip
from core.surat.bersih import NaskahGagal
from core.surat.models import (
    LEASE,
    LEASE_JAUH,
    KunciPejabat,
    Percobaan,
    Segel,
    StatusSurat,
    Surat,
    TandaTangan,
    Terbitan,
)
from core.surat.penilaian import pastikan_bubuhan
from core.surat.verba_beku import bekukan
from core.surat.verba_niat import Niat, susun
from core.surat.verba_sah import Hasil, catat_percobaan, milik
from core.surat.verba_segel import Penyegel
from core.surat.verba_ttd import Status, lanjutkan

# Every column that names bytes of the archive: what none of them names belongs to nobody.
DIPAKAI = (
    (Surat, "sha_beku"), (Surat, "sha_kini"), (TandaTangan, "sha_sesudah"), (Segel, "sha_sesudah"), (Terbitan, "sha"),
)  # fmt: skip
UMUR_YATIM = timedelta(days=1)
log = logging.getLogger(__name__)


def pulihkan() -> Counter[str]:
    """Finish or take back what a crash left behind; returns how many of each. Twice gives the same as once."""
    hasil: Counter[str] = Counter()
    for surat in Surat.objects.filter(status=StatusSurat.DINOMORI, dibuat__lt=timezone.now() - LEASE):
        hasil[_bekukan(surat)] += 1
    with Penyegel() as penyegel:
        for ttd in _macet().select_related("surat__permohonan", "pengguna"):
            if _rebut(ttd):
                hasil[_selesaikan(ttd, penyegel)] += 1
    return hasil


def _macet() -> QuerySet[TandaTangan]:
    """Attempts whose lease has ended, and signatures that wait for the seal."""
    habis = Q(status=Status.NIAT, lease_sampai__lt=timezone.now())
    segel = Q(status=Status.MENUNGGU_SEGEL) & (Q(lease_sampai=None) | Q(lease_sampai__lt=timezone.now()))
    return TandaTangan.objects.filter(habis | segel)


def _rebut(ttd: TandaTangan) -> bool:
    """Take the lease, so that two sweeps never seal the same letter at once."""
    sampai = timezone.now() + LEASE_JAUH
    baris = TandaTangan.objects.filter(
        pk=ttd.pk, percobaan=ttd.percobaan, status=ttd.status, lease_sampai=ttd.lease_sampai
    )
    return bool(baris.update(lease_sampai=sampai))


def sapu_yatim() -> int:
    """Delete stored bytes that no letter names: attempts a crash cut off, and half-written files. Returns how many.

    Younger than a day they may be an attempt in progress. Walks the whole archive: once a night, not every minute.
    """
    simpanan, batas = storages["surat"], timezone.now() - UMUR_YATIM
    dipakai = {sha for model, kolom in DIPAKAI for sha in model.objects.values_list(kolom, flat=True)}
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


def _selesaikan(ttd: TandaTangan, penyegel: Penyegel) -> str:
    """Adopt a signature that was stored, else give the desk its turn back. Archive or seal down: the next round."""
    niat = _niat(ttd)
    try:
        hasil = arsip.ada(ttd.sha_sesudah) and _adopsi(niat, penyegel)
    except arsip.ArsipTutup:
        milik(niat).update(lease_sampai=ttd.lease_sampai)  # as it was found: the next round may begin at once
        return "ditunda"
    if hasil:
        return hasil
    milik(niat).update(status=Status.MENUNGGU, lease_sampai=None)
    catat_percobaan(niat, Percobaan.Hasil.TIDAK_PASTI, kode="terputus", sha=ttd.sha_sesudah)
    return "dikembalikan"


def _niat(ttd: TandaTangan) -> Niat:
    kunci = KunciPejabat.objects.select_related("sertifikat", "pengguna").filter(pengguna=ttd.pengguna).first()
    return susun(ttd.surat, ttd, kunci or KunciPejabat(pengguna=ttd.pengguna))


def _adopsi(niat: Niat, penyegel: Penyegel) -> str:
    """The officer did sign these bytes, with all guards passed; only the last steps are missing. Empty: not adopted."""
    ttd = niat.ttd
    try:
        pdf, sebelum = arsip.baca(ttd.sha_sesudah), arsip.baca(ttd.sha_sebelum)
        dinilai = pastikan_bubuhan(pdf, sebelum, ttd.surat.sha_beku, ttd.urut, niat.kunci)
        lanjutkan(niat, Pelaku(ttd.pengguna), Hasil.dari(ttd.sha_sesudah, dinilai), penyegel)
    except arsip.ArsipTutup:
        raise
    except (TidakBoleh, Basi, Tolak, arsip.ArsipRusak) as galat:
        log.warning("Percobaan tanda tangan %s tidak diadopsi: %s", ttd.pk, galat)
        return ""
    menunggu = TandaTangan.objects.filter(pk=ttd.pk, status=Status.MENUNGGU_SEGEL).exists()
    return "menunggu_segel" if menunggu else "diadopsi"
