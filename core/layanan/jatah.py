"""A time limit around code of others: a hook that hangs must not take the page of a citizen along.

Python cannot end a thread. What hangs goes on in a daemon thread of its own until it ends by itself or the process
does; nobody waits for it any more, and `kait` does not call that plugin again while it lives. A loop inside C code
that never lets go of the interpreter (a catastrophic regular expression) cannot be interrupted this way at all: the
watchdog of the web server ends that process. That is why packages that an OPD uploads contain no functions.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import get_language, override

Hasil = TypeVar("Hasil")


class Macet(Exception):
    """It did not answer in time; `utas` is the thread in which it goes on."""

    def __init__(self, detik: float, utas: threading.Thread) -> None:
        super().__init__(f"tidak selesai dalam {detik:g} detik")
        self.utas = utas


def dalam_waktu(tindakan: Callable[[], Hasil], detik: float) -> Hasil:
    """What `tindakan` returns or raises (SystemExit too); Macet when it takes longer. The language goes with it."""
    hasil: list[Hasil] = []
    galat: list[BaseException] = []
    bahasa = get_language()  # Django keeps it by thread

    def jalan() -> None:
        try:
            with override(bahasa):
                hasil.append(tindakan())
        except BaseException as satu:
            galat.append(satu)

    utas = threading.Thread(target=jalan, name="plugin", daemon=True)
    utas.start()
    utas.join(detik)
    if galat:
        raise galat[0]
    if not hasil:
        raise Macet(detik, utas)
    return hasil[0]
