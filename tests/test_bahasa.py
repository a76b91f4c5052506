"""The English translation: complete, exact about its placeholders, compiled, and shown to who asked for it."""

from __future__ import annotations

import ast
import gettext
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES"
PENGISI = re.compile(r"%(?:\(\w+\))?[sd]|\{\{?\s*\w*\s*\}?\}")


@dataclass
class Entri:
    """One entry of a .po file; `arti` are its translations, more than one when it counts."""

    tanda: str = ""
    kunci: dict[str, str] = field(default_factory=dict)

    @property
    def asal(self):
        return self.kunci.get("msgid", "")

    @property
    def arti(self):
        return [teks for nama, teks in self.kunci.items() if nama.startswith("msgstr")]


def baca_po(teks):
    """Every entry but the header. Enough of the format for what makemessages writes."""
    hasil = []
    for alinea in teks.split("\n\n"):
        entri, nama = Entri(), ""
        for baris in alinea.splitlines():
            if baris.startswith("#,"):
                entri.tanda += baris
            elif baris.startswith(("msg", '"')):
                kepala, _spasi, isi = baris.partition('"')
                nama = kepala.strip() or nama
                entri.kunci[nama] = entri.kunci.get(nama, "") + ast.literal_eval('"' + isi)
        hasil += [entri] if entri.asal else []
    return hasil


def cacat(entri):
    """What is wrong with one entry, in a word."""
    if "fuzzy" in entri.tanda:
        return "fuzzy"
    if not entri.arti or not all(satu.strip() for satu in entri.arti):
        return "untranslated"
    if any(sorted(PENGISI.findall(satu)) != sorted(PENGISI.findall(entri.asal)) for satu in entri.arti):
        return "placeholder"
    tepi = (entri.asal[:1].isspace(), entri.asal[-1:].isspace())
    return "" if all((s[:1].isspace(), s[-1:].isspace()) == tepi for s in entri.arti) else "space"


def beda(entri, mo):
    """Sentences that the compiled file says otherwise than the source, or not at all."""
    isi = {k: v for k, v in mo._catalog.items() if k}
    harap = {}
    for satu in entri:
        jamak = "msgid_plural" in satu.kunci
        harap |= {(satu.asal, n) if jamak else satu.asal: arti for n, arti in enumerate(satu.arti)}
    return {k for k in isi.keys() | harap.keys() if isi.get(k) != harap.get(k)}


@pytest.fixture(scope="module")
def entri():
    return baca_po((FOLDER / "django.po").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def mo():
    with (FOLDER / "django.mo").open("rb") as berkas:
        return gettext.GNUTranslations(berkas)


def test_every_sentence_is_translated_with_its_placeholders(entri):
    assert len(entri) > 900
    assert {satu.asal: kata for satu in entri if (kata := cacat(satu))} == {}


@pytest.mark.parametrize(
    ("po", "kata"),
    [
        ('msgid "Isi %(nama)s"\nmsgstr "Enter %(nama)s"', ""),
        ('msgid "Isi %(nama)s"\nmsgstr ""', "untranslated"),
        ('#, fuzzy, python-format\nmsgid "Isi %(nama)s"\nmsgstr "Enter %(nama)s"', "fuzzy"),
        ('msgid "Isi %(nama)s"\nmsgstr "Enter %(name)s"', "placeholder"),
        ('msgid "Baris %d: %s"\nmsgstr "Row: %s"', "placeholder"),
        ('msgid "Isi {nama}"\nmsgstr "Enter"', "placeholder"),
        ('msgid ", lalu "\nmsgstr ", then"', "space"),
        ('msgid "%(n)s surat"\nmsgid_plural "%(n)s surat"\nmsgstr[0] "%(n)s letter"\nmsgstr[1] ""', "untranslated"),
    ],
)
def test_the_check_sees_each_fault(po, kata):
    assert [cacat(satu) for satu in baca_po(po)] == [kata]


def test_the_compiled_file_says_what_the_source_says(entri, mo):
    assert beda(entri, mo) == set()


def test_a_source_that_moved_on_is_seen(entri, mo):
    lain = Entri(kunci={"msgid": entri[0].asal, "msgstr": "Something else"})
    baru = Entri(kunci={"msgid": "Kalimat baru", "msgstr": "New sentence"})

    assert beda([lain, *entri[2:], baru], mo) == {entri[0].asal, entri[1].asal, "Kalimat baru"}


# --- What a reader sees -----------------------------------------------------------------------------------------------

JUDUL = {"id": "Periksa keaslian surat", "en": "Check that a letter is genuine"}
GALAT = {"id": "Tulis kode yang tercetak di bawah surat.", "en": "Enter the code printed at the bottom of the letter."}


def bahasa_halaman(client, **tajuk):
    """The language of a page: its own word for it, its heading and an error sentence must agree."""
    isi = client.get("/cek/?kode=", headers=tajuk).content.decode()
    cocok = [b for b in JUDUL if f'<html lang="{b}"' in isi and JUDUL[b] in isi and GALAT[b] in isi]
    assert len(cocok) == 1
    return cocok[0]


@pytest.mark.django_db
def test_a_reader_who_chooses_english_reads_english_and_can_return(client):
    jawab = client.post("/tampilan/", {"bahasa": "en", "kembali": "/cek/"})
    assert jawab.url == "/cek/"
    assert client.cookies["django_language"]["httponly"]
    assert bahasa_halaman(client) == "en"

    client.post("/tampilan/", {"huruf": "besar"})
    assert bahasa_halaman(client) == "en"

    client.post("/tampilan/", {"bahasa": "id"})
    assert bahasa_halaman(client) == "id"


@pytest.mark.django_db
def test_a_phone_with_english_menus_still_reads_indonesian(client):
    assert bahasa_halaman(client, **{"accept-language": "en-US,en;q=0.9"}) == "id"


@pytest.mark.django_db
@pytest.mark.parametrize("bahasa", ["xx", "", "../en", "<script>"])
def test_an_unknown_language_is_not_kept(client, bahasa):
    client.post("/tampilan/", {"bahasa": bahasa})

    assert "django_language" not in client.cookies
    assert bahasa_halaman(client) == "id"


@pytest.mark.django_db
def test_each_page_offers_the_other_language(client):
    assert 'value="en" lang="en">English</button>' in client.get("/cek/").content.decode()

    client.cookies["django_language"] = "en"
    assert 'value="id" lang="id">Bahasa Indonesia</button>' in client.get("/cek/").content.decode()
