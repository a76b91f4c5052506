"""Pages of a letter as pictures: they show in every phone, without a PDF viewer and without scripts."""

import threading
from io import BytesIO

import pypdfium2

SKALA = 2.0  # 1190 pixels across: sharp on a phone, about 100 kB a page
_satu_per_satu = threading.Lock()  # PDFium is not thread-safe


def halaman_png(pdf: bytes, nomor: int) -> bytes:
    """Page `nomor` (from 1) as PNG. Raises IndexError. Only for letters we made: PDFium dies on hostile files."""
    with _satu_per_satu:
        dokumen = pypdfium2.PdfDocument(pdf)
        try:
            if not 1 <= nomor <= len(dokumen):
                raise IndexError(nomor)
            gambar = dokumen[nomor - 1].render(scale=SKALA).to_pil()
        finally:
            dokumen.close()
    keluar = BytesIO()
    gambar.quantize(64).save(keluar, "PNG", optimize=False)
    return keluar.getvalue()
