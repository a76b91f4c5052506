"""The neutral mark of a new theme, as SVG path and as icons: a split gate (gapura). No theme draws a coat of arms."""

import io

from PIL import Image, ImageDraw

SISI = 48  # the grid of the drawing
KIRI = ((8, 39), (8, 33), (11, 33), (11, 26), (14, 26), (14, 19), (17, 19), (17, 13), (19, 9), (22, 7), (22, 39))
KANAN = tuple((SISI - x, y) for x, y in KIRI)
HALUS = 4  # drawn larger and scaled down, so that edges are smooth
AMAN = 0.7  # a maskable icon keeps its drawing within the middle of the field
UKURAN = {"ikon-192.png": (192, 1.0), "ikon-512.png": (512, 1.0), "ikon-maskable-512.png": (512, AMAN)}


def jalur() -> str:
    """The gate as the `d` of an SVG path."""
    return "".join("M" + " ".join(f"{x} {y}" for x, y in sisi) + "Z" for sisi in (KIRI, KANAN))


def _bidang(kanvas: ImageDraw.ImageDraw, luas: int, isi: float, warna: str) -> None:
    skala, tepi = luas * isi / SISI, luas * (1 - isi) / 2
    for sisi in (KIRI, KANAN):
        kanvas.polygon([(tepi + x * skala, tepi + y * skala) for x, y in sisi], fill=warna)


def ikon(nama: str, latar: str, gambar: str) -> bytes:
    """PNG of one icon; a maskable one fills the whole field, the others have round corners."""
    ukuran, isi = UKURAN[nama]
    luas = ukuran * HALUS
    kanvas = Image.new("RGBA", (luas, luas))
    pena = ImageDraw.Draw(kanvas)
    pena.rounded_rectangle((0, 0, luas - 1, luas - 1), 0 if isi < 1 else luas // 4, fill=latar)
    _bidang(pena, luas, isi, gambar)
    keluar = io.BytesIO()
    kecil = kanvas.resize((ukuran, ukuran), Image.Resampling.LANCZOS)
    kecil.quantize(64, Image.Quantize.FASTOCTREE).save(keluar, "PNG", optimize=True)
    return keluar.getvalue()
