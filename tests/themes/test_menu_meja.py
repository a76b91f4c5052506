"""The desk's menu shows only doors that open."""

from tests import pabrik
from tests.peramban import Peramban


def test_the_operator_of_a_desa_finds_the_new_citizens(kecil):
    meja = Peramban(pabrik.petugas(kecil.pepelegi, "operator_desa")).buka("/kantor/")
    assert meja.ikuti("Warga baru").kode == 200


def test_who_may_not_open_that_page_has_no_door_to_it(kecil):
    meja = Peramban(pabrik.petugas(kecil.waru, "camat")).buka("/kantor/")
    assert "Warga baru" not in meja.teks
    assert meja.buka("/kantor/warga/").kode == 404
