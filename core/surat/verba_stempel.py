"""New time-stamps for published letters, while the old ones still count: a letter must be provable for decades."""

import logging
from collections import Counter
from datetime import datetime, timedelta
from itertools import islice

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.permohonan.galat import TidakBoleh
from core.surat import arsip
from core.surat.kunci import kepercayaan
from core.surat.models import Surat, Terbitan
from core.surat.pemeriksa import Temuan
from core.surat.penanda.dasar import Tutup
from core.surat.stempel import Stempel
from core.surat.stempel_situs import stempel
from core.surat.validasi import periksa_milik

SEBELUM_HABIS = timedelta(days=60)  # two months of bad luck with the time-stamp service harm no letter
SEKALI = 25  # letters in one sweep: it runs every minute, and others wait behind it
_GAGAL = "stempel-gagal:%s"
log = logging.getLogger(__name__)


def stempel_ulang() -> Counter[str]:
    """Stamp letters anew whose newest time-stamp ends within SEBELUM_HABIS; returns how many ended how.

    Safe to run twice and at the same time; after a crash the next round goes on. The old bytes stay published forms.
    """
    hasil: Counter[str] = Counter()
    cara = stempel()
    mendesak = _mendesak() if cara else []
    if cara is None or not mendesak:
        return hasil
    try:
        habis = cara.sampai()
        for terbitan in mendesak:
            hasil[_perbarui(terbitan, cara, habis)] += 1
    except Tutup as galat:
        log.warning("Stempel waktu belum dapat diperbarui: %s", galat.kode)
        hasil["tutup"] += 1
    return hasil


def _mendesak() -> list[Terbitan]:
    """Newest forms of letters whose time-stamp ends soon, the most urgent first; what failed today waits."""
    batas = timezone.now() + SEBELUM_HABIS
    terkini = Terbitan.objects.filter(stempel_sampai__lt=batas, sha=F("surat__sha_kini")).select_related("surat")
    semua = (satu for satu in terkini.order_by("stempel_sampai").iterator(SEKALI) if not cache.get(_GAGAL % satu.sha))
    return list(islice(semua, SEKALI))


def _perbarui(lama: Terbitan, cara: Stempel, habis: datetime) -> str:
    if lama.stempel_sampai is None or habis <= lama.stempel_sampai:
        return "belum_ada_yang_lebih_lama"  # the service itself still stamps with the same certificate
    try:
        sebelum = arsip.baca(lama.sha)
        baru = cara.perbarui(sebelum)
        temuan = _periksa(baru, sebelum, lama)
        sha = arsip.simpan(baru)  # bytes first: what the row names must be there
    except Tutup:
        raise
    except (arsip.ArsipRusak, TidakBoleh) as galat:
        log.error("Surat %s tidak dapat distempel ulang: %s", lama.surat_id, galat)
        cache.set(_GAGAL % lama.sha, 1, timeout=24 * 3600)
        return "gagal"
    return _catat(lama, sha, temuan)


def _periksa(baru: bytes, sebelum: bytes, lama: Terbitan) -> Temuan:
    """The same letter, all of it still valid, provable for longer than before. Raises TidakBoleh."""
    temuan = periksa_milik(baru, kepercayaan())
    lebih = temuan.stempel_sampai and lama.stempel_sampai and _waktu(temuan) > lama.stempel_sampai
    if not (temuan.sah and lebih and baru.startswith(sebelum) and temuan.sha_asal == lama.surat.sha_beku):
        raise TidakBoleh(f"pemeriksa menolak: {temuan.alasan}")
    return temuan


def _waktu(temuan: Temuan) -> datetime:
    return datetime.fromisoformat(temuan.stempel_sampai or "")


@transaction.atomic
def _catat(lama: Terbitan, sha: str, temuan: Temuan) -> str:
    """The new form becomes the newest one, unless another round was faster."""
    surat = Surat.objects.select_for_update().get(pk=lama.surat_id)
    if surat.sha_kini != lama.sha:
        return "sudah"
    Terbitan.objects.create(
        surat=surat, urut=lama.urut + 1, sha=sha, profil=temuan.tingkat, stempel_sampai=_waktu(temuan)
    )
    surat.sha_kini = sha
    surat.save(update_fields=["sha_kini"])
    return "distempel"
