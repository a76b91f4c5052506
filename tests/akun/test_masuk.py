"""Signing in and out, forgotten passwords, and the second factor."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache

from core.wilayah.peran import KEPALA_DESA, OPERATOR_DESA
from tests import pabrik
from tests.pabrik import SANDI

NIK = "3515185704900077"
SALAH = "NIK atau kata sandi salah. Periksa lagi, atau ketuk Lupa kata sandi."


@pytest.fixture(autouse=True)
def _cache_kosong(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


@pytest.fixture
def siti(kecil):
    return pabrik.warga(kecil.pepelegi, nik=NIK, nama="Siti Rahayu", email="siti@contoh.id").pengguna


@pytest.fixture
def kades(kecil):
    return pabrik.petugas(kecil.pepelegi, KEPALA_DESA, masuk="kades.pepelegi")


def masuk(client, nama, sandi=SANDI, **lain):
    return client.post("/akun/masuk/", {"login": nama, "password": sandi, **lain})


def siapa(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize(
    "tulis", [NIK, "3515 1857 0490 0077", "3515.1857.0490.0077", f"  {NIK}-", "３５１５185704900077"]
)
def test_a_citizen_signs_in_with_the_nik_however_it_is_typed(client, siti, tulis):
    assert masuk(client, tulis).url == "/permohonan/"
    assert siapa(client) == str(siti.pk)


def test_an_officer_signs_in_with_a_user_name_and_begins_at_the_desk(client, kades):
    assert masuk(client, " kades.pepelegi ").url == "/kantor/"


def test_a_citizen_who_still_waits_begins_at_the_own_account(client, kecil):
    pabrik.warga(kecil.pepelegi, nik=NIK, status="menunggu")
    assert masuk(client, NIK).url == "/akun/profil/"


def test_one_goes_on_to_where_one_wanted_but_never_to_another_site(client, siti):
    assert masuk(client, NIK, next="/layanan/").url == "/layanan/"
    client.logout()
    assert masuk(client, NIK, next="https://jahat.example/").url == "/permohonan/"


def test_the_sign_in_page_speaks_our_words(client):
    isi = client.get("/akun/masuk/").content.decode()
    assert "NIK atau nama pengguna" in isi
    assert "placeholder" not in isi
    assert " required" not in isi


def test_an_unknown_nik_and_a_wrong_password_get_the_same_answer(client, siti):
    def isi(nama, sandi):
        halaman = masuk(client, nama, sandi)
        teks = re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", halaman.content.decode()).replace(nama, "…")
        return halaman.status_code, teks

    ada, tidak_ada = isi(NIK, "keliru-sekali"), isi("3515185704900088", "keliru-sekali")
    assert ada == tidak_ada
    assert SALAH in ada[1]


def test_a_closed_account_is_told_nothing_more_than_a_wrong_password(client, siti):
    siti.is_active = False
    siti.save()
    assert SALAH in masuk(client, NIK).content.decode()


def test_empty_boxes_are_named(client):
    isi = masuk(client, "", "").content.decode()
    assert ("Isi NIK atau nama pengguna" in isi, "Isi kata sandi" in isi) == (True, True)


def test_guessing_one_account_is_stopped_even_for_the_right_password(client, siti):
    for urut in range(5):
        assert SALAH in masuk(client, NIK, f"keliru-{urut}").content.decode()
    assert "Terlalu banyak percobaan. Tunggu 5 menit, lalu coba lagi." in masuk(client, NIK).content.decode()
    assert siapa(client) is None


def test_a_session_set_before_signing_in_is_worthless_after_it(client, siti):
    client.get("/akun/masuk/")
    client.session["titipan"] = 1
    client.session.save()
    lama = client.session.session_key
    masuk(client, NIK)
    assert client.session.session_key != lama


def test_signing_out_needs_a_post(client, siti):
    client.force_login(siti)
    assert "Keluar dari akun?" in client.get("/akun/keluar/").content.decode()
    assert siapa(client)
    assert client.post("/akun/keluar/").url == "/"
    assert siapa(client) is None


def test_nobody_signs_up_at_allauth(client):
    assert client.get("/akun/daftar/").url == "/daftar/"
    assert client.get("/akun/signup/").status_code == 404
    assert client.post("/akun/daftar/", {"username": "x", "password1": SANDI}).status_code == 302


def minta(client, email):
    return client.post("/akun/sandi/lupa/", {"email": email})


def tautan():
    return re.search(r"http://testserver(/akun/sandi/baru/\S+)", mail.outbox[-1].body)[1]


def test_a_forgotten_password_is_made_new_by_a_link_that_works_once(client, siti):
    assert minta(client, "Siti@Contoh.id").url == "/akun/sandi/lupa/terkirim/"
    alamat = client.get(tautan()).url
    isi = client.get(alamat).content.decode()
    assert "Buat kata sandi baru" in isi
    jawab = client.post(alamat, {"password1": "kenanga-biru-5", "password2": "kenanga-biru-5"})
    assert jawab.url == "/akun/sandi/baru/selesai/"
    assert masuk(client, NIK, "kenanga-biru-5").url == "/permohonan/"
    assert "Tautan ini sudah tidak berlaku" in client.get(tautan(), follow=True).content.decode()


def test_the_mail_shows_neither_the_nik_nor_another_address_than_ours(client, siti):
    client.post("/akun/sandi/lupa/", {"email": "siti@contoh.id"}, headers={"host": "localhost"})
    surat = mail.outbox[-1]
    assert NIK not in surat.body + surat.subject
    assert "3515••••••••0077" in surat.body
    assert re.findall(r"https?://[^/\s]+", surat.body) == ["http://testserver"]
    assert surat.subject == "Membuat kata sandi baru"


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, siti):
    assert minta(client, "lain@contoh.id").url == minta(client, "siti@contoh.id").url
    assert [surat.to for surat in mail.outbox] == [["siti@contoh.id"]]


@pytest.mark.parametrize(
    ("satu", "dua", "kalimat"),
    [
        ("kenanga-biru-5", "kenanga-biru-6", "Kedua kata sandi belum sama. Tulis ulang."),
        ("12345678901", "12345678901", "Kata sandi tidak boleh angka saja. Tambahkan huruf."),
        ("", "", "Isi kata sandi baru"),
    ],
)
def test_a_bad_new_password_is_refused_in_plain_words(client, siti, satu, dua, kalimat):
    minta(client, "siti@contoh.id")
    alamat = client.get(tautan()).url
    assert kalimat in client.post(alamat, {"password1": satu, "password2": dua}).content.decode()


def test_a_changed_password_ends_the_other_sessions(client, siti, django_user_model):
    from django.test import Client

    lain = Client()
    lain.force_login(siti)
    client.force_login(siti)
    isi = {"oldpassword": SANDI, "password1": "kenanga-biru-5", "password2": "kenanga-biru-5"}
    assert client.post("/akun/sandi/ubah/", isi).status_code == 302
    assert (lain.get("/akun/profil/").status_code, client.get("/akun/profil/").status_code) == (302, 200)


def test_the_wrong_old_password_changes_nothing(client, siti):
    client.force_login(siti)
    isi = {"oldpassword": "keliru", "password1": "kenanga-biru-5", "password2": "kenanga-biru-5"}
    assert "Tulis kata sandi Anda yang sekarang." in client.post("/akun/sandi/ubah/", isi).content.decode()


def kode(kunci):
    return totp.hotp_value(kunci, next(iter(totp.yield_hotp_counters_from_time())))


def kode_totp(kunci):
    return totp.format_hotp_value(kode(kunci))


def _pastikan(client, jalur):
    """Before the locks of an account are changed, the password is asked once more."""
    tanya = client.get(jalur)
    assert tanya.url.startswith("/akun/pastikan/")
    assert "Kata sandi salah. Coba lagi." in client.post(tanya.url, {"password": "keliru"}).content.decode()
    return client.post(tanya.url, {"password": SANDI}, follow=True)


def pasang_kode(client, orang):
    """Turn the second factor on, the way a person does."""
    masuk(client, orang.username)
    isi = _pastikan(client, "/akun/kode/totp/activate/").content.decode()
    kunci = re.search(r'<span class="angka">([A-Z2-7]+)</span>', isi)[1]
    return kunci, client.post("/akun/kode/totp/activate/", {"code": kode_totp(kunci)})


def test_an_officer_turns_on_a_second_factor_and_needs_it_from_then_on(client, kades):
    kunci, jawab = pasang_kode(client, kades)
    assert jawab.status_code == 302
    assert Authenticator.objects.filter(user=kades, type="totp").exists()
    assert "Kode cadangan" in client.get("/akun/kode/recovery-codes/").content.decode()
    client.post("/akun/keluar/")
    cache.clear()
    assert masuk(client, "kades.pepelegi").url.startswith("/akun/kode/authenticate/")
    assert siapa(client) is None
    salah = client.post("/akun/kode/authenticate/", {"code": "000000"}).content.decode()
    assert "Kode salah atau sudah berganti." in salah
    assert client.post("/akun/kode/authenticate/", {"code": kode_totp(kunci)}).url == "/kantor/"
    assert siapa(client) == str(kades.pk)


def test_a_wrong_first_code_turns_nothing_on(client, kades):
    masuk(client, "kades.pepelegi")
    _pastikan(client, "/akun/kode/totp/activate/")
    client.post("/akun/kode/totp/activate/", {"code": "000000"})
    assert not Authenticator.objects.exists()


def test_a_recovery_code_opens_the_door_once(client, kades):
    pasang_kode(client, kades)
    cadangan = Authenticator.objects.get(user=kades, type="recovery_codes").wrap().get_unused_codes()[0]
    for harapan in (302, 200):
        client.post("/akun/keluar/")
        cache.clear()
        masuk(client, "kades.pepelegi")
        assert client.post("/akun/kode/authenticate/", {"code": cadangan}).status_code == harapan


@pytest.mark.parametrize("peran", [OPERATOR_DESA, None])
def test_everybody_has_an_own_account_page(client, kecil, siti, peran):
    orang = pabrik.petugas(kecil.pepelegi, peran, nama="Budi") if peran else siti
    client.force_login(orang)
    isi = client.get("/akun/profil/").content.decode()
    assert orang.nama in isi
    assert ("Pengaman kedua" in isi or "pengaman kedua" in isi) is bool(peran)


def test_a_citizen_changes_phone_and_address_only_with_the_password(client, siti):
    client.force_login(siti)
    isi = {"telepon": "0813 1111 2222", "email": "baru@contoh.id", "kata_sandi": "keliru"}
    assert "Kata sandi salah. Coba lagi." in client.post("/akun/kontak/", isi).content.decode()
    siti.refresh_from_db()
    assert siti.email == "siti@contoh.id"
    assert client.post("/akun/kontak/", isi | {"kata_sandi": SANDI}).url == "/akun/profil/"
    siti = type(siti).objects.get(pk=siti.pk)
    assert (siti.email, siti.warga.telepon) == ("baru@contoh.id", "+6281311112222")


@pytest.mark.parametrize(
    ("status", "kalimat"),
    [("menunggu", "Petugas Desa Pepelegi mencocokkan data Anda"), ("ditolak", "Foto KTP buram."),
     ("terverifikasi", "Anda bisa mengajukan semua layanan.")],
)  # fmt: skip
def test_the_account_page_says_where_one_stands(client, kecil, status, kalimat):
    client.force_login(pabrik.warga(kecil.pepelegi, status=status, alasan="Foto KTP buram.").pengguna)
    assert kalimat in client.get("/akun/profil/").content.decode()


def test_there_is_no_second_door_beside_the_second_factor(client, kades):
    assert client.get("/kelola/login/").url == "/akun/masuk/?next=/kelola/"
    for pintu in ("/kelola/login/", "/_util/login/"):
        assert client.post(pintu, {"username": "kades.pepelegi", "password": SANDI}).url.startswith("/akun/masuk/")
    assert siapa(client) is None
    assert client.get("/kelola/").url.startswith("/akun/masuk/")
    assert client.get("/kelola/password_reset/").status_code == 404
