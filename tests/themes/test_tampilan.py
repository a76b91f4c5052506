"""Template tags: what a citizen reads."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from themes.konteks import pilihan_tampilan
from themes.templatetags import tampilan as t

WAKTU = datetime(2026, 11, 25, 2, 41, tzinfo=UTC)  # 09.41 in Sidoarjo


@pytest.mark.parametrize(
    ("saring", "masuk", "keluar"),
    [
        (t.tanggal_panjang, date(2026, 11, 25), "Rabu, 25 November 2026"),
        (t.tanggal, "2026-11-25", "25 November 2026"),
        (t.pukul, WAKTU, "09.41"),
        (t.waktu_lengkap, WAKTU, "Rabu, 25 November 2026, 09.41"),
        (t.waktu_iso, WAKTU, "2026-11-25T09:41+07:00"),
        (t.tanggal, "bukan tanggal", ""),
        (t.tanggal, None, ""),
        (t.rupiah, 1250000, "Rp1.250.000"),
        (t.rupiah, "", ""),
        (t.samar_nik, "3515180101900004", "3515••••••••0004"),
        (t.samar_nik, "123", "•••"),
        (t.ukuran_berkas, 393216, "384 KB"),
        (t.ukuran_berkas, 1468006, "1,4 MB"),
        (t.ukuran_berkas, 5, "1 KB"),
    ],
)
def test_a_filter_says_it_the_indonesian_way(saring, masuk, keluar):
    assert saring(masuk) == keluar


def test_a_status_badge_has_icon_word_and_kind():
    html = t.lencana_status("selesai")

    assert 'class="lencana lencana--sukses"' in html
    assert html.endswith("Selesai</span>")
    assert "#beres" in html


def test_an_unknown_status_shows_its_word_and_is_escaped():
    assert "&lt;b&gt;" in t.lencana_status("<b>")


@pytest.mark.parametrize(
    ("jalur", "awalan", "hasil"),
    [
        ("/layanan/", "/layanan/", ' aria-current="page"'),
        ("/layanan/sktm/", "/layanan/", ' aria-current="true"'),
        ("/layanan/", "/", ""),
        ("/", "/", ' aria-current="page"'),
        ("/bantuan/", "/layanan/", ""),
    ],
)
def test_the_menu_marks_where_the_reader_is(jalur, awalan, hasil):
    assert t.kini(Context({"request": RequestFactory().get(jalur)}), awalan) == hasil


@pytest.mark.parametrize(
    ("kuki", "huruf", "kontras"),
    [("besar.tinggi", "besar", "tinggi"), ("lebih", "lebih", ""), ("", "", ""), ('"><script>', "", "")],
)
def test_the_display_cookie_gives_known_words_only(kuki, huruf, kontras):
    minta = RequestFactory().get("/")
    minta.COOKIES["tampilan"] = kuki

    assert pilihan_tampilan(minta) == {"huruf": huruf, "kontras": kontras}


class Contoh(forms.Form):
    """A form with each kind of control."""

    use_required_attribute = False
    nik = forms.CharField(label="NIK", help_text="16 angka, ada di KTP.", error_messages={"required": "Isi NIK"})
    untuk = forms.ChoiceField(
        label="Untuk siapa?",
        choices=[("a", "Sekolah"), ("b", "Berobat")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih untuk siapa"},
    )
    catatan = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)
    setuju = forms.BooleanField(label="Saya setuju", error_messages={"required": "Centang dulu"})


def test_a_field_prints_label_hint_error_and_control_joined_by_ids():
    html = Contoh({})["nik"].as_field_group()

    assert '<div class="medan medan--galat">' in html
    assert '<label class="label" for="id_nik">NIK</label>' in html
    assert 'aria-describedby="id_nik_helptext id_nik_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.index("id_nik_helptext") < html.index("Isi NIK") < html.index("<input")


def test_a_group_of_choices_is_a_fieldset_that_a_link_can_reach():
    html = Contoh()["untuk"].as_field_group()

    assert html.startswith('\n<fieldset class="medan" id="id_untuk"') or '<fieldset class="medan" id="id_untuk"' in html
    assert html.count('id="id_untuk"') == 1
    assert html.count('class="bulatan"') == 2


def test_an_optional_field_says_so_and_a_required_one_does_not():
    assert "(boleh dikosongkan)" in Contoh()["catatan"].as_field_group()
    assert "(boleh dikosongkan)" not in Contoh()["nik"].as_field_group()


def test_the_error_summary_repeats_each_sentence_and_leads_to_its_field():
    assert t.daftar_galat(Contoh({})) == [
        {"tautan": "#id_nik", "pesan": "Isi NIK"},
        {"tautan": "#id_untuk", "pesan": "Pilih untuk siapa"},
        {"tautan": "#id_setuju", "pesan": "Centang dulu"},
    ]


def test_the_error_summary_takes_a_mapping_and_is_silent_without_errors():
    templat = Template('{% include "komponen/ringkasan_galat.html" with galat=galat %}')

    assert "Ada 1 yang perlu diperbaiki" in templat.render(Context({"galat": {"nik": "Isi NIK"}}))
    assert 'href="#id_nik"' in templat.render(Context({"galat": {"nik": "Isi NIK"}}))
    assert templat.render(Context({"galat": {}})).strip() == ""
