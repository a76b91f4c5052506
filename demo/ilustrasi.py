"""Flat drawings for the demonstration news, in the colours of the regency. Our own work, made of plain shapes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

from core.wilayah.daerah import Daerah

LEBAR, TINGGI = 1280, 720
_KERTAS, _TINTA, _EMAS, _HIJAU, _LANGIT = "#fffdf7", "#26323a", "#f4b63f", "#5f9a5b", "#dcecf0"
Pena = ImageDraw.ImageDraw


def pelukis(daerah: Daerah) -> Callable[[str], bytes]:
    """A function from the name of a drawing to its PNG."""
    return lambda nama: lukis(nama, daerah.warna)


def lukis(nama: str, warna: str) -> bytes:
    """One drawing. Raises KeyError for a name that nobody draws."""
    gambar = Image.new("RGB", (LEBAR, TINGGI), _LANGIT)
    pena = ImageDraw.Draw(gambar)
    pena.ellipse((980, 80, 1120, 220), fill=_EMAS)
    pena.ellipse((-300, 470, 760, 1200), fill=_HIJAU)
    pena.ellipse((420, 520, 1600, 1300), fill=warna)
    LUKISAN[nama](pena, warna)
    wadah = BytesIO()
    gambar.save(wadah, "PNG", optimize=True)
    return wadah.getvalue()


def _lembar(pena: Pena, x: int, y: int, lebar: int = 300, tinggi: int = 400) -> None:
    pena.rounded_rectangle((x, y, x + lebar, y + tinggi), 14, fill=_KERTAS, outline=_TINTA, width=6)
    for baris in range(5):
        ujung = x + lebar - (110 if baris == 4 else 45)
        pena.rounded_rectangle((x + 45, y + 60 + baris * 42, ujung, y + 74 + baris * 42), 7, fill="#c9d2d6")


def _kotak_qr(pena: Pena, x: int, y: int, sisi: int = 18) -> None:
    """A pattern that only looks like a code: it must not be readable."""
    for n, bit in enumerate("110101011001110100101110011010110"):
        if bit == "1":
            kiri, atas = x + n % 6 * sisi, y + n // 6 * sisi
            pena.rectangle((kiri, atas, kiri + sisi - 2, atas + sisi - 2), fill=_TINTA)


def _hp(pena: Pena, warna: str) -> None:
    pena.rounded_rectangle((490, 90, 790, 650), 42, fill=_TINTA)
    pena.rounded_rectangle((510, 120, 770, 615), 18, fill=_KERTAS)
    _lembar(pena, 545, 165, 190, 260)
    pena.ellipse((590, 460, 690, 560), fill=warna)
    pena.line(((615, 510), (635, 532), (668, 488)), fill=_KERTAS, width=12, joint="curve")


def _surat(pena: Pena, warna: str) -> None:
    _lembar(pena, 420, 130, 330, 450)
    _kotak_qr(pena, 620, 440)
    pena.ellipse((700, 330, 900, 530), outline=warna, width=22)
    pena.line(((870, 500), (980, 610)), fill=_TINTA, width=34)


def _foto(pena: Pena, warna: str) -> None:
    pena.rounded_rectangle((300, 420, 980, 640), 18, fill=warna)
    _lembar(pena, 380, 350, 420, 230)
    pena.rounded_rectangle((620, 150, 900, 330), 26, fill=_TINTA)
    pena.ellipse((700, 180, 820, 300), fill=_KERTAS)
    pena.ellipse((725, 205, 795, 275), fill=warna)


def _loket(pena: Pena, warna: str) -> None:
    for n in range(3):
        x = 250 + n * 275
        pena.rounded_rectangle((x, 190, x + 235, 560), 16, fill=_KERTAS, outline=_TINTA, width=6)
        pena.rounded_rectangle((x + 45, 225, x + 190, 300), 12, fill=_EMAS)
        pena.ellipse((x + 82, 340, x + 152, 410), fill=_TINTA)
        pena.pieslice((x + 52, 420, x + 182, 620), 180, 360, fill=warna)
    pena.rectangle((220, 540, 1060, 600), fill=_TINTA)


def _keluarga(pena: Pena, warna: str) -> None:
    pena.polygon(((330, 330), (640, 130), (950, 330)), fill="#b65a3a")
    pena.rectangle((400, 330, 880, 570), fill=_KERTAS)
    pena.rectangle((590, 400, 690, 570), fill=warna)
    for x, y in ((250, 470), (960, 470), (1040, 510)):
        pena.ellipse((x, y - 70, x + 60, y - 10), fill=_TINTA)
        pena.pieslice((x - 20, y, x + 80, y + 240), 180, 360, fill=_EMAS)


def _perisai(pena: Pena, warna: str) -> None:
    pena.polygon(((640, 90), (860, 170), (840, 430), (640, 620), (440, 430), (420, 170)), fill=_KERTAS)
    pena.polygon(((640, 130), (822, 196), (804, 414), (640, 568), (476, 414), (458, 196)), fill=warna)
    pena.arc((570, 220, 710, 400), 180, 360, fill=_EMAS, width=26)
    pena.rounded_rectangle((550, 310, 730, 450), 18, fill=_EMAS)


def _sinyal(pena: Pena, warna: str) -> None:
    pena.polygon(((330, 560), (410, 190), (490, 560)), outline=_TINTA, width=14)
    for jari in (70, 120, 170):
        pena.arc((410 - jari, 190 - jari, 410 + jari, 190 + jari), 300, 60, fill=warna, width=16)
        pena.arc((410 - jari, 190 - jari, 410 + jari, 190 + jari), 120, 240, fill=warna, width=16)
    pena.rounded_rectangle((760, 200, 960, 590), 30, fill=_TINTA)
    pena.rounded_rectangle((778, 225, 942, 560), 12, fill=_KERTAS)
    for n in range(4):
        pena.rounded_rectangle((800, 265 + n * 60, 920, 285 + n * 60), 8, fill=warna if n < 3 else "#c9d2d6")


def _usaha(pena: Pena, warna: str) -> None:
    pena.rectangle((380, 300, 900, 580), fill=_KERTAS)
    for n in range(8):
        pena.rectangle((350 + n * 73, 210, 350 + n * 73 + 73, 300), fill=_EMAS if n % 2 else warna)
        pena.pieslice((350 + n * 73, 270, 350 + n * 73 + 73, 330), 0, 180, fill=_EMAS if n % 2 else warna)
    pena.rectangle((350, 470, 930, 510), fill=_TINTA)
    for n in range(5):
        pena.ellipse((430 + n * 90, 410, 490 + n * 90, 470), fill="#b65a3a" if n % 2 else _HIJAU)


LUKISAN: dict[str, Callable[[Pena, str], None]] = {
    "hp": _hp,
    "surat": _surat,
    "foto": _foto,
    "loket": _loket,
    "keluarga": _keluarga,
    "perisai": _perisai,
    "sinyal": _sinyal,
    "usaha": _usaha,
}
