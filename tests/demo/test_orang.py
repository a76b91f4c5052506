"""The cast of the demo, before any database."""

from datetime import date

import pytest

from core.wilayah.daerah import SEMUA
from core.wilayah.kode import bertitik, nama_wilayah
from core.wilayah.nik import periksa_nik, periksa_no_kk
from demo import akun_demo
from demo.orang import SANDI, WARGA, pegawai

DAERAH = pytest.mark.parametrize("daerah", sorted(SEMUA))


@DAERAH
def test_every_account_has_its_own_name_and_user_name(daerah):
    akun = akun_demo(daerah)
    assert len({a.masuk for a in akun}) == len({a.nama for a in akun}) == len(akun)
    assert {a.sandi for a in akun} == {SANDI}


@DAERAH
def test_the_accounts_on_the_main_path_cover_every_kind_of_person(daerah):
    masuk = [a.masuk.split(".")[0] for a in akun_demo(daerah) if a.utama]
    assert {"operator", "sekdes", "kades", "lurah", "kesra", "pelayanan", "camat", "kepala", "admin"} <= set(masuk)
    assert sum(m.isdigit() for m in masuk) == 2


@DAERAH
def test_only_signers_have_a_passphrase(daerah):
    berfrasa = {a.masuk.split(".")[0] for a in akun_demo(daerah) if a.frasa}
    assert berfrasa == {"kades", "lurah", "camat", "kepala"}


def test_without_a_name_the_active_regency_is_meant(settings):
    settings.DAERAH = "trenggalek"
    assert "kades.semarum" in [a.masuk for a in akun_demo()]


@DAERAH
def test_citizens_carry_numbers_that_fit_their_data(daerah):
    for w in WARGA[daerah]:
        hasil = periksa_nik(w.nik, date(2026, 11, 21), tanggal_lahir=w.lahir, jenis_kelamin=w.kelamin)
        assert hasil.peringatan == []
        assert periksa_no_kk(w.no_kk) == w.no_kk
        assert w.desa.startswith(bertitik(w.nik[:6]))
        assert nama_wilayah(bertitik(w.nik[:6]))


@DAERAH
def test_the_numbers_lie_outside_of_what_is_handed_out(daerah):
    assert {w.nik[12] for w in WARGA[daerah]} == {"9"}


@DAERAH
def test_the_first_citizen_is_a_woman_and_born_on_day_plus_forty(daerah):
    satu = WARGA[daerah][0]
    assert (satu.kelamin, int(satu.nik[6:8]) - 40, satu.diterima) == ("Perempuan", satu.lahir.day, True)
    assert WARGA[daerah][1].diterima is False


@DAERAH
def test_one_head_is_acting(daerah):
    assert [p.peran for p in pegawai(daerah) if p.jenis == "plt"] == ["kepala_desa"]


def test_the_table_says_who_sits_where():
    peran = {a.masuk: a.peran for a in akun_demo("sidoarjo")}
    assert peran["kades.pepelegi"] == "Kepala Desa Pepelegi"
    assert peran["kades.tropodo"] == "Plt. Kepala Desa Tropodo"
    assert peran["lurah.magersari"] == "Lurah Magersari"
    assert peran["pelayanan.waru"] == "Kepala Seksi Pelayanan Waru"
