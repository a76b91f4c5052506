"""Whatever a driver returns is a stranger's word: our own verifier judges it before anybody relies on it."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from core.permohonan.galat import _
from core.surat import kunci as kunci_
from core.surat import pemeriksa
from core.surat.models import KunciDasar, SertifikatPejabat
from core.surat.pemeriksa_cepat import Pembanding
from core.surat.penanda import JARAK_JAUH
from core.surat.penanda.dasar import Ditolak
from core.surat.sertifikat import SIAPA_SAJA

log = logging.getLogger(__name__)
_pembanding = Pembanding()


@dataclass(frozen=True, slots=True)
class Dinilai:
    """Whose certificate signed, the PAdES level the file has now, and until when its newest time-stamp holds."""

    sertifikat: SertifikatPejabat
    tingkat: str
    stempel_sampai: datetime | None


def pastikan_bubuhan(pdf: bytes, sebelum: bytes, sha_beku: str, urut: int, kunci: KunciDasar) -> Dinilai:
    """The bytes are `sebelum` plus one valid signature of this key, the `urut`th of the letter frozen as `sha_beku`.

    Raises Ditolak.
    """
    jauh = kunci.penggerak in JARAK_JAUH
    # What we have appended ourselves needs no second opinion on its objects; what a gateway has appended does.
    temuan = _periksa(pdf, sebelum, teliti=jauh)
    benar = (
        temuan.sah
        and pdf.startswith(sebelum)
        and temuan.sha_asal == sha_beku
        and len(temuan.penanda) == urut
        and _terdaftar([satu.sidik for satu in temuan.penanda[:-1]])
    )
    if not benar:
        log.error("Tanda tangan ke-%s ditolak pemeriksa: %s", urut, temuan.alasan)
        galat = Ditolak(_("Tanda tangan gagal diperiksa dan tidak dipakai. Coba lagi."), "gagal_periksa")
        galat.pasti = not jauh  # a gateway did make some signature, and counts it
        raise galat
    sampai = datetime.fromisoformat(temuan.stempel_sampai) if temuan.stempel_sampai else None
    return Dinilai(kunci_.kenali(kunci, temuan.penanda[-1]), temuan.tingkat, sampai)


def _periksa(pdf: bytes, sebelum: bytes, *, teliti: bool) -> pemeriksa.Temuan:
    """The strict verifier's word, or the same proved in a short way."""
    akar = kunci_.akar()
    ketat = partial(pemeriksa.periksa, pdf, akar, SIAPA_SAJA, akar_stempel=kunci_.akar_stempel(), teliti=teliti)
    return ketat() if teliti else _pembanding.periksa(pdf, sebelum, akar, ketat)


def _terdaftar(sidik: list[str]) -> bool:
    """Earlier signers stand in the register."""
    return not sidik or SertifikatPejabat.objects.filter(sidik__in=sidik).count() == len(set(sidik))
