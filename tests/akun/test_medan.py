"""Fields of the registration form: sloppy input in, clean values or a helpful sentence out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError

from core.akun.medan import MedanNama, MedanRt, MedanSurel, MedanTanggal, MedanTeks
from core.akun.telepon import TeleponSalah, periksa_telepon, telepon_tampil

LAHIR = MedanTanggal(label="Tanggal lahir", error_messages={"required": "Isi tanggal lahir sesuai KTP"})


def galat(medan, nilai):
    with pytest.raises(ValidationError) as salah:
        medan.clean(nilai)
    return salah.value.messages


@pytest.mark.parametrize(
    "teks",
    ["0812 3456 7890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890", "81234567890", "(0812) 3456.7890"],
)
def test_a_phone_number_is_understood_however_it_is_written(teks):
    assert periksa_telepon(teks) == "+6281234567890"


def test_a_short_number_with_62_is_a_mobile_and_no_landline_of_area_0628():
    assert periksa_telepon("62812345678") == "+62812345678"


@pytest.mark.parametrize("teks", ["", "110", "0812", "abc", "08123456789012345", "00000000000"])
def test_a_wrong_phone_number_is_answered_with_an_example(teks):
    with pytest.raises(TeleponSalah) as salah:
        periksa_telepon(teks)
    assert salah.value.pesan == "Tulis nomor HP yang aktif, contoh 0812 3456 7890"


def test_a_stored_number_is_shown_the_national_way():
    assert telepon_tampil("+6281234567890") == "0812-3456-7890"


@pytest.mark.parametrize(
    ("bagian", "kalimat"),
    [
        (["", "", ""], "Isi tanggal lahir sesuai KTP"),
        (["32", "1", "1990"], "Tulis hari dengan angka 1 sampai 31"),
        (["1", "13", "1990"], "Tulis bulan dengan angka 1 sampai 12"),
        (["1", "", "1990"], "Tulis bulan dengan angka 1 sampai 12"),
        (["1", "Mei", "1990"], "Tulis bulan dengan angka 1 sampai 12"),
        (["1", "1", "90"], "Tulis tahun dengan 4 angka, contoh 1990"),
        (["1", "1", "0000"], "Tulis tahun dengan 4 angka, contoh 1990"),
        (["31", "2", "1990"], "Tanggal 31-2-1990 tidak ada di kalender. Periksa lagi."),
        (["1", "1", "1700"], "Periksa tahunnya. Tulis 4 angka, contoh 1990"),
    ],
)
def test_each_wrong_part_of_a_date_is_named(bagian, kalimat):
    assert galat(LAHIR, bagian) == [kalimat]


@time_machine.travel("2026-11-21 23:30+07:00", tick=False)
def test_a_birth_lies_in_the_past_by_the_clock_of_here():
    besok = date(2026, 11, 21) + timedelta(days=1)
    assert galat(LAHIR, [besok.day, besok.month, besok.year]) == ["Tanggal lahir harus sudah lewat"]
    assert LAHIR.clean(["21", "11", "2026"]) == date(2026, 11, 21)


@pytest.mark.parametrize("bagian", [["17", "8", "1990"], ["17 ", "08", "1990"], ["１７", "8", "1990"]])
def test_a_date_of_birth_is_read(bagian):
    assert LAHIR.clean(bagian) == date(1990, 8, 17)


def test_the_three_boxes_of_a_date_have_labels_and_open_the_number_pad():
    class Formulir(forms.Form):
        lahir = LAHIR

    html = str(Formulir({"lahir_hari": "17", "lahir_bulan": "<b>", "lahir_tahun": ""})["lahir"])
    assert html.count('inputmode="numeric"') == 3
    assert all(kata in html for kata in ("Hari", "Bulan", "Tahun", 'value="17"', "&lt;b&gt;"))


@pytest.mark.parametrize("nama", ["Siti Aminah", "R. Ng. Ayu", "Ma'ruf", "Nur-Aini", "  Siti   Aminah "])
def test_a_name_keeps_its_signs(nama):
    assert MedanNama().clean(nama) == " ".join(nama.split())


@pytest.mark.parametrize(
    ("nama", "kalimat"),
    [
        ("3515081704900004", "Nama hanya berisi huruf. Tulis seperti di KTP."),
        ("<script>", "Tulis nama dengan huruf saja, seperti di KTP."),
        ("...", "Tulis nama dengan huruf saja, seperti di KTP."),
    ],
)
def test_what_is_no_name_is_said(nama, kalimat):
    assert galat(MedanNama(), nama) == [kalimat]


def test_control_and_direction_characters_are_dropped():
    assert MedanTeks().clean("Jalan\u202e Melati\x00\n 7") == "Jalan Melati 7"


@pytest.mark.parametrize(("tulis", "jadi"), [("5", "005"), ("05", "005"), ("005", "005"), (" 5 ", "005")])
def test_an_rt_is_filled_to_three_digits(tulis, jadi):
    assert MedanRt(label="RT").clean(tulis) == jadi


@pytest.mark.parametrize("tulis", ["", "a", "1234", "-"])
def test_a_wrong_rt_is_answered_with_an_example(tulis):
    assert galat(MedanRt(label="RT"), tulis) == ["Tulis RT dengan angka, contoh 003"]


def test_an_address_typed_by_a_helpful_keyboard_is_understood():
    assert MedanSurel().clean(" Siti@Gmail.Com ") == "siti@gmail.com"
    assert galat(MedanSurel(), "siti@") == ["Tulis alamat email lengkap, contoh nama@gmail.com"]
