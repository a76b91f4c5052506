"""Groups of editors on an installation that was set up before a room was added."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from cms import kelompok
from cms.kelompok import KELOMPOK, Bekal, lengkapi_kelompok, siapkan_kelompok
from cms.models import BekalKelompok

pytestmark = pytest.mark.django_db
NAMA = "Pengelola layanan"
BARU = "peristiwa.publish_peristiwahidup"  # of a room that came later
LAMA = "pencarian.delete_sinonim"


@pytest.fixture
def grup(db):
    siapkan_kelompok()
    return Group.objects.get(name=NAMA)


def izin(grup):
    return {f"{app}.{kode}" for app, kode in grup.permissions.values_list("content_type__app_label", "codename")}


def cabut(grup, *kode):
    for satu in kode:
        app, _titik, nama = satu.partition(".")
        grup.permissions.remove(Permission.objects.get(content_type__app_label=app, codename=nama))


def sebelum_kamar(grup, kamar):
    """As an installation was before the room, which also kept no record yet."""
    grup.permissions.remove(*grup.permissions.filter(content_type__app_label=kamar))
    BekalKelompok.objects.filter(kelompok=grup).delete()


def test_a_group_has_all_of_its_permissions_from_the_start(grup):
    assert izin(grup) == set(KELOMPOK[NAMA].izin)


def test_a_new_room_reaches_the_group_and_what_was_taken_away_stays_away(grup):
    sebelum_kamar(grup, "peristiwa")
    cabut(grup, LAMA)
    assert lengkapi_kelompok() == 5
    assert izin(grup) == set(KELOMPOK[NAMA].izin) - {LAMA}


def test_a_permission_is_given_once_however_often_the_step_runs(grup):
    cabut(grup, BARU)
    assert lengkapi_kelompok() == 0
    assert BARU not in izin(grup)


def test_a_single_new_permission_of_an_old_room_is_given_too(grup, monkeypatch):
    """Twin of the one above: what was never given is, although the group knows the room."""
    bekal = KELOMPOK[NAMA]
    lebih = Bekal((*bekal.izin, "publikasi.add_berita"), bekal.halaman, bekal.koleksi)
    monkeypatch.setattr(kelompok, "KELOMPOK", {NAMA: lebih})
    cabut(grup, LAMA)
    assert (lengkapi_kelompok(), lengkapi_kelompok()) == (1, 0)
    assert izin(grup) == set(lebih.izin) - {LAMA}


def test_what_an_administrator_added_stays(grup):
    grup.permissions.add(Permission.objects.get(content_type__app_label="auth", codename="change_group"))
    lengkapi_kelompok()
    assert "auth.change_group" in izin(grup)


def test_a_group_that_was_deleted_does_not_come_back_by_migrating(grup):
    grup.delete()
    call_command("migrate", verbosity=0)
    assert not Group.objects.filter(name=NAMA).exists()


def test_migrating_is_enough(grup):
    sebelum_kamar(grup, "peristiwa")
    call_command("migrate", verbosity=0)
    assert BARU in izin(grup)
