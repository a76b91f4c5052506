"""Numbers: without gaps, without doubles, each explained."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.layanan.deklarasi import NaskahSurat
from core.surat import nomor
from core.surat.models import Penghitung
from tests.permohonan import bahan
from tests.surat import alur

WIB = ZoneInfo("Asia/Jakarta")


class Batal(Exception):
    """Rolls a transaction back."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(langkah=st.lists(st.tuples(st.sampled_from(["umum", "waris"]), st.sampled_from([2026, 2027]), st.booleans())))
def test_numbers_are_one_to_last_whatever_is_rolled_back(kecil, langkah):
    Penghitung.objects.all().delete()
    terikat = {}
    for register, tahun, jadi in langkah:
        try:
            with transaction.atomic():
                urut = nomor.ambil(kecil.pepelegi, register, tahun)
                if not jadi:
                    raise Batal
            terikat.setdefault((register, tahun), []).append(urut)
        except Batal:
            pass
    for (register, tahun), semua in terikat.items():
        assert semua == list(range(1, len(semua) + 1))
        assert Penghitung.objects.get(register=register, tahun=tahun).terakhir == len(semua)


def test_offices_registers_and_years_count_for_themselves(kecil):
    assert [nomor.ambil(kecil.pepelegi, "umum", 2026) for _ in range(3)] == [1, 2, 3]
    assert nomor.ambil(kecil.tropodo, "umum", 2026) == 1
    assert nomor.ambil(kecil.pepelegi, "waris", 2026) == 1
    assert nomor.ambil(kecil.pepelegi, "umum", 2027) == 1


@pytest.mark.django_db(transaction=True)
def test_clerks_at_the_same_time_get_different_numbers(kecil):
    def satu(_):
        try:
            with transaction.atomic():
                return nomor.ambil(kecil.pepelegi, "umum", 2026)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as kolam:
        semua = list(kolam.map(satu, range(24)))
    assert sorted(semua) == list(range(1, 25))


def test_number_is_written_as_the_declaration_says(kecil):
    naskah = NaskahSurat(judul="X", jenis="biasa", klasifikasi="460", nomor="{urut}/{bulan_romawi}/{bulan}/{tahun}")
    assert nomor.tulis(naskah, kecil.pepelegi, 7, bahan.SENIN.date()) == "7/XI/11/2026"


@pytest.mark.parametrize(
    ("saat", "tahun"),
    [
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=WIB), 2026),
        (datetime(2027, 1, 1, 0, 0, 0, tzinfo=WIB), 2027),  # 31 December 17.00 UTC
    ],
)
def test_year_of_a_number_is_the_year_in_sidoarjo(kecil, arsip_uji, saat, tahun):
    with time_machine.travel(bahan.SENIN, tick=False) as jam:
        k = alur.di_meja_ttd(kecil)
        jam.move_to(saat)
        surat = alur.siapkan(k)
    assert (surat.tahun, surat.nomor.rsplit("/", 1)[1], surat.tanggal.year) == (tahun, str(tahun), tahun)
