"""Fields: what citizens really type, and the sentence they read when it cannot be understood."""

import pytest
from django.core.exceptions import ValidationError

from core.layanan.bangun import buat_medan
from core.layanan.deklarasi import Kolom

pytestmark = pytest.mark.usefixtures("_hari_tetap")


@pytest.fixture
def _hari_tetap():
    import time_machine as mesin

    with mesin.travel("2026-11-21 09:00:00+07:00", tick=False):
        yield


def medan(tipe: str, **isi):
    return buat_medan(Kolom(**{"nama": "a", "label": "Nama ibu", "tipe": tipe, **isi}))


def bersih(kolom, mentah):
    return kolom.clean(mentah)


def keluhan(kolom, mentah) -> str:
    with pytest.raises(ValidationError) as galat:
        kolom.clean(mentah)
    return galat.value.messages[0]


OPSI = {"opsi": ("A", "B")}
BARIS = {"sub_kolom": (Kolom(nama="x", label="X", tipe="teks"),)}


@pytest.mark.parametrize(
    ("tipe", "isi", "kosong", "kalimat"),
    [
        ("teks", {}, "", "Isi nama ibu"),
        ("teks_panjang", {}, " \n ", "Isi nama ibu"),
        ("angka", {}, "", "Isi nama ibu"),
        ("uang", {}, "Rp", "Isi nama ibu"),
        ("tanggal", {}, ["", "", ""], "Isi nama ibu"),
        ("nik", {"label": "NIK ibu"}, "", "Isi NIK ibu"),
        ("no_kk", {"label": "Nomor KK"}, "", "Isi nomor KK"),
        ("telepon", {}, "", "Isi nama ibu"),
        ("email", {}, "", "Isi nama ibu"),
        ("pilihan", OPSI, "", "Pilih nama ibu"),
        ("pilihan", OPSI | {"ganda": True}, [], "Pilih nama ibu, boleh lebih dari satu"),
        ("centang", {}, None, "Centang kotak “Nama ibu” untuk melanjutkan"),
        ("tabel", BARIS, [], "Isi nama ibu"),
        ("wilayah", {}, ["", ""], "Pilih nama ibu"),
    ],
)
def test_a_missing_answer_says_what_to_do_and_an_optional_one_is_accepted(tipe, isi, kosong, kalimat):
    assert keluhan(medan(tipe, **isi), kosong) == kalimat
    assert bersih(medan(tipe, **isi, wajib=False), kosong) in (None, [], False)


@pytest.mark.parametrize(
    ("tipe", "isi", "mentah", "hasil"),
    [
        ("teks", {}, "  Siti\t\n Aminah ", "Siti Aminah"),
        ("teks", {}, "Siti\x00\u202e\u200bAminah", "SitiAminah"),
        ("teks", {}, "Cafe\u0301", "Café"),
        ("teks_panjang", {}, "baris 1\r\nbaris 2\n\n\n\nbaris 3 ", "baris 1\nbaris 2\n\nbaris 3"),
        ("angka", {}, " 1.450 ", 1450),
        ("angka", {"satuan": "cm"}, "165 CM", 165),
        ("angka", {"min": -5}, "-3", -3),
        ("uang", {}, "1.450.000", 1450000),
        ("uang", {}, "Rp 1.450.000,00", 1450000),
        ("uang", {}, "Rp.1450000,-", 1450000),
        ("uang", {}, "1,450,000", 1450000),
        ("uang", {}, "0", 0),
        ("tanggal", {}, ["5", "1", "2020"], "2020-01-05"),
        ("tanggal", {}, ["05", "agu", "2020"], "2020-08-05"),
        ("tanggal", {}, ["29", "Februari", "2024"], "2024-02-29"),
        ("nik", {}, "3515 0857-0490.0004", "3515085704900004"),
        ("no_kk", {}, "3515081704120009", "3515081704120009"),
        ("telepon", {}, "0812 3456-7890", "+6281234567890"),
        ("telepon", {}, "6281234567890", "+6281234567890"),
        ("telepon", {}, "+62 812 3456 7890", "+6281234567890"),
        ("email", {}, " Siti@Contoh.ID ", "siti@contoh.id"),
        ("pilihan", OPSI, "B", "B"),
        ("pilihan", OPSI | {"ganda": True}, ["B", "A", "B"], ["A", "B"]),
        ("centang", {}, "on", True),
    ],
)
def test_sloppy_input_is_understood(tipe, isi, mentah, hasil):
    assert bersih(medan(tipe, **isi), mentah) == hasil


@pytest.mark.parametrize(
    ("tipe", "isi", "mentah", "kalimat"),
    [
        ("teks", {"maks": 5}, "enam66", "Nama ibu paling panjang 5 huruf. Anda menulis 6."),
        ("teks", {"min": 5}, "empa", "Nama ibu paling sedikit 5 huruf. Anda menulis 4."),
        ("teks", {"pola": r"^\d{3}$", "contoh": "003", "label": "RT"}, "3", "Tulis RT seperti contoh: 003"),
        ("teks", {}, "Siti 🙈", "Hapus “🙈”. Surat hanya memuat huruf Latin, angka, dan tanda baca."),
        ("angka", {"contoh": "165"}, "seratus", "Tulis nama ibu dengan angka saja, contoh 165"),
        ("angka", {"min": 100, "satuan": "cm"}, "15", "Nama ibu paling sedikit 100 cm. Anda menulis 15."),
        ("angka", {"maks": 30}, "31", "Nama ibu paling banyak 30. Anda menulis 31."),
        ("angka", {"min": 1930}, "1900", "Nama ibu paling sedikit 1930. Anda menulis 1900."),
        ("angka", {"maks": 20000}, "30000", "Nama ibu paling banyak 20.000. Anda menulis 30.000."),
        ("uang", {"min": 5000}, "4000", "Nama ibu paling sedikit 5.000. Anda menulis 4.000."),
        ("angka", {}, "-1", "Nama ibu paling sedikit 0. Anda menulis -1."),
        ("angka", {}, "1.5", "Tulis nama ibu dengan angka saja, contoh 2"),
        ("angka", {}, "9" * 500, "Tulis nama ibu dengan angka saja, contoh 2"),
        ("uang", {}, "sejuta", "Tulis nama ibu dengan angka saja, contoh 1.450.000"),
        ("tanggal", {}, ["32", "1", "2020"], "Tulis hari dengan angka 1 sampai 31"),
        ("tanggal", {}, ["1", "13", "2020"], "Tulis bulan dengan angka 1 sampai 12"),
        ("tanggal", {}, ["1", "1", "20"], "Tulis tahun dengan 4 angka, contoh 1990"),
        ("tanggal", {}, ["1", "1", "0001"], "Tulis tahun antara 1900 dan 2100"),
        ("tanggal", {}, ["30", "2", "2020"], "Tidak ada tanggal 30 di bulan Februari 2020"),
        ("tanggal", {}, ["5", "", ""], "Tulis bulan dengan angka 1 sampai 12"),
        ("tanggal", {"lampau": True}, ["22", "11", "2026"], "Nama ibu harus sudah lewat"),
        ("tanggal", {"nama": "anak_tanggal_lahir"}, ["22", "11", "2026"], "Nama ibu harus sudah lewat"),
        ("nik", {}, "351508570490004", "NIK harus 16 angka. Anda menulis 15."),
        ("nik", {}, "3515085704900000", "Empat angka terakhir NIK tidak mungkin 0000. Salin lagi dari kartunya."),
        ("no_kk", {}, "3515085704120009",
         "Ini tampaknya NIK, bukan nomor KK. Nomor KK ada di bagian atas Kartu Keluarga."),
        ("telepon", {}, "12", "Tulis nomor HP yang aktif, contoh 0812 3456 7890"),
        ("email", {}, "siti@", "Tulis alamat email lengkap, contoh nama@gmail.com"),
        ("pilihan", OPSI, "C", "Pilih nama ibu"),
        ("pilihan", OPSI | {"ganda": True}, ["C"], "Pilih hanya dari daftar nama ibu"),
    ],
)  # fmt: skip
def test_an_error_says_what_happened_and_how_to_fix_it(tipe, isi, mentah, kalimat):
    assert keluhan(medan(tipe, **isi), mentah) == kalimat


def test_a_date_of_today_has_passed_and_other_dates_may_lie_ahead():
    assert bersih(medan("tanggal", lampau=True), ["21", "11", "2026"]) == "2026-11-21"
    assert bersih(medan("tanggal"), ["22", "11", "2026"]) == "2026-11-22"


def test_seven_options_are_radio_buttons_and_eight_a_list():
    tujuh, delapan = (medan("pilihan", opsi=tuple("ABCDEFGH"[:n])) for n in (7, 8))
    assert tujuh.widget.input_type == "radio"
    assert delapan.widget.input_type == "select"
    assert delapan.widget.choices[0] == ("", "Pilih…")


def test_phones_get_the_right_keyboard():
    assert medan("nik").widget.attrs["inputmode"] == "numeric"
    assert medan("telepon").widget.attrs["inputmode"] == "tel"
    assert "number" not in {medan(t).widget.input_type for t in ("nik", "no_kk", "angka", "uang", "telepon")}


@pytest.mark.parametrize(
    ("tipe", "nilai", "tampil"),
    [("uang", 1450000, "1.450.000"), ("uang", "1.45", "1.45"), ("telepon", "+6281234567890", "0812-3456-7890"),
     ("telepon", "0812x", "0812x"), ("angka", 1450, 1450)],
)  # fmt: skip
def test_stored_values_are_shown_as_people_write_them(tipe, nilai, tampil):
    assert medan(tipe).prepare_value(nilai) == tampil


def test_why_we_ask_stands_beside_the_question():
    assert medan("uang", alasan="Camat menilai.").help_text == "Tulis dalam rupiah, contoh 1.450.000. Camat menilai."
