"""Sign and publish: the intent first, the signature outside any transaction, then one transaction for all rows.

One letter or five hundred go the same way: `niatkan` announces, a `MejaTtd` signs, verifies, stores and publishes.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from core.layanan.kait import Tolak
from core.permohonan.galat import Basi, TidakBoleh, _
from core.permohonan.pelaku import Pelaku
from core.surat import arsip
from core.surat.kunci import percobaan
from core.surat.models import KunciPejabat, Percobaan, Surat, TandaTangan
from core.surat.penanda import terbuka
from core.surat.penanda.dasar import Bubuhan, Penanda, PenandaGagal, Rahasia, TidakPasti, Tugas
from core.surat.penilaian import Dinilai, pastikan_bubuhan
from core.surat.stempel_situs import lengkapi
from core.surat.titik import titik
from core.surat.verba_beku import siapkan
from core.surat.verba_niat import MENOLAK, Niat, SuratBerubah, niatkan
from core.surat.verba_sah import Hasil, catat_percobaan, milik, sahkan, sahkan_blok, syarat_milik
from core.surat.verba_segel import Penyegel
from core.wilayah.borongan import borongan, ubah

log = logging.getLogger(__name__)
Status = TandaTangan.Status
X = TypeVar("X")
Y = TypeVar("Y")
MENYIMPAN = 8  # letters on their way to the archive at once
Jawaban = Surat | TidakBoleh | Basi | Tolak


class Dikirim(NamedTuple):
    """One letter on its way: the bytes that were given to the driver, and its answer."""

    niat: Niat
    sebelum: bytes
    jawaban: Bubuhan | PenandaGagal


Janji = Sequence[Dikirim]


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
        self._gudang = ThreadPoolExecutor(MENYIMPAN, "arsip")

    def __enter__(self) -> "MejaTtd":
        self._tumpuk.enter_context(self._penyegel)
        self._tumpuk.enter_context(self._gudang)
        return self

    def __exit__(self, *_galat: object) -> None:
        self._rahasia = None
        self._tumpuk.close()

    def bubuhkan(self, semua: Sequence[Niat]) -> list[Jawaban]:
        """Sign and publish; one answer for each letter, in order: the letter, or why not.

        Raises PenandaGagal when it is the same for all and going on makes no sense (wrong secret, gateway down).
        """
        return self.selesaikan(self.mulai(semua))

    def mulai(self, semua: Sequence[Niat]) -> Janji:
        """Have the files signed. Raises as `bubuhkan`."""
        titik("niat.tetap")
        try:
            with percobaan(self.kunci):
                alat, tugas = self._buka(), [_tugas(niat) for niat in semua]
                bubuhan = _bergantian(alat, tugas)
        except Exception as galat:
            for niat in semua:
                lepaskan(niat, galat)
            raise
        return [Dikirim(niat, t.pdf, satu) for niat, t, satu in zip(semua, tugas, bubuhan, strict=True)]

    def selesaikan(self, janji: Janji) -> list[Jawaban]:
        """Judge, store and publish what was signed; publishing is one transaction for all of them."""
        jawaban: dict[int, Jawaban] = {}
        niat = [satu.niat for satu in janji]
        lolos = self._tiap(niat, dict(enumerate(janji)), self._nilai, jawaban)
        disimpan = self._tiap(niat, lolos, _tersimpan, jawaban)
        catat_sesudah([niat[urut] for urut in disimpan])
        siap = self._tiap(niat, disimpan, self._segelkan, jawaban)
        sah = sahkan_blok(self.pelaku, [(niat[urut], hasil) for urut, hasil in siap.items()])
        titik("t2.tetap")
        for urut, hasil in zip(siap, sah, strict=True):
            if not isinstance(hasil, Surat):
                lepaskan(niat[urut], hasil)
            jawaban[urut] = hasil
        return [jawaban[urut] for urut in range(len(janji))]

    def _buka(self) -> Penanda:
        if self._alat is None:
            assert self._rahasia is not None, "the desk is closed"  # noqa: S101 - a mistake of ours
            self._alat = self._tumpuk.enter_context(terbuka(self.kunci, self._rahasia))
            self._rahasia = None
        return self._alat

    def _tiap(
        self,
        niat: Sequence[Niat],
        isi: dict[int, X],
        langkah: Callable[[Niat, X], Y | Surat],
        jawab: dict[int, Jawaban],
    ) -> dict[int, Y]:
        """One step for each letter that has come this far; who goes no further has an answer."""
        hasil: dict[int, Y] = {}
        for urut, satu in isi.items():
            jadi = self._jaga(niat[urut], partial(langkah, niat[urut], satu))
            if isinstance(jadi, Surat | TidakBoleh | Basi | Tolak):
                jawab[urut] = jadi
            else:
                hasil[urut] = jadi
        return hasil

    def _jaga(self, niat: Niat, langkah: Callable[[], Y | Surat]) -> Y | Jawaban:
        """Whatever goes wrong gives this letter's turn back; a refusal is an answer."""
        try:
            return langkah()
        except MENOLAK as galat:
            lepaskan(niat, galat)
            return galat
        except Exception as galat:
            lepaskan(niat, galat)
            raise

    def _nilai(self, niat: Niat, dikirim: Dikirim) -> "_Lolos":
        """Verified, and on its way to the archive: the disk works on one letter while we judge the next."""
        bubuhan = dikirim.jawaban
        if isinstance(bubuhan, PenandaGagal):
            raise bubuhan
        titik("ttd.bubuh")
        pdf = lengkapi(bubuhan.pdf, niat.giliran)
        dinilai = pastikan_bubuhan(pdf, dikirim.sebelum, niat.surat.sha_beku, niat.ttd.urut, niat.kunci)
        titik("ttd.periksa")
        return _Lolos(self._gudang.submit(simpan, pdf), dinilai, bubuhan.id_dokumen)

    def _segelkan(self, niat: Niat, hasil: Hasil) -> Hasil | Surat:
        return segelkan(niat, hasil, self._penyegel)


@dataclass(frozen=True, slots=True)
class _Lolos:
    """Judged right; `simpanan` gives the SHA-256 once the bytes are stored."""

    simpanan: Future[str]
    dinilai: Dinilai
    id_dokumen: str


def _tersimpan(niat: Niat, lolos: _Lolos) -> Hasil:
    niat.ttd.sha_sesudah = lolos.simpanan.result()
    return Hasil.dari(niat.ttd.sha_sesudah, lolos.dinilai, lolos.id_dokumen)


def _bergantian(alat: Penanda, tugas: Sequence[Tugas]) -> list[Bubuhan | PenandaGagal]:
    """In calls as large as the driver takes. When a later call fails as a whole, the earlier answers still count."""
    hasil: list[Bubuhan | PenandaGagal] = []
    for awal in range(0, len(tugas), alat.sekaligus):
        try:
            hasil += alat.tanda_tangani(tugas[awal : awal + alat.sekaligus])
        except PenandaGagal as galat:
            if not hasil:
                raise
            return hasil + [galat] * (len(tugas) - len(hasil))
    return hasil


def lanjutkan(niat: Niat, pelaku: Pelaku, hasil: Hasil, penyegel: Penyegel) -> Surat:
    """From stored signed bytes to the published letter; without its seal it waits. Raises what `sahkan` raises."""
    tersegel = segelkan(niat, hasil, penyegel)
    if isinstance(tersegel, Surat):
        return tersegel
    surat = sahkan(niat, pelaku, tersegel)
    titik("t2.tetap")
    return surat


def segelkan(niat: Niat, hasil: Hasil, penyegel: Penyegel) -> Hasil | Surat:
    """With the seal behind it, when one is due; the letter itself when it must wait for its seal."""
    if niat.segel is None or niat.giliran_segel is None:
        return hasil
    try:
        dinilai = penyegel.segelkan(niat.segel, hasil.sha, niat.giliran_segel)
    except TidakBoleh as galat:
        log.warning("Surat %s menunggu segel: %s", niat.surat.pk, galat)
        milik(niat).update(status=Status.MENUNGGU_SEGEL, lease_sampai=None)
        niat.surat.refresh_from_db()
        return niat.surat
    return replace(hasil, sha=niat.segel.sha_sesudah, tingkat=dinilai.tingkat, stempel_sampai=dinilai.stempel_sampai)


def _tugas(niat: Niat) -> Tugas:
    return Tugas(arsip.baca(niat.ttd.sha_sebelum), niat.giliran, niat.ttd.nama, niat.ttd.jabatan)


def simpan(pdf: bytes) -> str:
    """Store the signed bytes. Runs in a thread without a database. Raises ArsipTutup."""
    sha = arsip.simpan(pdf)
    titik("ttd.simpan")
    return sha


def catat_sesudah(semua: Sequence[Niat]) -> None:
    """Note which bytes were stored, so that `pulihkan` can adopt them after a crash."""
    with transaction.atomic(), borongan():
        for niat in semua:
            ubah(TandaTangan, syarat_milik(niat), {"sha_sesudah": niat.ttd.sha_sesudah}, longgar=True)
    for _niat in semua:
        titik("ttd.catat")


def lepaskan_janji(janji: Janji) -> None:
    """Nobody will finish these: their turns are free again, whatever was signed is forgotten."""
    for satu in janji:
        lepaskan(satu.niat, TidakPasti(_("Penandatanganan terputus. Coba lagi."), "terputus"))


def lepaskan(niat: Niat, galat: Exception) -> None:
    """Give the turn back and write down why. Uncertain unless the driver says that nothing was signed.

    A signature that is stored and waits for its seal is not given back.
    """
    pasti = isinstance(galat, PenandaGagal) and galat.pasti
    kode = galat.kode if isinstance(galat, PenandaGagal) else type(galat).__name__
    lepas = milik(niat).filter(status=Status.NIAT)
    lepas.update(status=Status.MENUNGGU if pasti else Status.TIDAK_PASTI, lease_sampai=None)
    ragu = Percobaan.Hasil.TIDAK_PASTI
    catat_percobaan(niat, Percobaan.Hasil.DITOLAK if pasti else ragu, kode=kode, sha=niat.ttd.sha_sesudah)
