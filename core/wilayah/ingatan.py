"""A memo for one transaction: the same question asked again is answered without the database.

    with ingatan():                     # around what one transaction does, never longer
        penugasan_aktif(orang, hari)    # asks the database
        penugasan_aktif(orang, hari)    # does not

Signing a block of letters asks the same few questions hundreds of times: which seats the officer holds today, who
holds the next desk, which office handles a place. Inside one transaction the answers are one moment's truth, and a
memo that ends with it can never be stale for the next one.

`sediakan` lays answers out beforehand, read for a whole block in one query; each is handed out once, because what the
first asker does with it may change it.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_TIADA = object()


class _Ingatan:
    def __init__(self) -> None:
        self.tetap: dict[Hashable, Any] = {}
        self.sekali: dict[Hashable, Any] = {}


_kini: ContextVar[_Ingatan | None] = ContextVar("ingatan", default=None)


@contextmanager
def ingatan() -> Iterator[None]:
    """Remember until the end of the block; inside another one nothing new begins."""
    if _kini.get() is not None:
        yield
        return
    tanda = _kini.set(_Ingatan())
    try:
        yield
    finally:
        _kini.reset(tanda)


def diingat(fungsi: Callable[P, R]) -> Callable[P, R]:
    """A read whose answer holds for a whole transaction. Its arguments are hashable; nobody changes the answer."""

    @wraps(fungsi)
    def tanya(*args: P.args, **kwargs: P.kwargs) -> R:
        simpanan = _kini.get()
        if simpanan is None:
            return fungsi(*args, **kwargs)
        kunci = (fungsi, args, tuple(sorted(kwargs.items())))
        if kunci not in simpanan.tetap:
            simpanan.tetap[kunci] = fungsi(*args, **kwargs)
        jawaban: R = simpanan.tetap[kunci]
        return jawaban

    return tanya


def sediakan(soal: str, tentang: Hashable, jawaban: Any) -> None:
    """Lay out an answer for the next asker. Outside a memo nothing is kept."""
    if (simpanan := _kini.get()) is not None:
        simpanan.sekali[soal, tentang] = jawaban


def ambil(soal: str, tentang: Hashable, cari: Callable[[], R]) -> R:
    """The answer that was laid out, once; else what `cari` finds."""
    simpanan = _kini.get()
    jawaban: Any = _TIADA if simpanan is None else simpanan.sekali.pop((soal, tentang), _TIADA)
    return cari() if jawaban is _TIADA else jawaban
