"""Sign and publish: the intent first, the signature outside any transaction, then one transaction for all rows.

One letter or five hundred go the same way: `niatkan` announces, a `MejaTtd` signs, verifies, stores and publishes.
"""

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from uuid import UUID

from django.views.decorators.debug import sensitive_variables

from core.layanan.kait import Tolak
from core.permohonan.galat import Basi, TidakBoleh, _
from core.permohonan.pelaku import Pelaku
from core.surat import arsip
from core.surat.kunci import percobaan
from core.surat.models import KunciPejabat, Percobaan, Surat, TandaTangan
from core.surat.penanda import terbuka
from core.surat.penanda.dasar import Bubuhan, Penanda, PenandaGagal, Rahasia, Tugas
from core.surat.penilaian import pastikan_bubuhan
from core.surat.titik import titik
from core.surat.verba_beku import siapkan
from core.surat.verba_niat import Niat, SuratBerubah, niatkan
from core.surat.verba_sah import Hasil, catat_percobaan, milik, sahkan
from core.surat.verba_segel import Penyegel

log = logging.getLogger(__name__)
Status = TandaTangan.Status
MENOLAK = (TidakBoleh, Basi, Tolak)


@sensitive_variables("frasa", "totp")
def tandatangani(*, permohonan_id: UUID, pelaku: Pelaku, sha_dilihat: str, frasa: str = "", totp: str = "") -> Surat:
    """Sign the bytes the officer has seen; the last signature (and seal) publishes the letter.

    When the seal cannot be had now, the letter comes back unpublished and `menunggu_segel`: `pulihkan` goes on with
    it. Raises SuratBerubah (what was shown is stale), FrasaDitolak and other PenandaGagal, TidakBoleh, Basi, Tolak.
    The secret lives in this call only.
    """
    niat = niatkan(permohonan_id, pelaku, sha_dilihat)
    if niat is None:
        siapkan(permohonan_id=permohonan_id, pelaku=pelaku)
        raise SuratBerubah(
            _("Surat dibuat ulang karena pejabat atau datanya berubah. Baca lagi sebelum menandatangani.")
        )
    with MejaTtd(pelaku, niat.kunci, Rahasia(frasa, totp)) as meja:
        (hasil,) = meja.bubuhkan([niat])
    if isinstance(hasil, Exception):
        raise hasil
    return hasil


class MejaTtd:
    """A signing desk for one request or batch: the key is opened at the first use and forgotten at the end."""

    def __init__(self, pelaku: Pelaku, kunci: KunciPejabat, rahasia: Rahasia) -> None:
        self.pelaku, self.kunci = pelaku, kunci
        self._rahasia: Rahasia | None = rahasia
        self._tumpuk = ExitStack()
        self._alat: Penanda | None = None
        self._penyegel = Penyegel()

    def __enter__(self) -> "MejaTtd":
        self._tumpuk.enter_context(self._penyegel)
        return self

    def __exit__(self, *_galat: object) -> None:
        self._rahasia = None
        self._tumpuk.close()

    def bubuhkan(self, semua: Sequence[Niat]) -> list[Surat | TidakBoleh | Basi | Tolak]:
        """Sign and publish; one answer for each letter, in order: the letter, or why not.

        Raises PenandaGagal when it is the same for all and going on makes no sense (wrong secret, gateway down).
        """
        titik("niat.tetap")
        try:
            with percobaan(self.kunci):
                bubuhan = self._buka().tanda_tangani([_tugas(niat) for niat in semua])
        except Exception as galat:
            for niat in semua:
                lepaskan(niat, galat)
            raise
        titik("ttd.bubuh")
        return [self._akhiri(niat, satu) for niat, satu in zip(semua, bubuhan, strict=True)]

    def _buka(self) -> Penanda:
        if self._alat is None:
            assert self._rahasia is not None, "the desk is closed"  # noqa: S101 - a mistake of ours
            self._alat = self._tumpuk.enter_context(terbuka(self.kunci, self._rahasia))
            self._rahasia = None
        return self._alat

    def _akhiri(self, niat: Niat, bubuhan: Bubuhan | PenandaGagal) -> Surat | TidakBoleh | Basi | Tolak:
        try:
            if isinstance(bubuhan, PenandaGagal):
                raise bubuhan
            return self._terbitkan(niat, bubuhan)
        except MENOLAK as galat:
            lepaskan(niat, galat)
            return galat
        except Exception as galat:
            lepaskan(niat, galat)
            raise

    def _terbitkan(self, niat: Niat, bubuhan: Bubuhan) -> Surat:
        sebelum = arsip.baca(niat.ttd.sha_sebelum)
        sertifikat = pastikan_bubuhan(bubuhan.pdf, sebelum, niat.surat.sha_beku, niat.ttd.urut, niat.kunci)
        titik("ttd.periksa")
        sha = simpan(niat, bubuhan.pdf)
        return lanjutkan(niat, self.pelaku, Hasil(sha, sertifikat, bubuhan.id_dokumen), self._penyegel)


def lanjutkan(niat: Niat, pelaku: Pelaku, hasil: Hasil, penyegel: Penyegel) -> Surat:
    """From stored signed bytes to the published letter; without its seal it waits. Raises what `sahkan` raises."""
    if niat.segel and niat.giliran_segel:
        try:
            sha = penyegel.segelkan(niat.segel, hasil.sha, niat.giliran_segel)
        except TidakBoleh as galat:
            log.warning("Surat %s menunggu segel: %s", niat.surat.pk, galat)
            milik(niat).update(status=Status.MENUNGGU_SEGEL, lease_sampai=None)
            niat.surat.refresh_from_db()
            return niat.surat
        hasil = Hasil(sha, hasil.sertifikat, hasil.id_dokumen)
    surat = sahkan(niat, pelaku, hasil)
    titik("t2.tetap")
    return surat


def _tugas(niat: Niat) -> Tugas:
    return Tugas(arsip.baca(niat.ttd.sha_sebelum), niat.giliran, niat.ttd.nama, niat.ttd.jabatan)


def simpan(niat: Niat, pdf: bytes) -> str:
    """Store the signed bytes and note which they are, so that `pulihkan` can adopt them after a crash."""
    sha = arsip.simpan(pdf)
    titik("ttd.simpan")
    niat.ttd.sha_sesudah = sha
    milik(niat).update(sha_sesudah=sha)
    titik("ttd.catat")
    return sha


def lepaskan(niat: Niat, galat: Exception) -> None:
    """Give the turn back and write down why. Uncertain unless the driver says that nothing was signed."""
    pasti = isinstance(galat, PenandaGagal) and galat.pasti
    kode = galat.kode if isinstance(galat, PenandaGagal) else type(galat).__name__
    milik(niat).update(status=Status.MENUNGGU if pasti else Status.TIDAK_PASTI, lease_sampai=None)
    ragu = Percobaan.Hasil.TIDAK_PASTI
    catat_percobaan(niat, Percobaan.Hasil.DITOLAK if pasti else ragu, kode=kode, sha=niat.ttd.sha_sesudah)
