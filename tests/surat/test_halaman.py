"""The signing desk and the public verification, through the browser's eyes (no script)."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from core.surat import arsip
from core.surat.models import StatusSurat, Surat
from tests import pabrik
from tests.surat import alur
from tests.surat.alur import siapkan, tandatangani, terbit


def alamat(nama, k, **lain):
    return reverse(f"surat:{nama}", kwargs={"permohonan": k.p.pk, **lain})


def masuk(client, orang):
    client.force_login(orang, backend="django.contrib.auth.backends.ModelBackend")
    return client


def isi(jawab):
    """Visible text of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", jawab.content.decode()).split())


def unggahan(pdf, nama="surat.pdf"):
    return {"berkas": SimpleUploadedFile(nama, pdf, content_type="application/pdf")}


@pytest.fixture
def kades(client, meja):
    return masuk(client, meja.desa.kepala_desa)


# --- The signing desk -------------------------------------------------------------------------------------------------


def test_desk_offers_to_prepare_then_shows_the_letter_and_signs_it(kades, meja):
    awal = kades.get(alamat("tandatangan", meja))
    assert "Siapkan surat" in isi(awal)
    assert 'name="frasa"' not in awal.content.decode()
    assert kades.post(alamat("siapkan", meja)).headers["Location"] == alamat("tandatangan", meja)
    surat = Surat.objects.get()
    halaman = kades.get(alamat("tandatangan", meja))
    assert surat.sha_beku in halaman.content.decode()
    assert alamat("halaman", meja, n=1) in halaman.content.decode()
    jawab = kades.post(alamat("tandatangan", meja), {"sha": surat.sha_beku, "frasa": alur.FRASA})
    assert jawab.headers["Location"] == reverse("permohonan:periksa_petugas", kwargs={"id": meja.p.pk})
    assert Surat.objects.get().status == "terbit"


def test_pages_are_pictures_of_the_frozen_bytes(kades, meja):
    surat = siapkan(meja)
    gambar = kades.get(alamat("halaman", meja, n=1))
    assert gambar.headers["Content-Type"] == "image/png"
    assert Image.open(BytesIO(gambar.content)).size == (1191, 1684)
    assert kades.get(alamat("halaman", meja, n=2)).status_code == 404
    assert kades.get(alamat("pratinjau", meja)).content == arsip.baca(surat.sha_beku)


def test_wrong_passphrase_is_said_at_the_field_and_never_sent_back(kades, meja):
    surat = siapkan(meja)
    jawab = kades.post(alamat("tandatangan", meja), {"sha": surat.sha_beku, "frasa": "rahasia-salah"})
    assert jawab.status_code == 422
    assert "Frasa sandi salah. Periksa huruf besar dan angka, lalu coba lagi." in isi(jawab)
    assert "rahasia-salah" not in jawab.content.decode()
    assert isi(jawab).startswith("Galat:")
    assert not isi(kades.get(alamat("tandatangan", meja))).startswith("Galat:")
    kosong = kades.post(alamat("tandatangan", meja), {"sha": surat.sha_beku, "frasa": ""})
    assert "Isi frasa sandi untuk menandatangani." in isi(kosong)


def test_stale_page_gets_409_and_the_new_letter(kades, meja):
    surat = siapkan(meja)
    jawab = kades.post(alamat("tandatangan", meja), {"sha": "0" * 64, "frasa": alur.FRASA})
    assert jawab.status_code == 409
    assert "Surat berubah sejak halaman ini dibuka" in isi(jawab)
    assert surat.sha_beku in jawab.content.decode()
    assert Surat.objects.get().status == "beku"


def test_page_of_a_letter_is_not_kept_by_a_cache(kades, meja):
    siapkan(meja)
    for nama in ("tandatangan", "pratinjau"):
        assert "no-store" in kades.get(alamat(nama, meja)).headers["Cache-Control"]


@pytest.mark.parametrize("nama", ["tandatangan", "pratinjau", "halaman", "siapkan"])
def test_officer_of_another_desa_gets_404_and_a_citizen_too(client, meja, kecil, nama):
    siapkan(meja)
    url = alamat(nama, meja, **({"n": 1} if nama == "halaman" else {}))
    panggil = client.post if nama == "siapkan" else client.get
    for orang in (pabrik.petugas(kecil.tropodo, "kepala_desa"), meja.pemohon.pengguna):
        masuk(client, orang)
        assert panggil(url).status_code == 404
    masuk(client, meja.desa.kepala_desa)
    assert panggil(url).status_code in {200, 302}


def test_clerk_is_told_that_it_is_not_his_turn(client, meja):
    siapkan(meja)
    masuk(client, meja.desa.operator_desa)
    jawab = client.get(alamat("tandatangan", meja))
    assert jawab.headers["Location"] == reverse("permohonan:periksa_petugas", kwargs={"id": meja.p.pk})


def test_looking_at_the_letter_is_recorded(kades, meja):
    siapkan(meja)
    kades.get(alamat("tandatangan", meja))
    assert "dilihat" in meja.jenis()


# --- Download ---------------------------------------------------------------------------------------------------------


def test_citizen_downloads_the_published_letter_and_nobody_else_does(client, meja, kecil):
    siapkan(meja)
    masuk(client, meja.pemohon.pengguna)
    assert client.get(alamat("unduh", meja)).status_code == 404
    surat = tandatangani(meja)
    jawab = client.get(alamat("unduh", meja))
    assert jawab.content == arsip.baca(surat.sha_kini)
    assert jawab.headers["Content-Disposition"].startswith('attachment; filename="surat-uji-460-1-')
    assert meja.pemohon.nik not in str(jawab.headers)
    masuk(client, pabrik.warga(kecil.pepelegi).pengguna)
    assert client.get(alamat("unduh", meja)).status_code == 404


def test_withdrawn_letter_is_not_downloaded(client, meja):
    terbit(meja)
    Surat.objects.update(status=StatusSurat.DICABUT, alasan_batal="Keliru")
    assert masuk(client, meja.pemohon.pengguna).get(alamat("unduh", meja)).status_code == 404


# --- Verification -----------------------------------------------------------------------------------------------------


def test_public_page_shows_what_to_compare_and_no_nik(client, meja):
    surat = terbit(meja)
    jawab = client.get(surat.get_absolute_url())
    teks = isi(jawab)
    for bagian in [
        surat.nomor, "Surat Uji", "Desa Pepelegi", "23 November 2026", "P••••••• U••", meja.desa.kepala_desa.nama,
        "Kepala Desa Pepelegi", "DEMONSTRASI - TIDAK SAH SECARA HUKUM", "Surat percobaan", "Jumlah halaman 1",
    ]:  # fmt: skip
        assert bagian in teks
    assert meja.pemohon.nik not in jawab.content.decode()
    assert meja.pemohon.pengguna.nama not in jawab.content.decode()
    assert jawab.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in jawab.content.decode()


KEADAAN = {
    "beku": ({}, "Belum sah", "belum_sah"),
    "batal": ({"alasan_batal": "Permohonan ditolak"}, "Dibatalkan", "batal"),
    "dicabut": ({"alasan_batal": "Keliru nama"}, "Dicabut", "dicabut"),
    "diganti": ({"alasan_batal": "Salah tulis nama"}, "Diganti", "diganti"),
}


@pytest.mark.parametrize("status", KEADAAN)
def test_public_page_says_every_state_and_never_calls_it_valid(client, meja, status):
    surat = siapkan(meja)
    kolom, kata, kode = KEADAAN[status]
    Surat.objects.update(status=status, **kolom)
    jawab = client.get(surat.get_absolute_url())
    assert kata in isi(jawab)
    assert "panel--sukses" not in jawab.content.decode()
    assert client.get(surat.get_absolute_url(), {"format": "json"}).json()["keadaan"] == kode


def test_real_letter_is_called_valid_until_it_expires(client, meja):
    surat = terbit(meja)
    surat.konteks["surat"]["demonstrasi"] = False
    surat.save()
    assert "panel--sukses" in client.get(surat.get_absolute_url()).content.decode()
    Surat.objects.update(berlaku_sampai="2026-11-22")
    teks = isi(client.get(surat.get_absolute_url()))
    assert "Sudah tidak berlaku" in teks
    assert "22 November 2026" in teks


def test_json_has_signers_and_no_personal_data(client, meja):
    surat = terbit(meja)
    data = client.get(surat.get_absolute_url(), {"format": "json"}).json()
    assert (data["nomor"], data["keadaan"], data["sha256"]) == (surat.nomor, "percobaan", surat.sha_kini)
    assert [p["jabatan"] for p in data["penanda_tangan"]] == ["Kepala Desa Pepelegi"]
    assert meja.pemohon.nik not in str(data)


@pytest.mark.parametrize("kode", ["a" * 32, "tidak-ada", "١٢٣"])
def test_unknown_code_is_a_404_page_with_a_sentence(client, db, kode):
    jawab = client.get(f"/cek/{kode}/")
    assert jawab.status_code == 404
    assert "Kode ini tidak ada dalam arsip kami" in isi(jawab)
    assert client.get(f"/cek/{kode}/", {"format": "json"}).status_code == 404


def test_typed_code_or_pasted_address_leads_to_the_letter(client, meja):
    surat = terbit(meja)
    for ketikan in (surat.kode_cek, f" {surat.kode_cek.upper()} ", surat.alamat_cek()):
        assert client.get("/cek/", {"kode": ketikan}).headers["Location"] == surat.get_absolute_url()
    for kosong in ("", " ", "/", " //"):
        assert isi(client.get("/cek/", {"kode": kosong})).count("Tulis kode yang tercetak di bawah surat.") == 2


@pytest.mark.satu_basis
def test_uploaded_original_matches_and_a_changed_one_does_not(client, meja):
    surat = terbit(meja)
    asli = arsip.baca(surat.sha_kini)
    for url in (surat.get_absolute_url(), "/cek/"):
        assert "Berkas ini sama persis dengan arsip kami" in isi(client.post(url, unggahan(asli)))
        palsu = client.post(url, unggahan(asli.replace(b"/Lang", b"/Lamg", 1)))
        assert "Tidak cocok" in isi(palsu)
        assert "panel--galat" in palsu.content.decode()
        assert "Tidak cocok" in isi(client.post(url, unggahan(b"bukan pdf")))


def test_qr_of_another_letter_does_not_make_a_letter_genuine(client, meja, kecil):
    """Threat T6: the page shows the other letter's data and does not match the upload."""
    satu = terbit(meja)
    lain = alur.di_meja_ttd(kecil, unit=kecil.tropodo)
    dua = terbit(lain)
    jawab = client.post(satu.get_absolute_url(), unggahan(arsip.baca(dua.sha_kini)))
    assert "Tanda tangan sah, berkas berbeda" in isi(jawab)
    assert "sama persis" not in isi(jawab)
    assert "sama persis" in isi(client.post("/cek/", unggahan(arsip.baca(dua.sha_kini))))
    assert dua.nomor in isi(client.post("/cek/", unggahan(arsip.baca(dua.sha_kini))))


def test_frozen_unsigned_letter_is_not_genuine(client, meja):
    surat = siapkan(meja)
    for url in (surat.get_absolute_url(), "/cek/"):
        jawab = client.post(url, unggahan(arsip.baca(surat.sha_beku)))
        assert "Tidak cocok" in isi(jawab)
        assert "Berkas ini tidak bertanda tangan elektronik." in isi(jawab)


def test_withdrawn_letter_matches_but_is_called_withdrawn(client, meja):
    surat = terbit(meja)
    Surat.objects.update(status=StatusSurat.DICABUT, alasan_batal="Keliru nama")
    teks = isi(client.post(surat.get_absolute_url(), unggahan(arsip.baca(surat.sha_kini))))
    assert "sama persis" in teks
    assert "Dicabut" in teks
    assert "Keliru nama" in teks


def test_upload_that_is_missing_or_too_large_is_answered_with_a_sentence(client, meja, monkeypatch):
    surat = siapkan(meja)
    for url in (surat.get_absolute_url(), "/cek/"):
        assert not isi(client.get(url)).startswith("Galat:")
        kosong = isi(client.post(url, {}))
        assert kosong.count("Pilih berkas PDF surat yang ingin diperiksa.") == 2  # above and beside the field
        assert kosong.startswith("Galat:")
        with monkeypatch.context() as m:
            m.setattr("core.surat.forms.BESAR", 10)
            jawab = client.post(url, unggahan(b"%PDF-1.7 panjang"))
            assert (jawab.status_code, "lebih dari 10 MB" in isi(jawab)) == (422, True)
