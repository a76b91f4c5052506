"""What makes a sheet for the wall the regency's own: the coat of arms that editors uploaded, motif and colours."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO

from PIL import Image

from themes import profil
from themes.kontras import token_tema
from themes.situs.models import IdentitasSitus


def gambar() -> dict[str, str]:
    """SVG by name. Without an upload the neutral mark of the theme stands where the coat of arms would."""
    return _gambar_tema(profil.tema_kini()) | {"lambang": _lambang()}


def aksen() -> str:
    """The second colour of the theme."""
    return _aksen(profil.tema_kini())


def _lambang() -> str:
    sidik = profil.aktif().lambang
    isi = sidik and IdentitasSitus.objects.filter(sidik=sidik).values_list("lambang_besar", flat=True).first()
    return _bingkai(bytes(isi)) if isi else _gambar_tema(profil.tema_kini())["lambang"]


def _bingkai(png: bytes) -> str:
    """An SVG that holds the picture as it is: a coat of arms has no background."""
    with Image.open(BytesIO(png)) as gambar:
        lebar, tinggi = gambar.size
    href = f"data:image/png;base64,{b64encode(png).decode()}"
    kotak = f'width="{lebar}" height="{tinggi}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {kotak} viewBox="0 0 {lebar} {tinggi}">'
        f'<image {kotak} href="{href}"/></svg>'
    )


@cache
def _gambar_tema(tema: str) -> dict[str, str]:
    folder = profil.folder(tema) / "static" / "tema"
    return {nama: (folder / f"{nama}.svg").read_text(encoding="utf-8") for nama in ("lambang", "motif")}


@cache
def _aksen(tema: str) -> str:
    return token_tema(profil.folder(tema))["warna-aksen"]
