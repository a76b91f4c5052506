"""Offices and seats: their names, their letterheads, and that every route of a service finds one."""

import pytest

from core.wilayah import peran as p
from core.wilayah.daerah import SEMUA, SIDOARJO, TRENGGALEK, daerah_aktif
from core.wilayah.models import Jabatan, Unit, Wilayah, salam_jabatan
from core.wilayah.susunan import kode_surat_kecamatan, peran_unit


def jabatan(unit, peran):
    return Jabatan.objects.get(unit=unit, peran=peran)


def test_seats_are_named_as_letters_name_them(kecil):
    assert jabatan(kecil.pepelegi, p.KEPALA_DESA).nama == "Kepala Desa Pepelegi"
    assert jabatan(kecil.pepelegi, p.SEKRETARIS_DESA).nama == "Sekretaris Desa Pepelegi"
    assert jabatan(kecil.magersari, p.KEPALA_DESA).nama == "Lurah Magersari"
    assert jabatan(kecil.magersari, p.SEKRETARIS_DESA).nama == "Sekretaris Kelurahan Magersari"
    assert jabatan(kecil.waru, p.CAMAT).nama == "Camat Waru"
    assert jabatan(kecil.waru, p.KASI_PELAYANAN).nama == "Kepala Seksi Pelayanan Kecamatan Waru"
    assert jabatan(kecil.dinas_sosial, p.KEPALA_DINAS).nama == "Kepala Dinas Sosial"


@pytest.mark.parametrize(
    ("jenis", "nama"), [("definitif", "Camat Waru"), ("plt", "Plt. Camat Waru"), ("plh", "Plh. Camat Waru")]
)
def test_an_acting_holder_signs_as_such(jenis, nama):
    assert salam_jabatan("Camat Waru", jenis) == nama


def test_an_unknown_kind_of_holder_is_an_error():
    with pytest.raises(ValueError, match="pjs"):
        salam_jabatan("Camat Waru", "pjs")


def test_only_civil_servants_need_a_nip(kecil):
    assert not jabatan(kecil.pepelegi, p.KEPALA_DESA).nip_wajib
    assert jabatan(kecil.magersari, p.KEPALA_DESA).nip_wajib
    assert jabatan(kecil.waru, p.CAMAT).nip_wajib
    assert not jabatan(kecil.waru, p.OPERATOR_KECAMATAN).nip_wajib


def test_every_role_of_the_vocabulary_has_a_seat_somewhere(kecil):
    assert set(Jabatan.objects.values_list("peran", flat=True)) == set(p.SEMUA)


def test_a_role_has_plain_words_for_the_citizen():
    assert p.sebutan(p.OPERATOR_DESA) == "petugas desa"
    assert p.sebutan("peran_khayal") == "petugas"


def test_the_letterhead_of_a_desa_names_its_kecamatan(kecil):
    kop = kecil.pepelegi.kop_surat()
    assert (kop["kabupaten"], kop["kecamatan"], kop["nama"]) == (
        "Kabupaten Sidoarjo",
        "Kecamatan Waru",
        "Desa Pepelegi",
    )
    assert kecil.waru.kop_surat()["kecamatan"] is None


def test_the_regency_may_write_its_own_letterhead_line(kecil):
    kecil.pepelegi.kop = {"alamat": "Balai Desa Pepelegi"}
    assert kecil.pepelegi.kop_surat()["alamat"] == "Balai Desa Pepelegi"


def test_a_letter_is_dated_at_the_place_of_its_office(kecil):
    assert (kecil.pepelegi.tempat, kecil.waru.tempat, kecil.dinas_sosial.tempat) == ("Pepelegi", "Waru", "Sidoarjo")


def test_regions_are_named_with_their_level(kecil):
    nama = {w.kode: str(w) for w in Wilayah.objects.all()}
    assert (nama["35.15.18.2001"], nama["35.15.08.1018"]) == ("Desa Pepelegi", "Kelurahan Magersari")
    assert (nama["35.15.18"], nama["35.15"], nama["35"]) == ("Kecamatan Waru", "Kabupaten Sidoarjo", "Jawa Timur")


def test_letter_codes_do_not_depend_on_what_is_loaded(kecil):
    assert kecil.waru.kode_surat == kode_surat_kecamatan(SIDOARJO)["35.15.18"]
    assert len(set(kode_surat_kecamatan(SIDOARJO).values())) == 18


def test_an_outside_body_without_desk_has_no_seats(kecil):
    assert peran_unit(Unit.objects.get(kode="bank-jatim")) == ()
    assert peran_unit(Unit.objects.get(kode="kua-35.15.18")) == (p.PETUGAS_KUA,)


def test_the_profile_follows_the_setting(settings):
    settings.DAERAH = "trenggalek"
    assert daerah_aktif() is TRENGGALEK
    assert (TRENGGALEK.aplikasi, TRENGGALEK.awalan_nomor, SIDOARJO.awalan_nomor) == ("PETUNG DADI", "TGK", "SDA")
    assert {d.tema for d in SEMUA.values()} == {"sidoarjo", "trenggalek"}
