"""The kit on privacy: specific personal data say why they are asked, every personal answer has a purpose and an end."""

import re

import pytest

from core.layanan.galat import LayananSalah
from core.layanan.kesesuaian import periksa
from core.layanan.muat import muat_folder
from tests.layanan.bahan import layanan_uji
from tests.layanan.kesesuaian import (
    DATA,
    gagal,
    ganti,
    kerangka,
    kunci,
    muat,
    tambah_kolom,
)


@pytest.fixture
def folder(tmp_path):
    return kerangka(tmp_path)


@pytest.mark.parametrize(
    ("nama", "jenis"),
    [("disabilitas", "kesehatan"), ("sidik_jari_kanan", "biometrik"), ("tes_dna", "genetika"),
     ("pernah_pidana", "catatan kejahatan"), ("penghasilan_bulanan", "keuangan pribadi")],
)  # fmt: skip
def test_specific_personal_data_say_why_they_are_asked(folder, nama, jenis):
    tambah_kolom(folder, nama, "wajib = false")
    (satu,) = gagal(folder, *DATA)
    assert f"{nama} adalah data {jenis}, dilindungi khusus" in satu
    ganti(folder, f'label = "{nama}"', f'label = "{nama}"\nalasan = "Untuk menilai."')
    assert gagal(folder, *DATA) == []
    ganti(folder, 'alasan = "Untuk menilai."', 'privasi = { tujuan = "Untuk menilai" }')
    assert gagal(folder, *DATA) == []


def test_specific_data_are_known_by_their_label_too_and_a_membership_is_none(folder):
    tambah_kolom(folder, "keadaan", "wajib = false")
    ganti(folder, 'label = "keadaan"', 'label = "Penyakit yang diderita"')
    (satu,) = gagal(folder, *DATA)
    assert "keadaan adalah data kesehatan" in satu
    lama = "Penyakit yang diderita"
    for label in ("Nomor BPJS Kesehatan", "Modal atau kekayaan bersih perusahaan"):
        ganti(folder, f'label = "{lama}"', f'label = "{label}"')
        assert gagal(folder, *DATA) == []
        lama = label


def test_the_reason_of_a_table_holds_for_its_columns(folder):
    sub = ", ".join(f'{{ nama = "{nama}", label = "Isi", tipe = "teks" }}' for nama in ("nama", "disabilitas"))
    tambah_kolom(folder, "anggota", f"wajib = false\nsub_kolom = [{sub}]", tipe="tabel")
    assert len(gagal(folder, *DATA)) == 1
    ganti(folder, 'label = "anggota"', 'label = "anggota"\nalasan = "Untuk bantuan."')
    assert gagal(folder, *DATA) == []


def test_data_of_a_child_are_worth_a_look_once_a_page(folder):
    for nama in ("anak_nik", "anak_nama"):
        tambah_kolom(folder, nama, "wajib = false")
    temuan = periksa(muat(folder), folder, ["privasi"])
    assert [(t.tingkat, t.pesan.split(" (")[0]) for t in temuan] == [("ingat", "anak_nik mungkin data anak")]
    ganti(folder, 'judul = "Untuk apa surat ini?"', 'judul = "Untuk apa surat ini?"\nbantuan = "Hanya untuk akta."')
    assert periksa(muat(folder), folder, ["privasi"]) == []


def test_a_purpose_says_something(folder):
    (folder / "layanan.toml").write_text(
        re.sub(r"(?m)^tujuan = .*", 'tujuan = "Data"', (folder / "layanan.toml").read_text())
    )
    kunci(folder)
    (satu,) = gagal(folder, *DATA)
    assert "tujuannya terlalu pendek" in satu
    (folder / "layanan.toml").write_text(re.sub(r"(?m)^simpan = .*", "", (folder / "layanan.toml").read_text()))
    with pytest.raises(LayananSalah, match=r"privasi\.simpan: kunci ini wajib ada"):
        muat_folder(folder)


def test_a_personal_answer_without_purpose_or_end_is_named(folder):
    layanan = layanan_uji({"nama": "nik_ayah", "tipe": "nik"})
    kosong = layanan.privasi.model_copy(update={"tujuan": " ", "simpan": " "})
    pesan = [t.pesan for t in periksa(layanan.model_copy(update={"privasi": kosong}), folder, ["privasi"])]
    assert [p for p in pesan if "nik_ayah" in p] == [
        "nik_ayah adalah data pribadi; tulis `privasi` dengan `tujuan`",
        "nik_ayah adalah data pribadi; tulis `privasi` dengan `simpan`",
    ]
