"""T1 of signing: all guards, then the intent. Whoever finds it in the database knows that somebody is at work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.layanan.kait import Tolak
from core.permohonan import kabar
from core.permohonan.galat import Basi, TidakBoleh, _
from core.permohonan.models import Permohonan
from core.permohonan.pelaku import Pelaku
from core.permohonan.verba import kunci, pastikan_boleh_ttd
from core.surat.kunci import asing, kunci_siap
from core.surat.models import LEASE, LEASE_JAUH, KunciPejabat, Segel, StatusSurat, Surat, TandaTangan
from core.surat.pades import Giliran
from core.surat.penanda import JARAK_JAUH
from core.surat.persediaan import sediakan_surat, sediakan_tanda_tangan
from core.surat.titik import titik
from core.surat.verba_beku import para_ttd, surat_hidup, tidak_cocok
from core.wilayah.borongan import Meleset, borongan, ubah
from core.wilayah.ingatan import ambil, diingat, ingatan

Status = TandaTangan.Status
SIAP = (StatusSurat.BEKU, StatusSurat.DITANDATANGANI)
MENOLAK = (TidakBoleh, Basi, Tolak)
_kunci_siap = diingat(kunci_siap)  # one officer's key for all letters of a block


class SuratBerubah(TidakBoleh):
    """What was shown is not what would be signed (HTTP 409). Nothing was signed."""


@dataclass(frozen=True, slots=True)
class Niat:
    """An attempt that has been announced in the database: nobody else signs until its lease ends."""

    surat: Surat
    ttd: TandaTangan
    kunci: KunciPejabat
    giliran: Giliran
    segel: Segel | None

    @property
    def terakhir(self) -> bool:
        """Whether no officer signs after this one: the letter is published with it."""
        return self.giliran.urut == self.giliran.jumlah - bool(self.segel)

    @property
    def lease(self) -> timedelta:
        """How long this attempt keeps others out."""
        segel_jauh = self.segel is not None and self.segel.kunci.penggerak in JARAK_JAUH
        return LEASE_JAUH if segel_jauh or self.kunci.penggerak in JARAK_JAUH else LEASE

    @property
    def giliran_segel(self) -> Giliran | None:
        """The turn of the seal, when it follows this signature at once."""
        if self.segel is None or not self.terakhir:
            return None
        return Giliran(self.giliran.jumlah, self.giliran.jumlah, segel=True, asing=self.giliran.asing)


@transaction.atomic
@ingatan()
def niatkan(permohonan_id: UUID, pelaku: Pelaku, sha_dilihat: str) -> Niat | None:
    """Announce the attempt. None: the letter no longer says the truth and must be frozen anew.

    Raises SuratBerubah, TidakBoleh, Basi, Tolak.
    """
    return _niatkan(permohonan_id, pelaku, sha_dilihat)


def _niatkan(permohonan_id: UUID, pelaku: Pelaku, sha_dilihat: str) -> Niat | None:
    p = kunci(permohonan_id)
    pastikan_boleh_ttd(permohonan=p, pelaku=pelaku)
    kabar.pastikan_transisi(p, p.versi_layanan.layanan(), "tandatangani")
    surat = surat_hidup(p)
    if surat is None or surat.status not in SIAP:
        raise SuratBerubah(_("Surat belum disiapkan. Buka dulu suratnya, baca, lalu tanda tangani."))
    ttd = _ttd_jatuh_tempo(surat, p)
    if tidak_cocok(surat, p, pelaku):
        return None
    if sha_dilihat != surat.sha_kini:
        raise SuratBerubah(_("Surat berubah sejak halaman ini dibuka. Baca lagi sebelum menandatangani."))
    siap = _kunci_siap(pelaku.pengguna)
    if siap.demonstrasi and not surat.konteks["surat"]["demonstrasi"]:
        raise TidakBoleh(_("Kunci demonstrasi tidak boleh dipakai untuk surat yang sah secara hukum."))
    niat = susun(surat, ttd, siap)
    _mulai(niat)
    return niat


def niatkan_blok(pelaku: Pelaku, pilihan: Sequence[tuple[UUID, str]]) -> list[Niat | TidakBoleh | Basi | Tolak | None]:
    """Announce several attempts in one transaction: (application, what was seen); one answer each, in order.

    A refusal takes back what was written for its own letter and nothing else. Letters are locked in one fixed order:
    two officers with the same letters would otherwise wait for each other.
    """
    try:
        with transaction.atomic(), ingatan(), borongan():
            _sediakan(pilihan)
            return [_niatkan(permohonan_id, pelaku, sha) for permohonan_id, sha in pilihan]
    except (*MENOLAK, Meleset):
        return _satu_satu(pelaku, pilihan)


def _satu_satu(pelaku: Pelaku, pilihan: Sequence[tuple[UUID, str]]) -> list[Niat | TidakBoleh | Basi | Tolak | None]:
    hasil: list[Niat | TidakBoleh | Basi | Tolak | None] = []
    with transaction.atomic(), ingatan():
        _sediakan(pilihan)
        for permohonan_id, sha in pilihan:
            try:
                hasil.append(niatkan(permohonan_id, pelaku, sha))
            except MENOLAK as galat:
                hasil.append(galat)
    return hasil


def _sediakan(pilihan: Sequence[tuple[UUID, str]]) -> None:
    sediakan_tanda_tangan(sediakan_surat([permohonan_id for permohonan_id, _sha in pilihan]))


def susun(surat: Surat, ttd: TandaTangan, siap: KunciPejabat) -> Niat:
    """The attempt with its place among the signatures of the letter."""
    segel = ambil("segel", surat.pk, lambda: _segel(surat))
    para = [(satu.urut, satu.pengguna_id) for satu in surat.tanda_tangan.all()]
    jumlah = len(para) + (1 if segel else 0)
    jauh: set[int] = set()
    if jumlah > 1:
        lewat_gerbang = asing([pengguna for _urut, pengguna in para])
        jauh = {urut for urut, pengguna in para if pengguna in lewat_gerbang}
    if segel and segel.kunci.penggerak in JARAK_JAUH:
        jauh.add(jumlah)
    return Niat(surat, ttd, siap, Giliran(ttd.urut, jumlah, segel=bool(segel), asing=frozenset(jauh)), segel)


def _segel(surat: Surat) -> Segel | None:
    return Segel.objects.select_related("kunci__sertifikat", "kunci__unit").filter(surat=surat).first()


def _ttd_jatuh_tempo(surat: Surat, p: Permohonan) -> TandaTangan:
    """The signature that is due at this stage. Raises TidakBoleh while another attempt holds the lease."""
    ttd = next(satu for satu in para_ttd(surat) if satu.tahap == (p.tahap or 0))
    if ttd.status == Status.MENUNGGU_SEGEL:
        raise TidakBoleh(_("Surat ini sudah ditandatangani dan menunggu segel elektronik; surat terbit sendiri."))
    if ttd.status == Status.NIAT and ttd.lease_sampai and timezone.now() < ttd.lease_sampai:
        raise TidakBoleh(_("Surat ini sedang ditandatangani. Tunggu sebentar, lalu muat ulang halaman."))
    return ttd


def _mulai(niat: Niat) -> None:
    # Without the lease two clicks sign twice: the letter would still be right, but the key was used for nothing.
    ttd = niat.ttd
    kolom = {
        "status": Status.NIAT, "percobaan": ttd.percobaan + 1, "lease_sampai": timezone.now() + niat.lease,
        "sha_sebelum": niat.surat.sha_kini, "sha_sesudah": "",
    }  # fmt: skip
    ubah(TandaTangan, {"pk": ttd.pk, "percobaan": ttd.percobaan}, kolom)
    for nama, nilai in kolom.items():
        setattr(ttd, nama, nilai)
    titik("niat")
