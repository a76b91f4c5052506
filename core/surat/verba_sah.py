"""T2 of signing: signature, seal, letter and application change together, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.layanan.kait import Tolak
from core.permohonan.galat import Basi, TidakBoleh, _
from core.permohonan.pelaku import Pelaku
from core.permohonan.verba import kunci, selesaikan_tahap_ttd
from core.surat.models import Percobaan, Segel, SertifikatPejabat, StatusSurat, Surat, TandaTangan, Terbitan
from core.surat.penilaian import Dinilai
from core.surat.persediaan import sediakan_bacaan, sediakan_surat
from core.surat.titik import titik
from core.surat.verba_baca import halaman_dibaca
from core.surat.verba_beku import BERJALAN, surat_hidup
from core.surat.verba_cabut import tandai_diganti
from core.surat.verba_niat import MENOLAK, Niat, SuratBerubah
from core.wilayah.borongan import Meleset, borongan, sisip, ubah
from core.wilayah.ingatan import ingatan

Status = TandaTangan.Status


@dataclass(frozen=True, slots=True)
class Hasil:
    """Verified and stored: `sha` names the newest bytes (with the seal, when it was due)."""

    sha: str
    sertifikat: SertifikatPejabat  # the officer's
    id_dokumen: str
    tingkat: str  # PAdES level of these bytes
    stempel_sampai: datetime | None  # how long their newest time-stamp can be checked

    @classmethod
    def dari(cls, sha: str, dinilai: Dinilai, id_dokumen: str = "") -> "Hasil":
        """The officer's signature, as our verifier judged it."""
        return cls(sha, dinilai.sertifikat, id_dokumen, dinilai.tingkat, dinilai.stempel_sampai)


def milik(niat: Niat) -> QuerySet[TandaTangan]:
    """The row of this very attempt: empty when a later attempt, or an annulment, has taken it away."""
    return TandaTangan.objects.filter(**syarat_milik(niat))


def syarat_milik(niat: Niat) -> dict[str, Any]:
    """What that row must still say."""
    return {"pk": niat.ttd.pk, "percobaan": niat.ttd.percobaan, "status__in": BERJALAN}


def catat_percobaan(niat: Niat, hasil: str, *, kode: str = "", id_dokumen: str = "", sha: str = "") -> None:
    """Write down how the attempt ended."""
    baris = Percobaan(
        ttd=niat.ttd, ke=niat.ttd.percobaan, penggerak=niat.kunci.penggerak, hasil=hasil, kode=kode[:40],
        id_dokumen=id_dokumen[:100], sha=sha,
    )  # fmt: skip
    sisip([baris])


@transaction.atomic
@ingatan()
def sahkan(niat: Niat, pelaku: Pelaku, hasil: Hasil) -> Surat:
    """Publish what was stored; the guards are asked once more. Raises SuratBerubah, TidakBoleh, Basi, Tolak."""
    return _sahkan(niat, pelaku, hasil)


def _sahkan(niat: Niat, pelaku: Pelaku, hasil: Hasil) -> Surat:
    p = kunci(niat.surat.permohonan_id)
    surat = surat_hidup(p)
    utuh = surat is not None and surat.pk == niat.surat.pk and surat.sha_kini == niat.ttd.sha_sebelum
    if not utuh or p.tahap != niat.ttd.tahap:
        raise _berubah()
    assert surat is not None  # noqa: S101 - for mypy; `utuh` says so
    bukti = _catat_sah(niat, hasil)
    _majukan(surat, niat, hasil)
    titik("t2")
    kabar_surat = {"surat": str(surat.pk), "nomor": surat.nomor}
    selesaikan_tahap_ttd(
        permohonan=p, pelaku=pelaku, data=kabar_surat | bukti, terbit=kabar_surat if niat.terakhir else None
    )
    titik("t2.akhir")
    return surat


def _berubah() -> SuratBerubah:
    return SuratBerubah(_("Permohonan berubah selagi surat ditandatangani. Tanda tangan itu tidak dipakai."))


def sahkan_blok(pelaku: Pelaku, semua: Sequence[tuple[Niat, Hasil]]) -> list[Surat | TidakBoleh | Basi | Tolak]:
    """Publish several letters in one transaction; one answer each, in order. A refusal concerns its own letter alone.

    All or none are certain: when the commit fails, each letter is still announced and stored, and `pulihkan` adopts it.
    """
    try:
        with transaction.atomic(), ingatan(), borongan():
            _sediakan(pelaku, semua)
            return [_sahkan(niat, pelaku, hasil) for niat, hasil in semua]
    except (*MENOLAK, Meleset):  # one by one, so that a refusal takes back its own letter alone
        return _satu_satu(pelaku, semua)


def _satu_satu(pelaku: Pelaku, semua: Sequence[tuple[Niat, Hasil]]) -> list[Surat | TidakBoleh | Basi | Tolak]:
    jawaban: list[Surat | TidakBoleh | Basi | Tolak] = []
    with transaction.atomic(), ingatan():
        _sediakan(pelaku, semua)
        for niat, hasil in semua:
            try:
                jawaban.append(sahkan(niat, pelaku, hasil))
            except MENOLAK as galat:
                jawaban.append(galat)
    return jawaban


def _sediakan(pelaku: Pelaku, semua: Sequence[tuple[Niat, Hasil]]) -> None:
    """Everything is locked here, in one fixed order, whatever the order of the letters."""
    surat = [niat.surat for niat, _hasil in semua]
    sediakan_surat([satu.permohonan_id for satu in surat])
    sediakan_bacaan(surat, pelaku.pengguna.pk)


def _catat_sah(niat: Niat, hasil: Hasil) -> dict[str, Any]:
    """The signature's row and record; returns what the log says of it."""
    sertifikat, dibaca = hasil.sertifikat, halaman_dibaca(niat.surat, niat.ttd.pengguna_id, niat.ttd.sha_sebelum)
    kolom = {
        "status": Status.SAH, "lease_sampai": None, "sha_sesudah": niat.ttd.sha_sesudah, "waktu": timezone.now(),
        "sertifikat_subjek": sertifikat.subjek, "sertifikat_serial": sertifikat.serial,
        "sertifikat_sidik": sertifikat.sidik,
    }  # fmt: skip
    try:
        ubah(TandaTangan, syarat_milik(niat), kolom)
    except Meleset:
        raise _berubah() from None
    catat_percobaan(niat, Percobaan.Hasil.SAH, id_dokumen=hasil.id_dokumen, sha=niat.ttd.sha_sesudah)
    return {
        "urut": niat.ttd.urut, "jumlah": niat.giliran.jumlah, "sha256": hasil.sha, "serial": sertifikat.serial,
        "halaman": niat.surat.halaman, "dibaca": dibaca,
    }  # fmt: skip


def _majukan(surat: Surat, niat: Niat, hasil: Hasil) -> None:
    """The letter takes the new bytes; with the last signature (and seal) it is published."""
    surat.sha_kini, surat.status = hasil.sha, StatusSurat.DITANDATANGANI
    if niat.terakhir:
        surat.status, surat.terbit_pada = StatusSurat.TERBIT, timezone.now()
        sisip([Terbitan(surat=surat, sha=hasil.sha, profil=hasil.tingkat, stempel_sampai=hasil.stempel_sampai)])
        tandai_diganti(surat)
        if niat.segel:
            ubah(Segel, {"pk": niat.segel.pk}, {"status": Segel.Status.SAH, "waktu": surat.terbit_pada})
    kolom = {"sha_kini": surat.sha_kini, "status": surat.status, "terbit_pada": surat.terbit_pada}
    ubah(Surat, {"pk": surat.pk, "sha_kini": niat.ttd.sha_sebelum}, kolom)
