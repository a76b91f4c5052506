"""What public pages are made from, remembered by one process until anything public changes.

One moment: the stamp of the database (`sipraja.cap`), the registry of services and the day. Whatever was read from
public rows counts for the moment of the request that read it; when one part of the moment differs, everything is
forgotten. Visitors and people with a name read the same rows, so both profit. Remembered are rows and plain data, never
a token, a name or a finished page: whole pages are the business of `sipraja.simpanan`.
"""

from collections.abc import Callable, Hashable
from contextvars import ContextVar, Token
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from core.layanan.register import Registri, registri, tandai_basi
from sipraja.akar import akar_situs
from sipraja.cap import cap, cap_baru

T = TypeVar("T")
P = ParamSpec("P")
PALING_BANYAK = 2048  # answers of one moment; visitors choose some of the keys, so there must be an end


@dataclass(frozen=True, slots=True)
class Saat:
    """What something remembered was made from."""

    cap: str
    registri: Registri
    hari: date


def saat_ini(lama: Saat | None) -> Saat | None:
    """The present moment; None when the database cannot tell.

    The stamp is read before anything that a page is made from: what changes meanwhile brings another stamp.
    """
    kini = cap()
    if kini is None:
        return None
    if lama is None or lama.cap != kini:
        tandai_basi()  # perhaps a package was approved in another process: the registry looks now, not in two seconds
        cap_baru.send(sender=Saat, cap=kini)
    return Saat(kini, registri(), timezone.localdate())


class Permintaan:
    """The moment of one request that only reads: asked for once, when it is first needed."""

    __slots__ = ("_ditanya", "_saat")

    def __init__(self, saat: Saat | None = None) -> None:
        self._saat, self._ditanya = saat, saat is not None

    def saat(self) -> Saat | None:
        if not self._ditanya:
            self._saat, self._ditanya = saat_ini(_ingatan.saat), True
        return self._saat


class _Ingatan:
    """Answers of one moment. Replaced as a whole: who still works in the moment before writes into its own."""

    __slots__ = ("isi", "saat")

    def __init__(self, saat: Saat | None = None) -> None:
        self.saat = saat
        self.isi: dict[Hashable, object] = {}


_ingatan = _Ingatan()
_permintaan: ContextVar[Permintaan | None] = ContextVar("permintaan", default=None)


def mulai(permintaan: Permintaan | None) -> Token[Permintaan | None]:
    """From here on this request is answered; None for one that may write, which then remembers and finds nothing."""
    return _permintaan.set(permintaan)


def selesai(tanda: Token[Permintaan | None]) -> None:
    """Undo `mulai`."""
    _permintaan.reset(tanda)


def lupakan() -> None:
    """Forget everything; for tests and measurements."""
    global _ingatan  # noqa: PLW0603 -- one memory a process, replaced as a whole
    _ingatan = _Ingatan()


def _isi_kini() -> dict[Hashable, object] | None:
    """The answers of this request's moment; None where nothing may be remembered."""
    global _ingatan  # noqa: PLW0603 -- see above
    permintaan = _permintaan.get()
    if permintaan is None or not settings.INGAT_BARIS:
        return None
    saat = permintaan.saat()
    if saat is None:
        return None
    ingatan = _ingatan
    if ingatan.saat != saat:
        ingatan = _ingatan = _Ingatan(saat)
    return ingatan.isi


def ingat_atau(kunci: tuple[Hashable, ...], buat: Callable[[], T]) -> T:
    """What is remembered under this key in the reader's language on this site, else what `buat` answers now.

    The answer is shared by requests and threads: nobody may change it. It may depend on the key, the language, the site
    (`sipraja.akar`), the day, the registry and tables that `sipraja.cap` counts, on nothing else. What raises is not
    remembered.
    """
    isi = _isi_kini()
    if isi is None:
        return buat()
    lengkap = (get_language(), akar_situs(), *kunci)
    if lengkap in isi:
        return cast(T, isi[lengkap])
    hasil = buat()
    if len(isi) >= PALING_BANYAK:
        isi.clear()
    isi[lengkap] = hasil
    return hasil


def diingat(fungsi: Callable[P, T]) -> Callable[P, T]:
    """Decorator: `ingat_atau` for a function of plain, few arguments."""

    @wraps(fungsi)
    def bungkus(*args: P.args, **kwargs: P.kwargs) -> T:
        kunci = (fungsi, *args, *sorted(kwargs.items()))
        return ingat_atau(kunci, lambda: fungsi(*args, **kwargs))

    return bungkus
