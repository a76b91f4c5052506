"""T2 of signing: signature, seal, letter and application change together, or not at all."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.permohonan.galat import _
from core.permohonan.pelaku import Pelaku
from core.permohonan.verba import kunci, selesaikan_tahap_ttd
from core.surat.models import Percobaan, Segel, SertifikatPejabat, StatusSurat, Surat, TandaTangan, Terbitan
from core.surat.titik import titik
from core.surat.verba_baca import halaman_dibaca
from core.surat.verba_beku import BERJALAN, surat_hidup
from core.surat.verba_cabut import tandai_diganti
from core.surat.verba_niat import Niat, SuratBerubah
from core.wilayah.ingatan import ingatan

Status = TandaTangan.Status


@dataclass(frozen=True, slots=True)
class Hasil:
    """Verified and stored: `sha` names the newest bytes (with the seal, when it was due)."""

    sha: str
    sertifikat: SertifikatPejabat
    id_dokumen: str = ""
    profil: str = "B-B"


def milik(niat: Niat) -> QuerySet[TandaTangan]:
    """The row of this very attempt: empty when a later attempt, or an annulment, has taken it away."""
    return TandaTangan.objects.filter(pk=niat.ttd.pk, percobaan=niat.ttd.percobaan, status__in=BERJALAN)


def catat_percobaan(niat: Niat, hasil: str, *, kode: str = "", id_dokumen: str = "", sha: str = "") -> None:
    """Write down how the attempt ended."""
    Percobaan.objects.create(
        ttd=niat.ttd, ke=niat.ttd.percobaan, penggerak=niat.kunci.penggerak, hasil=hasil, kode=kode[:40],
        id_dokumen=id_dokumen[:100], sha=sha,
    )  # fmt: skip


@transaction.atomic
@ingatan()
def sahkan(niat: Niat, pelaku: Pelaku, hasil: Hasil) -> Surat:
    """Publish what was stored; the guards are asked once more. Raises SuratBerubah, TidakBoleh, Basi, Tolak."""
    p = kunci(niat.surat.permohonan_id)
    surat = surat_hidup(p)
    utuh = surat is not None and surat.pk == niat.surat.pk and surat.sha_kini == niat.ttd.sha_sebelum
    if not utuh or p.tahap != niat.ttd.tahap or not milik(niat).exists():
        raise SuratBerubah(_("Permohonan berubah selagi surat ditandatangani. Tanda tangan itu tidak dipakai."))
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


def _catat_sah(niat: Niat, hasil: Hasil) -> dict[str, Any]:
    """The signature's row and record; returns what the log says of it."""
    sertifikat, dibaca = hasil.sertifikat, halaman_dibaca(niat.surat, niat.ttd.pengguna_id, niat.ttd.sha_sebelum)
    milik(niat).update(
        status=Status.SAH, lease_sampai=None, sha_sesudah=niat.ttd.sha_sesudah, waktu=timezone.now(),
        sertifikat_subjek=sertifikat.subjek, sertifikat_serial=sertifikat.serial, sertifikat_sidik=sertifikat.sidik,
    )  # fmt: skip
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
        Terbitan.objects.create(surat=surat, sha=hasil.sha, profil=hasil.profil)
        tandai_diganti(surat)
        if niat.segel:
            Segel.objects.filter(pk=niat.segel.pk).update(status=Segel.Status.SAH, waktu=surat.terbit_pada)
    surat.save(update_fields=["sha_kini", "status", "terbit_pada"])
