"""Refusals. Each carries one Indonesian sentence that may be shown to the person as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any


def _(kalimat: str) -> str:
    """Mark a sentence for makemessages; it is translated only when somebody reads it, so the rules need no Django."""
    return kalimat


def terjemahkan(kalimat: str, isi: Mapping[str, Any]) -> str:
    """The sentence in the reader's language with its values filled in."""
    from django.utils.translation import gettext

    return gettext(kalimat) % isi


class TidakBoleh(Exception):
    """The rules refuse this step. ``pesan`` says why and, where there is one, the way out."""

    def __init__(self, kalimat: str, **isi: Any) -> None:
        super().__init__(kalimat)
        self.kalimat = kalimat
        self.isi = isi

    @property
    def pesan(self) -> str:
        """The translated sentence."""
        return terjemahkan(self.kalimat, self.isi)

    def __str__(self) -> str:
        return self.pesan


class BelumLengkap(TidakBoleh):
    """The declaration is not satisfied; ``galat`` maps a field or "berkas:<kode>" to a sentence."""

    def __init__(self, galat: Mapping[str, str]) -> None:
        super().__init__(_("Masih ada isian yang perlu dilengkapi."))
        self.galat = dict(galat)


class Basi(Exception):
    """The file has changed since the page was shown. ``oleh`` and ``pada`` say who acted first and when, if known."""

    def __init__(self, pesan: str, oleh: str = "", pada: datetime | None = None) -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.oleh = oleh
        self.pada = pada
