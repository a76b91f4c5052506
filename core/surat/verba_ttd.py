"""Sign and publish: the intent first, the signature outside any transaction, then one transaction for all rows."""

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from core.layanan.kait import Tolak
from core.permohonan import kabar
from core.permohonan.galat import Basi, TidakBoleh, _
from core.permohonan.models import Permohonan
from core.permohonan.pelaku import Pelaku
from core.permohonan.verba import kunci, pastikan_boleh_ttd, selesaikan_tahap_ttd
from core.surat import arsip
from core.surat.kunci import FrasaDitolak, buka, kepercayaan, kunci_siap
from core.surat.models import LEASE, KunciPejabat, StatusSurat, Surat, TandaTangan
from core.surat.pades import Giliran, PenandaKunci, tanda_tangani
from core.surat.sertifikat import KunciTerbuka
from core.surat.validasi import periksa_milik
from core.surat.verba_beku import siapkan, surat_hidup, tidak_cocok

log = logging.getLogger(__name__)
Status = TandaTangan.Status
SIAP = (StatusSurat.BEKU, StatusSurat.DITANDATANGANI)


class SuratBerubah(TidakBoleh):
    """What was shown is not what would be signed (HTTP 409). Nothing was signed."""


@dataclass(frozen=True, slots=True)
class Niat:
    """An attempt that has been announced in the database: nobody else signs until its lease ends."""

    surat: Surat
    ttd: TandaTangan
    kunci: KunciPejabat
    jumlah: int


@sensitive_variables("frasa", "terbuka")
def tandatangani(*, permohonan_id: UUID, pelaku: Pelaku, frasa: str, sha_dilihat: str) -> Surat:
    """Sign the bytes the officer has seen; the last signature publishes the letter.

    Raises SuratBerubah (what was shown is stale), FrasaDitolak, TidakBoleh, Basi, Tolak. The passphrase lives in this
    call only.
    """
    niat = _niatkan(permohonan_id, pelaku, sha_dilihat)
    if niat is None:
        siapkan(permohonan_id=permohonan_id, pelaku=pelaku)
        raise SuratBerubah(
            _("Surat dibuat ulang karena pejabat atau datanya berubah. Baca lagi sebelum menandatangani.")
        )
    try:
        pdf = bubuhkan(niat, buka(niat.kunci, frasa))
        sha = _simpan(niat, pdf)
    except FrasaDitolak:
        _akhiri(niat, Status.MENUNGGU)
        raise
    except Exception:
        _akhiri(niat, Status.TIDAK_PASTI)  # the same frozen bytes may be signed again at once
        raise
    try:
        return sahkan(niat, pelaku, sha)
    except (TidakBoleh, Basi, Tolak):
        _akhiri(niat, Status.TIDAK_PASTI)
        raise


@transaction.atomic
def _niatkan(permohonan_id: UUID, pelaku: Pelaku, sha_dilihat: str) -> Niat | None:
    """All guards, then the intent. None: the letter no longer says the truth and must be frozen anew."""
    p = kunci(permohonan_id)
    pastikan_boleh_ttd(permohonan=p, pelaku=pelaku)
    layanan = p.versi_layanan.layanan()
    kabar.pastikan_transisi(p, layanan, "tandatangani")
    surat = surat_hidup(p)
    if surat is None or surat.status not in SIAP:
        raise SuratBerubah(_("Surat belum disiapkan. Buka dulu suratnya, baca, lalu tanda tangani."))
    if tidak_cocok(surat, p, pelaku):
        return None
    if sha_dilihat != surat.sha_kini:
        raise SuratBerubah(_("Surat berubah sejak halaman ini dibuka. Baca lagi sebelum menandatangani."))
    ttd = _giliran(surat, p)
    siap = kunci_siap(pelaku.pengguna)
    if siap.demonstrasi and not surat.konteks["surat"]["demonstrasi"]:
        raise TidakBoleh(_("Kunci demonstrasi tidak boleh dipakai untuk surat yang sah secara hukum."))
    return Niat(surat, _mulai(ttd, surat), siap, surat.tanda_tangan.count())


def _giliran(surat: Surat, p: Permohonan) -> TandaTangan:
    """The signature that is due at this stage. Raises TidakBoleh while another attempt holds the lease."""
    ttd = surat.tanda_tangan.select_for_update().get(tahap=p.tahap or 0)
    if ttd.status == Status.NIAT and ttd.lease_sampai and timezone.now() < ttd.lease_sampai:
        raise TidakBoleh(_("Surat ini sedang ditandatangani. Tunggu sebentar, lalu muat ulang halaman."))
    return ttd


def _mulai(ttd: TandaTangan, surat: Surat) -> TandaTangan:
    # Without the lease two clicks sign twice: the letter would still be right, but the key was used for nothing.
    ttd.status, ttd.percobaan, ttd.lease_sampai = Status.NIAT, ttd.percobaan + 1, timezone.now() + LEASE
    ttd.sha_sebelum, ttd.sha_sesudah = surat.sha_kini, ""
    ttd.save(update_fields=["status", "percobaan", "lease_sampai", "sha_sebelum", "sha_sesudah"])
    return ttd


@sensitive_variables("terbuka")
def bubuhkan(niat: Niat, terbuka: KunciTerbuka) -> bytes:
    """Sign the stored bytes, and let our own verifier judge the result before anybody relies on it."""
    sebelum = arsip.baca(niat.ttd.sha_sebelum)
    giliran = Giliran(niat.ttd.urut, niat.jumlah)
    pdf = tanda_tangani(sebelum, PenandaKunci(terbuka), giliran, nama=niat.ttd.nama, alasan=niat.ttd.jabatan)
    pastikan_tanda_tangan(pdf, sebelum, niat)
    return pdf


def pastikan_tanda_tangan(pdf: bytes, sebelum: bytes, niat: Niat) -> None:
    """The bytes are the old ones plus one valid signature of this officer's certificate. Raises TidakBoleh."""
    temuan = periksa_milik(pdf, kepercayaan())
    benar = (
        temuan.sah
        and pdf.startswith(sebelum)
        and temuan.sha_asal == niat.surat.sha_beku
        and len(temuan.penanda) == niat.ttd.urut
        and temuan.penanda[-1].sidik == niat.kunci.sertifikat.sidik
    )
    if not benar:
        log.error("Tanda tangan surat %s ditolak pemeriksa: %s", niat.surat.pk, temuan.alasan)
        raise TidakBoleh(_("Tanda tangan gagal diperiksa dan tidak dipakai. Coba lagi."))


def _simpan(niat: Niat, pdf: bytes) -> str:
    """Store the signed bytes and note which they are, so that `pulihkan` can adopt them after a crash."""
    sha = arsip.simpan(pdf)
    niat.ttd.sha_sesudah = sha
    _milik(niat).update(sha_sesudah=sha)
    return sha


def _milik(niat: Niat) -> Any:
    """The row of this very attempt: a later attempt, or an annulment, has taken it away."""
    return TandaTangan.objects.filter(pk=niat.ttd.pk, percobaan=niat.ttd.percobaan, status=Status.NIAT)


def _akhiri(niat: Niat, status: str) -> None:
    _milik(niat).update(status=status, lease_sampai=None)


@transaction.atomic
def sahkan(niat: Niat, pelaku: Pelaku, sha: str) -> Surat:
    """T2: signature, letter and application change together, or not at all. The guards are asked once more."""
    p = kunci(niat.surat.permohonan_id)
    surat = surat_hidup(p)
    utuh = surat is not None and surat.pk == niat.surat.pk and surat.sha_kini == niat.ttd.sha_sebelum
    if not utuh or p.tahap != niat.ttd.tahap or not _milik(niat).exists():
        raise SuratBerubah(_("Permohonan berubah selagi surat ditandatangani. Tanda tangan itu tidak dipakai."))
    assert surat is not None  # noqa: S101 - for mypy; `utuh` says so
    sekarang = timezone.now()
    bukti = niat.kunci.sertifikat
    _milik(niat).update(
        status=Status.SAH, lease_sampai=None, sha_sesudah=sha, waktu=sekarang,
        sertifikat_subjek=bukti.subjek, sertifikat_serial=bukti.serial, sertifikat_sidik=bukti.sidik,
    )  # fmt: skip
    terbit = niat.ttd.urut == niat.jumlah
    surat.sha_kini, surat.status = sha, StatusSurat.TERBIT if terbit else StatusSurat.DITANDATANGANI
    surat.terbit_pada = sekarang if terbit else None
    surat.save(update_fields=["sha_kini", "status", "terbit_pada"])
    kabar_surat = {"surat": str(surat.pk), "nomor": surat.nomor}
    selesaikan_tahap_ttd(
        permohonan=p,
        pelaku=pelaku,
        data=kabar_surat | {"urut": niat.ttd.urut, "jumlah": niat.jumlah, "sha256": sha, "serial": bukti.serial},
        terbit=kabar_surat if terbit else None,
    )
    return surat
