"""The desa verifies its citizens, and only its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.akun import sinyal
from core.akun.models import Warga
from core.notifikasi.models import Pesan
from core.wilayah.peran import KEPALA_DESA, OPERATOR_DESA, OPERATOR_KECAMATAN
from tests import pabrik
from tests.akun import bahan
from tests.berkas.bahan import unggahan


@pytest.fixture
def operator(kecil):
    return pabrik.petugas(kecil.pepelegi, OPERATOR_DESA, nama="Budi Santoso")


@pytest.fixture
def siti(kecil):
    return pabrik.warga(kecil.pepelegi, nama="Siti Rahayu", status="menunggu")


@pytest.fixture
def meja(client, operator):
    client.force_login(operator)
    return client


def alamat(warga):
    return f"/kantor/warga/{warga.pk}/"


def putuskan(client, warga, aksi="terima", **isi):
    return client.post(alamat(warga), {"aksi": aksi, "cap": warga.didaftarkan.isoformat(), **isi})


def pesan(client, jalur="/kantor/warga/"):
    return client.get(jalur).content.decode()


def test_the_queue_shows_who_waits_in_the_own_desa_longest_first(meja, kecil, siti):
    tua = pabrik.warga(kecil.pepelegi, nama="Sri Tua", status="menunggu")
    Warga.objects.filter(pk=tua.pk).update(didaftarkan=timezone.now() - timedelta(days=3))
    pabrik.warga(kecil.pepelegi, nama="Ani Selesai")
    pabrik.warga(kecil.tropodo, nama="Tono Tetangga", status="menunggu")
    isi = pesan(meja)
    assert isi.index("Sri Tua") < isi.index("Siti Rahayu")
    assert ("Ani Selesai" in isi, "Tono Tetangga" in isi, siti.nik in isi) == (False, False, False)
    assert "Ani Selesai" in pesan(meja, "/kantor/warga/?status=terverifikasi")


def test_the_page_of_a_citizen_shows_data_doubts_and_photos(meja, siti):
    Warga.objects.filter(pk=siti.pk).update(jenis_kelamin="Laki-laki")
    isi = pesan(meja, alamat(siti))
    for ada in ("Siti Rahayu", siti.nik, "17 April 1990", "0812-3456-7890", "Kecamatan Waru",
                "Jenis kelamin berbeda dengan yang tersirat di dalam NIK."):  # fmt: skip
        assert ada in isi


def test_a_citizen_without_doubts_has_no_warning(meja, siti):
    assert "Cocokkan lebih teliti" not in pesan(meja, alamat(siti))


@pytest.mark.parametrize("jalur", ["", "foto/ktp/"])
def test_a_citizen_of_another_desa_does_not_exist_here(client, kecil, siti, jalur):
    siti.foto_ktp = _foto(siti)
    siti.save()
    for unit, kode in ((kecil.pepelegi, 200), (kecil.tropodo, 404), (kecil.magersari, 404)):
        client.force_login(pabrik.petugas(unit, OPERATOR_DESA))
        assert client.get(alamat(siti) + jalur).status_code == kode
    assert putuskan(client, siti).status_code == 404
    siti.refresh_from_db()
    assert siti.status == "menunggu"


@pytest.mark.parametrize(("unit", "peran"), [("pepelegi", KEPALA_DESA), ("waru", OPERATOR_KECAMATAN)])
def test_other_roles_have_no_such_queue(client, kecil, siti, unit, peran):
    client.force_login(pabrik.petugas(getattr(kecil, unit), peran))
    assert client.get("/kantor/warga/").status_code == 404
    assert putuskan(client, siti).status_code == 404


def test_an_operator_of_two_desa_does_not_see_a_third(client, kecil):
    orang = pabrik.petugas(kecil.pepelegi, OPERATOR_DESA)
    pabrik.tugas(orang, kecil.tropodo, OPERATOR_DESA, jenis="plt")
    for unit in (kecil.pepelegi, kecil.tropodo, kecil.magersari):
        pabrik.warga(unit, nama=f"Warga {unit.kode}", status="menunggu")
    client.force_login(orang)
    isi = pesan(client)
    assert [f"Warga {u.kode}" in isi for u in (kecil.pepelegi, kecil.tropodo, kecil.magersari)] == [True, True, False]


def _foto(warga):
    from core.berkas.verba import simpan_unggahan

    return simpan_unggahan(unggahan=unggahan(bahan.foto()), pemilik=warga.pengguna)


def test_a_photo_is_served_to_the_desk_without_any_power(meja, siti):
    siti.foto_ktp = _foto(siti)
    siti.save()
    jawab = meja.get(alamat(siti) + "foto/ktp/")
    assert (jawab["Content-Type"], jawab["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert "sandbox" in jawab["Content-Security-Policy"]
    assert meja.get(alamat(siti) + "foto/kk/").status_code == 404
    assert meja.get(alamat(siti) + "foto/pengguna/").status_code == 404


def test_accepting_makes_the_citizen_verified_and_tells_him(meja, siti, operator):
    assert putuskan(meja, siti).url == "/kantor/warga/"
    siti.refresh_from_db()
    assert (siti.status, siti.diperiksa_oleh, siti.terverifikasi) == ("terverifikasi", operator, True)
    assert Pesan.objects.filter(penerima=siti.pengguna, jenis="warga_diterima").exists()
    assert "Siti Rahayu diterima." in pesan(meja)


def test_rejecting_needs_a_reason_that_the_citizen_reads(meja, siti):
    jawab = putuskan(meja, siti, "tolak", alasan="  ")
    assert jawab.status_code == 422
    isi = jawab.content.decode()
    assert isi.count("Tulis alasan supaya warga tahu apa yang perlu diperbaiki") == 2
    putuskan(meja, siti, "tolak", alasan="Foto KTP buram.")
    siti.refresh_from_db()
    assert (siti.status, siti.alasan) == ("ditolak", "Foto KTP buram.")
    assert Pesan.objects.filter(penerima=siti.pengguna, jenis="warga_ditolak").exists()


def test_a_stale_click_is_told_who_was_faster_and_changes_nothing(meja, kecil, siti):
    rekan = pabrik.petugas(kecil.pepelegi, OPERATOR_DESA, nama="Dewi Lestari", jenis="plt")
    with time_machine.travel("2026-11-23 09:41+07:00", tick=False):
        meja.force_login(rekan)
        putuskan(meja, siti)
        jawab = putuskan(meja, siti, "tolak", alasan="Foto KTP buram.")
        assert jawab.url == alamat(siti)
        isi = pesan(meja, jawab.url)
        assert "Sudah diperiksa oleh Dewi Lestari pukul 09.41." in isi
        assert "Alasan yang tadi Anda tulis dan belum terkirim: Foto KTP buram." in isi
        assert "Foto KTP buram." not in pesan(meja, jawab.url)  # shown once
    siti.refresh_from_db()
    assert (siti.status, siti.alasan) == ("terverifikasi", "")
    assert Pesan.objects.filter(penerima=siti.pengguna, jenis="warga_ditolak").count() == 0


@pytest.mark.parametrize("cap", ["2020-01-01T00:00:00+07:00", "", "kemarin", "2026-99-99T00:00"])
def test_who_saw_older_data_must_look_again(meja, siti, cap):
    jawab = putuskan(meja, siti, cap=cap)
    assert "Data ini baru saja diganti oleh warga." in pesan(meja, jawab.url)
    siti.refresh_from_db()
    assert siti.status == "menunggu"


def test_the_reason_survives_new_data_of_the_citizen(meja, siti):
    jawab = putuskan(meja, siti, "tolak", cap="2020-01-01T00:00:00+07:00", alasan="Nama keliru.")
    assert ">\nNama keliru.</textarea>" in pesan(meja, jawab.url)


def test_the_reason_survives_the_end_of_the_session(meja, siti, operator):
    Session.objects.all().delete()
    putuskan(meja, siti, "tolak", alasan="Nama keliru.")
    meja.post("/akun/masuk/", {"login": operator.username, "password": pabrik.SANDI})
    assert ">\nNama keliru.</textarea>" in pesan(meja, alamat(siti))
    assert Warga.objects.get(pk=siti.pk).status == "menunggu"


def test_a_failing_listener_undoes_the_decision(meja, siti):
    def jatuh(**_isi):
        raise RuntimeError("kotak keluar penuh")

    sinyal.warga_diperiksa.connect(jatuh)
    try:
        with pytest.raises(RuntimeError):
            putuskan(meja, siti)
    finally:
        sinyal.warga_diperiksa.disconnect(jatuh)
    siti.refresh_from_db()
    assert (siti.status, siti.diperiksa_oleh) == ("menunggu", None)


def test_an_unknown_action_decides_nothing(meja, siti):
    assert putuskan(meja, siti, "hapus").status_code == 200
    siti.refresh_from_db()
    assert siti.status == "menunggu"


def test_nobody_is_skipped_or_shown_twice_from_page_to_page(meja, kecil, monkeypatch):
    monkeypatch.setattr("core.akun.kueri.SEHALAMAN", 2)
    sama = timezone.now()
    nama = [f"Warga Ke{huruf}" for huruf in "abcde"]
    for satu in nama:
        Warga.objects.filter(pk=pabrik.warga(kecil.pepelegi, nama=satu, status="menunggu").pk).update(didaftarkan=sama)
    terlihat, jalur = [], "/kantor/warga/"
    while jalur:
        halaman = meja.get(jalur)
        terlihat += [w.pengguna.nama for w in halaman.context["baris"]]
        lanjut = halaman.context["lanjut"]
        jalur = f"/kantor/warga/{lanjut}" if lanjut else ""
    assert terlihat == nama


@pytest.mark.parametrize("sesudah", ["x", "2026_1", "_", "2026-11-23T09:00:00+07:00_x"])
def test_a_crooked_page_mark_shows_the_first_page(meja, siti, sesudah):
    assert meja.get("/kantor/warga/", {"sesudah": sesudah}).context["baris"] == [siti]


def test_an_unknown_status_is_no_page(meja):
    assert meja.get("/kantor/warga/?status=semua").status_code == 404


def test_the_queue_costs_the_same_for_one_and_for_many(meja, kecil, siti):
    def hitung():
        with CaptureQueriesContext(connection) as kueri:
            meja.get("/kantor/warga/")
        return len(kueri)

    hitung()  # the first visit also writes the session
    satu = hitung()
    for _urut in range(5):
        pabrik.warga(kecil.pepelegi, status="menunggu")
    assert hitung() == satu <= 8  # one of them is the number in the menu
