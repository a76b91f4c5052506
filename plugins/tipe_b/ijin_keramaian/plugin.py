"""An event ends after it begins: two answers against each other, which a declaration cannot say."""

from typing import Any

from core.layanan.kontrak import Tolak, hookimpl

KALIMAT = "Acara selesai sebelum mulai. Ubah tanggal atau jam selesai. Lewat tengah malam berarti tanggal besoknya."


@hookimpl
def periksa_permohonan(isian: dict[str, Any]) -> None:
    """Raises Tolak when the end is not after the beginning. ISO dates and JJ:MM compare as text."""
    mulai = (isian["tanggal_mulai"], isian["jam_mulai"])
    selesai = (isian["tanggal_selesai"], isian["jam_selesai"])
    if selesai <= mulai:
        raise Tolak(KALIMAT)
