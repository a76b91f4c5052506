"""The dossier: one PDF that opens everywhere, with the uploads as they are stored and the letter's exact bytes."""

import io
import subprocess
from functools import cache

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db import transaction
from django.test import override_settings
from pypdf import PdfReader

from core.berkas import verba as berkas_
from core.berkas.gudang import GudangTutup
from core.berkas.kurungan import bersihkan
from core.berkas.models import JPEG, PDF
from core.permohonan.models import Lampiran
from core.permohonan.pelaku import Pelaku
from core.permohonan.verba import catat_lihat
from core.surat import arsip, berkas_lengkap, jilid
from core.surat.models import Surat
from tests import pabrik
from tests.berkas.bahan import foto, pdf
from tests.permohonan import bahan
from tests.surat import alur

pytestmark = [pytest.mark.satu_basis, pytest.mark.django_db]
PEMBUAT = "Sumarni, Kepala Desa Pepelegi"


@cache
def dibersihkan(kode):
    """What the sanitiser makes of an upload; its caged process runs once for all tests."""
    asal = {"ktp_pemohon": foto((300, 500), warna="tan"), "pengantar": foto(), "foto_rumah": pdf(3)}[kode]
    return bersihkan("pdf" if kode == "foto_rumah" else "gambar", asal)


def simpan(pemilik, kode):
    halaman, isi = dibersihkan(kode)
    jenis = PDF if kode == "foto_rumah" else JPEG
    return berkas_._simpan(isi, jenis, halaman, "3515184405900004.jpg", pemilik)


def lampirkan(p):
    """A photo of the account, a photo lying down, and a PDF of three pages; names and bytes are real."""
    for kode in ("ktp_pemohon", "pengantar", "foto_rumah"):
        isi = {"berkas": simpan(p.pemohon.pengguna, kode)}
        Lampiran.objects.update_or_create(permohonan=p, kode=kode, urut=1, defaults=isi)


def susun(p):
    with berkas_lengkap.susun(bahan.segar(p), PEMBUAT) as keluar:
        return keluar.read()


@pytest.fixture(scope="module")
def terbit(django_db_setup, django_db_blocker, tmp_path_factory):
    """The dossier of a published letter: (its bytes, the letter's bytes, the pictures that the archive holds)."""
    tempat = tmp_path_factory.mktemp("berkas")
    simpanan = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tempat / "surat"},
    }
    ubah = {"STORAGES": settings.STORAGES | {"surat": simpanan}, "SERTIFIKAT_DEMO": tempat / "ca"}
    with django_db_blocker.unblock(), override_settings(**ubah), transaction.atomic():
        k = alur.di_meja_ttd(pabrik.daerah_kecil())
        lampirkan(k.p)
        surat = alur.terbit(k)
        isi, asli = susun(k.p), arsip.baca(surat.sha_kini)
        gambar = [jpeg for kode in ("foto_rumah", "ktp_pemohon", "pengantar") for jpeg in jpeg_tersimpan(kode)]
        transaction.set_rollback(True)
    return isi, asli, gambar


@pytest.fixture
def p(kecil):
    """A file at its first desk."""
    satu = bahan.kantor(kecil).p
    lampirkan(satu)
    return satu


def baca(isi):
    return PdfReader(io.BytesIO(isi), strict=True)


def rata(isi):
    return " ".join(" ".join(halaman.extract_text() for halaman in baca(isi).pages).split())


def jpeg_tersimpan(kode):
    satu = Lampiran.objects.get(kode=kode).berkas
    with berkas_.buka(satu) as isi:
        data = isi.read()
    return [data] if satu.adalah_gambar else jilid.gambar_pdf(data)


def jpeg_dalam(halaman):
    gambar = halaman["/Resources"].get("/XObject", {})
    return [satu.get_object()._data for satu in gambar.values() if satu.get_object()["/Subtype"] == "/Image"]


# --- a letter is out --------------------------------------------------------------------------------------------------


def test_a_dossier_holds_letter_and_uploads_page_by_page_and_passes_qpdf(terbit, tmp_path):
    isi, asli, gambar = terbit
    (tmp_path / "berkas.pdf").write_bytes(isi)
    periksa = subprocess.run(["qpdf", "--check", tmp_path / "berkas.pdf"], capture_output=True, text=True, check=False)
    assert periksa.returncode == 0, periksa.stdout + periksa.stderr
    halaman = baca(isi).pages
    # Byte for byte what the archive holds, in the order of the table of contents.
    assert [jpeg for satu in halaman for jpeg in jpeg_dalam(satu)] == gambar
    assert len(gambar) == 5
    # One sheet for each of them and for each page of the letter, behind cover, answers and history.
    lembar = [bool(satu["/Resources"].get("/XObject")) for satu in halaman]
    depan = lembar.index(True)
    assert depan >= 1
    assert lembar[depan:] == [True] * (len(baca(asli).pages) + len(gambar))


def test_the_signed_letter_is_inside_with_its_exact_bytes_and_the_cover_says_so(terbit):
    isi, asli, _gambar = terbit
    ((nama, (lampiran,)),) = baca(isi).attachments.items()
    assert lampiran == asli
    assert nama.startswith("surat-460-1-438-7-18-1-")
    sampul = " ".join(baca(isi).pages[0].extract_text().split())
    assert f"terlampir utuh di dalam PDF ini: {nama}." in sampul


def test_the_page_of_the_letter_can_be_read_and_searched_in_the_dossier(terbit):
    halaman = next(satu for satu in baca(terbit[0]).pages if "Salinan untuk dibaca" in satu.extract_text())
    assert "menerangkan dengan sebenarnya" in " ".join(halaman.extract_text().split())


def test_sheets_are_tagged_and_every_picture_is_told_in_words(terbit):
    isi = terbit[0]
    assert baca(isi).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert isi.startswith(b"%PDF-1.7\n")
    assert b"<pdfaid:part>2</pdfaid:part>" in isi
    for halaman in baca(isi).pages:
        if jpeg_dalam(halaman):
            assert b"/Alt" in halaman.get_contents().get_data()


# --- before the letter ------------------------------------------------------------------------------------------------


def test_summary_and_history_are_those_of_the_page_and_the_missing_letter_is_told(p):
    isi = susun(p)
    teks = rata(isi)
    for kata in ("SMPN 1 Waru", "Rp 1.500.000", "Pemeriksaan berkas", p.pemohon.nik, PEMBUAT):
        assert kata in teks
    assert "Belum ada surat yang terbit untuk permohonan ini." in teks
    assert baca(isi).attachments == {}


def test_who_looked_is_for_the_citizen_and_not_in_the_dossier(p):
    catat_lihat(permohonan_id=p.pk, pelaku=Pelaku(pabrik.petugas(p.unit, "operator_desa", nama="Si Penengok")))
    assert "Si Penengok" not in rata(susun(p))


def hilangkan(kode):
    satu = Lampiran.objects.get(kode=kode).berkas
    storages["berkas"].delete(satu.kunci)
    return satu


def test_a_lost_upload_gets_a_sheet_that_says_so_and_the_rest_is_there(p):
    hilangkan("pengantar")
    isi = susun(p)
    teks = rata(isi)
    assert "Tidak bisa dimuat: Surat pengantar RT/RW." in teks
    assert "Berkas ini hilang atau rusak di tempat penyimpanan." in teks
    assert [jpeg for satu in baca(isi).pages for jpeg in jpeg_dalam(satu)] == (
        jpeg_tersimpan("foto_rumah") + jpeg_tersimpan("ktp_pemohon")
    )


def simpan_lain(satu, isi):
    with storages["berkas"].open(satu.kunci, "wb") as berkas:
        berkas.write(isi)


@pytest.mark.parametrize("isi", [b"", b"\xff\xd8\xff rusak", foto((10, 10)), b"%PDF-1.4 rusak"])
def test_an_upload_whose_bytes_changed_is_not_shown_as_if_it_were_the_old_one(warga, isi):
    satu = simpan(warga.pengguna, "pengantar")
    assert not berkas_lengkap._unggahan("Foto", satu, berkas_lengkap._jpeg).rusak
    simpan_lain(satu, isi)
    assert berkas_lengkap._unggahan("Foto", satu, berkas_lengkap._jpeg).rusak


@pytest.mark.parametrize(
    ("jenis", "isi"), [(JPEG, foto(bentuk="PNG")), (JPEG, foto(mode="L", warna=9)), (PDF, pdf(1)), (PDF, b"%PDF-1.4")]
)
def test_bytes_that_our_sanitiser_never_writes_are_a_broken_upload(warga, jenis, isi):
    """Even with a fitting fingerprint: a PNG, or a PDF with anything but pictures, is not copied into the dossier."""
    satu = berkas_._simpan(isi, jenis, 1, "x.jpg", warga.pengguna)
    assert berkas_lengkap._unggahan("Foto", satu, berkas_lengkap._jpeg).rusak


@pytest.fixture
def warga(kecil):
    return pabrik.warga(kecil.pepelegi)


def test_letters_that_the_press_does_not_have_become_question_marks(p):
    p.isian = p.isian | {"sekolah": "SMPN 漢 1 🏫"}
    p.save()
    teks = rata(susun(p))
    assert "SMPN ? 1 ?" in teks
    assert "diganti tanda tanya" in teks


def test_accents_and_markup_in_an_answer_are_printed_as_they_are(p):
    jahat = 'ḍ Ñ é #read("/etc/passwd") *tebal* $x$ <a> \\ @b'
    p.isian = p.isian | {"sekolah": jahat}
    p.save()
    teks = rata(susun(p))
    assert jahat in teks
    assert "diganti tanda tanya" not in teks


def test_the_uploads_are_read_again_one_by_one_while_the_dossier_is_written(p, monkeypatch):
    """Memory: behind each reading the picture is written before the next is read; a PDF is read once for its pages."""
    urutan = []

    def catat(nama, fungsi):
        return lambda *isi: urutan.append(nama) or fungsi(*isi)

    for urut in range(2, 11):
        satu = simpan(p.pemohon.pengguna, "pengantar")
        Lampiran.objects.create(permohonan=p, kode="pengantar", urut=urut, berkas=satu)
    monkeypatch.setattr(berkas_lengkap, "_jpeg", catat("baca", berkas_lengkap._jpeg))
    tulis = jilid._GambarMalas.write_to_stream
    monkeypatch.setattr(jilid._GambarMalas, "write_to_stream", lambda *isi: (tulis(*isi), urutan.append("tulis")))
    susun(p)
    rumah, foto_ = ["baca", "tulis", "tulis", "tulis"], ["baca", "tulis"]
    assert urutan == ["baca"] * 12 + rumah + foto_ * 11


def test_a_storage_that_fails_while_writing_is_no_broken_upload(p, monkeypatch):
    """The bytes were there a moment ago: 503 and try again, never a dossier with holes."""
    kotak = berkas_lengkap._data

    def lalu_hilang(*semua):
        hasil = kotak(*semua)
        hilangkan("pengantar")
        return hasil

    monkeypatch.setattr(berkas_lengkap, "_data", lalu_hilang)
    with pytest.raises(GudangTutup):
        susun(p)


# --- letters with a history -------------------------------------------------------------------------------------------


def test_a_withdrawn_letter_stays_with_its_state_and_a_lost_one_gets_a_sheet(kecil, arsip_uji):
    k = alur.di_meja_ttd(kecil)
    surat = alur.terbit(k)
    Surat.objects.filter(pk=surat.pk).update(status="dicabut", alasan_batal="Salah nama")
    isi = susun(k.p)
    assert "Dicabut. Salinan untuk dibaca" in rata(isi)
    assert len(baca(isi).attachments) == 1
    storages["surat"].delete(f"pdf/{surat.sha_kini[:2]}/{surat.sha_kini}.pdf")
    hilang = susun(k.p)
    assert "Surat ini hilang atau rusak di arsip." in rata(hilang)
    assert baca(hilang).attachments == {}
