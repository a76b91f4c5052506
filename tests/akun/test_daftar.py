"""Registering: nothing typed is lost, nobody learns who is registered."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from core.akun import sinyal, verba
from core.akun.models import DrafPendaftaran, Pengguna, Warga
from core.berkas.models import Berkas
from core.notifikasi.models import Pesan
from tests import pabrik
from tests.akun import bahan
from tests.akun.bahan import NIK, alamat, daftar, isi_sampai, terdaftar, unggah

pytestmark = pytest.mark.usefixtures("kecil")


def teks(jawab):
    return jawab.content.decode()


def tanpa_token(jawab):
    """A page without what differs at every request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", teks(jawab))


def test_a_citizen_registers_page_by_page_without_javascript(client):
    akhir = daftar(client)
    assert akhir.redirect_chain == [("/daftar/selesai/", 302)]
    siti = terdaftar()
    assert siti.profil() | {"usia": 0} == {
        "nama": "Siti Rahayu",
        "email": "siti@contoh.id",
        "tanggal_lahir": "1990-04-17",
        "usia": 0,
        "nik": NIK,
        "no_kk": "3515180101150001",
        "tempat_lahir": "Sidoarjo",
        "jenis_kelamin": "Perempuan",
        "agama": "Islam",
        "status_kawin": "Kawin",
        "pekerjaan": "Guru",
        "pendidikan": "SLTA/sederajat",
        "kewarganegaraan": "WNI",
        "golongan_darah": "O",
        "telepon": "+6281234567890",
        "alamat": "Jalan Melati 7",
        "rt": "002",
        "rw": "003",
        "desa_kode": "35.15.18.2001",
        "desa": "Pepelegi",
        "kecamatan": "Waru",
        "kabupaten": "Kabupaten Sidoarjo",
    }
    assert (siti.status, siti.persetujuan, siti.terverifikasi) == ("menunggu", "2026-11", False)
    assert siti.pengguna.check_password(bahan.SANDI)
    assert {siti.foto_ktp.pemilik, siti.foto_kk.pemilik} == {siti.pengguna}
    assert DrafPendaftaran.objects.count() == 0


def test_the_start_page_offers_to_go_on_with_what_was_written(client):
    assert "Mulai mendaftar" in teks(client.get("/daftar/"))
    isi_sampai(client, 2)
    halaman = teks(client.get("/daftar/"))
    assert "Lanjutkan isian tadi" in halaman
    assert 'href="/daftar/langkah/3/"' in halaman


def test_a_link_checker_may_ask_for_the_head_only(client):
    assert client.head("/daftar/").status_code == client.head("/daftar/selesai/").status_code == 200


def test_a_page_cannot_be_jumped_over(client):
    isi_sampai(client, 1)
    assert client.get(alamat(6)).url == alamat(2)
    assert client.get(alamat(7)).status_code == 404


def test_a_wrong_answer_keeps_all_the_others_on_the_page(client):
    jawab = client.post(alamat(1), bahan.ISIAN[1] | {"nik": "35151857049000"})
    isi = teks(jawab)
    assert jawab.status_code == 422
    assert isi.count("NIK harus 16 angka. Anda menulis 14.") == 2  # in the summary and beside the field
    assert "<title>Galat:" in isi
    assert "Ada 1 yang perlu diperbaiki" in isi
    for ada in ('value="Siti Rahayu"', 'value="35151857049000"', 'value="3515.1801.0115.0001"', 'value="17"'):
        assert ada in isi
    assert re.search(r'value="Perempuan"[^>]* checked', isi)


def test_a_refused_photo_is_no_success(client):
    isi_sampai(client, 4)
    assert unggah(client, ktp=b"<html>").status_code == 422


@pytest.mark.parametrize("buruk", ["Jalan Melati 7 🌸", "Jalan שלום"])
def test_an_address_that_no_letter_can_print_is_refused_where_it_is_typed(client, buruk):
    isi_sampai(client, 2)
    jawab = client.post(alamat(3), bahan.ISIAN[3] | {"alamat": buruk})
    assert jawab.status_code == 422
    assert "Surat hanya memuat huruf Latin, angka, dan tanda baca." in teks(jawab)


def test_a_pasted_text_is_never_cut_in_silence(client):
    isi_sampai(client, 2)
    assert "maxlength" not in teks(client.get(alamat(3)))
    jawab = client.post(alamat(3), bahan.ISIAN[3] | {"alamat": "x" * 201})
    assert teks(jawab).count("Alamat paling panjang 200 huruf. Anda menulis 201.") == 2
    assert "x" * 201 in teks(jawab)
    assert client.post(alamat(3), bahan.ISIAN[3] | {"alamat": "x" * 200}).status_code == 302


def test_an_address_with_latin_signs_is_taken(client):
    isi_sampai(client, 2)
    assert client.post(alamat(3), bahan.ISIAN[3] | {"alamat": "Jl. “Melati” 7–A, é"}).status_code == 302


def test_who_typed_when_the_session_ended_is_told_and_finds_it_again(client):
    isi_sampai(client, 2)
    Session.objects.all().delete()
    jawab = client.post(alamat(3), bahan.ISIAN[3] | {"alamat": "Jalan Kenanga 21"}, follow=True)
    assert jawab.redirect_chain[-1][0] == alamat(1)
    assert "Pendaftaran Anda sudah ditutup karena lama tidak dipakai." in teks(jawab)
    isi_sampai(client, 2)
    assert 'value="Jalan Kenanga 21"' in teks(client.get(alamat(3)))


def test_who_only_jumps_ahead_is_told_nothing(client):
    assert "Pendaftaran Anda sudah ditutup" not in teks(client.get(alamat(3), follow=True))


def test_an_empty_page_names_every_field_once_beside_it_and_once_above(client):
    isi = teks(client.post(alamat(1), {}))
    kalimat = ["Isi NIK", "Isi nomor KK", "Isi nama lengkap sesuai KTP", "Isi tempat lahir sesuai KTP",
               "Isi tanggal lahir sesuai KTP", "Pilih jenis kelamin"]  # fmt: skip
    assert {satu: isi.count(f">{satu}<") for satu in kalimat} == dict.fromkeys(kalimat, 2)
    assert "Ada 6 yang perlu diperbaiki" in isi


def test_the_same_number_for_nik_and_kk_is_noticed(client):
    sama = "3515181704900077"
    isi = teks(client.post(alamat(1), bahan.ISIAN[1] | {"nik": sama, "no_kk": sama}))
    assert "Nomor KK sama dengan NIK. Nomor KK ada di bagian atas Kartu Keluarga." in isi


def test_answers_stand_there_again_when_one_goes_back(client):
    isi_sampai(client, 3)
    assert 'value="Siti Rahayu"' in teks(client.get(alamat(1)))
    assert 'value="0812-3456-7890"' in teks(client.get(alamat(2)))
    assert re.search(r'value="35.15.18.2001" selected', teks(client.get(alamat(3))))


def test_the_kecamatan_of_the_nik_is_the_first_guess(client):
    isi_sampai(client, 1)
    assert re.search(r'value="35.15.18" selected', teks(client.get(alamat(2))))


def test_only_the_desa_of_the_chosen_kecamatan_are_offered(client):
    isi_sampai(client, 2)
    isi = teks(client.get(alamat(3)))
    assert ("Desa Pepelegi" in isi, "Desa Tropodo" in isi, "Kelurahan Magersari" in isi) == (True, True, False)
    jawab = client.post(alamat(3), bahan.ISIAN[3] | {"desa": "35.15.08.1018"})
    assert "Pilih desa atau kelurahan Anda" in teks(jawab)


def test_another_kecamatan_forgets_the_desa_but_nothing_else(client):
    isi_sampai(client, 3)
    client.post(alamat(2), bahan.ISIAN[2] | {"kecamatan": "35.15.08"})
    assert client.get(alamat(4)).url == alamat(3)
    assert 'value="Jalan Melati 7"' in teks(client.get(alamat(3)))


def test_an_email_may_be_left_empty(client):
    daftar(client, email="")
    assert terdaftar().pengguna.email == ""


def test_a_good_photo_stays_when_the_other_one_is_refused(client):
    isi_sampai(client, 4)
    isi = teks(unggah(client, ktp=bahan.foto(), kk=b"<html>"))
    assert "Terunggah" in isi
    assert isi.count("Berkas ini bukan JPG, PNG, atau PDF.") == 2
    assert client.get("/daftar/foto/ktp/")["Content-Type"] == "image/jpeg"
    assert unggah(client, kk=bahan.foto()).url == alamat(6)


def test_missing_photos_are_named(client):
    isi_sampai(client, 4)
    isi = teks(client.post(alamat(5), {}))
    assert (isi.count("Pilih foto KTP"), isi.count("Pilih foto Kartu Keluarga")) == (2, 2)


def test_a_photo_can_be_exchanged_and_the_old_one_is_gone(client, django_capture_on_commit_callbacks):
    isi_sampai(client, 5)
    lama = Berkas.objects.get(nama_tampil="ktp.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(alamat(5), {"hapus": "foto_ktp"}).url == alamat(5)
    assert not storages["berkas"].exists(lama.kunci)
    assert list(Berkas.objects.values_list("nama_tampil", flat=True)) == ["kk.jpg"]


def test_a_strange_word_in_hapus_does_nothing(client):
    isi_sampai(client, 5)
    client.post(alamat(5), {"hapus": "foto_isian"})
    assert Berkas.objects.count() == 2


def test_a_draft_photo_is_shown_to_nobody_else(client):
    isi_sampai(client, 5)
    assert client.get("/daftar/foto/ktp/").status_code == 200
    assert Client().get("/daftar/foto/ktp/").status_code == 404
    assert client.get("/daftar/foto/isian/").status_code == 404


def test_the_last_page_shows_everything_once_more(client):
    isi_sampai(client, 5)
    isi = teks(client.get(alamat(6)))
    for ada in ("Siti Rahayu", "17 April 1990", "0812-3456-7890", "Kecamatan Waru", "Desa Pepelegi", "ktp.jpg"):
        assert ada in isi
    assert "/daftar/langkah/2/?kembali=periksa" in isi
    assert client.post(alamat(2) + "?kembali=periksa", bahan.ISIAN[2]).url == alamat(6)


@pytest.mark.parametrize(
    ("sandi", "kalimat"),
    [
        ("", "Isi kata sandi"),
        ("abc1", "Kata sandi terlalu pendek. Pakai paling sedikit 8 huruf atau angka."),
        ("8274619305", "Kata sandi tidak boleh angka saja. Tambahkan huruf."),
        ("password1", "Kata sandi ini mudah ditebak. Pakai kata lain, atau gabungkan dua kata."),
        ("siti rahayu", "Kata sandi ini mirip dengan data Anda. Pakai kata lain."),
    ],
)
def test_a_weak_password_is_refused_in_plain_words(client, sandi, kalimat):
    isi_sampai(client, 5)
    jawab = client.post(alamat(6), {"kata_sandi": sandi, "setuju": "on"})
    assert kalimat in teks(jawab)
    assert Warga.objects.count() == 0


def test_without_consent_nothing_is_registered(client):
    isi_sampai(client, 5)
    isi = teks(client.post(alamat(6), {"kata_sandi": bahan.SANDI}))
    assert "Centang persetujuan bila Anda setuju" in isi
    assert Warga.objects.count() == 0


def test_the_password_is_in_no_draft_and_in_no_page(client):
    isi_sampai(client, 5)
    jawab = client.post(alamat(6), {"kata_sandi": "kanari-rahasia-9"})
    assert "kanari-rahasia-9" not in teks(jawab)
    assert "kanari" not in str(list(DrafPendaftaran.objects.values()))


def test_a_registered_nik_gets_the_same_answer_byte_for_byte(client, kecil):
    baru, lama = Client(), Client()
    jawab_baru = daftar(baru)
    jawab_lama = daftar(lama)
    assert jawab_baru.redirect_chain == jawab_lama.redirect_chain
    assert (jawab_baru.status_code, tanpa_token(jawab_baru)) == (jawab_lama.status_code, tanpa_token(jawab_lama))
    assert dict(jawab_baru.headers) == dict(jawab_lama.headers)
    assert sorted(baru.session.keys()) == sorted(lama.session.keys())


def test_the_owner_of_a_repeated_nik_keeps_everything_and_is_told(client, kecil):
    siti = pabrik.warga(kecil.pepelegi, nik=NIK, nama="Siti Asli")
    daftar(client)
    siti.refresh_from_db()
    assert (siti.pengguna.nama, siti.status, siti.pengguna.check_password(pabrik.SANDI)) == (
        "Siti Asli", "terverifikasi", True,
    )  # fmt: skip
    assert Pesan.objects.filter(penerima=siti.pengguna, jenis="nik_ulang").exists()
    assert Berkas.objects.count() == 0  # photos of a stranger are not kept


def test_a_first_registration_tells_nobody_about_a_repeat(client):
    daftar(client)
    assert not Pesan.objects.filter(jenis="nik_ulang").exists()


def test_a_rejected_citizen_may_register_again_and_replaces_the_old_data(client, kecil):
    lama = pabrik.warga(kecil.tropodo, nik=NIK, nama="Siti Keliru", status="ditolak", alasan="Foto KTP buram.")
    daftar(client)
    siti = terdaftar()
    assert (siti.pk, siti.status, siti.alasan, siti.diperiksa_pada) == (lama.pk, "menunggu", "", None)
    assert (siti.pengguna.nama, siti.desa_id, Pengguna.objects.count()) == ("Siti Rahayu", "35.15.18.2001", 1)


def test_a_signed_in_rejected_citizen_finds_the_old_answers(client, kecil):
    siti = pabrik.warga(kecil.pepelegi, nama="Siti Rahayu", status="ditolak", alasan="Foto KTP buram.")
    client.force_login(siti.pengguna)
    assert client.post("/daftar/").url == alamat(1)
    isi = teks(client.get(alamat(1)))
    assert 'value="Siti Rahayu"' in isi
    assert f'value="{siti.nik}"' in isi


def test_who_has_an_account_is_sent_to_it(client, kecil):
    client.force_login(pabrik.warga(kecil.pepelegi).pengguna)
    assert client.get("/daftar/").url == "/akun/profil/"
    assert client.get(alamat(1)).url == "/akun/profil/"


def test_two_who_finish_the_same_nik_at_once_make_one_citizen(client, monkeypatch):
    """The other visitor commits between our look and our insert: the database refuses ours, and we look again."""
    isi_sampai(client, 5)
    draf = DrafPendaftaran.objects.get()
    asli, panggilan = verba._daftarkan, []

    def keduluan(satu, sandi):
        panggilan.append(satu)
        if len(panggilan) == 1:
            asli(DrafPendaftaran.objects.create(isian=satu.isian), sandi)
            raise IntegrityError
        asli(satu, sandi)

    monkeypatch.setattr(verba, "_daftarkan", keduluan)
    verba.daftarkan(draf=draf, kata_sandi=bahan.SANDI)
    assert (Warga.objects.count(), len(panggilan), DrafPendaftaran.objects.count()) == (1, 2, 0)


def test_a_failing_listener_undoes_the_registration(client):
    """The signal is sent inside the transaction: whoever cannot write his part stops the whole."""

    def jatuh(**_isi):
        raise RuntimeError("kotak keluar penuh")

    isi_sampai(client, 5)
    sinyal.warga_terdaftar.connect(jatuh)
    try:
        with pytest.raises(RuntimeError):
            client.post(alamat(6), bahan.ISIAN[6])
    finally:
        sinyal.warga_terdaftar.disconnect(jatuh)
    assert (Warga.objects.count(), DrafPendaftaran.objects.count()) == (0, 1)


def test_a_script_that_tries_niks_one_after_the_other_is_stopped(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"daftar_kirim": "2/10m/ip"}
    for urut in range(2):
        daftar(Client(), nik=f"351518570490{urut + 1:04d}")
    akhir = daftar(Client(), nik="3515185704900099")
    assert "Terlalu banyak pendaftaran dari jaringan ini." in teks(akhir)
    assert Warga.objects.count() == 2


def test_the_sweeper_knows_the_forgotten_drafts(settings):
    assert f"{verba.sapu_draf.__module__}.{verba.sapu_draf.__name__}" in settings.PENYAPU


def test_forgotten_drafts_and_their_photos_are_swept(client):
    isi_sampai(client, 5)
    assert verba.sapu_draf() == 0
    DrafPendaftaran.objects.update(diubah=timezone.now() - verba.UMUR_DRAF * 2)
    assert (verba.sapu_draf(), DrafPendaftaran.objects.count(), Berkas.objects.count()) == (1, 0, 0)


def test_no_address_of_the_registration_carries_personal_data(client):
    isi_sampai(client, 5)
    akhir = client.post(alamat(6), bahan.ISIAN[6], follow=True)
    assert NIK not in str(akhir.redirect_chain)
    assert NIK not in teks(akhir)
