"""Every service with its samples: sound ones pass, wrong ones fail on exactly the field they are named after."""

import json
import operator

import pytest

from core.layanan.formulir import (
    berkas_diminta,
    data_kirim,
    formulir_langkah,
    langkah_tampak,
    periksa_lengkap,
    ringkasan,
)
from core.layanan.kunci import baca_kunci
from core.layanan.sidik import sidik_layanan
from core.layanan.tampak import telusuri
from tests.layanan.bahan import HARI, PROFIL
from tests.plugins.bahan import CONTOH, DAFTAR, ID_CONTOH, SEMUA, contoh

pytestmark = pytest.mark.usefixtures("peta")
tiap_contoh = pytest.mark.parametrize(("layanan", "nama", "isian"), CONTOH, ids=ID_CONTOH)
tiap_layanan = pytest.mark.parametrize("layanan", SEMUA, ids=operator.attrgetter("kode"))


def semua_berkas(layanan, isian) -> set[str]:
    return {b.kode for b in berkas_diminta(layanan, isian, PROFIL)}


def test_no_service_is_in_quarantine():
    assert DAFTAR.karantina == []
    assert len(SEMUA) >= 3


@tiap_contoh
def test_a_sample_is_judged_as_its_name_says(layanan, nama, isian):
    galat = periksa_lengkap(layanan, isian, PROFIL, semua_berkas(layanan, isian), hari=HARI)
    assert set(galat) == ({nama.removeprefix("salah_")} if nama.startswith("salah_") else set())


@tiap_contoh
def test_a_sample_fills_every_page_and_the_summary(layanan, nama, isian):
    for n in langkah_tampak(layanan, isian, PROFIL):
        assert "<" in str(formulir_langkah(layanan, n, isian=isian, profil=PROFIL, hari=HARI))
    assert [b.langkah for b in ringkasan(layanan, isian, PROFIL)] == langkah_tampak(layanan, isian, PROFIL)


@tiap_contoh
def test_a_sound_sample_comes_through_the_pages_unchanged(layanan, nama, isian):
    if nama.startswith("salah_"):
        return
    hasil = {}
    for n in langkah_tampak(layanan, isian, PROFIL):
        halaman = formulir_langkah(
            layanan, n, isian=isian, profil=PROFIL, data=data_kirim(layanan, n, isian), hari=HARI
        )
        assert halaman.is_valid(), halaman.errors
        hasil |= {k: v for k, v in halaman.isian_bersih().items() if v not in (None, []) and v is not False}
    assert json.loads(json.dumps(hasil)) == {k: rapi(layanan, k, v) for k, v in isian.items()}


def rapi(layanan, nama, nilai):
    """Hostile samples hold white space that the form tidies."""
    if isinstance(nilai, str) and layanan.kolom[nama].tipe == "teks":
        return " ".join(nilai.split())
    if layanan.kolom[nama].tipe == "tabel":
        kotak = {s.nama: s.tipe for s in layanan.kolom[nama].sub_kolom}
        penuh = {s: False for s, tipe in kotak.items() if tipe == "centang"}
        return [penuh | {k: " ".join(v.split()) if kotak[k] == "teks" else v for k, v in b.items()} for b in nilai]
    return nilai


@tiap_layanan
def test_a_service_has_its_samples_and_a_fresh_lock(layanan):
    ada = set(contoh(layanan))
    assert {"sah", "minimal", "nakal"} <= ada
    assert len([nama for nama in ada if nama.startswith("salah_")]) >= 3
    assert baca_kunci(DAFTAR.sumber(layanan.kode))[str(layanan.versi)] == sidik_layanan(layanan)


@tiap_layanan
def test_a_page_has_one_topic_and_few_questions(layanan):
    assert max(len(langkah.kolom) for langkah in layanan.langkah) <= 6


@tiap_layanan
def test_nothing_sent_names_every_required_question_and_upload(layanan):
    galat = periksa_lengkap(layanan, {}, PROFIL, set(), hari=HARI)
    # What an empty application brings up: also what is asked because a box is not ticked or an answer is missing.
    tampak = telusuri(layanan, {}, PROFIL, hari=HARI).tampak
    wajib = {k.nama for k in layanan.kolom.values() if k.wajib and k.nama in tampak}
    berkas = {f"berkas:{b.kode}" for b in berkas_diminta(layanan, {}, PROFIL) if b.wajib and not b.dari}
    tanpa_syarat = {k.nama for la in layanan.langkah if la.jika is None for k in la.kolom if k.wajib and k.jika is None}
    assert tanpa_syarat <= wajib
    assert set(galat) == wajib | berkas
