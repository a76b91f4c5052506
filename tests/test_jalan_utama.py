"""The main road, for every service that is installed: from the catalogue to a letter that anyone can check."""

import json
import subprocess

import pytest
from django.core.management import call_command

from core.layanan.register import registri
from core.surat.kunci import kepercayaan
from core.surat.validasi import periksa_milik
from tests.alat import butuh
from tests.jalan import Jalan
from tests.peramban import Peramban

KODE = [layanan.kode for layanan in registri().semua()]


def contoh(kode, nama="sah"):
    return json.loads((registri().sumber(kode) / "contoh" / f"{nama}.json").read_text())


@pytest.fixture(params=KODE)
def jalan(request, kecil):
    call_command("siapkan_situs")
    return Jalan(kecil, registri().ambil(request.param))


def test_from_the_catalogue_to_a_letter_that_anyone_can_check(jalan):
    jalan.ajukan(contoh(jalan.layanan.kode))
    jalan.dudukkan()
    p = jalan.sampai_selesai()
    assert p.status == "selesai"

    pdf = jalan.unduh()
    surat = p.surat.get()
    tahap_ttd = [t for t in jalan.layanan.rute if t.aksi == "tandatangan"]
    assert surat.tanda_tangan.filter(status="sah").count() == len(tahap_ttd)
    temuan = periksa_milik(pdf, kepercayaan())
    assert (temuan.alasan, len(temuan.penanda)) == ([], len(tahap_ttd))

    umum = Peramban().buka(f"/cek/{surat.kode_cek}/")
    assert surat.nomor in umum.teks
    assert jalan.warga.nik not in umum.jawab.content.decode()
    call_command("periksa_integritas")


def test_pdfsig_finds_every_signature_of_the_letter_valid(jalan, tmp_path):
    pdfsig = butuh("pdfsig")
    jalan.ajukan(contoh(jalan.layanan.kode, "minimal"))
    jalan.dudukkan()
    jalan.sampai_selesai()
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(jalan.unduh())
    keluar = subprocess.run([pdfsig, berkas], capture_output=True, text=True, check=False).stdout
    jumlah = len([t for t in jalan.layanan.rute if t.aksi == "tandatangan"])
    assert keluar.count("Signature Validation: Signature is Valid.") == jumlah, keluar
    assert keluar.count("Total document signed") == 1, keluar  # only the last one reaches the end of the file
