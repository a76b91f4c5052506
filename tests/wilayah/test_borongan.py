"""Writing wholesale: the same rows as one by one, in a handful of statements, all or nothing."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core.wilayah.borongan import Meleset, borongan, kumpulkan, sekali, sisip, ubah
from core.wilayah.models import HariLibur, Unit

pytestmark = pytest.mark.django_db


def hari(n):
    return HariLibur(tanggal=f"2031-01-{n:02d}", nama=f"Hari {n}")


def kueri(kerja):
    with CaptureQueriesContext(connection) as catatan:
        kerja()
    return [satu["sql"].split()[0] for satu in catatan if "SAVEPOINT" not in satu["sql"]]


def test_rows_of_a_block_are_inserted_and_changed_by_one_statement_each(kecil):
    def kerja():
        with transaction.atomic(), borongan():
            for n in range(1, 6):
                sisip([hari(n)])
            for satu in (kecil.pepelegi, kecil.waru):
                ubah(Unit, {"pk": satu.pk, "nama": satu.nama}, {"nama": f"{satu.nama} baru"})

    assert len(kueri(kerja)) == 2
    assert HariLibur.objects.filter(tanggal__year=2031).count() == 5
    assert set(Unit.objects.filter(nama__endswith=" baru")) == {kecil.pepelegi, kecil.waru}


def test_outside_a_block_each_call_writes_at_once(kecil):
    sisip([hari(1)])
    assert HariLibur.objects.filter(tanggal__year=2031).count() == 1
    ubah(Unit, {"pk": kecil.waru.pk, "nama__in": ("lain", kecil.waru.nama)}, {"nama": "Baru"})
    assert Unit.objects.get(pk=kecil.waru.pk).nama == "Baru"
    with pytest.raises(Meleset):
        ubah(Unit, {"pk": kecil.waru.pk, "nama": "sudah lain"}, {"nama": "Tidak"})
    assert Unit.objects.get(pk=kecil.waru.pk).nama == "Baru"


def test_one_row_that_has_changed_takes_the_whole_block_back(kecil):
    def kerja(nama_kedua):
        with transaction.atomic(), borongan():
            sisip([hari(1)])
            ubah(Unit, {"pk": kecil.pepelegi.pk, "nama": kecil.pepelegi.nama}, {"nama": "Satu"})
            ubah(Unit, {"pk": kecil.waru.pk, "nama__in": (nama_kedua, "cadangan")}, {"nama": "Dua"})

    with pytest.raises(Meleset):
        kerja("bukan namanya")
    assert not HariLibur.objects.filter(tanggal__year=2031).exists()
    assert not Unit.objects.filter(nama__in=["Satu", "Dua"]).exists()
    kerja(kecil.waru.nama)  # twin: with the right names both are written
    assert Unit.objects.filter(nama__in=["Satu", "Dua"]).count() == 2


def test_a_loose_change_may_find_nothing(kecil):
    with transaction.atomic(), borongan():
        ubah(Unit, {"pk": kecil.waru.pk, "nama": "sudah lain"}, {"nama": "Tidak"}, longgar=True)
    assert not Unit.objects.filter(nama="Tidak").exists()


def test_a_refusal_inside_the_block_writes_nothing():
    def kerja():
        with transaction.atomic(), borongan():
            sisip([hari(1)])
            raise ValueError("batal")

    with pytest.raises(ValueError, match="batal"):
        kerja()
    assert not HariLibur.objects.filter(tanggal__year=2031).exists()


def test_what_follows_from_the_writing_comes_after_it_and_once():
    urutan = []

    def kabar(_tentang, semua):
        urutan.append(([satu.tanggal for satu in semua], HariLibur.objects.filter(tanggal__year=2031).count()))
        kumpulkan(susulan, None, semua)

    def susulan(_tentang, semua):
        urutan.append(len(semua))

    with transaction.atomic(), borongan():
        for n in (1, 2):
            baris = hari(n)
            sisip([baris])
            kumpulkan(kabar, None, [baris])
        assert urutan == []
    assert urutan == [(["2031-01-01", "2031-01-02"], 2), 2]


def test_an_object_asked_for_again_in_a_block_is_the_same_and_outside_it_is_not():
    with transaction.atomic(), borongan():
        assert sekali("x", object) is sekali("x", object)
    assert sekali("x", object) is not sekali("x", object)
