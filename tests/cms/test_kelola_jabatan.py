"""Bagian Pemerintahan seats people, records leave and keeps offices and holidays, in the admin."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.wilayah.kueri import pemegang
from core.wilayah.models import Cuti, HariLibur, Jabatan, Penugasan
from tests.pabrik import pengguna, petugas, warga

HARI = date(2026, 11, 23)


@pytest.fixture
def admin(kecil, client):
    orang = pengguna("admin", nama="Sri Wahyuni", is_staff=True, is_superuser=True)
    client.force_login(orang)
    return client


def kades(kecil):
    return Jabatan.objects.get(unit=kecil.pepelegi, peran="kepala_desa")


def galat(jawaban):
    assert jawaban.status_code == 200, "expected the form again, with its errors"
    return [str(g) for daftar in jawaban.context["form"].errors.values() for g in daftar]


@pytest.mark.parametrize("halaman", ["penugasan", "cuti", "kantor", "hari-libur"])
def test_each_list_opens_for_the_admin_and_not_for_an_officer(admin, kecil, client, halaman):
    assert admin.get(f"/kelola/{halaman}/").status_code == 200
    client.force_login(petugas(kecil.pepelegi, "kepala_desa"))
    assert client.get(f"/kelola/{halaman}/").status_code == 302


def test_a_person_is_given_a_seat(admin, kecil):
    orang = pengguna(nama="Nur Hayati")
    isi = {"jabatan": kades(kecil).pk, "pengguna": orang.pk, "jenis": "definitif", "mulai": "2026-11-01", "sampai": ""}
    assert admin.post("/kelola/penugasan/new/", isi).status_code == 302
    assert [p.nama for p in pemegang(kecil.pepelegi, "kepala_desa", HARI)] == ["Nur Hayati"]


def test_the_rule_of_one_definitive_holder_speaks_in_the_form(admin, kecil):
    petugas(kecil.pepelegi, "kepala_desa")
    isi = {"jabatan": kades(kecil).pk, "pengguna": pengguna().pk, "jenis": "definitif", "mulai": "2026-11-01"}
    pesan = galat(admin.post("/kelola/penugasan/new/", isi))
    assert pesan == ["Jabatan ini sudah ada pemegangnya. Akhiri dahulu tugas pejabat sebelumnya."]
    assert Penugasan.objects.count() == 1


def test_a_seat_of_the_civil_service_needs_a_nip(admin, kecil):
    kursi = Jabatan.objects.get(unit=kecil.magersari, peran="kepala_desa")
    isi = {"jabatan": kursi.pk, "jenis": "definitif", "mulai": "2026-11-01"}
    pesan = galat(admin.post("/kelola/penugasan/new/", isi | {"pengguna": pengguna().pk}))
    assert pesan == ["Jabatan ini untuk pegawai negeri. Isi dahulu NIP petugasnya."]
    assert admin.post("/kelola/penugasan/new/", isi | {"pengguna": pengguna(nip="1" * 18).pk}).status_code == 302


def test_a_citizen_is_offered_no_seat(admin, kecil):
    isi = {"jabatan": kades(kecil).pk, "jenis": "definitif", "mulai": "2026-11-01"}
    assert len(galat(admin.post("/kelola/penugasan/new/", isi | {"pengguna": warga(kecil.pepelegi).pengguna_id}))) == 1
    assert Penugasan.objects.count() == 0


def test_an_assignment_is_ended_and_never_deleted(admin, kecil):
    tugas = petugas(kecil.pepelegi, "kepala_desa").tugas
    assert admin.post(f"/kelola/penugasan/edit/{tugas.pk}/", {"sampai": "2026-11-22"}).status_code == 302
    assert pemegang(kecil.pepelegi, "kepala_desa", HARI) == []
    assert admin.post(f"/kelola/penugasan/delete/{tugas.pk}/").status_code == 302
    assert Penugasan.objects.filter(pk=tugas.pk).exists()


def test_leave_with_a_substitute_moves_the_seat(admin, kecil):
    orang, ganti = petugas(kecil.pepelegi, "kepala_desa"), petugas(kecil.pepelegi, "sekretaris_desa", nama="Fauzi")
    isi = {"penugasan": orang.tugas.pk, "mulai": "2026-11-23", "sampai": "2026-11-25", "pengganti": ganti.pk}
    assert admin.post("/kelola/cuti/new/", isi).status_code == 302
    assert [p.jabatan_nama for p in pemegang(kecil.pepelegi, "kepala_desa", HARI)] == ["Plh. Kepala Desa Pepelegi"]
    assert galat(admin.post("/kelola/cuti/new/", isi)) == ["Sudah ada cuti pada tanggal itu."]
    assert Cuti.objects.count() == 1


def test_leave_is_shortened_but_lived_days_stand(admin, kecil):
    def hari(geser):
        return timezone.localdate() + timedelta(days=geser)

    orang = petugas(kecil.pepelegi, "kepala_desa")
    cuti = Cuti.objects.create(penugasan=orang.tugas, mulai=hari(-4), sampai=hari(6))
    alamat = f"/kelola/cuti/edit/{cuti.pk}/"
    assert galat(admin.post(alamat, {"sampai": hari(-2)})) == ["Hari yang sudah lewat tidak dapat diubah."]
    assert "hanya dapat dipersingkat" in galat(admin.post(alamat, {"sampai": hari(8)}))[0]
    assert admin.post(alamat, {"sampai": hari(-1)}).status_code == 302
    admin.post(f"/kelola/cuti/delete/{cuti.pk}/")
    assert Cuti.objects.values_list("sampai", flat=True).get() == hari(-1)


def test_an_office_gets_its_real_address_and_cannot_be_removed(admin, kecil):
    isi = {
        "nama": "Desa Pepelegi",
        "kode_surat": "438.7.18.1",
        "alamat": "Balai Desa Pepelegi",
        "telepon": "",
        "email": "",
    }
    assert admin.post(f"/kelola/kantor/edit/{kecil.pepelegi.pk}/", isi).status_code == 302
    kecil.pepelegi.refresh_from_db()
    assert kecil.pepelegi.kop_surat()["alamat"] == "Balai Desa Pepelegi"
    assert admin.post(f"/kelola/kantor/delete/{kecil.pepelegi.pk}/").status_code == 302
    assert admin.get("/kelola/kantor/new/").status_code == 302
    kecil.pepelegi.refresh_from_db()


def test_a_moved_holiday_is_entered(admin, kecil):
    isi = {"tanggal": "2026-12-09", "nama": "Pemilihan kepala desa", "jenis": "libur_daerah", "dasar": ""}
    assert admin.post("/kelola/hari-libur/new/", isi).status_code == 302
    assert HariLibur.objects.get(tanggal="2026-12-09").nama == "Pemilihan kepala desa"
