"""Who may take dossier and bundle along, what the answer looks like, and where the links stand."""

import io
import zipfile

import pytest
from django.urls import reverse

from core.permohonan.models import Peristiwa
from core.surat import views_arsip
from core.surat.bukti import bentuk
from core.surat.bukti.periksa import periksa
from tests import pabrik
from tests.peramban import Peramban
from tests.permohonan import bahan
from tests.surat import alur

PETUGAS = ("berkas", "bukti")


@pytest.fixture
def k(kecil, arsip_uji):
    return alur.di_meja_ttd(kecil)


def alamat(nama, k):
    return reverse(f"surat:{nama}", kwargs={"permohonan": k.p.pk})


def ambil(orang, alamat_):
    jawab = Peramban(orang).klien.get(alamat_)
    return jawab, b"".join(jawab.streaming_content) if jawab.streaming else jawab.content


@pytest.mark.parametrize(("nama", "jenis", "akhir"), [("berkas", "pdf", "pdf"), ("bukti", "zip", "zip")])
def test_an_officer_gets_the_file_and_the_citizen_reads_that_he_took_it(k, nama, jenis, akhir):
    jawab, isi = ambil(k.desa.kepala_desa, alamat(nama, k))
    assert jawab.status_code == 200
    assert jawab["Content-Type"] == f"application/{jenis}"
    assert jawab["Content-Disposition"] == f'attachment; filename="{nama}-{k.p.nomor}.{akhir}"'
    assert jawab["Cache-Control"] == "private, no-store"
    assert jawab["X-Content-Type-Options"] == "nosniff"
    assert isi[:2] in (b"%P", b"PK")
    dilihat = Peristiwa.objects.get(permohonan=k.p, jenis="dilihat")
    assert dilihat.aktor == k.desa.kepala_desa


def test_the_look_that_made_a_bundle_is_in_its_chain(k):
    _jawab, isi = ambil(k.desa.kepala_desa, alamat("bukti", k))
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        anggota = {nama: arsip.read(nama) for nama in arsip.namelist()}
    assert b'"jenis":"dilihat"' in anggota[bentuk.RANTAI].splitlines()[-1]
    assert periksa(anggota).utuh


@pytest.mark.parametrize("nama", PETUGAS)
def test_nobody_else_gets_it_and_nobody_learns_that_it_exists(k, kecil, nama):
    camat, tetangga = k.kecamatan.camat, pabrik.petugas(kecil.tropodo, "operator_desa")
    for orang in (camat, tetangga, k.pemohon.pengguna):
        assert ambil(orang, alamat(nama, k))[0].status_code == 404
    assert ambil(None, alamat(nama, k))[0].status_code == 302
    assert not Peristiwa.objects.filter(permohonan=k.p, jenis="dilihat").exists()


def test_a_citizen_gets_the_bundle_of_his_own_letter_once_it_is_out_and_without_the_chain(k, kecil):
    siti, lain = k.pemohon.pengguna, bahan.warga(kecil.pepelegi).pengguna
    assert ambil(siti, alamat("bukti_pemohon", k))[0].status_code == 404
    alur.terbit(k)
    jawab, isi = ambil(siti, alamat("bukti_pemohon", k))
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        assert bentuk.RANTAI not in arsip.namelist()
    assert jawab["Content-Disposition"] == f'attachment; filename="bukti-{k.p.nomor}.zip"'
    assert ambil(lain, alamat("bukti_pemohon", k))[0].status_code == 404
    assert ambil(k.desa.kepala_desa, alamat("bukti_pemohon", k))[0].status_code == 404


def test_the_links_stand_on_the_pages_of_officer_and_citizen(k):
    meja = Peramban(k.desa.kepala_desa).buka(f"/kantor/permohonan/{k.p.pk}/")
    tujuan = [a["href"] for a in meja.halaman.find_all("a", href=True)]
    assert {alamat(nama, k) for nama in PETUGAS} <= set(tujuan)
    siti = Peramban(k.pemohon.pengguna).buka(f"/permohonan/{k.p.pk}/")
    assert "Bukti surat" not in siti.teks
    alur.terbit(k)
    siti.buka(f"/permohonan/{k.p.pk}/")
    assert alamat("bukti_pemohon", k) in [a["href"] for a in siti.halaman.find_all("a", href=True)]


def test_when_two_are_being_made_the_third_is_asked_to_come_again(k, monkeypatch):
    monkeypatch.setattr(views_arsip, "DETIK_ANTRE", 0)
    with views_arsip._antre(), views_arsip._antre():
        meja = Peramban(k.desa.kepala_desa).buka(alamat("berkas", k))
    assert "Sedang banyak berkas yang dibuat. Coba lagi sebentar lagi." in meja.teks
    assert meja.jalur == f"/kantor/permohonan/{k.p.pk}/"
    assert ambil(k.desa.kepala_desa, alamat("berkas", k))[0].status_code == 200
