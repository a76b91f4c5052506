"""The colours of every theme can be read."""

import pytest

from themes import profil
from themes.kontras import kurang, rasio, token_tema

TEMA = ("sidoarjo", "trenggalek")


@pytest.mark.parametrize("tema", TEMA)
@pytest.mark.parametrize("tinggi", [False, True])
def test_every_pair_of_tokens_has_enough_contrast(tema, tinggi):
    assert kurang(token_tema(profil.folder(tema), kontras_tinggi=tinggi)) == []


def test_a_pale_text_colour_is_noticed():
    warna = token_tema(profil.folder("sidoarjo")) | {"warna-teks-redup": "#8c887f"}

    assert [baris.split(":")[0] for baris in kurang(warna)] == [
        "teks-redup pada latar",
        "teks-redup pada permukaan",
        "teks-redup pada permukaan-2",
    ]


def test_a_token_that_a_theme_forgot_is_noticed():
    warna = token_tema(profil.folder("sidoarjo"))
    del warna["warna-aksen"]

    assert kurang(warna) == ["token --warna-aksen tidak ada"]


def test_the_ratio_is_that_of_wcag():
    assert round(rasio("#000000", "#ffffff"), 1) == 21
    assert round(rasio("#777777", "#ffffff"), 2) == 4.48
