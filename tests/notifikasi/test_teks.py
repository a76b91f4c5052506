"""The words: plain Indonesian, the reason included, no NIK, one page to go to."""

import re
from pathlib import Path

import pytest
from django.urls import resolve

from core.notifikasi import surel, teks
from core.notifikasi.models import SUREL, Pesan
from tests import pabrik
from tests.permohonan import bahan

TEMPLAT = Path(__file__).resolve().parents[2] / "themes/dasar/templates/notifikasi"
pytestmark = pytest.mark.django_db


@pytest.fixture
def meja(kecil):
    return bahan.kantor(kecil, *bahan.BERJENJANG)


def surat(meja, jenis):
    """The newest e-mail of this kind, as it would leave."""
    return surel.buat(Pesan.objects.filter(penerima=meja.pemohon.pengguna, saluran=SUREL, jenis=jenis).latest("id"))


def isi(surat):
    """The body without the footer."""
    return surat.body.split("\n-- \n")[0].strip()


def test_every_kind_has_a_template_and_every_template_a_kind():
    assert {f.stem for f in TEMPLAT.glob("*.txt")} == set(teks.HALAMAN) | set(teks._TAMU)


def test_the_letter_of_sending_whole(meja):
    satu = surat(meja, "diajukan")
    nomor = meja.p.nomor
    assert satu.subject == "Surat Uji sudah terkirim"
    assert isi(satu) == (
        f"Yth. {meja.pemohon.pengguna.nama},\n\n"
        f"Permohonan {nomor} sudah kami terima. Sekarang giliran petugas desa di Desa Pepelegi.\n\n"
        "Simpan nomor itu untuk melacak, tanpa datang ke kantor.\n\n"
        f"Lihat perkembangannya di sini:\nhttp://testserver/permohonan/{meja.p.pk}/"
    )
    assert satu.body.endswith("Petugas tidak pernah meminta kata sandi Anda.\n")


def test_sent_back_says_what_to_repair_with_the_officers_words(meja):
    meja.lakukan(
        "kembalikan",
        meja.desa.operator_desa,
        kolom={"penghasilan": "Tulis penghasilan sebulan."},
        berkas={"pengantar": "Foto buram. Tolong foto ulang di tempat terang."},
        umum="Kirim paling lambat Jumat.",
    )
    satu = surat(meja, "dikembalikan")
    assert satu.subject == "Surat Uji perlu diperbaiki"
    assert "Yang perlu diperbaiki: Penghasilan, Surat pengantar RT/RW." in isi(satu)
    assert "- Penghasilan: Tulis penghasilan sebulan.\n" in isi(satu)
    assert "- Surat pengantar RT/RW: Foto buram. Tolong foto ulang di tempat terang.\n" in isi(satu)
    assert "Catatan petugas: Kirim paling lambat Jumat." in isi(satu)
    assert isi(satu).endswith(f"http://testserver/permohonan/{meja.p.pk}/perbaiki/")


def test_a_refusal_gives_the_reason(meja):
    meja.lakukan("tolak", meja.desa.operator_desa, alasan="Nama di KTP & KK tidak sama.")
    assert "Alasan: Nama di KTP & KK tidak sama." in isi(surat(meja, "ditolak"))


def test_a_published_letter_links_to_the_page_and_not_to_the_file(meja):
    meja.lakukan("teruskan", meja.desa.operator_desa)
    meja.ttd(meja.desa.kepala_desa)
    meja.lakukan("teruskan", meja.desa.operator_desa)
    meja.lakukan("teruskan", meja.kecamatan.operator_kecamatan)
    meja.ttd(meja.kecamatan.camat, terbit={})
    satu = surat(meja, "surat_terbit")
    assert satu.subject == "Surat Uji sudah terbit"
    assert isi(satu).endswith(f"http://testserver/permohonan/{meja.p.pk}/")
    assert satu.attachments == []


def test_moving_names_the_new_office(meja):
    meja.lakukan("teruskan", meja.desa.operator_desa)
    meja.ttd(meja.desa.kepala_desa)
    meja.lakukan("teruskan", meja.desa.operator_desa)
    assert surat(meja, "pindah").subject == "Surat Uji diteruskan ke Kecamatan Waru"
    # … also when the message is sent late and the file has gone on since
    meja.lakukan("kembalikan", meja.kecamatan.operator_kecamatan, kolom={"penghasilan": "Salah."})
    meja.perbaiki()
    assert meja.p.unit.nama == "Desa Pepelegi"
    assert surat(meja, "pindah").subject == "Surat Uji diteruskan ke Kecamatan Waru"


def test_no_letter_holds_personal_data_beyond_the_name(meja):
    """The officer's remark repeats a NIK and a phone number: both are masked on the way out."""
    warga = meja.pemohon
    rahasia = {warga.nik, warga.no_kk, warga.telepon, warga.telepon[1:], warga.alamat, "SMPN 1 Waru", "1.500.000"}
    meja.lakukan("kembalikan", meja.desa.operator_desa, kolom={"penghasilan": f"NIK {warga.nik} telp {warga.telepon}"})
    meja.perbaiki()
    meja.lakukan("tolak", meja.desa.operator_desa, alasan=f"NIK {warga.nik} milik orang lain.")
    for pesan in Pesan.objects.filter(saluran=SUREL):
        satu = surel.buat(pesan)
        semua = (satu.subject + satu.body).replace(str(meja.p.pk), "")
        assert [kata for kata in rahasia if kata in semua] == []
        assert re.findall(r"\d{8,}", semua) == []
    assert f"NIK {warga.nik[:2]}•••••• milik orang lain." in isi(surat(meja, "ditolak"))


def test_a_remark_cannot_write_headers_or_fake_a_letter(meja):
    meja.lakukan("tolak", meja.desa.operator_desa, alasan="Baris satu\nBcc: semua@contoh.id\n\n-- \nPalsu")
    satu = surat(meja, "ditolak")
    assert "\n" not in satu.subject
    assert satu.recipients() == [meja.pemohon.pengguna.email]
    assert "Alasan: Baris satu Bcc: semua@contoh.id -- Palsu" in isi(satu)


def test_a_name_with_a_line_break_stays_one_line(kecil):
    siti = pabrik.warga(kecil.pepelegi, nama="Siti <b>Rahayu</b>")
    pesan = Pesan(penerima=siti.pengguna, jenis="warga_diterima", kunci="x", saluran=SUREL, pk=1)
    assert "Yth. Siti <b>Rahayu</b>,\n" in surel.buat(pesan).body  # plain text: nothing is escaped, nothing is markup


@pytest.mark.parametrize("jenis", sorted(teks.HALAMAN))
def test_every_kind_leads_to_a_page_of_ours(jenis, meja):
    pesan = Pesan(jenis=jenis, permohonan_id=None if "warga" in jenis else meja.p.pk, data={"warga": 1})
    if teks.HALAMAN[jenis].startswith("permohonan:"):
        pesan.permohonan_id = meja.p.pk
    assert resolve(teks.tautan(pesan)).view_name == teks.HALAMAN[jenis]


@pytest.mark.parametrize("jenis", ["terdaftar", "warga_diterima", "warga_ditolak", "nik_ulang"])
def test_letters_about_the_account_are_complete(jenis, kecil):
    siti = pabrik.warga(kecil.pepelegi, nama="Siti Rahayu", status="ditolak", alasan="Foto KTP buram.")
    satu = surel.buat(Pesan(penerima=siti.pengguna, jenis=jenis, kunci="x", saluran=SUREL, pk=1))
    assert satu.subject == satu.subject.strip() != ""
    assert isi(satu).endswith("http://testserver/akun/profil/")
    assert ("Alasan: Foto KTP buram." in satu.body) is (jenis == "warga_ditolak")


def test_sentences_are_short():
    """panduan-ui §10: about fifteen words a sentence, counted with one word for each value."""
    panjang = {}
    for berkas in TEMPLAT.rglob("*.txt"):
        bertitik = re.sub(r"\{% (endblock|extends)[^%]*%\}", ". ", berkas.read_text())
        kata = re.sub(r"\{\{[^}]*\}\}", "Nilai", re.sub(r"\{%[^%]*%\}", " ", bertitik))
        for kalimat in re.split(r"[.:;?]\s|\n\n", kata):
            if len(kalimat.split()) > 16:
                panjang[berkas.name] = " ".join(kalimat.split())
    assert panjang == {}
