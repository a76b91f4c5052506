"""A file goes back to the citizen: what may be changed, what the clock does, and where it comes back to."""

from datetime import timedelta

import pytest

from core.permohonan import verba
from core.permohonan.galat import Basi, BelumLengkap, TidakBoleh
from tests.permohonan import bahan
from tests.permohonan.bahan import BERJENJANG, PERIKSA, TTD, berkas

pytestmark = pytest.mark.usefixtures("senin")
UBAH = {"kolom": {"penghasilan": "Tidak sesuai slip gaji"}}


def test_the_clock_stops_while_the_citizen_repairs(kantor, senin):
    senin.shift(timedelta(hours=1))  # 10.41: one of four working hours is used up
    p = kantor.lakukan("kembalikan", kantor.desa.operator_desa, **UBAH)
    assert (p.status, p.tenggat, p.sisa_jam) == ("perlu_perbaikan", None, 3.0)
    assert p.perbaikan == {"kolom": {"penghasilan": "Tidak sesuai slip gaji"}, "berkas": {}, "umum": ""}
    senin.shift(timedelta(days=1))
    verba.simpan_langkah(permohonan=p, warga=kantor.pemohon, isian={"penghasilan": 2_000_000})
    p = kantor.perbaiki()
    assert (p.status, p.tahap, p.perbaikan) == ("diproses", 0, {})
    assert p.tenggat == bahan.SENIN.replace(day=24, hour=13)  # 10.41 + 3 hours
    assert p.isian["penghasilan"] == 2_000_000


def test_a_late_file_is_still_late_after_the_repair(kantor, senin):
    senin.shift(timedelta(days=2))
    assert kantor.lakukan("kembalikan", kantor.desa.operator_desa, **UBAH).sisa_jam == 0
    assert kantor.perbaiki().tenggat == bahan.SENIN.replace(day=25)


def test_only_what_was_asked_for_can_be_changed(kantor):
    p = kantor.lakukan("kembalikan", kantor.desa.operator_desa, **UBAH)
    siti = kantor.pemohon
    with pytest.raises(TidakBoleh) as galat:
        verba.simpan_langkah(permohonan=p, warga=siti, isian={"sekolah": "SMAN 1 Waru"})
    assert galat.value.pesan == "“Nama sekolah” sudah diperiksa petugas dan tidak bisa diubah."
    with pytest.raises(TidakBoleh):
        verba.tempelkan(permohonan=p, kode="pengantar", berkas=berkas(siti.pengguna))
    verba.simpan_langkah(permohonan=p, warga=siti, isian=p.isian | {"penghasilan": 3})
    assert kantor.segarkan().isian["penghasilan"] == 3


def test_an_answer_that_newly_opens_can_be_given_and_corrected(kecil):
    k = bahan.kantor(kecil)
    k.pemohon = k.p.pemohon
    p = k.p
    p.isian = {"keperluan": "Lainnya", "penghasilan": 1}
    k2 = bahan.kirim(bahan.draf(k.pemohon, isian=p.isian))
    k.p = k2
    k.lakukan("kembalikan", k.desa.operator_desa, kolom={"keperluan": "Pilih Sekolah"})
    simpan = lambda **isian: verba.simpan_langkah(permohonan=k.p, warga=k.pemohon, isian=isian)  # noqa: E731
    simpan(keperluan="Sekolah", sekolah="SMP 1")
    simpan(sekolah="SMPN 1 Waru")
    assert k.perbaiki().isian["sekolah"] == "SMPN 1 Waru"


def test_words_alone_open_everything(kantor):
    p = kantor.lakukan("kembalikan", kantor.desa.operator_desa, umum="Samakan dengan KK")
    verba.simpan_langkah(permohonan=p, warga=kantor.pemohon, isian={"sekolah": "SMAN 1 Waru"})
    assert kantor.perbaiki().isian["sekolah"] == "SMAN 1 Waru"


def test_an_upload_asked_for_must_be_there_even_an_optional_one(kantor):
    p = kantor.lakukan("kembalikan", kantor.desa.operator_desa, berkas={"foto_rumah": "Tunjukkan bagian depan"})
    with pytest.raises(BelumLengkap) as galat:
        kantor.perbaiki()
    assert galat.value.galat == {"berkas:foto_rumah": "Pilih foto rumah"}
    verba.tempelkan(permohonan=p, kode="foto_rumah", berkas=berkas(kantor.pemohon.pengguna))
    assert kantor.perbaiki().status == "diproses"


def test_a_blurred_photo_of_the_account_is_replaced_when_asked_for(kantor):
    p = kantor.lakukan("kembalikan", kantor.desa.operator_desa, berkas={"ktp_pemohon": "Buram"})
    baru = berkas(kantor.pemohon.pengguna)
    verba.tempelkan(permohonan=p, kode="ktp_pemohon", berkas=baru)
    kantor.perbaiki()
    assert kantor.p.lampiran.get(kode="ktp_pemohon").berkas == baru


def test_a_file_returned_by_the_signer_comes_back_to_the_signer(kantor):
    bahan.di_meja_kades(kantor)
    kantor.lakukan("kembalikan", kantor.desa.kepala_desa, **UBAH)
    p = kantor.perbaiki()
    assert (p.tahap, p.peran, p.tahap_lulus) == (2, "kepala_desa", [0, 1])


def test_a_file_returned_after_the_first_signature_is_signed_again(kecil):
    k = bahan.kantor(kecil, *BERJENJANG)
    k.lakukan("teruskan", k.desa.operator_desa)
    k.ttd(k.desa.kepala_desa)
    k.lakukan("teruskan", k.desa.operator_desa)
    k.lakukan("kembalikan", k.kecamatan.operator_kecamatan, **UBAH)
    p = k.perbaiki()
    assert (p.tahap, p.peran, p.tahap_lulus) == (1, "kepala_desa", [0])


def test_a_file_whose_place_changed_starts_anew_in_the_new_office(kecil):
    lokasi = {"nama": "lokasi", "label": "Lokasi usaha", "tipe": "wilayah"}
    k = bahan.kantor(kecil)
    lay = bahan.layanan(PERIKSA, TTD, langkah=[{"judul": "Tempat", "kolom": [lokasi]}], tempat="lokasi")
    k.p = bahan.kirim(bahan.draf(k.pemohon, lay, {"lokasi": kecil.pepelegi.wilayah_id}))
    k.lakukan("teruskan", k.desa.operator_desa)
    p = k.lakukan("kembalikan", k.desa.kepala_desa, kolom={"lokasi": "Usahanya di Tropodo"})
    verba.simpan_langkah(permohonan=p, warga=k.pemohon, isian={"lokasi": kecil.tropodo.wilayah_id})
    p = k.perbaiki()
    assert (p.tahap, p.unit, p.tempat_id) == (0, kecil.tropodo, kecil.tropodo.wilayah_id)


def test_a_return_without_a_reason_is_refused(kantor):
    for alasan in ({}, {"umum": "  \u202e "}, {"kolom": {"penghasilan": " "}}):
        with pytest.raises(TidakBoleh):
            kantor.lakukan("kembalikan", kantor.desa.operator_desa, **alasan)
    assert kantor.segarkan().status == "diajukan"


@pytest.mark.parametrize("isi", [{"kolom": {"status": "x"}}, {"berkas": {"paspor": "x"}}])
def test_a_return_names_only_parts_the_service_has(kantor, isi):
    with pytest.raises(TidakBoleh):
        kantor.lakukan("kembalikan", kantor.desa.operator_desa, **isi)


def test_repairing_twice_is_refused_and_gives_one_event(kantor):
    p = kantor.lakukan("kembalikan", kantor.desa.operator_desa, **UBAH)
    kantor.perbaiki()
    with pytest.raises(Basi):
        verba.perbaiki(permohonan_id=p.pk, warga=kantor.pemohon, versi=p.versi)
    with pytest.raises(TidakBoleh):
        kantor.perbaiki()
    assert kantor.jenis().count("diperbaiki") == 1


def test_nobody_acts_while_the_citizen_repairs(kantor):
    kantor.lakukan("kembalikan", kantor.desa.operator_desa, **UBAH)
    for verb, isi in (("teruskan", {}), ("klaim", {}), ("tolak", {"alasan": "x"}), ("kembalikan", UBAH)):
        with pytest.raises(TidakBoleh) as galat:
            kantor.lakukan(verb, kantor.desa.operator_desa, **isi)
        assert galat.value.pesan == "Berkas ini sedang diperbaiki pemohon."
