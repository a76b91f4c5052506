"""Names behind the first six digits of a NIK."""

import pytest

from core.wilayah.kode import anak, bertitik, nama_wilayah


@pytest.mark.parametrize(
    ("kode", "nama"),
    [("35", "Jawa Timur"), ("35.15", "Kabupaten Sidoarjo"), ("35.15.18", "Waru"), ("35.03.13", "Durenan")],
)
def test_a_code_has_a_name(kode, nama):
    assert nama_wilayah(kode) == nama


@pytest.mark.parametrize("kode", ["", "00", "35.99", "35.15.99", "35.15.18.2001", "351518"])
def test_an_unknown_code_has_none(kode):
    assert nama_wilayah(kode) is None


def test_six_digits_become_a_code():
    assert nama_wilayah(bertitik("351518")) == "Waru"


def test_the_country_is_complete():
    provinsi = anak()
    kabupaten = [k for kode, _ in provinsi for k in anak(kode)]
    assert (len(provinsi), len(kabupaten), sum(len(anak(kode)) for kode, _ in kabupaten)) == (38, 514, 7285)


def test_children_stand_directly_below():
    assert ("35.15.18", "Waru") in anak("35.15")
    assert len(anak("35.15")) == 18
    assert anak("35.15.18") == ()
