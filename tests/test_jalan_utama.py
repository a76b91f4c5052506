"""The main road, for every service that is installed: from the catalogue to a letter that anyone can check."""

import json
import subprocess

import pytest
from django.core.management import call_command

from core.layanan.register import registri
from core.surat.kunci import kepercayaan
from core.surat.validasi import periksa_milik
from tests import pabrik
from tests.alat import butuh
from tests.jalan import Jalan
from tests.peramban import Peramban

SEMUA = registri().semua()


def ciri(layanan):
    """What of a service can lead through other queries: its type, each kind of stage, and uploads asked on the way."""
    tahap = {(t.aksi, t.unit is None, t.opsional, t.jika is None) for t in layanan.rute}
    return {layanan.tipe, *tahap, *(("berkas", berkas.tahap is None) for berkas in layanan.berkas)}


def wakil():
    """Few services that together have everything that any has; at each step the one that brings most."""
    belum, terpilih = set().union(*map(ciri, SEMUA)), set()
    while belum:
        satu = max(SEMUA, key=lambda la: (len(ciri(la) & belum), len(la.kolom)))
        terpilih.add(satu.kode)
        belum -= ciri(satu)
    return terpilih


# Every service walks on one database; on the second few that have every kind of stage between them.
WAKIL = wakil()
KODE = [la.kode if la.kode in WAKIL else pytest.param(la.kode, marks=pytest.mark.satu_basis) for la in SEMUA]


def contoh(kode, nama="sah"):
    return json.loads((registri().sumber(kode) / "contoh" / f"{nama}.json").read_text())


@pytest.fixture
def jalan(request, kecil):
    pabrik.situs()
    return Jalan(kecil, registri().ambil(request.param))


def tanda_tangan_pdfsig(pdf: bytes, folder) -> str:
    """What Debian's pdfsig says of the letter: a second opinion that shares no code with ours."""
    berkas = folder / "surat.pdf"
    berkas.write_bytes(pdf)
    return subprocess.run([butuh("pdfsig"), berkas], capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("jalan", KODE, indirect=True)
def test_from_the_catalogue_to_a_letter_that_anyone_can_check(jalan, tmp_path):
    jalan.ajukan(contoh(jalan.layanan.kode))
    jalan.dudukkan()
    p = jalan.sampai_selesai()
    assert p.status == "selesai"

    pdf = jalan.unduh()
    surat = p.surat.get()
    jumlah = surat.tanda_tangan.filter(status="sah").count()
    assert jumlah == len([i for i in p.rute_berlaku if jalan.layanan.rute[i].aksi == "tandatangan"])
    temuan = periksa_milik(pdf, kepercayaan())
    assert (temuan.alasan, len(temuan.penanda)) == ([], jumlah)
    keluar = tanda_tangan_pdfsig(pdf, tmp_path)
    assert keluar.count("Signature Validation: Signature is Valid.") == jumlah, keluar
    assert keluar.count("Total document signed") == 1, keluar  # only the last one reaches the end of the file

    umum = Peramban().buka(f"/cek/{surat.kode_cek}/")
    assert surat.nomor in umum.teks
    assert jalan.warga.nik not in umum.jawab.content.decode()
    call_command("periksa_integritas")


@pytest.mark.satu_basis
@pytest.mark.parametrize("jalan", sorted({layanan.tipe: layanan.kode for layanan in SEMUA}.values()),
                         indirect=True)  # fmt: skip
def test_the_least_that_one_may_answer_is_enough_for_a_letter(jalan):
    jalan.ajukan(contoh(jalan.layanan.kode, "minimal"))
    jalan.dudukkan()
    assert jalan.sampai_selesai().status == "selesai"
    assert periksa_milik(jalan.unduh(), kepercayaan()).alasan == []
