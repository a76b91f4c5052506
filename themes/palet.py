"""A palette from one colour: each token gets the lightness at which its contrast is that of the guidance.

Contrast fixes the lightness, so a new theme passes the gate by construction; hue and saturation are the theme's own.
"""

import colorsys
from dataclasses import dataclass

from themes.kontras import rasio

PUTIH = "#ffffff"
RONA_TOMBOL, RONA_TAUTAN, RONA_AKSEN, RONA_LEWAT = 0.44, 0.56, 0.12, 0.74  # green, blue, amber, violet
LANGKAH = 24  # halvings: finer than one step of #rrggbb


@dataclass(frozen=True)
class Rona:
    """Hue and saturation, each 0 to 1."""

    h: float
    s: float

    def pada(self, kontras: float) -> str:
        """#rrggbb of this hue with this contrast to white."""
        bawah, atas = 0.0, 1.0
        for _ in range(LANGKAH):
            tengah = (bawah + atas) / 2
            bawah, atas = (tengah, atas) if rasio(self._hex(tengah), PUTIH) > kontras else (bawah, tengah)
        return self._hex(atas if kontras < 1.05 else bawah)

    def geser(self, sudut: float, s: float | None = None) -> "Rona":
        """Another hue, by a part of the circle."""
        return Rona((self.h + sudut) % 1, self.s if s is None else s)

    def _hex(self, terang: float) -> str:
        return "#" + "".join(f"{round(x * 255):02x}" for x in colorsys.hls_to_rgb(self.h, terang, self.s))


def rona(warna: str) -> Rona:
    """Hue and saturation of #rrggbb; a grey gets a little of its own. Raises ValueError for anything else."""
    angka = warna.removeprefix("#")
    if len(angka) != 6:
        raise ValueError(warna)
    r, g, b = (int(angka[i : i + 2], 16) / 255 for i in (0, 2, 4))
    h, _l, s = colorsys.rgb_to_hls(r, g, b)
    return Rona(h, min(max(s, 0.12), 0.85))


def palet(warna: str) -> dict[str, str]:
    """Section-B colour tokens of a theme, without the prefix --warna-."""
    utama, aksen = rona(warna), Rona(RONA_AKSEN, 0.88)
    tombol = Rona(RONA_TOMBOL, 0.62)  # never the colour of the header, and never red: red means an error
    return {
        "utama": utama.pada(9.2), "utama-tua": utama.pada(12.6), "utama-sedang": utama.pada(5.6),
        "utama-muda": utama.pada(1.16), "utama-muda-2": utama.pada(1.34),
        "pada-utama": PUTIH, "pada-utama-redup": utama.pada(1.28),
        "aksen": aksen.pada(1.7), "aksen-muda": aksen.pada(1.12),
        "aksen-tua": aksen.pada(6.2), "pada-aksen": aksen.pada(16.5),
        "hiasan": utama.geser(0.5, 0.5).pada(4.6),
        "tautan": Rona(RONA_TAUTAN, 0.8).pada(7.4), "tautan-lewat": Rona(RONA_LEWAT, 0.4).pada(8.6),
        "tombol": tombol.pada(7.6), "tombol-tekan": tombol.pada(10.4), "tombol-teks": PUTIH,
        "grafik-1": utama.pada(5.6), "grafik-2": utama.geser(0.42, 0.65).pada(5.4),
        "grafik-3": Rona(0.71, 0.24).pada(5.8),
        "seri-1": utama.pada(1.26), "seri-2": utama.pada(1.8), "seri-3": utama.pada(4.9), "seri-4": utama.pada(9.2),
    }  # fmt: skip


def hsl(warna: str) -> tuple[int, float, float]:
    """Degrees and two percentages, as Wagtail's admin wants its main colour."""
    angka = warna.removeprefix("#")
    h, terang, s = colorsys.rgb_to_hls(*(int(angka[i : i + 2], 16) / 255 for i in (0, 2, 4)))
    return round(h * 360), round(s * 100, 1), round(terang * 100, 1)
