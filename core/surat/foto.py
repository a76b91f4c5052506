"""A citizen's picture on a letter: small, re-encoded, wrapped in SVG because a letter's data are text."""

from base64 import b64encode
from io import BytesIO

from PIL import Image

SISI = 600  # pixels of the longer side: 4 cm on paper at 380 dots an inch


def bingkai_svg(jpeg: bytes) -> str:
    """An SVG that holds the picture, for `foto("kode")` in a letter body. `jpeg`: bytes our own sanitiser made."""
    with Image.open(BytesIO(jpeg)) as gambar:
        kecil = gambar.convert("RGB")
    kecil.thumbnail((SISI, SISI))
    keluar = BytesIO()
    kecil.save(keluar, "JPEG", quality=85)
    lebar, tinggi = kecil.size
    isi = b64encode(keluar.getvalue()).decode()
    ukuran = f'width="{lebar}" height="{tinggi}" viewBox="0 0 {lebar} {tinggi}"'
    gambar_svg = f'<image width="{lebar}" height="{tinggi}" href="data:image/jpeg;base64,{isi}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {ukuran}>{gambar_svg}</svg>'
