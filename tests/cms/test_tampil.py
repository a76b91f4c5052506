"""Words made from a declaration."""

from types import SimpleNamespace

import pytest

from cms import tampil


@pytest.mark.parametrize(
    ("jam", "kata"),
    [(1, "1 jam kerja"), (7, "7 jam kerja"), (8, "1 hari kerja"), (9, "2 hari kerja"), (40, "5 hari kerja")],
)
def test_working_hours_become_days_rounded_up(jam, kata):
    assert tampil.lama(jam) == kata


@pytest.mark.parametrize(
    ("nama", "singkat", "hasil"),
    [
        ("Surat Keterangan Tidak Mampu", "SKTM", "Surat Keterangan Tidak Mampu (SKTM)"),
        ("Kartu Tanda Pencari Kerja (AK/I)", "AK/I", "Kartu Tanda Pencari Kerja (AK/I)"),
        ("Izin Keramaian", None, "Izin Keramaian"),
    ],
)
def test_the_short_name_is_added_once(nama, singkat, hasil):
    assert tampil.nama_lengkap(SimpleNamespace(nama=nama, singkat=singkat)) == hasil


def _tahap(peran, unit=None, sla=4):
    return SimpleNamespace(peran=peran, unit=unit, sla=sla)


def test_the_level_is_what_the_stage_says_else_where_the_role_sits():
    assert tampil.tingkat(_tahap("camat")) == "kecamatan"
    assert tampil.tingkat(_tahap("petugas_lapangan", "kecamatan")) == "kecamatan"
    assert tampil.tingkat(_tahap("operator_dinas", "dinas-sosial")) == "dinas"
    assert tampil.tingkat(_tahap("peran_baru")) == "luar"


def test_each_level_is_named_once_in_the_order_of_the_route():
    layanan = SimpleNamespace(rute=[_tahap("operator_desa"), _tahap("kepala_desa"), _tahap("camat")])

    assert tampil.diurus_di(layanan) == "Desa, lalu kecamatan"
