"""Sign a letter as the product does: every officer in turn, the seal last."""

from collections.abc import Callable, Sequence
from typing import Any

from core.surat.pades import Giliran, PenandaKunci, tanda_tangani
from tests.surat.serangan.alat import Bahan


def tandai(
    bahan: Bahan,
    pdf: bytes,
    penanda: Sequence[Any] | None = None,
    *,
    sela: Callable[[int, bytes], bytes] = lambda _urut, isi: isi,
) -> bytes:
    """The letter with all signatures; `sela` may change the file behind the nth of them."""
    terbuka = list(penanda or bahan.pejabat)
    for urut, satu in enumerate(terbuka, start=1):
        giliran = Giliran(urut, len(terbuka), segel=bahan.segel)
        pdf = tanda_tangani(pdf, PenandaKunci(satu), giliran, nama=f"Penanda {urut}", alasan="uji")
        pdf = sela(urut, pdf) if urut < len(terbuka) else pdf
    return pdf
