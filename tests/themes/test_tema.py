"""A theme is a whole folder, and colours live in the token files only."""

import re

import pytest

from themes import profil
from themes.daftar import MAP_BAWAAN as AKAR
from themes.periksa import periksa

TEMA = ("sidoarjo", "trenggalek")
WARNA = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(")
SEBARIS = re.compile(r"""<[^>]+\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\ssrc=)""")


def warna_di(teks: str) -> list[str]:
    """Colour codes in a text; ids of links (href="#isi") are not colours."""
    return WARNA.findall(re.sub(r'(?:href|action)="[^"]*"', "", teks))


@pytest.mark.parametrize("tema", TEMA)
def test_our_own_themes_pass_the_gate(tema):
    assert periksa(tema) == []


def test_no_colour_outside_the_tokens():
    assert warna_di((AKAR / "dasar/static/gaya.css").read_text()) == []
    assert warna_di((AKAR / "dasar/static/aplikasi.js").read_text()) == []
    salah = [f.name for f in (AKAR / "dasar/templates").rglob("*.html") if warna_di(f.read_text(encoding="utf-8"))]
    assert salah == []


def test_a_colour_in_a_component_is_noticed():
    assert warna_di('.x{color:#fff} <a href="#isi">') == ["#fff"]


def belum_inggris(skrip: str) -> set[str]:
    """Words of the script that have no English beside them."""
    kamus = set(
        re.findall(r"^  '?([^':]+)'?: '", skrip[skrip.index("INGGRIS = {") : skrip.index("function kata")], re.M)
    )
    dipakai = " ".join(re.findall(r"kata\(([^;]*)", skrip))
    return set(re.findall(r"'([A-Z{][^']*)'", dipakai)) - kamus


def test_every_word_of_the_script_is_english_for_who_reads_english():
    skrip = (AKAR / "dasar/static/aplikasi.js").read_text()

    assert belum_inggris(skrip) == set()
    assert belum_inggris(skrip.replace("kata('Tersalin')", "kata('Sudah disalin')")) == {"Sudah disalin"}


def test_no_template_carries_inline_style_or_script():
    salah = [f.name for f in (AKAR / "dasar/templates").rglob("*.html") if SEBARIS.search(f.read_text("utf-8"))]

    assert salah == []


@pytest.mark.parametrize("potongan", ['<p style="x">', "<button onclick='x'>", "<script>x</script>", "<style>"])
def test_inline_style_and_script_are_noticed(potongan):
    assert SEBARIS.search(potongan)


def test_every_icon_named_in_a_template_is_in_the_sprite():
    ada = set(re.findall(r'<symbol id="([a-z-]+)"', (AKAR / "dasar/static/ikon.svg").read_text()))
    dipakai = {
        nama
        for f in (AKAR / "dasar/templates").rglob("*.html")
        for nama in re.findall(r'\{% ikon "([a-z-]+)"', f.read_text("utf-8"))
    }

    assert dipakai - ada == set()


def test_facts_and_words_of_a_theme_come_together():
    daerah = profil.muat("trenggalek")

    assert (daerah.aplikasi, daerah.kabupaten, daerah.awalan) == ("PETUNG DADI", "Trenggalek", "TGK")


def test_words_of_a_theme_are_english_for_who_reads_english():
    assert profil.muat("sidoarjo", "en").ajakan.startswith("From village letters")
    assert profil.muat("sidoarjo", "id").ajakan.startswith("Surat desa")


def test_the_greeting_says_in_which_language_it_is():
    daerah = profil.muat("trenggalek")

    assert (daerah.salam, daerah.bahasa_salam) == ("Sugeng rawuh", "jv")


def test_an_unknown_theme_is_refused():
    with pytest.raises(FileNotFoundError):
        profil.muat("tidak-ada")
