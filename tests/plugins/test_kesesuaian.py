"""Every service of this installation keeps every promise of the contract: the conformance kit, once for each."""

import operator
from statistics import median

import pytest

from core.layanan.formulir import berkas_diminta, formulir_langkah, langkah_tampak, periksa_lengkap
from core.layanan.kesesuaian import PEMERIKSA, PROFIL, baca_contoh, periksa
from core.layanan.tampak import telusuri
from tests.plugins.bahan import DAFTAR, SEMUA

pytestmark = pytest.mark.usefixtures("peta")
tiap_layanan = pytest.mark.parametrize("layanan", SEMUA, ids=operator.attrgetter("kode"))
KATEGORI = {"identitas", "isolasi", "formulir", "unggahan", "rute", "privasi", "gangguan", "jalan", "surat"}
BARIS_PYTHON = 120  # of one service; more is a sign that the declaration is too poor


def test_no_service_is_in_quarantine():
    assert DAFTAR.karantina == []
    assert len(SEMUA) == 28


def baris_python(folder) -> int:
    return sum(len(berkas.read_text().splitlines()) for berkas in folder.rglob("*.py"))


def test_a_service_is_data_and_hardly_ever_python():
    jumlah = [baris_python(DAFTAR.sumber(layanan.kode)) for layanan in SEMUA]
    assert median(jumlah) == 0
    assert 0 < max(jumlah) <= BARIS_PYTHON


@tiap_layanan
def test_a_service_conforms(layanan):
    assert set(PEMERIKSA) == KATEGORI
    temuan = periksa(layanan, DAFTAR.sumber(layanan.kode), lain=SEMUA)
    assert [str(satu) for satu in temuan if satu.gagal] == []


@tiap_layanan
def test_hostile_answers_stay_text_on_every_page(layanan):
    isian = baca_contoh(DAFTAR.sumber(layanan.kode))["nakal"]
    for n in langkah_tampak(layanan, isian, PROFIL):
        halaman = str(formulir_langkah(layanan, n, isian=isian, profil=PROFIL))
        assert "<script>" not in halaman
        assert "<b>" not in halaman
        assert "name=" in halaman


@tiap_layanan
def test_nothing_sent_names_every_required_question_and_upload(layanan):
    galat = periksa_lengkap(layanan, {}, PROFIL, set())
    # What an empty application brings up: also what is asked because a box is not ticked or an answer is missing.
    tampak = telusuri(layanan, {}, PROFIL).tampak
    wajib = {k.nama for k in layanan.kolom.values() if k.wajib and k.nama in tampak}
    berkas = {f"berkas:{b.kode}" for b in berkas_diminta(layanan, {}, PROFIL) if b.wajib and not b.dari}
    tanpa_syarat = {k.nama for la in layanan.langkah if la.jika is None for k in la.kolom if k.wajib and k.jika is None}
    assert tanpa_syarat <= wajib
    assert set(galat) == wajib | berkas
