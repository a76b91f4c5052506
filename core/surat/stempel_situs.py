"""The time-stamp service of this installation, as the settings name it."""

import os
from functools import lru_cache

from django.conf import settings

from core.surat.bukti_cabut import Pengumpul
from core.surat.kunci import akar, akar_stempel
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


@lru_cache(maxsize=4)
def _stempel(
    alamat: str, tingkat: str, wajib: bool, akar_: tuple[str, ...], akar_stempel_: tuple[str, ...], _pid: int
) -> Stempel:
    pengumpul = Pengumpul(akar_, akar_stempel_)
    return Stempel(Tingkat(tingkat), Pencap(alamat, pengumpul), pengumpul, wajib)
