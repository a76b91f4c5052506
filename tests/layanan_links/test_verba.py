"""Who may change what an application's entry says, and when citizens see it."""

import pytest
from django.db import IntegrityError, transaction

from core.notifikasi.models import Pesan
from layanan_links import kueri, verba
from layanan_links.models import Kesehatan, Tautan, Usulan
from tests.layanan_links.bahan import isi, menunggu, opd, pemerintahan, tayang

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(kecil):
    return pemerintahan(kecil)


@pytest.fixture
def dinsos(kecil):
    return opd(kecil.dinas_sosial)


def nama_umum():
    return list(kueri.untuk_umum().values_list("nama", flat=True))


def test_what_bagian_pemerintahan_enters_is_live_at_once(admin, kecil):
    tautan = tayang(admin, kecil.dinas_sosial, nama="SIPPADU")
    assert (nama_umum(), tautan.status_bukti, Usulan.objects.count()) == (["SIPPADU"], "dicek", 0)


def test_a_new_entry_of_an_opd_waits_and_nobody_sees_it(admin, dinsos, kecil):
    tautan = verba.simpan(tautan=Tautan(kode="baru"), isi=isi(kecil.dinas_sosial, nama="Baru"), oleh=dinsos)
    assert (nama_umum(), menunggu(tautan).jenis) == ([], "baru")
    verba.setujui(usulan_id=menunggu(tautan).pk, oleh=admin)
    assert nama_umum() == ["Baru"]


def test_citizens_see_the_old_words_until_a_change_is_approved(admin, dinsos, kecil):
    tautan = tayang(admin, kecil.dinas_sosial, nama="Lama", alamat="https://lama.contoh.id/")
    baru = isi(kecil.dinas_sosial, nama="Baru", alamat="https://baru.contoh.id/")
    verba.simpan(tautan=tautan, isi=baru, oleh=dinsos)
    lama = kueri.untuk_umum().get()
    verba.setujui(usulan_id=menunggu(tautan).pk, oleh=admin)
    kini = kueri.untuk_umum().get()
    assert [(t.nama, t.alamat) for t in (lama, kini)] == [
        ("Lama", "https://lama.contoh.id/"),
        ("Baru", "https://baru.contoh.id/"),
    ]


def test_a_refused_change_leaves_the_entry_and_tells_why(admin, dinsos, kecil):
    tautan = tayang(admin, kecil.dinas_sosial, nama="Lama")
    verba.simpan(tautan=tautan, isi=isi(kecil.dinas_sosial, nama="Baru"), oleh=dinsos)
    with pytest.raises(verba.TidakDapat):
        verba.tolak(usulan_id=menunggu(tautan).pk, oleh=admin, alasan="  ")
    usulan = verba.tolak(usulan_id=menunggu(tautan).pk, oleh=admin, alasan="Namanya keliru.")
    kabar = Pesan.objects.get(penerima=dinsos, saluran="surel")
    assert (nama_umum(), usulan.status, kabar.jenis) == (["Lama"], "ditolak", "tautan_ditolak")


def test_a_newer_proposal_takes_the_place_of_the_one_that_was_shown(admin, dinsos, kecil):
    tautan = tayang(admin, kecil.dinas_sosial, nama="Lama")
    verba.simpan(tautan=tautan, isi=isi(kecil.dinas_sosial, nama="Pertama"), oleh=dinsos)
    terlihat = menunggu(tautan)
    verba.simpan(tautan=tautan, isi=isi(kecil.dinas_sosial, nama="Kedua"), oleh=dinsos)
    with pytest.raises(verba.TidakDapat, match="diganti yang lebih baru"):
        verba.setujui(usulan_id=terlihat.pk, oleh=admin)
    assert (nama_umum(), menunggu(tautan).isi["nama"]) == (["Lama"], "Kedua")


def test_the_database_keeps_two_proposals_from_waiting_for_one_entry(admin, dinsos, kecil):
    tautan = tayang(admin, kecil.dinas_sosial)
    verba.simpan(tautan=tautan, isi=isi(kecil.dinas_sosial), oleh=dinsos)
    with pytest.raises(IntegrityError), transaction.atomic():
        Usulan.objects.create(tautan=tautan, jenis="ubah", isi={}, diajukan_oleh=dinsos)


@pytest.mark.parametrize("kantor", ["milik lain", "dipindah ke lain"])
def test_an_opd_neither_changes_nor_moves_entries_of_another(admin, dinsos, kecil, kantor):
    milik, tujuan = kecil.dispendukcapil, kecil.dispendukcapil
    if kantor == "dipindah ke lain":
        milik = kecil.dinas_sosial
    tautan = tayang(admin, milik)
    with pytest.raises(verba.TidakDapat):
        verba.simpan(tautan=tautan, isi=isi(tujuan), oleh=dinsos)
    assert Usulan.objects.count() == 0


def test_only_bagian_pemerintahan_decides_and_merges(admin, dinsos, kecil):
    satu, dua = tayang(admin, kecil.dinas_sosial), tayang(admin, kecil.dinas_sosial)
    verba.simpan(tautan=satu, isi=isi(kecil.dinas_sosial), oleh=dinsos)
    usulan = menunggu(satu).pk
    for lakukan in (
        lambda: verba.setujui(usulan_id=usulan, oleh=dinsos),
        lambda: verba.tolak(usulan_id=usulan, oleh=dinsos, alasan="x"),
        lambda: verba.gabung(dipakai=satu, dilebur=dua, oleh=dinsos),
        lambda: verba.bedakan(satu=satu, dua=dua, oleh=dinsos),
    ):
        with pytest.raises(verba.TidakDapat):
            lakukan()
    assert len(nama_umum()) == 2


def test_withdrawing_a_live_entry_waits_for_approval_and_a_new_one_goes_at_once(admin, dinsos, kecil):
    tautan = tayang(admin, kecil.dinas_sosial)
    assert verba.tarik(tautan=tautan, oleh=dinsos) is False
    assert len(nama_umum()) == 1
    verba.setujui(usulan_id=menunggu(tautan).pk, oleh=admin)
    baru = verba.simpan(tautan=Tautan(kode="baru"), isi=isi(kecil.dinas_sosial), oleh=dinsos)
    assert (nama_umum(), verba.tarik(tautan=baru, oleh=dinsos)) == ([], True)
    assert Usulan.objects.filter(status="menunggu").count() == 0


def test_who_left_the_seat_keeps_nothing(admin, dinsos, kecil):
    tautan = tayang(admin, kecil.dinas_sosial)
    assert list(kueri.untuk_pengelola(dinsos)) == [tautan]
    dinsos.penugasan.all().delete()
    assert list(kueri.untuk_pengelola(dinsos)) == []


def test_a_new_address_begins_a_new_history_and_new_words_do_not(admin, kecil):
    tautan = tayang(admin, kecil.dinas_sosial, alamat="https://lama.contoh.id/")
    Kesehatan.objects.filter(tautan=tautan).update(kode="hilang", gagal=3, gagal_sejak=tautan.dibuat, rusak=True)
    verba.simpan(tautan=tautan, isi=verba.isi_dari(tautan) | {"nama": "Nama baru"}, oleh=admin)
    tetap = Kesehatan.objects.get(tautan=tautan).rusak
    verba.simpan(tautan=tautan, isi=verba.isi_dari(tautan) | {"alamat": "https://baru.contoh.id/"}, oleh=admin)
    segar = Kesehatan.objects.get(tautan=tautan)
    assert (tetap, segar.rusak, segar.gagal, segar.kode) == (True, False, 0, "")


def test_merging_leads_every_old_address_to_the_kept_entry(admin, kecil):
    satu, dua, tiga = (tayang(admin, kecil.dinas_sosial) for _ in range(3))
    verba.gabung(dipakai=dua, dilebur=satu, oleh=admin)
    verba.gabung(dipakai=tiga, dilebur=dua, oleh=admin)
    assert {t.kode: t.digabung_ke_id for t in Tautan.objects.all()} == {
        satu.kode: tiga.pk, dua.kode: tiga.pk, tiga.kode: None,
    }  # fmt: skip
    with pytest.raises(verba.TidakDapat):
        verba.gabung(dipakai=satu, dilebur=tiga, oleh=admin)


@pytest.mark.parametrize("alamat", ["javascript:alert(1)", "ftp://contoh.id/", "//contoh.id"])
def test_the_database_holds_no_address_that_is_not_of_the_web(admin, kecil, alamat):
    tautan = tayang(admin, kecil.dinas_sosial)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tautan.objects.filter(pk=tautan.pk).update(alamat=alamat)
