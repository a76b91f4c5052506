"""Filling in: steps, autosave, uploads, check your answers, sending."""

from __future__ import annotations

import re

import pytest
import time_machine

from core.permohonan import verba
from core.permohonan.models import Lampiran, Permohonan
from tests.permohonan import bahan
from tests.permohonan.warga_http import alamat, jpeg, kiriman, masuk, unggahan

SKTM = "surat-keterangan-tidak-mampu-desa"
pytestmark = pytest.mark.usefixtures("senin")


@pytest.fixture
def siti(kecil):
    return bahan.warga(kecil.pepelegi)


@pytest.fixture
def klien(siti):
    return masuk(siti.pengguna)


@pytest.fixture
def p(siti):
    """An empty draft of the small service."""
    return verba.mulai(warga=siti, layanan=bahan.layanan())


def isian(p):
    return bahan.segar(p).isian


# --- Start ------------------------------------------------------------------------------------------------------------


def test_starting_from_the_service_page_leads_to_the_first_step(klien, siti):
    jawab = klien.post(f"/permohonan/mulai/{SKTM}/")
    p = Permohonan.objects.get(pemohon=siti)
    assert (jawab.status_code, jawab.url) == (302, alamat(p, "langkah/0/"))


def test_a_started_application_is_continued_and_can_be_begun_anew(klien, siti):
    klien.post(f"/permohonan/mulai/{SKTM}/")
    lama = Permohonan.objects.get(pemohon=siti)
    verba.simpan_langkah(permohonan=lama, warga=siti, isian={"tujuan": "sekolah"})
    jawab = klien.post(f"/permohonan/mulai/{SKTM}/", follow=True)
    assert jawab.request["PATH_INFO"] == alamat(lama, "langkah/0/")
    assert "Kami lanjutkan isian Anda" in jawab.content.decode()
    jawab = klien.post(f"/permohonan/mulai/{SKTM}/", {"baru": "1"})
    assert Permohonan.objects.filter(pemohon=siti).count() == 2
    assert str(lama.pk) not in jawab.url


def test_a_second_application_of_the_same_kind_is_mentioned(klien, siti):
    lama = bahan.kirim(bahan.draf(siti, bahan.layanan(kode=SKTM)))
    assert f"masih diproses ({lama.nomor})" in klien.post(f"/permohonan/mulai/{SKTM}/", follow=True).content.decode()


def test_an_unknown_service_cannot_be_started(klien):
    assert klien.post("/permohonan/mulai/tidak-ada/").status_code == 404


def test_coming_back_from_signing_in_leads_to_the_service(klien):
    assert klien.get(f"/permohonan/mulai/{SKTM}/").url == f"/layanan/{SKTM}/"


# --- A step -----------------------------------------------------------------------------------------------------------


def test_a_step_is_stored_and_leads_on(klien, p):
    jawab = klien.post(alamat(p, "langkah/0/"), kiriman(p, 0, keperluan="Lainnya"))
    assert (jawab.status_code, jawab.url) == (302, alamat(p, "langkah/1/"))
    assert isian(p)["keperluan"] == "Lainnya"


def test_an_error_gives_422_keeps_what_was_typed_and_says_what_to_do(klien, p):
    jawab = klien.post(alamat(p, "langkah/1/"), {"penghasilan": "banyak"})
    teks = jawab.content.decode()
    assert jawab.status_code == 422
    assert 'value="banyak"' in teks
    assert "<title>Galat: " in teks.replace("\n", "")
    assert 'href="#id_penghasilan"' in teks
    assert "penghasilan" not in isian(p)


def test_the_same_step_without_an_error_is_not_a_422(klien, p):
    assert klien.get(alamat(p, "langkah/1/")).status_code == 200
    assert klien.post(alamat(p, "langkah/1/"), {"penghasilan": "1.500.000"}).status_code == 302


def test_a_question_that_an_answer_opens_is_shown_before_it_is_demanded(klien, p):
    jawab = klien.post(alamat(p, "langkah/0/"), {"keperluan": "Sekolah", "tampil": "keperluan"})
    assert jawab.status_code == 200
    assert "Ada pertanyaan tambahan" in jawab.content.decode()
    assert isian(p) == {"keperluan": "Sekolah"}
    jawab = klien.post(alamat(p, "langkah/0/"), {"keperluan": "Sekolah", "tampil": "keperluan,sekolah"})
    assert jawab.status_code == 422


def test_autosave_stores_half_an_answer_without_judging(klien, p):
    data = {"keperluan": "Sekolah", "sekolah": ""}
    jawab = klien.post(alamat(p, "langkah/0/"), data, headers={"X-Simpan": "otomatis"})
    assert (jawab.status_code, jawab.json()) == (200, {"tersimpan": "09.41"})
    assert isian(p) == {"keperluan": "Sekolah", "sekolah": None}


def test_autosave_keeps_text_but_never_a_number_that_is_none(klien, siti):
    kolom = [
        {"nama": "nik_ayah", "label": "NIK ayah", "tipe": "nik"},
        {"nama": "n", "label": "Jumlah", "tipe": "angka"},
    ]
    p = verba.mulai(warga=siti, layanan=bahan.layanan(langkah=[{"judul": "Ayah", "kolom": kolom}]))
    data = {"nik_ayah": "35151", "n": "banyak"}
    klien.post(alamat(p, "langkah/0/"), data, headers={"X-Simpan": "otomatis"})
    assert isian(p) == {"nik_ayah": "35151"}
    assert 'value="35151"' in klien.get(alamat(p, "langkah/0/")).content.decode()


def test_rows_of_a_table_come_and_go_without_a_script_and_without_loss(klien, siti):
    tabel = {
        "nama": "anggota", "label": "Anggota", "tipe": "tabel", "wajib": False,
        "sub_kolom": [
            {"nama": "nama", "label": "Nama", "tipe": "teks"},
            {"nama": "nik", "label": "NIK", "tipe": "nik"},
        ],
    }  # fmt: skip
    p = verba.mulai(warga=siti, layanan=bahan.layanan(langkah=[{"judul": "Keluarga", "kolom": [tabel]}]))
    data = {"anggota-jumlah": "1", "anggota-0-nama": "Budi", "anggota-0-nik": "3515"}
    jawab = klien.post(alamat(p, "langkah/0/"), data | {"tambah_baris": "anggota"})
    teks = jawab.content.decode()
    assert jawab.status_code == 200
    assert 'name="anggota-1-nama"' in teks
    assert 'value="Budi"' in teks
    assert isian(p) == {"anggota": [{"nama": "Budi", "nik": "3515"}]}
    jawab = klien.post(alamat(p, "langkah/0/"), data | {"hapus_baris": "anggota:0"})
    assert 'name="anggota-0-nama"' not in jawab.content.decode()
    assert isian(p) == {"anggota": []}


def test_changing_an_answer_from_the_check_page_returns_there(klien, p):
    jawab = klien.post(alamat(p, "langkah/0/?kembali=periksa"), kiriman(p, 0, keperluan="Lainnya"))
    assert jawab.url == alamat(p, "periksa/")


def test_a_step_that_does_not_exist_is_404_and_one_that_is_hidden_leads_on(klien, siti):
    langkah = [
        {"judul": "Satu", "kolom": [{"nama": "a", "label": "A", "tipe": "pilihan", "opsi": ["Ya", "Tidak"]}]},
        {"judul": "Dua", "jika": {"a": "Ya"}, "kolom": [{"nama": "b", "label": "B", "tipe": "teks"}]},
    ]
    p = verba.mulai(warga=siti, layanan=bahan.layanan(langkah=langkah))
    assert klien.get(alamat(p, "langkah/7/")).status_code == 404
    assert klien.get(alamat(p, "langkah/1/")).url == alamat(p, "periksa/")


def test_a_session_that_ended_stores_nothing_and_says_so(client, p):
    jawab = client.post(alamat(p, "langkah/0/"), kiriman(p, 0, keperluan="Lainnya"), follow=True)
    assert "Anda keluar otomatis" in jawab.content.decode()
    assert isian(p) == {}


def test_a_sent_application_is_not_changed_by_an_open_tab(klien, siti):
    p = bahan.draf(siti)
    bahan.kirim(p)
    jawab = klien.post(alamat(p, "langkah/1/"), {"penghasilan": "1"}, follow=True)
    assert "sudah dikirim dan tidak bisa diubah" in jawab.content.decode()
    assert klien.post(alamat(p, "langkah/1/"), {}, headers={"X-Simpan": "otomatis"}).status_code == 409
    assert isian(p) == bahan.ISIAN


# --- Uploads ----------------------------------------------------------------------------------------------------------


def lampiran(p):
    return sorted(Lampiran.objects.filter(permohonan=p).values_list("kode", flat=True))


def test_one_refused_file_does_not_take_the_others_with_it(klien, p):
    data = {"pengantar": unggahan("rusak.jpg", b"bukan foto"), "foto_rumah": unggahan(), "lanjut": "1"}
    jawab = klien.post(alamat(p, "berkas/"), data)
    teks = jawab.content.decode()
    assert jawab.status_code == 422
    assert lampiran(p) == ["foto_rumah", "ktp_pemohon"]
    assert re.search(r'id="id_pengantar_error".*?bukan JPG', teks, re.DOTALL)
    assert 'href="#id_pengantar"' in teks


def test_a_file_that_is_too_large_gives_413_with_the_sentence_at_the_upload(klien, p, monkeypatch):
    monkeypatch.setattr("core.permohonan.unggahan.UKURAN_MAKS", 100)
    monkeypatch.setattr("core.berkas.verba.UKURAN_MAKS", 100)
    jawab = klien.post(alamat(p, "berkas/"), {"pengantar": unggahan()})
    assert jawab.status_code == 413
    assert "Paling besar" in jawab.content.decode()
    assert "pengantar" not in lampiran(p)


def test_the_button_of_one_upload_stores_it_and_stays(klien, p):
    jawab = klien.post(alamat(p, "berkas/"), {"pengantar": unggahan(), "unggah": "pengantar"})
    assert (jawab.status_code, jawab.url) == (302, alamat(p, "berkas/"))
    assert "pengantar" in lampiran(p)


def test_going_on_without_a_required_upload_is_refused_and_with_it_leads_to_the_check(klien, p):
    jawab = klien.post(alamat(p, "berkas/"), {"lanjut": "1"})
    assert jawab.status_code == 422
    assert "Pilih surat pengantar RT/RW" in jawab.content.decode()
    jawab = klien.post(alamat(p, "berkas/"), {"lanjut": "1", "pengantar": unggahan()})
    assert (jawab.status_code, jawab.url) == (302, alamat(p, "periksa/"))


def test_an_upload_is_replaced_and_removed(klien, p):
    klien.post(alamat(p, "berkas/"), {"pengantar": unggahan()})
    satu = Lampiran.objects.get(permohonan=p, kode="pengantar")
    klien.post(alamat(p, "berkas/"), {"pengantar": unggahan("baru.jpg", jpeg(80))})
    dua = Lampiran.objects.get(permohonan=p, kode="pengantar")
    assert (satu.pk != dua.pk, dua.berkas.nama_tampil) == (True, "baru.jpg")
    klien.post(alamat(p, "berkas/"), {"hapus": str(dua.pk)})
    assert "pengantar" not in lampiran(p)


def test_photos_of_the_account_are_shown_and_not_asked_for(klien, p):
    teks = klien.get(alamat(p, "berkas/")).content.decode()
    assert "Sudah ada di akun Anda" in teks
    assert 'name="ktp_pemohon"' not in teks
    assert 'name="pengantar"' in teks
    assert "(boleh dikosongkan)" in teks


def test_an_upload_for_each_row_of_a_table_has_its_own_place(klien, siti):
    tabel = {
        "nama": "anggota", "label": "Anggota", "tipe": "tabel",
        "sub_kolom": [{"nama": "nama", "label": "Nama", "tipe": "teks"}],
    }  # fmt: skip
    berkas = [{"kode": "ktp", "label": "Foto KTP", "per_baris": "anggota"}]
    lay = bahan.layanan(langkah=[{"judul": "Keluarga", "kolom": [tabel]}], berkas=berkas)
    p = verba.mulai(warga=siti, layanan=lay)
    verba.simpan_langkah(permohonan=p, warga=siti, isian={"anggota": [{"nama": "Budi"}, {"nama": "Ani"}]})
    assert klien.post(alamat(p, "berkas/"), {"ktp__1": unggahan(), "lanjut": "1"}).status_code == 422
    assert klien.post(alamat(p, "berkas/"), {"ktp__2": unggahan(), "lanjut": "1"}).status_code == 302
    klien.post(alamat(p, "berkas/"), {"ktp__2": unggahan("baru.jpg", jpeg(80))})
    assert lampiran(p) == ["ktp__1", "ktp__2"]
    with pytest.raises(verba.TidakBoleh):
        verba.tempelkan(permohonan=p, kode="ktp__x", berkas=bahan.berkas(siti.pengguna))


def test_the_citizen_opens_his_own_upload_only(klien, p, kecil):
    klien.post(alamat(p, "berkas/"), {"pengantar": unggahan()})
    satu = Lampiran.objects.get(permohonan=p, kode="pengantar")
    jawab = klien.get(alamat(p, f"lampiran/{satu.pk}/"))
    assert (jawab.status_code, jawab["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(jawab.streaming_content)[:2] == b"\xff\xd8"
    assert masuk(bahan.warga(kecil.pepelegi).pengguna).get(alamat(p, f"lampiran/{satu.pk}/")).status_code == 404


# --- Check and send ---------------------------------------------------------------------------------------------------


def kunci(klien, p):
    teks = klien.get(alamat(p, "periksa/")).content.decode()
    return {nama: re.search(rf'name="{nama}" value="([^"]+)"', teks)[1] for nama in ("kunci", "versi")}


def test_a_complete_application_is_sent_once_by_two_clicks(klien, siti):
    p = bahan.draf(siti)
    data = kunci(klien, p) | {"setuju": "on"}
    pertama, kedua = klien.post(alamat(p, "periksa/"), data), klien.post(alamat(p, "periksa/"), data)
    assert pertama.url == kedua.url == alamat(p, "terkirim/")
    assert list(p.peristiwa.values_list("jenis", flat=True)).count("diajukan") == 1


def test_without_the_declaration_nothing_is_sent(klien, siti):
    p = bahan.draf(siti)
    jawab = klien.post(alamat(p, "periksa/"), kunci(klien, p))
    assert jawab.status_code == 422
    assert "Centang pernyataan" in jawab.content.decode()
    assert bahan.segar(p).status == "draf"


def test_what_is_missing_is_listed_with_links_and_cannot_be_sent(klien, p):
    teks = klien.get(alamat(p, "periksa/")).content.decode()
    assert f'href="{alamat(p, "langkah/1/")}?kembali=periksa#id_penghasilan"' in teks
    assert f'href="{alamat(p, "berkas/")}#id_pengantar"' in teks
    assert "Kirim permohonan" not in teks
    data = {"setuju": "on", "kunci": "k" * 20, "versi": p.versi}
    assert klien.post(alamat(p, "periksa/"), data).status_code == 422


def test_a_check_page_that_is_no_longer_current_gets_409_and_nothing_is_sent(klien, siti):
    p = bahan.draf(siti)
    data = kunci(klien, p) | {"setuju": "on"}
    verba.simpan_langkah(permohonan=p, warga=siti, isian={"penghasilan": 9})
    jawab = klien.post(alamat(p, "periksa/"), data)
    assert jawab.status_code == 409
    assert "Isian sudah berubah" in jawab.content.decode()
    assert bahan.segar(p).status == "draf"


def test_an_account_that_is_not_verified_may_fill_in_and_is_told_to_wait(kecil):
    budi = bahan.warga(kecil.pepelegi, status="menunggu")
    p = bahan.draf(budi)
    teks = masuk(budi.pengguna).get(alamat(p, "periksa/")).content.decode()
    assert "masih diperiksa petugas desa" in teks
    assert "Kirim permohonan" not in teks


def test_the_receipt_survives_reload_and_names_number_and_date(klien, siti):
    p = bahan.kirim(bahan.draf(siti))
    for _kali in range(2):
        teks = klien.get(alamat(p, "terkirim/")).content.decode()
        assert p.nomor in teks
        # 4 + 2 + 4 + 1 working hours after Monday 09.41; the secretary's stage is skipped, nobody sits there
        assert "Selasa, 24 November 2026" in teks


def test_the_receipt_of_a_draft_leads_back_to_the_form(klien, p):
    assert klien.get(alamat(p, "terkirim/")).url == alamat(p, "langkah/0/")


def test_time_of_saving_is_told(klien, p):
    with time_machine.travel(bahan.SENIN.replace(hour=14, minute=5), tick=False):
        jawab = klien.post(alamat(p, "langkah/0/"), {"keperluan": "Lainnya"}, headers={"X-Simpan": "otomatis"})
    assert jawab.json() == {"tersimpan": "14.05"}
    assert "Tersimpan pukul 14.05" in klien.get(alamat(p, "langkah/0/")).content.decode()
