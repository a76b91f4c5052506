"""What a cheap phone downloads stays small, and every component says what it takes."""

import random

import brotli
import pytest

from themes.daftar import MAP_BAWAAN as AKAR

TEMA = ("sidoarjo", "trenggalek")
STATIS = AKAR / "dasar/static"
HURUF = STATIS / "huruf/plus-jakarta-sans.woff2"
KB = 1024


def kecil(*berkas) -> int:
    """Bytes over the wire."""
    return sum(len(brotli.compress(satu.read_bytes())) for satu in berkas)


@pytest.mark.parametrize("tema", TEMA)
def test_style_and_script_stay_within_the_budget(tema):
    gaya = kecil(STATIS / "tokens.css", STATIS / "gaya.css", AKAR / tema / "static/tema/tema.css")

    assert gaya <= 15 * KB
    assert kecil(STATIS / "aplikasi.js") <= 10 * KB
    assert gaya + HURUF.stat().st_size <= 45 * KB


def test_another_framework_would_break_the_budget(tmp_path):
    tambahan = tmp_path / "kerangka.css"
    tambahan.write_bytes(random.Random(1).randbytes(12 * KB))

    assert kecil(STATIS / "tokens.css", STATIS / "gaya.css", tambahan) > 15 * KB


def tanpa_keterangan(teks: str) -> bool:
    """Whether a component does not begin with a comment that describes it."""
    return not teks.startswith(("{# ", "{% comment %}"))


def test_every_component_begins_with_its_inputs():
    salah = [
        f.name for f in (AKAR / "dasar/templates/komponen").glob("*.html") if tanpa_keterangan(f.read_text("utf-8"))
    ]

    assert salah == []


def test_a_component_without_a_comment_is_noticed():
    assert tanpa_keterangan("<p>{{ teks }}</p>")
