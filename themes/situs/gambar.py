"""A coat of arms from outside becomes two small PNG files of our own making: pixels only, whatever else came along.

SVG is refused: it is a program that runs in the reader's browser, and drawing it safely would need one more hostile
parser. An office that only has an SVG saves it as PNG first.
"""

import io
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

BENTUK = ["PNG", "JPEG", "WEBP"]
UKURAN_MAKS = 4 * 1024 * 1024
TITIK_MAKS = 25_000_000
SISI_MIN = 96  # below it the mark is a blur on a good screen
SISI_KECIL = 104  # 52 CSS pixels on a phone that draws two of its own for each
SISI_BESAR = 512
WARNA = 256


class LambangDitolak(Exception):
    """The upload cannot be used; the argument is a sentence for the editor."""


@dataclass(frozen=True)
class Lambang:
    """PNG bytes for header and footer, and for larger places."""

    kecil: bytes
    besar: bytes


def olah(berkas: IO[bytes]) -> Lambang:
    """Both sizes of an uploaded picture. Raises LambangDitolak with a sentence."""
    data = berkas.read(UKURAN_MAKS + 1)
    if len(data) > UKURAN_MAKS:
        raise LambangDitolak(_("Berkas ini terlalu besar. Paling besar 4 MB. Simpan dengan ukuran lebih kecil."))
    asli = _buka(data)
    return Lambang(_png(asli, SISI_KECIL), _png(asli, SISI_BESAR))


def _buka(data: bytes) -> Image.Image:
    """The decoded picture, upright; its size is judged before any pixel is decoded."""
    try:
        gambar = Image.open(io.BytesIO(data), formats=BENTUK)
    except Exception as galat:  # whatever a decoder throws means that this is no picture for us
        raise LambangDitolak(
            _("Lambang harus gambar PNG, JPG, atau WebP. Gambar SVG disimpan dulu sebagai PNG.")
        ) from galat
    if gambar.width * gambar.height > TITIK_MAKS:
        raise LambangDitolak(_("Gambar ini terlalu lebar. Kecilkan dulu sampai 2.000 titik, lalu unggah lagi."))
    if max(gambar.size) < SISI_MIN:
        raise LambangDitolak(_("Gambar ini terlalu kecil dan akan kabur. Pakai gambar paling sedikit 96 titik."))
    try:
        return ImageOps.exif_transpose(gambar).convert("RGBA")
    except Exception as galat:
        raise LambangDitolak(_("Gambar ini rusak. Simpan ulang sebagai PNG, lalu unggah lagi.")) from galat


def _png(asli: Image.Image, sisi: int) -> bytes:
    """At most `sisi` a side, in a palette with transparency: a coat of arms has few colours."""
    kecil = asli.copy()
    kecil.thumbnail((sisi, sisi), Image.Resampling.LANCZOS)
    keluar = io.BytesIO()
    kecil.quantize(WARNA, Image.Quantize.FASTOCTREE).save(keluar, "PNG", optimize=True)
    return keluar.getvalue()
