"""What is put back row by row is what the work itself makes; another beginning gets the work itself."""

import pytest
from django.db import transaction
from wagtail.models import Page

from core.wilayah.models import Unit, Wilayah
from tests import kilas

pytestmark = pytest.mark.django_db


class Batal(Exception):
    """Undo what happened since the last savepoint."""


@pytest.fixture
def kerja():
    """A piece of work that counts how often it was really done."""

    def buat():
        buat.kali += 1
        ke = Wilayah.objects.count()
        Wilayah.objects.create(kode=f"35.{ke}", nama="Uji", tingkat="kabupaten")
        Unit.objects.create(kode=f"kantor-{ke}", nama="Kantor", jenis="dinas", kop={"nama": "á"})
        Page.objects.filter(depth=1).update(title="Akar uji")

    buat.kali = 0
    return buat


def isi():
    return kilas._isi(*kilas._kunci_utama())


def putar_lalu_batal(kerja):
    """What the database holds after the work; then it is as before."""
    try:
        with transaction.atomic():
            diputar = kilas.putar(kerja, id(kerja))
            hasil = isi()
            raise Batal
    except Batal:
        return diputar, hasil


def test_the_second_time_the_same_rows_are_put_back_without_the_work(kerja):
    awal = isi()
    pertama, dibuat = putar_lalu_batal(kerja)
    kedua, diputar = putar_lalu_batal(kerja)
    assert isi() == awal
    assert (pertama, kedua, kerja.kali) == (False, True, 1)
    assert dibuat == diputar != awal


def test_from_another_beginning_the_work_is_done(kerja):
    putar_lalu_batal(kerja)
    Wilayah.objects.create(kode="35", nama="Jawa Timur", tingkat="provinsi")
    assert kilas.putar(kerja, id(kerja)) is False
    assert kerja.kali == 2
    assert Wilayah.objects.filter(kode="35.1").exists()


def test_more_beginnings_than_are_remembered_cost_only_the_work(kerja):
    for ke in range(kilas.RAGAM + 2):
        putar_lalu_batal(kerja)
        Wilayah.objects.create(kode=f"3{ke}", nama="Uji", tingkat="provinsi")
    assert kilas.putar(kerja, id(kerja)) is False
    assert kerja.kali == kilas.RAGAM + 3
