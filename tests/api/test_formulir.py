"""The JSON Schema of a form accepts what the form accepts, and refuses what it refuses."""

import json
from pathlib import Path

import jsonschema
import pytest

from api import formulir
from core.layanan.muat import muat_folder
from core.layanan.register import Registri

PLUGIN = Path("plugins")
SEMUA = sorted(satu.parent for satu in PLUGIN.glob("tipe_*/*/layanan.toml"))


def contoh(folder: Path, nama: str) -> dict:
    return json.loads((folder / "contoh" / f"{nama}.json").read_text(encoding="utf-8"))


def pemeriksa(folder: Path) -> jsonschema.Draft202012Validator:
    skema = formulir.skema_isian(muat_folder(folder).layanan)
    jsonschema.Draft202012Validator.check_schema(skema)
    return jsonschema.Draft202012Validator(skema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("folder", SEMUA, ids=lambda satu: satu.name)
def test_the_samples_of_a_service_pass_and_a_missing_answer_does_not(folder):
    periksa = pemeriksa(folder)
    for nama in ("sah", "minimal"):
        if (folder / "contoh" / f"{nama}.json").exists():
            assert [galat.message for galat in periksa.iter_errors(contoh(folder, nama))] == []
    wajib = periksa.schema["required"]
    sah = contoh(folder, "sah")
    for nama in wajib:
        kurang = {k: v for k, v in sah.items() if k != nama}
        assert not periksa.is_valid(kurang), nama
    assert wajib
    assert not periksa.is_valid({**sah, "bukan_pertanyaan": 1})


DEKLARASI = """
    kontrak = 1
    kode = "surat-uji"
    versi = 1
    tipe = "A"
    nama = "Surat Uji"
    ringkasan = "Uji."
    dasar_hukum = ["UU 25/2009"]
    privasi = { tujuan = "Uji", simpan = "1 tahun" }
    rute = [ { tahap = "Periksa", peran = "operator_desa", aksi = "periksa", sla = 4 } ]
    [[langkah]]
    judul = "Satu"
    kolom = [
      { nama = "untuk", label = "Untuk", tipe = "pilihan", opsi = ["Sekolah", "Lain"] },
      { nama = "sekolah", label = "Sekolah", tipe = "teks", maks = 10, jika = { untuk = "Sekolah" } },
      { nama = "bantuan", label = "Bantuan", tipe = "pilihan", ganda = true, wajib = false, opsi = ["PKH", "KIP"] },
      { nama = "nomor_pkh", label = "Nomor", tipe = "angka", jika = { bantuan = "PKH" } },
      { nama = "punya_anak", label = "Punya anak", tipe = "centang", wajib = false },
      { nama = "alasan", label = "Alasan", tipe = "teks", jika = { punya_anak = false } },
      { nama = "anak", label = "Anak", tipe = "tabel", maks_baris = 2, jika = { punya_anak = true }, sub_kolom = [
        { nama = "nama", label = "Nama", tipe = "teks" },
        { nama = "usia_anak", label = "Usia", tipe = "angka", maks = 30 } ] },
      { nama = "sekolah_anak", label = "Sekolah anak", tipe = "teks", jika = { "anak.usia_anak" = { "<" = 18 } } },
      { nama = "tanda", label = "Dewasa", tipe = "teks", jika = { usia = { ">" = 60 } } },
      { nama = "sumpah", label = "Benar", tipe = "centang" },
    ]
"""
DASAR = {"untuk": "Lain", "alasan": "x", "sumpah": True}


@pytest.fixture(scope="module")
def uji(tmp_path_factory):
    folder = tmp_path_factory.mktemp("layanan") / "surat_uji"
    folder.mkdir()
    (folder / "layanan.toml").write_text(DEKLARASI, encoding="utf-8")
    daftar = Registri.dari([folder], ketat=True)
    return jsonschema.Draft202012Validator(formulir.skema_isian(daftar.semua()[0]))


@pytest.mark.parametrize(
    ("isian", "sah"),
    [
        ({}, True),
        ({"sumpah": False}, False),
        ({"untuk": "Makan"}, False),
        ({"untuk": "Sekolah"}, False),
        ({"untuk": "Sekolah", "sekolah": "SD 1"}, True),
        ({"untuk": "Sekolah", "sekolah": "SD yang sangat panjang"}, False),
        ({"bantuan": None}, True),
        ({"bantuan": ["KIP"]}, True),
        ({"bantuan": ["KIP", "KIP"]}, False),
        ({"bantuan": ["KIP", "PKH"]}, False),
        ({"bantuan": ["KIP", "PKH"], "nomor_pkh": 7}, True),
        ({"bantuan": ["PKH"], "nomor_pkh": "7"}, False),
        ({"punya_anak": False, "alasan": None}, False),
        ({"punya_anak": True, "alasan": "x"}, False),
        ({"punya_anak": True, "anak": []}, False),
        ({"punya_anak": True, "anak": [{"nama": "A", "usia_anak": 20}]}, True),
        ({"punya_anak": True, "anak": [{"nama": "A", "usia_anak": 20}, {"nama": "B", "usia_anak": 3}]}, False),
        ({"punya_anak": True, "anak": [{"nama": "B", "usia_anak": 3}], "sekolah_anak": "TK"}, True),
        ({"punya_anak": True, "anak": [{"nama": "A", "usia_anak": 20}] * 3}, False),
        ({"punya_anak": True, "anak": [{"nama": "A"}]}, False),
    ],
)
def test_conditions_count_as_on_the_page(uji, isian, sah):
    assert uji.is_valid({**DASAR, **isian}) is sah


def test_a_condition_on_the_account_demands_nothing_here(uji):
    assert "tanda" in uji.schema["properties"]
    assert "tanda" not in json.dumps(uji.schema["allOf"])
