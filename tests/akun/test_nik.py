"""NIK and nomor KK: generated valid ones come through, and every refusal has its sentence."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.akun.nik import NikSalah, _kecamatan_dikenal, periksa_nik, periksa_no_kk, rapikan_angka, samarkan_nik

HARI = date(2026, 11, 21)
KECAMATAN = st.sampled_from(sorted(_kecamatan_dikenal()))
LAHIR = st.dates(date(1928, 1, 1), HARI)
PEMISAH = st.sampled_from(["", " ", ".", "-", "\u00a0", " . ", "\u2013"])


def nik(kecamatan="351518", lahir=date(1990, 4, 17), perempuan=False, urut=4):
    return f"{kecamatan}{lahir.day + 40 * perempuan:02d}{lahir:%m%y}{urut:04d}"


def pesan(fungsi, *isi):
    with pytest.raises(NikSalah) as salah:
        fungsi(*isi)
    return salah.value.pesan


@given(KECAMATAN, LAHIR, st.booleans(), st.integers(1, 9999), PEMISAH)
def test_every_well_formed_nik_comes_through_however_it_is_typed(kecamatan, lahir, perempuan, urut, pisah):
    rapi = nik(kecamatan, lahir, perempuan, urut)
    hasil = periksa_nik(pisah.join(rapi), HARI, tanggal_lahir=lahir)
    assert (hasil.nik, hasil.tanggal_lahir, hasil.peringatan) == (rapi, lahir, [])
    assert hasil.jenis_kelamin == ("Perempuan" if perempuan else "Laki-laki")


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_the_check(teks):
    with suppress(NikSalah):
        assert len(periksa_nik(teks, HARI).nik) == 16


@given(st.text("0123456789", min_size=1, max_size=30).filter(lambda t: len(t) != 16))
def test_a_wrong_length_says_how_many_were_written(teks):
    assert pesan(periksa_nik, teks, HARI) == f"NIK harus 16 angka. Anda menulis {len(teks)}."


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("", "Isi NIK"),
        ("   ", "Isi NIK"),
        ("35151817O4900004", "NIK hanya berisi angka. Hapus huruf atau tanda lain."),
        (nik(urut=0), "Empat angka terakhir NIK tidak mungkin 0000. Salin lagi dari kartunya."),
        (nik("001518"), "Dua angka pertama NIK keliru. Salin lagi dari kartunya."),
        (nik("401518"), "Dua angka pertama NIK keliru. Salin lagi dari kartunya."),
        (nik("541518"), "Dua angka pertama NIK keliru. Salin lagi dari kartunya."),
    ],
)
def test_each_wrong_form_has_its_sentence(teks, kalimat):
    assert pesan(periksa_nik, teks, HARI) == kalimat


@pytest.mark.parametrize("hari", ["00", "32", "40", "72", "81", "99"])
def test_an_impossible_day_is_refused(hari):
    assert pesan(periksa_nik, f"351518{hari}04900004", HARI).startswith("Angka ke-7 sampai ke-12")


@pytest.mark.parametrize("tengah", ["171390", "170090", "310490", "290201", "290226", "690226"])
def test_a_date_that_no_calendar_has_is_refused(tengah):
    assert pesan(periksa_nik, f"351518{tengah}0004", HARI).startswith("Angka ke-7 sampai ke-12")


@pytest.mark.parametrize(("tengah", "lahir"), [("290204", date(2004, 2, 29)), ("690200", date(2000, 2, 29))])
def test_a_leap_day_is_taken_when_there_was_one(tengah, lahir):
    assert periksa_nik(f"351518{tengah}0004", HARI).tanggal_lahir == lahir


@given(st.dates(HARI + timedelta(days=1), date(2026, 12, 31)))
def test_a_nik_is_never_read_as_born_in_the_future(besok):
    hasil = periksa_nik(nik(lahir=besok), HARI)
    assert hasil.tanggal_lahir == besok.replace(year=1926)  # the same digits a hundred years ago, and a doubt
    assert hasil.peringatan == ["Menurut NIK, usianya sekitar 100 tahun. Cocokkan tahun lahir dengan KTP."]


def test_born_today_is_the_youngest_citizen():
    assert periksa_nik(nik(lahir=HARI), HARI).tanggal_lahir == HARI


def test_the_birth_date_beside_it_decides_the_century():
    tua = date(1920, 5, 5)
    assert periksa_nik(nik(lahir=tua), HARI).tanggal_lahir == date(2020, 5, 5)
    hasil = periksa_nik(nik(lahir=tua), HARI, tanggal_lahir=tua)
    assert (hasil.tanggal_lahir, len(hasil.peringatan)) == (tua, 1)


@pytest.mark.parametrize("kode", ["910101", "647301", "351599"])
def test_an_old_region_is_a_doubt_not_a_refusal(kode):
    kalimat = "Enam angka pertama NIK bukan kode kecamatan sekarang. Mungkin kode lama; cocokkan dengan KTP."
    assert periksa_nik(nik(kode), HARI).peringatan == [kalimat]


@pytest.mark.parametrize("kode", ["650101", "920101", "930101", "950101", "960101"])
def test_the_provinces_that_other_validators_forget_are_known(kode):
    assert periksa_nik(nik(kode), HARI).nik == nik(kode)


def test_a_number_of_a_citizen_abroad_counts_as_a_nik():
    assert periksa_nik("9960120000000123", HARI).peringatan == []


def test_a_difference_with_the_form_is_a_doubt_for_the_officer():
    hasil = periksa_nik(nik(), HARI, tanggal_lahir=date(1991, 4, 17), jenis_kelamin="Perempuan")
    assert hasil.peringatan == [
        "Tanggal lahir berbeda dengan tanggal di dalam NIK.",
        "Jenis kelamin berbeda dengan yang tersirat di dalam NIK.",
    ]


def test_digits_of_other_scripts_become_ascii():
    assert rapikan_angka("３５１５ ١٨") == "351518"


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("", "Isi nomor KK"),
        ("35151801011500", "Nomor KK harus 16 angka. Anda menulis 14."),
        (nik(perempuan=True), "Ini tampaknya NIK, bukan nomor KK. Nomor KK ada di bagian atas Kartu Keluarga."),
        ("3515183213150001", "Ada angka yang keliru di tengah nomor KK. Salin lagi dari Kartu Keluarga."),
        ("0015180101150001", "Dua angka pertama Nomor KK keliru. Salin lagi dari kartunya."),
    ],
)
def test_a_wrong_family_card_number_has_its_sentence(teks, kalimat):
    assert pesan(periksa_no_kk, teks) == kalimat


def test_a_family_card_number_may_be_typed_with_spaces():
    assert periksa_no_kk("3515 1801 0115 0001") == "3515180101150001"


def test_no_sentence_repeats_the_number():
    for teks in ("35151899", nik(urut=0), "3515183213900004"):
        assert teks not in pesan(periksa_nik, teks, HARI)


def test_a_masked_nik_shows_eight_digits():
    assert samarkan_nik("3515081704900004") == "3515••••••••0004"
    assert samarkan_nik("351508") == "••••••"
