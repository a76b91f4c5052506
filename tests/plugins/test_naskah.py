"""The letters: every sound sample becomes a PDF, hostile text stays text, and the words of the answers are in it."""

import io
import operator
import re

import pytest
from pypdf import PdfReader

from core.layanan.formulir import ringkasan
from core.layanan.teks import TANDA, rapikan_teks, tak_tercetak
from core.surat import konteks
from core.surat.bersih import NaskahGagal
from core.surat.mesin import mesin
from tests.layanan.bahan import PROFIL
from tests.plugins.bahan import CONTOH, ID_CONTOH, SEMUA, contoh

pytestmark = pytest.mark.usefixtures("peta")
SAH = [(c, i) for c, i in zip(CONTOH, ID_CONTOH, strict=True) if not c[1].startswith("salah_")]


def data(layanan, isian) -> dict:
    """What a letter gets, with signers for each signing stage."""
    penanda = [t for t in layanan.rute if t.aksi == "tandatangan"]
    isi = konteks.isian_surat(layanan, isian, PROFIL)
    return konteks.lengkapi(
        {
            "surat": {"judul": layanan.surat.judul, "nomor": "460/1/438/2026", "url": "http://testserver/cek/ABC",
                      "tanggal": "2026-11-21", "berlaku_sampai": "2027-02-21", "demonstrasi": True},
            "unit": {"kabupaten": "Kabupaten Sidoarjo", "kecamatan": "Kecamatan Waru", "nama": "Desa Pepelegi",
                     "alamat": "Jawa Timur", "telepon": "", "email": ""},
            "pemohon": konteks.pemohon(PROFIL),
            "isian": isi,
            "ringkasan": [{"judul": b.judul, "baris": [{"label": r.label, "teks": r.teks} for r in b.baris]}
                          for b in ringkasan(layanan, isian, PROFIL)],
            "tambahan": {},
            "penandatangan": [{"nama": f"Pejabat {i}", "nip": None, "jabatan": t.tahap, "tempat": "Pepelegi",
                               "tanggal": "2026-11-21", "atas_nama": None, "mengetahui": i > 0}
                              for i, t in enumerate(penanda)],
        }
    )  # fmt: skip


def teks(pdf: bytes) -> str:
    isi = " ".join(halaman.extract_text() for halaman in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", isi)


@pytest.mark.parametrize(("satu", "_id"), SAH, ids=[i for _c, i in SAH])
def test_a_sound_sample_becomes_a_letter(satu, _id):
    layanan, nama, isian = satu
    pdf = mesin().cetak(layanan.naskah, data(layanan, isian))
    assert len(PdfReader(io.BytesIO(pdf)).pages) <= (4 if nama == "nakal" else 2) + len(layanan.surat.lampiran)
    isi = teks(pdf)
    for kata in ("460/1/438/2026", "Siti Aminah", layanan.surat.judul.upper()):
        assert kata in isi
    assert isi.count("Ditandatangani secara elektronik") == sum(t.aksi == "tandatangan" for t in layanan.rute)


@pytest.mark.parametrize("layanan", SEMUA, ids=operator.attrgetter("kode"))
def test_hostile_answers_are_printed_and_not_obeyed(layanan):
    isian = contoh(layanan)["nakal"]
    isi = teks(mesin().cetak(layanan.naskah, data(layanan, isian)))
    assert "#" in isi
    assert "root:x:0:0" not in isi


def test_the_letter_of_a_family_member_names_him_and_one_for_oneself_does_not():
    layanan = next(la for la in SEMUA if la.kode == "surat-keterangan-tidak-mampu-desa")
    keluarga, sendiri = (
        teks(mesin().cetak(layanan.naskah, data(layanan, contoh(layanan)[n]))) for n in ("sah", "minimal")
    )
    assert "Rizky Adi Pratama" in keluarga
    assert "SMP Negeri 1 Waru" in keluarga
    assert "dimintakan untuk anggota keluarganya" not in sendiri
    assert "none" not in sendiri


def test_every_character_that_a_form_accepts_can_be_printed():
    """The form refuses what the letter's font lacks; a letter must not fail at the desk because of an emoji."""
    layanan = next(la for la in SEMUA if la.kode == "surat-keterangan-tidak-mampu-desa")
    huruf = [chr(i) for i in range(0x21, 0x250) if rapikan_teks(chr(i))] + sorted(TANDA)
    assert tak_tercetak("".join(huruf)) is None
    isian = contoh(layanan)["minimal"] | {"tujuan": " ".join(huruf)}
    mesin().cetak(layanan.naskah, data(layanan, isian))


def test_a_character_that_the_form_refuses_would_stop_the_letter():
    layanan = next(la for la in SEMUA if la.kode == "surat-keterangan-tidak-mampu-desa")
    assert tak_tercetak("\N{SEE-NO-EVIL MONKEY}") is not None
    with pytest.raises(NaskahGagal):
        mesin().cetak(layanan.naskah, data(layanan, contoh(layanan)["minimal"] | {"tujuan": "\N{SEE-NO-EVIL MONKEY}"}))
