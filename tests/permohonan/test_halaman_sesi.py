"""A session that ended while somebody typed: told so, and nothing typed is lost, without any script."""

import pytest
from django.contrib.sessions.models import Session

from core.permohonan import verba
from tests.pabrik import SANDI
from tests.permohonan import bahan
from tests.permohonan.warga_http import alamat, masuk, meja, unggahan

pytestmark = pytest.mark.usefixtures("senin")


@pytest.fixture
def siti(kecil):
    return bahan.warga(kecil.pepelegi)


@pytest.fixture
def p(siti):
    return verba.mulai(warga=siti, layanan=bahan.layanan())


def kirim_setelah_sesi_habis(klien, p):
    """The page is open, the session ends, the citizen presses "Simpan dan lanjut"."""
    Session.objects.all().delete()
    return klien.post(
        alamat(p, "langkah/0/"), {"keperluan": "Sekolah", "sekolah": "SMPN 1 Waru", "tampil": "*"}, follow=True
    )


def masuk_lagi(klien, orang):
    return klien.post("/akun/masuk/", {"login": orang.username, "password": SANDI})


def test_the_page_says_why_one_must_sign_in_again(siti, p):
    jawab = kirim_setelah_sesi_habis(masuk(siti.pengguna), p)
    assert jawab.request["PATH_INFO"] == "/akun/masuk/"
    assert "Anda keluar otomatis karena lama tidak dipakai" in jawab.content.decode()


def test_what_was_typed_is_there_after_signing_in_again(siti, p):
    klien = masuk(siti.pengguna)
    kirim_setelah_sesi_habis(klien, p)
    assert bahan.segar(p).isian.get("sekolah") is None
    masuk_lagi(klien, siti.pengguna)
    assert "SMPN 1 Waru" in klien.get(alamat(p, "langkah/0/")).content.decode()
    assert bahan.segar(p).isian["sekolah"] == "SMPN 1 Waru"


def test_another_person_at_the_same_computer_gets_nothing_of_it(siti, p, kecil):
    klien, lain = masuk(siti.pengguna), bahan.warga(kecil.pepelegi)
    kirim_setelah_sesi_habis(klien, p)
    masuk_lagi(klien, lain.pengguna)
    assert klien.get(alamat(p, "langkah/0/")).status_code == 404
    assert "SMPN" not in klien.get("/permohonan/").content.decode()
    assert bahan.segar(p).isian.get("sekolah") is None


def test_secrets_are_never_kept(siti, p):
    klien = masuk(siti.pengguna)
    Session.objects.all().delete()
    klien.post(alamat(p, "batalkan/"), {"alasan": "salah isi", "kata_sandi": "rahasia-1", "frasa": "rahasia-2"})
    assert "salah isi" in klien.session["titipan"]["isi"].replace("+", " ")
    assert "rahasia" not in klien.session["titipan"]["isi"]


@pytest.mark.parametrize(
    ("aksi", "isi", "ada"),
    [
        ("tolak/", {"alasan": "Bukan warga kami."}, ">\nBukan warga kami.</textarea>"),
        ("kembalikan/", {"umum": "Lihat KK."}, ">\nLihat KK.</textarea>"),
        ("kembalikan/", {"tulis_kolom__keperluan": "Kurang jelas."}, 'value="Kurang jelas."'),
        ("teruskan/", {"catatan": "Sudah ditelepon."}, "Sudah ditelepon."),
    ],
)
def test_an_officers_words_are_there_after_signing_in_again(kantor, aksi, isi, ada):
    klien, p, orang = masuk(kantor.desa.operator_desa), kantor.p, kantor.desa.operator_desa
    Session.objects.all().delete()
    klien.post(meja(p, aksi), {"versi": p.versi, **isi})
    masuk_lagi(klien, orang)
    halaman = meja(p, "" if aksi == "teruskan/" else aksi)
    assert ada in klien.get(halaman).content.decode()
    assert ada not in klien.get(halaman).content.decode()  # once, and nothing was decided by it
    assert bahan.segar(p).versi == p.versi


def test_the_version_of_now_wins_over_the_one_that_was_typed_with(kantor):
    klien, p = masuk(kantor.desa.operator_desa), kantor.p
    Session.objects.all().delete()
    klien.post(meja(p, "tolak/"), {"versi": 999, "alasan": "x"})
    masuk_lagi(klien, kantor.desa.operator_desa)
    assert klien.get(meja(p, "tolak/")).context["form"]["versi"].value() == p.versi


def test_the_reason_for_withdrawing_is_kept_too(siti):
    p = bahan.kirim(bahan.draf(siti))
    klien = masuk(siti.pengguna)
    Session.objects.all().delete()
    klien.post(alamat(p, "batalkan/"), {"versi": p.versi, "alasan": "Salah isi."})
    masuk_lagi(klien, siti.pengguna)
    assert "Salah isi." in klien.get(alamat(p, "batalkan/")).content.decode()


def test_a_repair_is_kept_too(kantor):
    p, siti = kantor.p, kantor.p.pemohon
    kantor.lakukan("kembalikan", kantor.desa.operator_desa, kolom={"keperluan": "Kurang jelas."})
    klien = masuk(siti.pengguna)
    Session.objects.all().delete()
    klien.post(alamat(p, "perbaiki/"), {"keperluan": "Lain", "tampil": "*"})
    masuk_lagi(klien, siti.pengguna)
    jawab = klien.get(alamat(p, "perbaiki/"))
    assert jawab.status_code == 200
    assert jawab.context["langkah"][0].form["keperluan"].value() == "Lain"


def test_who_sent_a_file_is_told_to_choose_it_again(siti, p):
    klien = masuk(siti.pengguna)
    Session.objects.all().delete()
    jawab = klien.post(alamat(p, "berkas/"), {"ktp": unggahan()}, follow=True)
    assert "Masuk lagi, lalu pilih berkasnya sekali lagi." in jawab.content.decode()
    assert "Isian tersimpan" not in jawab.content.decode()
