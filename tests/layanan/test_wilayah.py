"""Choosing a region: kecamatan and desa here, province to kecamatan elsewhere; without a script."""

import pytest
from django.http import QueryDict

from core.layanan.formulir import data_kirim, formulir_langkah, ringkasan
from core.layanan.wilayah import sebut_wilayah
from core.wilayah.models import Wilayah
from tests.layanan.bahan import HARI, PROFIL, layanan_uji

pytestmark = pytest.mark.django_db
DEKAT = layanan_uji({"nama": "lokasi", "tipe": "wilayah", "label": "Lokasi usaha"})
JAUH = layanan_uji({"nama": "asal", "tipe": "wilayah", "lingkup": "nasional"})


@pytest.fixture(autouse=True)
def _wilayah():
    isi = [
        ("35", "Jawa Timur", "provinsi", None), ("35.15", "Kabupaten Sidoarjo", "kabupaten", "35"),
        ("35.15.18", "Waru", "kecamatan", "35.15"), ("35.15.17", "Gedangan", "kecamatan", "35.15"),
        ("35.15.18.2001", "Pepelegi", "desa", "35.15.18"), ("35.15.17.1001", "Ketajen", "kelurahan", "35.15.17"),
    ]  # fmt: skip
    for kode, nama, tingkat, induk in isi:
        Wilayah.objects.get_or_create(kode=kode, defaults={"nama": nama, "tingkat": tingkat, "induk_id": induk})


def form(layanan, **isi):
    data = QueryDict(mutable=True)
    data.update(isi)
    return formulir_langkah(layanan, 0, isian={}, profil=PROFIL, data=data, hari=HARI)


def test_a_desa_is_chosen_with_or_without_its_kecamatan():
    for isi in ({"lokasi_kecamatan": "35.15.18"}, {"lokasi_kecamatan": ""}):
        halaman = form(DEKAT, lokasi_desa="35.15.18.2001", **isi)
        assert halaman.isian_bersih() == {"lokasi": "35.15.18.2001"} if halaman.is_valid() else halaman.errors == {}


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({}, "Pilih lokasi usaha"),
        ({"lokasi_kecamatan": "35.15.18"}, "Pilih desa atau kelurahan"),
        ({"lokasi_kecamatan": "35.15.17", "lokasi_desa": "35.15.18.2001"}, "Pilih kecamatan yang ada di dalam daftar"),
        ({"lokasi_desa": "35.15.18"}, "Pilih desa atau kelurahan yang ada di dalam daftar"),
        ({"lokasi_desa": "99.99.99.9999"}, "Pilih desa atau kelurahan yang ada di dalam daftar"),
        ({"lokasi_kecamatan": "35.03.01"}, "Pilih kecamatan yang ada di dalam daftar"),
    ],
)
def test_a_wrong_or_missing_place_says_what_to_choose(isi, kalimat):
    assert form(DEKAT, **isi).errors["lokasi"] == [kalimat]


def test_every_desa_is_in_the_list_grouped_and_a_chosen_kecamatan_narrows_it():
    awal = str(formulir_langkah(DEKAT, 0, isian={}, profil=PROFIL, hari=HARI))
    assert '<optgroup label="Kecamatan Gedangan">' in awal
    assert "Kelurahan Ketajen" in awal
    sempit = str(form(DEKAT, lokasi_kecamatan="35.15.18"))
    assert "Desa Pepelegi" in sempit
    assert "Kelurahan Ketajen" not in sempit


def test_far_away_one_level_opens_the_next_without_blame():
    halaman = form(JAUH, asal_provinsi="31")
    assert not halaman.is_valid()
    assert (halaman.terungkap, dict(halaman.errors)) == (["asal"], {})
    assert "asal_kabupaten" in str(halaman)
    lupa = form(JAUH, asal_provinsi="31", asal_kabupaten="")
    assert lupa.errors["asal"] == ["Pilih kabupaten atau kota"]
    kotak = form(JAUH, asal_provinsi="31", asal_kabupaten="31.71", asal_kecamatan="31.71.01")
    assert (kotak.is_valid(), kotak.terungkap, dict(kotak.errors)) == (False, ["asal"], {})
    assert 'name="asal_nama_desa"' in str(kotak)
    sampai = form(JAUH, asal_provinsi="31", asal_kabupaten="31.71", asal_kecamatan="31.71.01", asal_nama_desa="")
    assert sampai.is_valid()
    assert sampai.isian_bersih() == {"asal": "31.71.01"}


def test_in_our_own_kabupaten_the_desa_is_asked_for_as_well():
    atas = {"asal_provinsi": "35", "asal_kabupaten": "35.15", "asal_kecamatan": "35.15.18"}
    assert form(JAUH, **atas).terungkap == ["asal"]
    assert form(JAUH, **atas, asal_desa="35.15.18.2001").is_valid()


@pytest.mark.parametrize("layanan", [DEKAT, JAUH])
def test_a_stored_place_comes_back_and_is_named_in_words(layanan):
    nama = next(iter(layanan.kolom))
    isian = {nama: "35.15.18.2001"}
    halaman = formulir_langkah(layanan, 0, isian={}, profil=PROFIL, data=data_kirim(layanan, 0, isian), hari=HARI)
    assert dict(halaman.errors) == {}
    assert halaman.isian_bersih() == isian
    teks = ringkasan(layanan, isian, PROFIL)[0].baris[0].teks
    assert teks == "Desa Pepelegi, Kecamatan Waru, Kabupaten Sidoarjo"


def test_unknown_codes_are_shown_as_they_are():
    assert sebut_wilayah("00.00") == "00.00"
    assert sebut_wilayah("35") == "Provinsi Jawa Timur"


@pytest.mark.parametrize(
    ("ditulis", "jawaban", "sebut"),
    [
        ("Keude Bakongan", "11.01.01/Keude Bakongan", "Desa/Kelurahan Keude Bakongan, Kecamatan Bakongan"),
        ("  A/B ", "11.01.01/A B", "Desa/Kelurahan A B, Kecamatan Bakongan"),
        ("", "11.01.01", "Kecamatan Bakongan"),
    ],
)
def test_a_desa_far_away_is_typed_kept_and_named_in_the_letter(ditulis, jawaban, sebut):
    jauh = {"asal_provinsi": "11", "asal_kabupaten": "11.01", "asal_kecamatan": "11.01.01"}
    halaman = form(JAUH, **jauh, asal_nama_desa=ditulis)
    assert halaman.is_valid()
    assert halaman.isian_bersih() == {"asal": jawaban}
    assert sebut_wilayah(jawaban).startswith(sebut)
    lagi = formulir_langkah(
        JAUH, 0, isian={"asal": jawaban}, profil=PROFIL, data=data_kirim(JAUH, 0, {"asal": jawaban})
    )
    assert (lagi.is_valid(), lagi.isian_bersih()) == (True, {"asal": jawaban})


@pytest.mark.parametrize("buruk", ["x" * 81, "Desa \u4e2d"])
def test_a_typed_desa_that_no_letter_can_hold_is_refused(buruk):
    jauh = {"asal_provinsi": "11", "asal_kabupaten": "11.01", "asal_kecamatan": "11.01.01"}
    assert form(JAUH, **jauh, asal_nama_desa=buruk).errors["asal"]
