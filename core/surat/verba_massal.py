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
from core.surat.penanda.dasar import Rahasia
from core.surat.verba_beku import siapkan
from core.surat.verba_beku_blok import siapkan_blok
from core.surat.verba_niat import Niat, niatkan_blok
from core.surat.verba_ttd import Janji, MejaTtd, lepaskan_janji

MAKS_SESI = 500  # letters in one batch
MAKS_SESI_JAUH = 50  # through a gateway, which takes about a second for each
BLOK = 50  # letters that are announced and published in one transaction
MENOLAK = (TidakBoleh, Basi, Tolak, NaskahGagal)
Status = ButirSesi.Status
log = logging.getLogger(__name__)


def siapkan_banyak(*, permohonan: Sequence[Permohonan], pelaku: Pelaku) -> list[tuple[Permohonan, str]]:
    """Number and freeze these letters; returns those that could not be, with the reason."""
    hasil = siapkan_blok(semua=[p.pk for p in permohonan], pelaku=pelaku)
    return [(p, satu.pesan) for p, satu in zip(permohonan, hasil, strict=True) if not isinstance(satu, Surat)]


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


def belum_dikerjakan(sesi: SesiTtd) -> list[ButirSesi]:
    """What the batch has not reached. What has failed is not tried again by itself: a new batch asks for that."""
    return [satu for satu in butir_sesi(sesi) if satu.status == Status.ANTRE]


def minta_kode(*, sesi: SesiTtd, pelaku: Pelaku) -> None:
    """Have BSrE send the signer a code for what is left. Raises PenandaGagal, TidakBoleh."""
    kunci = kunci_siap(pelaku.pengguna)
    if kunci.penggerak != Penggerak.BSRE_V2:
        raise TidakBoleh(_("Kunci Anda dibuka dengan frasa sandi, bukan dengan kode."))
    bsre_v2.minta_totp(kunci, len(belum_dikerjakan(sesi)))


@sensitive_variables("frasa", "totp")
def tandatangani_sesi(*, sesi: SesiTtd, pelaku: Pelaku, frasa: str = "", totp: str = "") -> Iterator[ButirSesi]:
    """Work off what is left of the batch, and tell of each letter as soon as it is done or has failed.

    Raises FrasaDitolak, PenandaGagal, TidakBoleh before the first answer: then nothing was signed. A gateway that
    fails later ends the batch; what was not reached stays in the list. Stopping to ask is the same as an interruption.
    """
    sisa = belum_dikerjakan(sesi)
    with MejaTtd(pelaku, kunci_siap(pelaku.pengguna), Rahasia(frasa, totp)) as meja:
        jalan = _Jalan(meja)
        ukuran = len(sisa) if totp else BLOK  # one code, one request
        for awal in range(0, len(sisa), ukuran or 1):
            yield from jalan.maju(sisa[awal : awal + ukuran])
            if jalan.berhenti:
                return
    SesiTtd.objects.filter(pk=sesi.pk).update(selesai_pada=timezone.now())


class _Jalan:
    """The blocks of one batch, one after the other."""

    def __init__(self, meja: MejaTtd) -> None:
        self.meja = meja
        self.berhenti = False
        self._pernah = False

    def maju(self, blok: Sequence[ButirSesi]) -> Sequence[ButirSesi]:
        """Announce, sign and publish this block; its letters, each with its end. Raises PenandaGagal for the first."""
        try:
            dikirim, janji = self._mulai(blok)
        except TidakBoleh as galat:  # a gateway or the archive is down
            if not self._pernah:
                raise
            self.berhenti = True
            return _gagalkan(blok, galat.pesan)
        except Exception:  # one broken file in the archive must not end the page of all others
            log.exception("Blok sesi tanda tangan gagal dimulai")
            return _gagalkan(blok, gettext("Ada gangguan. Surat ini belum terbit; coba lagi."))
        self._pernah = True
        self._terbitkan(dikirim, janji)
        return blok

    def _mulai(self, blok: Sequence[ButirSesi]) -> tuple[list[ButirSesi], Janji]:
        niat: list[tuple[ButirSesi, Niat]] = []
        diminta = [(satu.surat.permohonan_id, satu.sha) for satu in blok]
        for satu, hasil in zip(blok, niatkan_blok(self.meja.pelaku, diminta), strict=True):
            if isinstance(hasil, Niat):
                niat.append((satu, hasil))
            else:
                _gagal(satu, hasil.pesan if hasil else _buat_ulang(satu, self.meja.pelaku))
        return [satu for satu, _n in niat], self.meja.mulai([n for _s, n in niat]) if niat else []

    def _terbitkan(self, dikirim: Sequence[ButirSesi], janji: Janji) -> None:
        try:
            _catat(list(zip(dikirim, self.meja.selesaikan(janji), strict=True)))
        except Exception:
            log.exception("Sesi tanda tangan terganggu")
            lepaskan_janji(janji)
            _gagalkan(dikirim, gettext("Ada gangguan. Surat ini belum terbit; coba lagi."))


def _buat_ulang(butir: ButirSesi, pelaku: Pelaku) -> str:
    """The frozen letter no longer says the truth: freeze it anew, and say that it must be read."""
    try:
        siapkan(permohonan_id=butir.surat.permohonan_id, pelaku=pelaku)
    except (*MENOLAK, ArsipRusak) as galat:
        return getattr(galat, "pesan", "") or gettext("Surat ini rusak di arsip. Hubungi admin kabupaten.")
    return gettext("Surat dibuat ulang karena pejabat atau datanya berubah. Baca lagi, lalu tanda tangani.")


def _gagalkan(blok: Sequence[ButirSesi], alasan: str) -> list[ButirSesi]:
    """What the block has not finished has failed."""
    return [satu if satu.status == Status.SELESAI else _gagal(satu, satu.alasan or alasan) for satu in blok]


def _catat(semua: Sequence[tuple[ButirSesi, Surat | TidakBoleh | Basi | Tolak]]) -> None:
    for butir, jawab in semua:
        if isinstance(jawab, Surat):
            butir.status, butir.alasan, butir.surat = Status.SELESAI, "", jawab
        else:
            _gagal(butir, jawab.pesan)
    selesai = [butir.pk for butir, jawab in semua if isinstance(jawab, Surat)]
    ButirSesi.objects.filter(pk__in=selesai).update(status=Status.SELESAI, alasan="")


def _gagal(butir: ButirSesi, alasan: str) -> ButirSesi:
    """Never over a success: a second click on the same batch loses every letter to the first."""
    butir.status, butir.alasan = Status.GAGAL, alasan[:300]
    ButirSesi.objects.filter(pk=butir.pk).exclude(status=Status.SELESAI).update(
        status=butir.status, alasan=butir.alasan
    )
    return butir
