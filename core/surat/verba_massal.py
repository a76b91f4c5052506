"""Many letters with one passphrase. A batch is a list in the database; each letter is signed exactly as one alone is.

The passphrase lives in the generator that works the list off, never in a row: whoever is interrupted signs on with it.
"""

import logging
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables

from core.layanan.kait import Tolak
from core.permohonan.galat import Basi, TidakBoleh, _
from core.permohonan.models import Permohonan
from core.permohonan.pelaku import Pelaku, kursi_aktif
from core.surat.arsip import ArsipRusak
from core.surat.bersih import NaskahGagal
from core.surat.kueri_massal import baris, butir_sesi, siap_ditandatangani
from core.surat.kunci import kunci_siap
from core.surat.models import ButirSesi, Penggerak, SesiTtd, Surat
from core.surat.penanda import JARAK_JAUH, bsre_v2
from core.surat.penanda.dasar import PenandaGagal, Rahasia
from core.surat.verba_beku import siapkan
from core.surat.verba_niat import Niat, niatkan
from core.surat.verba_ttd import MejaTtd

MAKS_SESI = 500  # letters in one batch
MAKS_SESI_JAUH = 50  # through a gateway, which takes about a second for each
BLOK = 10  # letters between two lines of progress
MENOLAK = (TidakBoleh, Basi, Tolak, NaskahGagal)
Status = ButirSesi.Status
log = logging.getLogger(__name__)


def siapkan_banyak(*, permohonan: Sequence[Permohonan], pelaku: Pelaku) -> list[tuple[Permohonan, str]]:
    """Number and freeze these letters; returns those that could not be, with the reason."""
    gagal = []
    for p in permohonan:
        try:
            siapkan(permohonan_id=p.pk, pelaku=pelaku)
        except MENOLAK as galat:
            gagal.append((p, galat.pesan))
    return gagal


@transaction.atomic
def buat_sesi(*, pelaku: Pelaku, pilihan: Sequence[UUID] | None = None) -> SesiTtd:
    """A batch of the chosen letters, of all that are frozen when nothing is chosen. Raises TidakBoleh."""
    kursi = kursi_aktif(pelaku, timezone.now())
    maks = MAKS_SESI_JAUH if kunci_siap(pelaku.pengguna).penggerak in JARAK_JAUH else MAKS_SESI
    terpilih = baris(siap_ditandatangani(kursi, pilihan)[:maks], pelaku.pengguna)
    if not terpilih:
        raise TidakBoleh(_("Tidak ada surat yang siap ditandatangani di antara pilihan Anda. Siapkan dulu suratnya."))
    sesi = SesiTtd.objects.create(pengguna=pelaku.pengguna)
    ButirSesi.objects.bulk_create(
        ButirSesi(sesi=sesi, urut=urut, surat=satu.surat, sha=satu.surat.sha_kini, dibaca=satu.dibaca > 0)
        for urut, satu in enumerate(terpilih, start=1)
        if satu.surat
    )
    return sesi


def minta_kode(*, sesi: SesiTtd, pelaku: Pelaku) -> None:
    """Have BSrE send the signer a code for what is left. Raises PenandaGagal, TidakBoleh."""
    kunci = kunci_siap(pelaku.pengguna)
    if kunci.penggerak != Penggerak.BSRE_V2:
        raise TidakBoleh(_("Kunci Anda dibuka dengan frasa sandi, bukan dengan kode."))
    bsre_v2.minta_totp(kunci, sum(satu.status != Status.SELESAI for satu in butir_sesi(sesi)))


@sensitive_variables("frasa", "totp")
def tandatangani_sesi(*, sesi: SesiTtd, pelaku: Pelaku, frasa: str = "", totp: str = "") -> Iterator[ButirSesi]:
    """Work off what is left of the batch, and tell of each letter as soon as it is done or has failed.

    Raises FrasaDitolak, PenandaGagal, TidakBoleh before the first answer: then nothing was signed. A gateway that
    fails later ends the batch; what was not reached stays in the list. Stopping to ask is the same as an interruption.
    """
    sisa = [satu for satu in butir_sesi(sesi) if satu.status != Status.SELESAI]
    with MejaTtd(pelaku, kunci_siap(pelaku.pengguna), Rahasia(frasa, totp)) as meja:
        for awal in range(0, len(sisa), BLOK):
            blok = sisa[awal : awal + BLOK]
            try:
                yield from _blok(meja, blok)
            except PenandaGagal as galat:
                if awal == 0:
                    raise
                yield from _gagalkan(blok, galat.pesan)
                return
            except Exception:
                log.exception("Sesi tanda tangan %s terganggu", sesi.pk)
                yield from _gagalkan(blok, gettext("Ada gangguan. Surat ini belum terbit; coba lagi."))
    SesiTtd.objects.filter(pk=sesi.pk).update(selesai_pada=timezone.now())


def _gagalkan(blok: Sequence[ButirSesi], alasan: str) -> list[ButirSesi]:
    """What the block has not finished has failed."""
    return [satu if satu.status == Status.SELESAI else _gagal(satu, satu.alasan or alasan) for satu in blok]


def _blok(meja: MejaTtd, blok: Sequence[ButirSesi]) -> list[ButirSesi]:
    """Announce, sign and publish a handful; one answer for each."""
    niat: list[tuple[ButirSesi, Niat]] = []
    for satu in blok:
        hasil = _niatkan(meja.pelaku, satu)
        if isinstance(hasil, Niat):
            niat.append((satu, hasil))
        else:
            _gagal(satu, hasil)
    if niat:
        for (satu, _niat), jawab in zip(niat, meja.bubuhkan([n for _s, n in niat]), strict=True):
            _catat(satu, jawab)
    return list(blok)


def _niatkan(pelaku: Pelaku, butir: ButirSesi) -> Niat | str:
    """The announced attempt, or a sentence that says why there is none."""
    try:
        niat = niatkan(butir.surat.permohonan_id, pelaku, butir.sha)
        if niat is None:
            siapkan(permohonan_id=butir.surat.permohonan_id, pelaku=pelaku)
    except (*MENOLAK, ArsipRusak) as galat:
        return getattr(galat, "pesan", "") or gettext("Surat ini rusak di arsip. Hubungi admin kabupaten.")
    return niat or gettext("Surat dibuat ulang karena pejabat atau datanya berubah. Baca lagi, lalu tanda tangani.")


def _catat(butir: ButirSesi, jawab: Surat | TidakBoleh | Basi | Tolak) -> ButirSesi:
    if not isinstance(jawab, Surat):
        return _gagal(butir, jawab.pesan)
    butir.status, butir.alasan, butir.surat = Status.SELESAI, "", jawab
    ButirSesi.objects.filter(pk=butir.pk).update(status=butir.status, alasan="")
    return butir


def _gagal(butir: ButirSesi, alasan: str) -> ButirSesi:
    """Never over a success: a second click on the same batch loses every letter to the first."""
    butir.status, butir.alasan = Status.GAGAL, alasan[:300]
    ButirSesi.objects.filter(pk=butir.pk).exclude(status=Status.SELESAI).update(
        status=butir.status, alasan=butir.alasan
    )
    return butir
