"""Whose files somebody may see, and the inbox."""

from datetime import timedelta

import pytest
from django.db import connection

from core.permohonan import kueri, verba
from core.permohonan.kueri import Saringan, Ubin
from core.permohonan.models import Permohonan
from core.permohonan.nomor import nomor_acak, rapikan_nomor
from core.wilayah.verba import akhiri
from tests import pabrik
from tests.permohonan import bahan
from tests.permohonan.bahan import BERJENJANG, SENIN, layanan, warga

pytestmark = pytest.mark.usefixtures("senin")


def kirim(unit, *rute, **ubah):
    return bahan.kirim(bahan.draf(warga(unit), layanan(*rute, **ubah)))


@pytest.fixture
def operator(kecil):
    return pabrik.petugas(kecil.pepelegi, "operator_desa")


# --- The choke point --------------------------------------------------------------------------------------------------


def test_officers_see_the_files_of_their_own_office_only(kecil, operator):
    punya = kirim(kecil.pepelegi)
    kirim(kecil.tropodo)
    assert list(kueri.untuk_petugas(operator)) == [punya]


def test_an_office_keeps_seeing_a_file_it_has_passed_on(kecil):
    k = bahan.kantor(kecil, *BERJENJANG)
    camat = k.kecamatan.camat
    assert list(kueri.untuk_petugas(camat)) == []
    k.lakukan("teruskan", k.desa.operator_desa)
    k.ttd(k.desa.kepala_desa)
    k.lakukan("teruskan", k.desa.operator_desa)
    assert list(kueri.untuk_petugas(camat)) == [k.p]
    assert list(kueri.untuk_petugas(k.desa.operator_desa)) == [k.p]


def test_drafts_are_nobodys_business(kecil, operator):
    bahan.draf(warga(kecil.pepelegi))
    assert list(kueri.untuk_petugas(operator)) == []


def test_an_assignment_that_ended_shows_nothing(kecil, operator):
    kirim(kecil.pepelegi)
    akhiri(penugasan=operator.tugas, sampai=(SENIN - timedelta(days=1)).date())
    assert list(kueri.untuk_petugas(operator)) == []


def test_looking_at_a_file_opens_it_to_nobody_else(kecil, operator):
    """A look is an event with a unit too; it must not count as having handled the file."""
    p = kirim(kecil.pepelegi)
    tamu = pabrik.petugas(kecil.tropodo, "operator_desa")
    verba.catat_lihat(permohonan_id=p.pk, pelaku=verba.Pelaku(tamu))
    assert list(kueri.untuk_petugas(tamu)) == []


def test_a_citizen_sees_his_own_files_only(kecil):
    p = kirim(kecil.pepelegi)
    kirim(kecil.pepelegi)
    assert list(kueri.untuk_warga(p.pemohon)) == [p]


# --- The inbox --------------------------------------------------------------------------------------------------------


def isi(operator, **pilihan):
    return kueri.kotak_masuk([operator.tugas], **pilihan)


def test_the_inbox_holds_what_waits_for_this_seat(kecil, operator):
    p = kirim(kecil.pepelegi)
    kirim(kecil.tropodo)
    kirim(kecil.pepelegi, bahan.TTD)
    dikembalikan = kirim(kecil.pepelegi)
    verba.kembalikan(permohonan_id=dikembalikan.pk, pelaku=verba.Pelaku(operator), versi=dikembalikan.versi, umum="x")
    assert isi(operator).isi == [p]


def test_no_seat_no_inbox(kecil):
    kirim(kecil.pepelegi)
    assert (kueri.kotak_masuk([]).isi, kueri.ubin([])) == ([], Ubin(0, 0, 0))


def test_the_most_urgent_comes_first_and_pages_neither_hide_nor_repeat(kecil, operator, senin):
    semua = []
    for jam in (3, 1, 2, 1, 5):
        semua.append(kirim(kecil.pepelegi, bahan.PERIKSA | {"sla": jam}, versi=jam))
    urut = sorted(Permohonan.objects.all(), key=lambda p: (p.tenggat, p.pk))
    dapat, kursor = [], ""
    while True:
        halaman = isi(operator, ukuran=2, kursor=kursor)
        dapat += halaman.isi
        if not (kursor := halaman.berikut):
            break
    assert dapat == urut
    assert len(dapat) == 5


def test_a_file_that_leaves_while_paging_hides_no_other(kecil, operator):
    for jam in (1, 2, 3):
        kirim(kecil.pepelegi, bahan.PERIKSA | {"sla": jam}, bahan.TTD, versi=jam)
    pertama = isi(operator, ukuran=1)
    p = pertama.isi[0]
    verba.teruskan(permohonan_id=p.pk, pelaku=verba.Pelaku(operator), versi=p.versi)
    assert len(isi(operator, ukuran=5, kursor=pertama.berikut).isi) == 2


@pytest.mark.parametrize("kursor", ["x", "e30", "bnVsbA", "WyJhIiwgImIiXQ", "😀"])
def test_a_broken_cursor_shows_the_first_page(kecil, operator, kursor):
    p = kirim(kecil.pepelegi)
    assert isi(operator, kursor=kursor).isi == [p]


def test_the_tiles_and_their_filters_agree(kecil, operator, senin):
    for jam in (1, 4, 40):
        kirim(kecil.pepelegi, bahan.PERIKSA | {"sla": jam}, versi=jam)
    senin.shift(timedelta(hours=2))
    ubin = kueri.ubin([operator.tugas])
    assert (ubin, ubin.semua) == (Ubin(lewat=1, hari_ini=1, cukup=1), 3)
    per_ubin = {
        nama: len(isi(operator, saringan=Saringan(tenggat=nama)).isi) for nama in ("lewat", "hari_ini", "cukup")
    }
    assert per_ubin == {"lewat": 1, "hari_ini": 1, "cukup": 1}


def test_claimed_and_free_files_are_told_apart(kecil, operator, senin):
    rekan = pabrik.petugas(kecil.pepelegi, "operator_desa")
    saya, dia, bebas = (kirim(kecil.pepelegi) for _ in range(3))
    for p, orang in ((saya, operator), (dia, rekan)):
        verba.klaim(permohonan_id=p.pk, pelaku=verba.Pelaku(orang), versi=p.versi)
    assert isi(operator, saringan=Saringan(klaim="saya")).isi == [bahan.segar(saya)]
    assert isi(operator, saringan=Saringan(klaim="bebas")).isi == [bahan.segar(bebas)]
    senin.shift(timedelta(hours=4))
    assert len(isi(operator, saringan=Saringan(klaim="bebas")).isi) == 3


def test_the_inbox_is_narrowed_to_one_service_and_one_status(kecil, operator):
    kirim(kecil.pepelegi)
    lain = kirim(kecil.pepelegi, kode="surat-lain")
    verba.klaim(permohonan_id=lain.pk, pelaku=verba.Pelaku(operator), versi=lain.versi)
    assert isi(operator, saringan=Saringan(kode_layanan="surat-lain")).isi == [lain]
    assert isi(operator, saringan=Saringan(status="diproses")).isi == [lain]
    assert len(isi(operator, saringan=Saringan(tenggat="aneh", klaim="aneh", status="aneh")).isi) == 2
    assert kueri.layanan_di_meja([operator.tugas]) == [("surat-lain", 1), ("surat-uji", 1)]


@pytest.mark.parametrize("banyak", [1, 5])
def test_the_inbox_costs_one_query_whatever_the_rows(kecil, operator, django_assert_num_queries, banyak):
    for _ in range(banyak):
        kirim(kecil.pepelegi)
    with django_assert_num_queries(1):
        assert len([(p.pemohon.pengguna.nama, p.unit.nama, p.tempat.nama) for p in isi(operator).isi]) == banyak
    with django_assert_num_queries(1):
        kueri.ubin([operator.tugas])


def test_the_inbox_reads_its_index_in_order(kecil, operator):
    """Neither a walk over the table nor a sort: the plan is what keeps page 1 and page 1,000 equally fast."""
    if connection.vendor != "sqlite":
        pytest.skip("EXPLAIN QUERY PLAN is SQLite's")
    q = kueri.di_meja([operator.tugas]).order_by("tenggat", "id")
    rencana = q.explain()
    assert "permohonan_meja" in rencana or "permohonan_kotak" in rencana
    assert "SCAN permohonan_permohonan" not in rencana


def test_who_looked_is_listed_for_the_citizen(kecil, operator, senin):
    p = kirim(kecil.pepelegi)
    verba.catat_lihat(permohonan_id=p.pk, pelaku=verba.Pelaku(operator))
    assert [(e.aktor, e.unit) for e in kueri.siapa_melihat(p)] == [(operator, kecil.pepelegi)]


# --- Numbers ----------------------------------------------------------------------------------------------------------


def test_a_number_names_regency_and_month_and_does_not_repeat():
    semua = {nomor_acak(SENIN) for _ in range(500)}
    assert len(semua) == 500
    assert all(n.startswith("SDA-2611-") and len(n) == 18 for n in semua)


@pytest.mark.parametrize(
    "tulisan", ["sda-2611-7k3m-q9t0", " SDA 2611 7K3M Q9TO ", "SDA-26117K3MQ9TO", "sda-26i1-7k3m-q9to"]
)
def test_what_a_person_types_is_understood(tulisan):
    assert rapikan_nomor(tulisan) == "SDA-2611-7K3M-Q9T0"
