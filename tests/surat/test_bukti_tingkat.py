"""Bundles of letters with a seal, with renewed time-stamps, and of replaced ones: each published form is proved."""

import json
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from core.surat import stempel_situs
from core.surat.berkas_lengkap import susun
from core.surat.bukti import bentuk
from core.surat.bukti.periksa import periksa
from core.surat.verba_stempel import stempel_ulang
from tests.permohonan.bahan import segar
from tests.surat import alur
from tests.surat.bahan_bukti import buka, bundel, catatan, kode, palsukan
from tests.surat.pki import menyala
from tests.surat.test_cabut import lakukan, sampai_terbit_lagi
from tests.surat.test_segel import pasang_segel

pytestmark = [pytest.mark.satu_basis, pytest.mark.django_db]


def test_a_sealed_letter_is_proved_with_its_seal_as_the_last_signer(kecil, arsip_uji):
    k = alur.di_meja_ttd(kecil)
    pasang_segel(kecil.waru)
    alur.terbit(k)
    isi = buka(bundel(k.p))
    laporan = periksa(isi)
    assert laporan.utuh, laporan.temuan
    assert [p["subjek"].startswith("Common Name: Pemerintah") for p in laporan.surat[0].penanda] == [False, True]
    kepala = catatan(isi)
    del kepala["surat"][0]["penanda"][1]
    assert kode(palsukan(isi | {bentuk.SURAT: bentuk.tulis_json(kepala)})) == {"surat_penanda"}


def test_a_replaced_letter_and_the_new_one_are_both_proved_with_their_states(kecil, arsip_uji):
    k = alur.di_meja_ttd(kecil)
    alur.terbit(k)
    lakukan(k, "ganti")
    sampai_terbit_lagi(k)
    isi = buka(bundel(k.p))
    laporan = periksa(isi)
    assert laporan.utuh, laporan.temuan
    assert [satu.keadaan for satu in laporan.surat] == ["diganti", "terbit"]
    kepala = catatan(isi)
    assert kepala["surat"][1]["menggantikan"] == kepala["surat"][0]["id"]
    kepala["surat"][0]["keadaan"] = "terbit"
    assert kode(palsukan(isi | {bentuk.SURAT: bentuk.tulis_json(kepala)})) == {"surat_keadaan"}
    with susun(permohonan=segar(k.p), pembuat="uji") as berkas:
        assert len(PdfReader(berkas).attachments) == 2


def test_both_forms_of_a_letter_stamped_anew_are_proved_and_fall_with_the_root_of_the_stamps(
    meja, senin, settings, tmp_path
):
    with menyala(tmp_path) as pki:
        settings.STEMPEL_CA = tmp_path / "cap.pem"
        settings.STEMPEL_CA.write_text(pki.akar[0])
        settings.STEMPEL_TINGKAT, settings.STEMPEL_ALAMAT = "B-LTA", f"{pki.alamat}/uji/tsa/cap"
        stempel_situs._stempel.cache_clear()
        alur.terbit(meja)
        senin.move_to(datetime(2029, 12, 1, tzinfo=UTC))
        settings.STEMPEL_ALAMAT = f"{pki.alamat}/uji/tsa/cap-baru"
        assert stempel_ulang() == {"distempel": 1}
    isi = buka(bundel(meja.p))
    laporan = periksa(isi)
    assert laporan.utuh, laporan.temuan
    assert len(laporan.surat[0].bentuk) == len([nama for nama in isi if nama.startswith(bentuk.FOLDER_SURAT)]) == 2
    assert json.loads(isi[bentuk.LAPORAN_JSON])["utuh"]
    cap = [nama for nama in isi if nama.startswith(bentuk.FOLDER_STEMPEL)]
    tanpa = periksa(palsukan({nama: data for nama, data in isi.items() if nama not in cap}))
    assert {satu.kode for satu in tanpa.temuan} == {"surat_tidak_sah"}
    assert "stempel waktu" in tanpa.temuan[0].rincian
