"""Whatever a driver returns is a stranger's word: our own verifier judges it before anybody relies on it."""

import logging

from core.permohonan.galat import _
from core.surat import kunci as kunci_
from core.surat import pemeriksa
from core.surat.models import KunciDasar, SertifikatPejabat
from core.surat.penanda.dasar import Ditolak
from core.surat.sertifikat import SIAPA_SAJA

log = logging.getLogger(__name__)


def pastikan_bubuhan(
    pdf: bytes, sebelum: bytes, sha_beku: str, urut: int, kunci: KunciDasar, temuan: pemeriksa.Temuan | None = None
) -> SertifikatPejabat:
    """The bytes are `sebelum` plus one valid signature of this key, the `urut`th of the letter frozen as `sha_beku`.

    `temuan`: what our own verifier said of these very bytes in a child of ours. Returns the certificate that signed.
    Raises Ditolak.
    """
    temuan = temuan or pemeriksa.periksa(pdf, kunci_.akar(), SIAPA_SAJA, teliti=False)
    benar = (
        temuan.sah
        and pdf.startswith(sebelum)
        and temuan.sha_asal == sha_beku
        and len(temuan.penanda) == urut
        and _terdaftar([satu.sidik for satu in temuan.penanda[:-1]])
    )
    if not benar:
        log.error("Tanda tangan ke-%s ditolak pemeriksa: %s", urut, temuan.alasan)
        raise Ditolak(_("Tanda tangan gagal diperiksa dan tidak dipakai. Coba lagi."), "gagal_periksa")
    return kunci_.kenali(kunci, temuan.penanda[-1])


def _terdaftar(sidik: list[str]) -> bool:
    """Earlier signers stand in the register."""
    return not sidik or SertifikatPejabat.objects.filter(sidik__in=sidik).count() == len(set(sidik))
