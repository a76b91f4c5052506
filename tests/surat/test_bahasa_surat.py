"""A letter is Indonesian, whatever language its signer reads."""

import pytest
from django.utils.translation import override

from core.surat import konteks
from tests.surat import alur

KOLOM = [
    {"nama": "keperluan", "label": "Keperluan", "tipe": "pilihan", "opsi": ["Sekolah", "Lainnya"]},
    {"nama": "sekolah", "label": "Nama sekolah", "tipe": "teks"},
    {"nama": "penghasilan", "label": "Penghasilan", "tipe": "uang"},
    {"nama": "catatan", "label": "Catatan", "tipe": "teks", "wajib": False},
]


@pytest.fixture
def meja(kecil, senin, arsip_uji):
    """A file at the desk of the signer, with one question left open."""
    return alur.di_meja_ttd(kecil, langkah=[{"judul": "Keperluan", "kolom": KOLOM}])


def catatan(isi):
    return next(b["teks"] for b in isi["ringkasan"][0]["baris"] if b["label"] == "Catatan")


def test_an_english_signer_prepares_an_indonesian_letter(meja):
    with override("en"):
        surat = alur.siapkan(meja)

    assert catatan(surat.konteks) == "Tidak diisi"


def test_without_the_rule_the_letter_would_follow_its_signer(meja):
    surat = alur.siapkan(meja)
    layanan = meja.p.versi_layanan.layanan()

    with override("en"):
        assert catatan(konteks.susun.__wrapped__(surat, layanan, [])) == "Not filled in"
