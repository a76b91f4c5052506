"""The time-stamp service of this installation, as the settings name it."""

import os
from functools import lru_cache

from django.conf import settings

from core.surat.bukti_cabut import Pengumpul
from core.surat.kunci import akar, akar_stempel
from core.surat.pades import Giliran, arsipkan
from core.surat.pemeriksa import profil
from core.surat.stempel import Pencap, Stempel, Tingkat


def stempel() -> Stempel | None:
    """How letters are stamped here; None: they are not. Its connection is kept as long as the process lives."""
    if not settings.STEMPEL_ALAMAT:
        return None
    # A child process must not share the connection of its parent.
    return _stempel(
        settings.STEMPEL_ALAMAT, settings.STEMPEL_TINGKAT, settings.STEMPEL_WAJIB,
        tuple(akar()), tuple(akar_stempel()), os.getpid(),
    )  # fmt: skip


def lengkapi(pdf: bytes, giliran: Giliran) -> bytes:
    """What a driver returned, with the time-stamps it lacks: a gateway does not make ours.

    Only behind the last signature, because a time-stamp of the whole follows all of them. Raises Tutup, Ditolak.
    """
    cara = stempel()
    if cara is None or not giliran.terakhir:
        return pdf
    ada = profil(pdf)[0]
    if not ada or ada >= cara.tingkat:  # what is no signed PDF the verifier refuses
        return pdf
    try:
        return arsipkan(pdf, cara)
    except cara.TIDAK_TERJANGKAU:
        if cara.wajib:
            raise
        return pdf


@lru_cache(maxsize=4)
def _stempel(
    alamat: str, tingkat: str, wajib: bool, akar_: tuple[str, ...], akar_stempel_: tuple[str, ...], _pid: int
) -> Stempel:
    pengumpul = Pengumpul(akar_, akar_stempel_)
    return Stempel(Tingkat(tingkat), Pencap(alamat, pengumpul), pengumpul, wajib)
