"""Editors keep the synonyms and read what was looked for in vain; nobody else does."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from core.akun.models import Pengguna
from pencarian.bawaan import baca
from pencarian.kueri import SIMPAN
from pencarian.models import KataKosong, Sinonim
from pencarian.verba import KOSONG_SEHARI, catat_kosong, siapkan_sinonim, tanpa_orang

pytestmark = [pytest.mark.django_db]
ALAMAT = ("/kelola/snippets/pencarian/sinonim/", "/kelola/laporan/pencarian-kosong/")


def penyunting(*izin: str) -> Pengguna:
    """Somebody who may enter the admin, with these permissions of this room."""
    satu = Pengguna.objects.create_user("penyunting", "p@contoh.id", "x")
    kode = ("access_admin", *izin)
    satu.user_permissions.set(Permission.objects.filter(codename__in=kode))
    return satu


def masuk(client, *izin: str):
    client.force_login(penyunting(*izin), "django.contrib.auth.backends.ModelBackend")
    return client


def test_an_editor_adds_a_synonym_and_switches_one_off(client):
    masuk(client, "add_sinonim", "change_sinonim", "view_sinonim")

    client.post(f"{ALAMAT[0]}add/", {"kata": "gaple, gapleh", "berarti": "kartu kuning", "aktif": "on"})
    baru = Sinonim.objects.get()
    assert (baru.kata, baru.aktif) == ("gaple, gapleh", True)

    client.post(f"{ALAMAT[0]}edit/{baru.pk}/", {"kata": "gaple", "berarti": "kartu kuning"})
    baru.refresh_from_db()
    assert (baru.kata, baru.aktif) == ("gaple", False)
    assert "gaple" in client.get(ALAMAT[0]).content.decode()


def test_a_list_without_words_or_without_commas_is_refused(client):
    masuk(client, "add_sinonim", "view_sinonim")

    for kata in (" , ;", "x" * 40):
        isi = client.post(f"{ALAMAT[0]}add/", {"kata": kata, "berarti": "kartu kuning"}).content.decode()
        assert ("Tulis paling sedikit satu kata." in isi) or ("Pisahkan dengan koma." in isi)
    assert not Sinonim.objects.exists()


def test_an_editor_reads_what_was_asked_in_vain_but_not_what_was_asked_once(client):
    masuk(client, "view_katakosong")
    hari = timezone.localdate()
    KataKosong.objects.create(hari=hari, kata="kartu naga", jumlah=3)
    KataKosong.objects.create(hari=hari - timedelta(days=1), kata="kartu naga", jumlah=2)
    KataKosong.objects.create(hari=hari, kata="budi santoso")
    KataKosong.objects.create(hari=hari - SIMPAN - timedelta(days=1), kata="sudah lama", jumlah=9)

    isi = client.get(ALAMAT[1]).content.decode()

    assert "kartu naga" in isi
    assert ">5<" in "".join(isi.split())
    assert "budi santoso" not in isi
    assert "sudah lama" not in isi
    assert b"kartu naga" in b"".join(client.get(f"{ALAMAT[1]}?export=csv").streaming_content)


@pytest.mark.parametrize("alamat", [*ALAMAT, f"{ALAMAT[0]}add/", f"{ALAMAT[1]}hasil/"])
def test_without_the_permission_the_address_stays_closed(client, alamat):
    masuk(client)

    assert client.get(alamat).status_code == 302  # back to the admin's first page, with a sentence


def test_the_initial_synonyms_are_written_once_and_an_editors_work_stays(db):
    assert siapkan_sinonim() == len(baca("sinonim")["sinonim"])
    diubah, dihapus = Sinonim.objects.order_by("pk")[:2]
    Sinonim.objects.filter(pk=diubah.pk).update(kata="kata saya")
    dihapus.delete()
    jumlah = Sinonim.objects.count()

    assert siapkan_sinonim() == 0
    assert Sinonim.objects.count() == jumlah
    assert Sinonim.objects.get(pk=diubah.pk).kata == "kata saya"


@pytest.mark.satu_basis
def test_each_initial_group_has_a_name_of_its_own():
    nama = [satu["kata"][0] for satu in baca("sinonim")["sinonim"]]

    assert sorted(nama) == sorted(set(nama))


@pytest.mark.satu_basis
@pytest.mark.parametrize(
    "teks",
    [
        "3515082004900001",
        "nik 3515 0820 0490 0001",
        "0812-3456-7890",
        "rek 12.345",
        "(031) 8941-104",
        "a@b.id",
        "https://x",
    ],
)
def test_what_may_belong_to_a_person_is_never_counted(teks):
    assert tanpa_orang(teks) == ""


@pytest.mark.satu_basis
def test_a_year_of_school_or_a_form_is_no_person():
    assert tanpa_orang("  Kelas 12,  F-1.01 <b>") == "kelas 12 f 101 b"


def test_a_machine_that_asks_nonsense_fills_no_table():
    hari = timezone.localdate()
    KataKosong.objects.bulk_create(KataKosong(hari=hari, kata=f"kata {n}") for n in range(KOSONG_SEHARI))

    catat_kosong("satu lagi")
    catat_kosong("kata 7")

    assert KataKosong.objects.count() == KOSONG_SEHARI
    assert KataKosong.objects.get(kata="kata 7").jumlah == 2


def test_days_of_long_ago_are_forgotten():
    KataKosong.objects.create(hari=timezone.localdate() - SIMPAN - timedelta(days=1), kata="lama")

    catat_kosong("baru saja")

    assert [satu.kata for satu in KataKosong.objects.all()] == ["baru saja"]
