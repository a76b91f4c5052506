"""The registers in the admin: each view asks for permission and owner, by its address and not by the list."""

import pytest
from django.contrib.auth.models import Group

from mpp import muat
from mpp.models import Kelompok, LayananLoket, Loket, Tempat
from tests import pabrik
from tests.mpp.conftest import buat_aula

KELOLA = "/kelola/mpp/"


@pytest.fixture
def kelompok(db):
    muat._siapkan_kelompok()
    return {satu.name: satu for satu in Group.objects.all()}


@pytest.fixture
def waru(kecil, kelompok):
    """Keeps the register of the hall of Waru."""
    orang = pabrik.petugas(kecil.waru, "operator_kecamatan")
    orang.groups.add(kelompok[muat.PETUGAS])
    return orang


@pytest.fixture
def dua(aula, kecil):
    """The hall of Waru and one of another kecamatan."""
    return aula, buat_aula(kecil.sidoarjo, "lain")


def baris(aula):
    """One row of each register."""
    return [("tempat", aula.tempat), ("kelompok", aula.a), ("loket", aula.lain), ("layananloket", aula.ktp)]


def jalan(nama, satu):
    return [f"{KELOLA}{nama}/{aksi}/{satu.pk}/" for aksi in ("edit", "delete", "history")]


def boleh(klien, alamat):
    """Wagtail sends who may not to its start page."""
    return klien.get(alamat).status_code == 200


def test_every_view_of_ones_own_rows_opens(client, waru, dua):
    client.force_login(waru)
    assert {a: boleh(client, a) for nama, satu in baris(dua[0]) for a in jalan(nama, satu)} == {
        a: True for nama, satu in baris(dua[0]) for a in jalan(nama, satu)
    }


def test_no_view_of_anothers_rows_opens_by_its_address(client, waru, dua):
    client.force_login(waru)
    assert {a: boleh(client, a) for nama, satu in baris(dua[1]) for a in jalan(nama, satu)} == {
        a: False for nama, satu in baris(dua[1]) for a in jalan(nama, satu)
    }
    client.post(f"{KELOLA}loket/delete/{dua[1].lain.pk}/")
    client.post(f"{KELOLA}loket/edit/{dua[1].lain.pk}/", {"kelompok": dua[1].b.pk, "nama": "direbut"})
    assert Loket.objects.get(pk=dua[1].lain.pk).nama == "9"


def test_the_list_shows_only_ones_own(client, waru, dua):
    client.force_login(waru)
    assert [t.kode for t in client.get(f"{KELOLA}tempat/").context["object_list"]] == ["aula"]
    assert client.get(f"{KELOLA}tempat/create/").status_code == 302


@pytest.mark.parametrize("nama", ["tempat", "instansi", "kelompok", "loket", "layananloket"])
def test_every_list_and_every_form_for_a_new_row_opens(client, kelompok, kecil, dua, nama):
    pengelola = pabrik.pengguna()
    pengelola.groups.add(kelompok[muat.PENGELOLA])
    client.force_login(pengelola)
    assert boleh(client, f"{KELOLA}{nama}/?q=aula")
    assert boleh(client, f"{KELOLA}{nama}/create/")


def test_a_row_cannot_be_put_into_anothers_place(client, waru, dua):
    client.force_login(waru)
    isi = {"kelompok": dua[1].a.pk, "nama": "77", "aktif": "on"}
    assert client.post(f"{KELOLA}loket/create/", isi).status_code == 200
    assert client.post(f"{KELOLA}loket/edit/{dua[0].lain.pk}/", isi).status_code == 200
    assert not Loket.objects.filter(nama="77").exists()
    assert client.post(f"{KELOLA}loket/create/", isi | {"kelompok": dua[0].a.pk}).status_code == 302
    assert Loket.objects.get(nama="77").kelompok == dua[0].a


def test_a_body_keeps_its_own_services_wherever_they_are_offered(client, kecil, kelompok, dua):
    dinsos = pabrik.petugas(kecil.dinas_sosial, "operator_dinas")
    dinsos.groups.add(kelompok[muat.PETUGAS])
    badan = dua[1].badan
    type(badan).objects.filter(pk=badan.pk).update(unit=kecil.dinas_sosial)
    client.force_login(dinsos)
    assert boleh(client, f"{KELOLA}layananloket/edit/{dua[1].ktp.pk}/")
    assert not boleh(client, f"{KELOLA}loket/edit/{dua[1].lain.pk}/")


def test_the_keeper_of_all_opens_all_and_somebody_without_the_permission_nothing(client, kecil, kelompok, dua):
    pengelola = pabrik.petugas(kecil.bagian_pemerintahan, "editor")
    client.force_login(pengelola)
    assert not boleh(client, f"{KELOLA}tempat/edit/{dua[0].tempat.pk}/")
    pengelola.groups.add(kelompok[muat.PENGELOLA])
    assert all(boleh(client, jalan(nama, satu)[0]) for nama, satu in baris(dua[1]))


def test_hours_and_closed_days_are_edited_with_their_place(client, waru, dua):
    client.force_login(waru)
    tempat = dua[0].tempat
    isi = {"nama": "MPP Waru", "kode": "aula", "jenis": "mini", "unit": tempat.unit_id, "alamat": "Jalan Baru 1",
           "petunjuk": "", "telepon": "", "panjang_slot": "30", "aktif": "on", "urutan": "5"}  # fmt: skip
    isi |= {f"{nama}-{x}": n for nama in ("jam_buka", "hari_tutup") for x, n in
            (("TOTAL_FORMS", 1), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0), ("MAX_NUM_FORMS", 1000))}  # fmt: skip
    isi |= {"jam_buka-0-hari": "5", "jam_buka-0-buka": "09:00", "jam_buka-0-tutup": "08:00", "jam_buka-0-id": ""}
    isi |= {"hari_tutup-0-dari": "2026-12-01", "hari_tutup-0-sampai": "2026-12-02", "hari_tutup-0-alasan": "Pindah"}
    assert client.post(f"{KELOLA}tempat/edit/{tempat.pk}/", isi).status_code == 200, "closes before it opens"
    assert client.post(f"{KELOLA}tempat/edit/{tempat.pk}/", isi | {"jam_buka-0-tutup": "11:00"}).status_code == 302
    baru = Tempat.objects.get(pk=tempat.pk)
    assert (baru.nama, baru.panjang_slot, baru.hari_tutup.get().alasan) == ("MPP Waru", 30, "Pindah")
    assert baru.jam_buka.filter(hari=5).count() == 1


def test_what_turns_refer_to_is_not_deleted(client, waru, dua):
    client.force_login(waru)
    jawab = client.post(f"{KELOLA}kelompok/delete/{dua[0].a.pk}/")
    assert jawab.status_code == 200
    assert Kelompok.objects.filter(pk=dua[0].a.pk).exists()


def test_two_services_of_one_place_cannot_have_one_address(client, waru, dua):
    client.force_login(waru)
    isi = {"nama": "KTP lain", "kode": "ktp", "kelompok": dua[0].b.pk, "instansi": dua[0].badan.pk, "aktif": "on"}
    jawab = client.post(f"{KELOLA}layananloket/create/", isi)
    assert "sudah dipakai layanan lain" in jawab.content.decode()
    assert LayananLoket.objects.filter(kode="ktp").count() == 2  # one in each of the two places
