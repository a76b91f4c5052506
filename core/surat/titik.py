"""Named points at which a test ends this process, as kill -9 would. Without UJI_TITIK each is an empty call.

    titik("beku.simpan")            # in the code of issuing: stored, no row says so yet

UJI_TITIK=beku.simpan ends the process at the first pass, UJI_TITIK=beku.simpan:3 at the third; UJI_TITIK=- only arms,
and `bidik` aims later (a harness that forks). Read once, when the process starts.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable

NAMA = (
    "nomor",  # T1: counted, the letter is not inserted
    "nomor.tetap",  # T1 committed, nothing rendered
    "cetak",  # rendered, not stored
    "arsip.sementara",  # a whole file under a temporary name
    "arsip.nama",  # under its own name, the folder is not synced
    "beku.simpan",  # stored, no row says so
    "beku",  # frozen
    "niat",  # intent written, not committed
    "niat.tetap",  # intent committed, nothing signed
    "ttd.bubuh",  # signed, nobody has looked
    "ttd.periksa",  # the verifier says yes, not stored
    "ttd.simpan",  # stored, no row knows the name
    "ttd.catat",  # stored and known
    "segel.bubuh",  # sealed, not stored
    "segel.simpan",  # sealed bytes stored, no row knows the name
    "t2",  # T2: rows of the letter written, the application not
    "t2.akhir",  # T2: all written, not committed
    "t2.tetap",  # published; nobody was told
    "kabar.kirim",  # a notice has left, no row says so
)

_lewat: Counter[str] = Counter()
_sasaran: list[tuple[str, int]] = []


def bidik(nama: str, ke: int = 1) -> None:
    """End this process at the nth pass of this point. Raises KeyError for an unknown name."""
    if nama not in NAMA:
        raise KeyError(nama)
    _lewat.clear()
    _sasaran[:] = [(nama, ke)]


def _bersenjata(nama: str) -> None:
    if nama not in NAMA:
        raise KeyError(nama)
    _lewat[nama] += 1
    if (nama, _lewat[nama]) in _sasaran:
        os.kill(os.getpid(), signal.SIGKILL)


def _kosong(nama: str) -> None:
    """Nothing."""


def _mulai(pesanan: str) -> Callable[[str], None]:
    if not pesanan:
        return _kosong
    if pesanan != "-":
        nama, _, ke = pesanan.partition(":")
        bidik(nama, int(ke or 1))
    return _bersenjata


titik = _mulai(os.environ.get("UJI_TITIK", ""))
