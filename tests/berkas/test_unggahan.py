"""Hostile uploads: what is refused, with which words, and what is left of the rest."""

from __future__ import annotations

import hashlib
import io

import pypdfium2
import pytest
from django.core.files.storage import storages
from PIL import Image
from pypdf import PdfReader

from core.berkas import batas
from core.berkas.models import JPEG, PDF, Berkas
from core.berkas.verba import BerkasDitolak, buka, hapus, sajikan, simpan_unggahan
from tests.berkas import bahan

RUSAK = "Foto ini rusak atau kosong. Coba foto ulang."
BUKAN = "Berkas ini bukan JPG, PNG, atau PDF. Pilih berkas lain, atau foto ulang dari HP."
PDF_RUSAK = "PDF ini rusak atau tidak bisa dibaca. Simpan ulang, atau foto lembarnya dengan HP."
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100


def simpan(isi, nama="ktp.jpg", jenis=("gambar", "pdf"), pemilik=None):
    return simpan_unggahan(unggahan=bahan.unggahan(isi, nama), jenis=jenis, pemilik=pemilik)


def isi_tersimpan(berkas):
    with buka(berkas) as aliran:
        return aliran.read()


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        (b"", RUSAK),
        (bahan.foto()[:3000], RUSAK),
        (bahan.foto()[:20], RUSAK),
        (b"<html><script>alert(1)</script></html>", BUKAN),
        (SVG, BUKAN),
        (b"GIF89a" + b"\0" * 50, BUKAN),
        (b"PK\x03\x04" + b"\0" * 50, BUKAN),
        (b"<script>/*%PDF-1.7*/</script>", BUKAN),
        (HEIC, "Foto jenis HEIC belum bisa kami baca. Atur kamera HP ke JPG, lalu foto ulang."),
        (bahan.png_bom(), "Foto ini terlalu lebar untuk dibaca. Coba foto ulang dengan kamera HP."),
        (b"%PDF-1.7\nini bukan pdf", PDF_RUSAK),
        (bahan.pdf(sandi="rahasia"), "PDF ini terkunci kata sandi. Buka kuncinya dulu, lalu unggah lagi."),
        (bahan.pdf(21), "PDF ini lebih dari 20 halaman. Unggah halaman yang diminta saja."),
    ],
    ids=[
        "empty", "cut", "header-only", "html", "svg", "gif", "zip", "html-with-pdf-mark", "heic", "pixel-bomb",
        "broken-pdf", "locked-pdf", "too-many-pages",
    ],
)  # fmt: skip
def test_a_hostile_upload_is_refused_with_a_sentence_and_nothing_is_stored(db, isi, pesan):
    with pytest.raises(BerkasDitolak) as tolak:
        simpan(isi)
    assert (tolak.value.pesan, Berkas.objects.count()) == (pesan, 0)


@pytest.mark.parametrize("isi", [bahan.foto(), bahan.foto(bentuk="PNG"), bahan.pdf(20)], ids=["jpeg", "png", "pdf"])
def test_the_honest_twin_of_each_is_stored(db, isi):
    assert Berkas.objects.filter(pk=simpan(isi).pk).count() == 1


def test_a_pdf_named_jpg_is_taken_for_what_it_is(db):
    berkas = simpan(bahan.pdf(2), "foto ktp.jpg")
    assert (berkas.jenis, berkas.halaman, berkas.nama_tampil) == (PDF, 2, "foto ktp.pdf")


@pytest.mark.parametrize(
    ("isi", "jenis", "pesan"),
    [
        (bahan.pdf(), ("gambar",), "Berkas ini bukan foto JPG atau PNG. Pilih foto, atau foto ulang dari HP."),
        (bahan.foto(), ("pdf",), "Berkas ini bukan PDF. Pilih berkas PDF."),
    ],
)
def test_an_upload_takes_only_the_kinds_it_asks_for(db, isi, jenis, pesan):
    with pytest.raises(BerkasDitolak, match=pesan):
        simpan(isi, jenis=jenis)


def test_a_photo_comes_out_upright_small_and_without_its_story(db):
    asal = bahan.foto_ber_exif()
    assert bahan.KANARI.encode() in asal  # the twin: there was something to lose
    hasil = isi_tersimpan(simpan(asal + b"<html>" + bahan.KANARI.encode()))
    gambar = Image.open(io.BytesIO(hasil))
    assert (gambar.format, gambar.size) == ("JPEG", (400, 600))
    assert (dict(gambar.getexif()), bahan.KANARI.encode() in hasil, b"<html>" in hasil) == ({}, False, False)


def test_the_longest_side_kept_is_two_thousand_pixels(db):
    gambar = Image.open(io.BytesIO(isi_tersimpan(simpan(bahan.foto((4000, 3000))))))
    assert gambar.size == (batas.SISI_MAKS, 1500)


def test_what_is_transparent_becomes_white_paper(db):
    hasil = isi_tersimpan(simpan(bahan.foto((50, 50), "PNG", (0, 0, 0, 0), "RGBA")))
    assert Image.open(io.BytesIO(hasil)).getpixel((25, 25)) == (255, 255, 255)


def test_scripts_and_attachments_of_a_pdf_vanish(db):
    asal = bahan.pdf(1, skrip=f"app.alert('{bahan.KANARI}')", lampiran=bahan.KANARI.encode())
    assert {"/Names", "/OpenAction"} <= set(PdfReader(io.BytesIO(asal)).root_object)
    hasil = isi_tersimpan(simpan(asal))
    akar = PdfReader(io.BytesIO(hasil)).root_object
    assert {"/Names", "/OpenAction", "/AcroForm", "/AA"} & set(akar) == set()
    assert all(kata not in hasil for kata in (b"JavaScript", b"EmbeddedFile", bahan.KANARI.encode()))


def test_the_new_pdf_has_pages_of_a_printable_resolution(db):
    dokumen = pypdfium2.PdfDocument(isi_tersimpan(simpan(bahan.pdf(3))))
    gambar = next(dokumen[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
    lebar_inci = dokumen[0].get_size()[0] / 72
    assert (len(dokumen), 120 <= gambar.get_px_size()[0] / lebar_inci <= 150) == (3, True)


def test_a_pdf_that_unpacks_to_gigabytes_harms_nobody(db):
    bom = bahan.pdf_bom()
    assert len(bom) < batas.UKURAN_MAKS  # small enough to be let in
    with pytest.raises(BerkasDitolak) as tolak:
        simpan(bom, "kk.pdf")
    assert tolak.value.pesan == PDF_RUSAK
    assert simpan(bahan.foto()).halaman == 1  # and the next one is served


def test_a_row_tells_the_truth_about_its_bytes(db):
    berkas = simpan(bahan.foto(), "C:\\foto\\KTP 3515081704900004.JPG")
    hasil = isi_tersimpan(berkas)
    assert (berkas.sha256, berkas.ukuran, berkas.jenis) == (hashlib.sha256(hasil).hexdigest(), len(hasil), JPEG)
    assert berkas.nama_tampil == "KTP xxxx.jpg"


def test_the_storage_key_tells_nothing(db):
    satu, dua = simpan(bahan.foto(), "siti.jpg"), simpan(bahan.foto(), "siti.jpg")
    assert satu.kunci != dua.kunci
    assert "siti" not in satu.kunci
    assert len(satu.kunci.replace("/", "")) == 40


def test_a_forgotten_file_leaves_the_storage(db, django_capture_on_commit_callbacks):
    berkas = simpan(bahan.foto())
    assert storages["berkas"].exists(berkas.kunci)
    with django_capture_on_commit_callbacks(execute=True):
        hapus(berkas)
    assert not storages["berkas"].exists(berkas.kunci)


@pytest.mark.parametrize(("isi", "kotak"), [(bahan.foto(), True), (bahan.pdf(), False)], ids=["photo", "pdf"])
def test_a_served_file_can_run_nothing_and_is_kept_by_nobody(db, isi, kotak):
    jawab = sajikan(simpan(isi), "ktp")
    assert (jawab["X-Content-Type-Options"], jawab["Cache-Control"]) == ("nosniff", "private, no-store")
    assert "default-src 'none'" in jawab["Content-Security-Policy"]
    assert ("sandbox" in jawab["Content-Security-Policy"]) is kotak
    assert jawab["Content-Type"] in (JPEG, PDF)


def test_a_download_is_an_attachment(db):
    assert sajikan(simpan(bahan.foto()), "ktp.jpg", unduh=True)["Content-Disposition"].startswith("attachment")
