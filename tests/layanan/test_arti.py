"""Answers to questions of the same meaning serve several services; a name alone says too little."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from core.layanan.arti import daftar_arti, jawaban_bersama
from core.layanan.deklarasi import Kolom
from core.layanan.register import registri

KEMATIAN, WARIS = "surat-keterangan-kematian", "surat-keterangan-waris"
ISIAN = {
    "jenazah_nama": "Sumiati", "jenazah_nik": "3515184405600004", "tanggal_meninggal": "2026-10-02",
    "ayah_nama": "Karto", "sebab": "Sakit biasa", "catatan": "titip pesan",
}  # fmt: skip


def kolom(**isi):
    return Kolom(**({"nama": "nama_almarhum", "label": "Nama almarhum", "tipe": "teks"} | isi))


def test_what_was_said_of_the_deceased_is_not_asked_again():
    kematian, waris = registri().ambil(KEMATIAN), registri().ambil(WARIS)
    hasil = jawaban_bersama(waris, [(kematian, ISIAN)])
    assert hasil == {
        "pewaris_nama": "Sumiati",
        "pewaris_nik": "3515184405600004",
        "pewaris_tanggal_meninggal": "2026-10-02",
        "ayah_nama": "Karto",
    }


def test_same_name_with_another_meaning_is_left_alone():
    """Twin: the father in a report of death is the deceased's, in a letter for a wedding the applicant's."""
    kematian, nikah = registri().ambil(KEMATIAN), registri().ambil("surat-pengantar-nikah")
    assert "ayah_nama" in nikah.kolom
    assert "ayah_nama" not in jawaban_bersama(nikah, [(kematian, ISIAN)])


def test_newest_answer_wins_and_what_the_form_would_refuse_is_not_carried_over():
    kematian, waris = registri().ambil(KEMATIAN), registri().ambil(WARIS)
    lama = ISIAN | {"jenazah_nama": "Sumiyati"}
    hasil = jawaban_bersama(waris, [(kematian, ISIAN | {"jenazah_nik": "123"}), (kematian, lama)])
    assert hasil["pewaris_nama"] == "Sumiati"
    assert "pewaris_nik" not in hasil


def test_meaning_is_known_and_of_its_type():
    assert kolom(arti="almarhum.nama").arti in daftar_arti()
    with pytest.raises(ValidationError, match="tidak dikenal"):
        kolom(arti="almarhum.hobi")
    with pytest.raises(ValidationError, match="untuk tipe nik"):
        kolom(arti="almarhum.nik")


def test_no_service_asks_for_one_meaning_twice():
    for layanan in registri().semua():
        arti = [satu.arti for satu in layanan.kolom.values() if satu.arti]
        assert len(arti) == len(set(arti)), layanan.kode
