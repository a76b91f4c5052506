"""The factory itself: what other tests stand on."""

from datetime import date

import pytest

from core.wilayah.kueri import penugasan_aktif
from core.wilayah.nik import periksa_nik
from tests.pabrik import daerah_kecil, petugas, tim, warga


def test_the_small_regency_can_be_made_twice(kecil):
    assert daerah_kecil() == kecil


def test_an_officer_of_the_factory_holds_the_seat(kecil):
    kades = petugas(kecil.pepelegi, "kepala_desa")
    assert [p.nama_jabatan for p in penugasan_aktif(kades, date(2026, 11, 23))] == ["Kepala Desa Pepelegi"]


def test_a_team_fills_every_seat_of_an_office(kecil):
    assert sorted(vars(tim(kecil.pepelegi))) == ["kepala_desa", "operator_desa", "sekretaris_desa"]


@pytest.mark.parametrize("kelamin", ["Perempuan", "Laki-laki"])
def test_a_citizen_of_the_factory_has_a_nik_that_fits_the_data(kecil, kelamin):
    orang = warga(kecil.pepelegi, jenis_kelamin=kelamin)
    hasil = periksa_nik(orang.nik, date(2026, 11, 21), tanggal_lahir=orang.tanggal_lahir, jenis_kelamin=kelamin)
    assert (hasil.peringatan, orang.nik[:6], orang.terverifikasi) == ([], "351518", True)
