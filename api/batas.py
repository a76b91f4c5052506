"""How often one network may have an answer made. What lies ready in memory is not counted: counting would cost more.

Counted in each process by itself: a table of counters would cost more than the answers that it guards. An installation
with two processes therefore lets up to twice as much pass.
"""

import threading
import time

from django.http import HttpRequest

from core.surat.kuota import alamat_jaringan

JENDELA = 60  # seconds
MAKS = 300  # answers made in a window; a harvester that follows the pages of every list needs some dozens
MAKS_ALAMAT = 10_000  # networks remembered in a window, about a megabyte


class Batas:
    """Counters of one window; thrown away when it is over, or when a flood of addresses fills it."""

    def __init__(self) -> None:
        self._kunci = threading.Lock()
        self._jendela = 0
        self._hitung: dict[str, int] = {}

    def tunggu(self, request: HttpRequest) -> int:
        """Seconds until this network may ask again; 0 when it may now. Asking counts."""
        kini = int(time.time())
        alamat = alamat_jaringan(request)
        with self._kunci:
            if kini // JENDELA != self._jendela or len(self._hitung) > MAKS_ALAMAT:
                self._jendela, self._hitung = kini // JENDELA, {}
            n = self._hitung[alamat] = self._hitung.get(alamat, 0) + 1
        return JENDELA - kini % JENDELA if n > MAKS else 0


batas = Batas()
