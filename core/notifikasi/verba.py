"""Verbs of the outbox: write rows, deliver one, sweep, give up, begin again, mark as read."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from core.notifikasi import antrean, aturan, surel
from core.notifikasi.models import LONCENG, MATI, MENUNGGU, SUREL, TERKIRIM, Denyut, Pesan
from core.notifikasi.samaran import tanpa_angka_panjang
from core.surat.titik import titik
from core.wilayah.borongan import kumpulkan, sisip

DENYUT_PEKERJA = "pekerja"
HEMAT_DENYUT = timedelta(seconds=10)
SATU_SATU = 5  # more rows of one step than these are rung for by a worker
SEKALI_SAPU = 500  # bells per sweep; a longer queue would only hold the same bells twice

catatan = logging.getLogger(__name__)


def tulis(pesan: Iterable[Pesan]) -> None:
    """Store rows inside the caller's transaction; a row whose key exists is left alone. E-mail is rung after commit."""
    pesan = list(pesan)
    sisip(pesan, abaikan_kembar=True)
    if kunci := [p.kunci for p in pesan if p.status == MENUNGGU]:
        kumpulkan(_bunyikan, None, kunci)


def _bunyikan(_: None, kunci: list[str]) -> None:
    nomor = sorted(Pesan.objects.filter(kunci__in=kunci).values_list("pk", flat=True))
    if len(nomor) > SATU_SATU:
        antrean.bunyikan_setelah_commit(antrean.BAGIKAN, nomor[:1])
    else:
        antrean.bunyikan_setelah_commit(antrean.KIRIM, nomor)


def bagikan(*, mulai: int) -> int:
    """A worker rings for each row from this one on that nobody has tried: an officer who waits rings but once.

    Returns how many bells rang. The rest, and what rings in vain, is the sweeper's.
    """
    muat, kini = SEKALI_SAPU - antrean.panjang(), timezone.now()
    baru = Pesan.objects.filter(pk__gte=mulai, status=MENUNGGU, percobaan=0, coba_lagi_pada__lte=kini)
    return _bunyikan_semua(baru.order_by("pk").values_list("pk", flat=True)[: max(muat, 0)])


def _bunyikan_semua(nomor: Iterable[int]) -> int:
    semua = list(nomor)
    for satu in semua:
        antrean.bunyikan(antrean.KIRIM, satu)
    return len(semua)


def kirim(*, pesan_id: int) -> bool:
    """Deliver one row if it is due and nobody else holds it. True when this call sent it."""
    pesan = _sewa(pesan_id)
    if pesan is None:
        return False
    try:
        surel.kirim(pesan)
    except Exception as galat:  # any failure of a channel leads to a later attempt, never to a lost row
        _gagal(pesan, galat)
        return False
    titik("kabar.kirim")
    _milik(pesan).update(status=TERKIRIM, terkirim_pada=timezone.now(), lease_sampai=None, galat="")
    return True


def _sewa(pesan_id: int) -> Pesan | None:
    """Take the lease with one conditional UPDATE. Without it, two workers with the same bell would both send."""
    kini = timezone.now()
    bebas = Q(lease_sampai__isnull=True) | Q(lease_sampai__lt=kini)
    jatuh_tempo = Pesan.objects.filter(bebas, pk=pesan_id, status=MENUNGGU, coba_lagi_pada__lte=kini)
    # Attempts are counted here, before the effect: a letter that kills its worker runs out of attempts too.
    if not jatuh_tempo.update(lease_sampai=kini + aturan.LEASE, percobaan=F("percobaan") + 1):
        return None
    pesan = Pesan.objects.select_related("penerima").get(pk=pesan_id)
    if pesan.percobaan > aturan.MAKS_PERCOBAAN:
        _matikan(pesan, pesan.galat or "pekerja mati berulang kali saat mengirim")
        return None
    return pesan


def _milik(pesan: Pesan) -> Any:
    """The row, while it is still ours: a lease that ran out may have gone to another worker."""
    return Pesan.objects.filter(pk=pesan.pk, status=MENUNGGU, percobaan=pesan.percobaan)


def _gagal(pesan: Pesan, galat: Exception) -> None:
    sebab = tanpa_angka_panjang(f"{type(galat).__name__}: {galat}")[:300]
    if aturan.percuma(galat) or aturan.habis(pesan.percobaan):
        return _matikan(pesan, sebab)
    nanti = timezone.now() + aturan.jeda_ulang(pesan.percobaan)
    _milik(pesan).update(lease_sampai=None, coba_lagi_pada=nanti, galat=sebab)
    catatan.warning("Pesan %s belum terkirim (percobaan %s)", pesan.pk, pesan.percobaan)


def _matikan(pesan: Pesan, sebab: str) -> None:
    _milik(pesan).update(status=MATI, lease_sampai=None, galat=sebab[:300])
    catatan.error("Pesan %s tidak dapat dikirim dan berhenti dicoba", pesan.pk)


def sapu() -> int:
    """Ring again for rows that are due and whose bell got lost. Returns how many bells rang."""
    kini = timezone.now()
    muat = SEKALI_SAPU - antrean.panjang()
    bebas = Q(lease_sampai__isnull=True) | Q(lease_sampai__lt=kini)
    due = Pesan.objects.filter(bebas, status=MENUNGGU, coba_lagi_pada__lte=kini - aturan.SABAR)
    return _bunyikan_semua(due.order_by("coba_lagi_pada").values_list("pk", flat=True)[: max(muat, 0)])


def jalankan_penyapu(*, nomor: int) -> None:
    """Run one sweeper; an unknown number (a schedule older than the code) is left alone."""
    if 0 <= nomor < len(settings.PENYAPU):
        import_string(settings.PENYAPU[nomor])()


def berdenyut(nama: str = DENYUT_PEKERJA) -> None:
    """Leave a sign of life, at most one write per ten seconds."""
    kini = timezone.now()
    segar = Denyut.objects.filter(pk=nama, waktu__gt=kini - HEMAT_DENYUT).exists()
    if not segar:
        Denyut.objects.update_or_create(pk=nama, defaults={"waktu": kini})


def ulangi_mati() -> int:
    """Give dead rows a fresh start, after an operator has repaired the cause."""
    return Pesan.objects.filter(status=MATI, saluran=SUREL).update(
        status=MENUNGGU, percobaan=0, coba_lagi_pada=timezone.now(), galat=""
    )


def tandai_dibaca(*, pengguna: Any, sampai: int | None = None, pesan_id: int | None = None) -> int:
    """Mark one row, or everything the person has seen (up to the newest row on the page), as read."""
    baris = Pesan.objects.filter(penerima=pengguna, saluran=LONCENG, dibaca_pada__isnull=True)
    if pesan_id is not None:
        baris = baris.filter(pk=pesan_id)
    if sampai is not None:
        baris = baris.filter(pk__lte=sampai)
    return baris.update(dibaca_pada=timezone.now())


def bereskan_tugas(*, permohonan_id: Any) -> None:
    """The file has left a desk: its bells there need nobody's attention any more. Comes before those of the next."""
    kumpulkan(_bereskan, None, [permohonan_id])


def _bereskan(_: None, permohonan: list[Any]) -> None:
    baris = Pesan.objects.filter(saluran=LONCENG, jenis="tugas", permohonan_id__in=permohonan, dibaca_pada__isnull=True)
    baris.update(dibaca_pada=timezone.now())


def bereskan_tugas_warga(*, warga_id: int) -> int:
    """A registration has been checked by somebody."""
    baris = Pesan.objects.filter(saluran=LONCENG, jenis="tugas_warga", data__warga=warga_id, dibaca_pada__isnull=True)
    return baris.update(dibaca_pada=timezone.now())
