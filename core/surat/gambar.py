"""Pages of a letter as pictures: they show in every phone, without a PDF viewer and without scripts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pypdfium2
import zxingcpp

SKALA = 2.0  # 1190 pixels across: sharp on a phone, about 100 kB a page
_satu_per_satu = threading.Lock()  # PDFium is not thread-safe


@contextmanager
def _buka(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _satu_per_satu:
        dokumen = pypdfium2.PdfDocument(pdf)
        try:
            yield dokumen
        finally:
            dokumen.close()


def halaman_png(pdf: bytes, nomor: int) -> bytes:
    """Page `nomor` (from 1) as PNG. Raises IndexError. Only for letters we made: PDFium dies on hostile files."""
    with _buka(pdf) as dokumen:
        if not 1 <= nomor <= len(dokumen):
            raise IndexError(nomor)
        gambar = dokumen[nomor - 1].render(scale=SKALA).to_pil()
    keluar = BytesIO()
    gambar.quantize(64).save(keluar, "PNG", optimize=False)
    return keluar.getvalue()


def ukuran_halaman(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points. Only for letters we made."""
    with _buka(pdf) as dokumen:
        return [halaman.get_size() for halaman in dokumen]


def teks_halaman(pdf: bytes) -> list[str]:
    """The text of each page as a reader would copy it. Only for letters we made."""
    with _buka(pdf) as dokumen:
        return [halaman.get_textpage().get_text_bounded() for halaman in dokumen]


def kode_qr(pdf: bytes, halaman: list[int]) -> list[str]:
    """What a phone reads from the QR codes on these pages (from 0), as they look when rendered."""
    with _buka(pdf) as dokumen:
        gambar = [dokumen[n].render(scale=SKALA, grayscale=True).to_pil() for n in halaman]
    return [kode.text for satu in gambar for kode in zxingcpp.read_barcodes(satu)]
