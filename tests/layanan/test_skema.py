"""The JSON Schema of layanan.toml: bundled files pass, what the loader refuses by shape fails, nothing is stale."""

import copy
import io
import json
import re
import tomllib

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from core.layanan.bagian import urai_bagian
from core.layanan.deklarasi import Layanan
from core.layanan.ketentuan import periksa_layanan
from core.layanan.keterangan import KETERANGAN
from core.layanan.muat import layanan_dari_data
from core.layanan.perintah.skema import isi_berkas
from core.layanan.referensi import daftar_referensi
from core.layanan.skema import skema
from core.wilayah import peran
from tests.layanan.bahan import data_uji
from tests.plugins.bahan import DAFTAR, SEMUA

SKEMA = skema()
PEMERIKSA = Draft202012Validator(SKEMA)


def cacat(data: dict) -> list[str]:
    """The paths that the schema complains of, as an editor would underline them."""
    polos = json.loads(json.dumps(data, default=str))  # a TOML date is a string with a format to an editor
    return [".".join(map(str, satu.absolute_path)) for satu in PEMERIKSA.iter_errors(polos)]


def test_it_is_a_schema_of_2020_12():
    assert SKEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SKEMA)


@pytest.mark.parametrize("layanan", SEMUA, ids=lambda la: la.kode)
def test_every_bundled_declaration_passes(layanan):
    berkas = DAFTAR.sumber(layanan.kode) / "layanan.toml"
    assert cacat(tomllib.loads(berkas.read_text(encoding="utf-8"))) == []


def test_every_reference_inside_leads_somewhere():
    acuan = set(re.findall(r'"\$ref": "#/\$defs/(\w+)"', json.dumps(SKEMA)))
    assert acuan - set(SKEMA["$defs"]) == set()
    assert {"KolomBagian", "SubKolomBagian", "PrivasiKolom"} <= acuan


def kolom(**isi):
    dasar = {"nama": "satu", "label": "Satu", "tipe": "teks"} | isi
    return data_uji(langkah=[{"judul": "Satu", "kolom": [{k: v for k, v in dasar.items() if v is not None}]}])


BURUK = {
    "a key that nobody knows": data_uji(warna="merah"),
    "no route": {k: v for k, v in data_uji().items() if k != "rute"},
    "another contract": data_uji(kontrak=2),
    "a code in capitals": data_uji(kode="Surat_Uji"),
    "a role that does not exist": data_uji(rute=[{**data_uji()["rute"][0], "peran": "pak_lurah"}]),
    "an SLA without working time": data_uji(rute=[{**data_uji()["rute"][0], "sla": "4 jam"}]),
    "a stage that is not signed but for somebody": data_uji(rute=[{**data_uji()["rute"][0], "aksi": "stempel"}]),
    "a kind of question that does not exist": kolom(tipe="tulisan"),
    "a limit on a date": kolom(tipe="tanggal", maks=3),
    "a choice without options": kolom(tipe="pilihan"),
    "a choice with two lists": kolom(tipe="pilihan", opsi=["a"], opsi_ref="agama"),
    "a shared list that does not exist": kolom(tipe="pilihan", opsi_ref="warna"),
    "a table without columns": kolom(tipe="tabel"),
    "a table in a table": kolom(
        tipe="tabel", sub_kolom=[{"nama": "a", "label": "A", "tipe": "tabel", "sub_kolom": [{"nama": "b"}]}]
    ),
    "a pattern without an example": kolom(pola="^[0-9]+$"),
    "a field the account does not have": kolom(isi_awal="profil.gaji"),
    "an unknown comparison": kolom(jika={"a": {"~": 3}}),
    "an empty condition": kolom(jika={}),
    "a comparison of size with a word": kolom(jika={"a": {"<": "tiga"}}),
    "a section that is used with other keys": data_uji(langkah=[{"bagian": "orang", "judul": "Ayah"}]),
    "a section without steps": data_uji(bagian=[{"nama": "orang"}]),
    "a number of the letter without year": data_uji(surat=data_uji()["surat"] | {"nomor": "{urut}"}),
    "a true in quotes": kolom(wajib="true"),
}


def muat(data: dict) -> Layanan:
    """As the loader does it. Raises ValueError."""
    layanan = layanan_dari_data(urai_bagian(copy.deepcopy(data))[0])
    if keluhan := periksa_layanan(layanan):
        raise ValueError(keluhan[0].pesan)
    return layanan


@pytest.mark.parametrize("data", BURUK.values(), ids=BURUK)
def test_a_bad_declaration_fails_in_the_editor_and_when_loaded(data):
    assert cacat(data) != []
    with pytest.raises(ValueError, match=r"."):
        muat(data)


def test_the_letter_has_no_place_in_the_declaration():
    assert cacat(data_uji(naskah="#show: surat")) == [""]


BAIK = {
    "the smallest": data_uji(),
    "a last day": data_uji(berlaku_sampai="2027-12-31"),
    "an SLA in days": data_uji(rute=[data_uji()["rute"][0] | {"sla": "2 hari kerja"}, data_uji()["rute"][1]]),
    "conditions of every kind": kolom(
        jika={"salah_satu": [{"usia": {"<": 21, ">": 3}}, {"profil": {"agama": "Islam"}}, {"semua": [{"agama": "x"}]}]}
    ),
    "a table": kolom(tipe="tabel", sub_kolom=[{"nama": "a", "label": "A", "tipe": "angka", "min": 0}]),
    "a shared section": data_uji(
        bagian=[
            {
                "nama": "orang",
                "langkah": [
                    {"judul": "Data {sebut}", "kolom": [{"nama": "{awal}_nama", "label": "Nama", "tipe": "teks"}]}
                ],
            }
        ],
        langkah=[{"bagian": "orang", "isi": {"awal": "ayah", "sebut": "ayah Anda"}, "jika": {"usia": {"<": 21}}}],
    ),
}


@pytest.mark.parametrize("data", BAIK.values(), ids=BAIK)
def test_a_good_declaration_passes_in_the_editor_and_when_loaded(data):
    assert cacat(data) == []
    layanan_dari_data(urai_bagian(data)[0])


def test_every_key_has_its_sentence_and_no_sentence_is_stale():
    for model, kalimat in KETERANGAN.items():
        assert set(kalimat) == set(model.model_fields) - {"naskah"}, model.__name__


def test_an_editor_offers_roles_and_shared_lists():
    bentuk = SKEMA["$defs"]
    assert bentuk["Tahap"]["properties"]["peran"]["enum"] == list(peran.SEMUA)
    assert bentuk["Kolom"]["properties"]["opsi_ref"]["enum"] == list(daftar_referensi())
    assert len(bentuk["Tahap"]["properties"]["peran"]["x-taplo"]["docs"]["enumValues"]) == len(peran.SEMUA)


def test_every_key_of_the_schema_is_explained():
    tanpa = [
        f"{nama}.{kunci}"
        for nama, bentuk in {"": SKEMA, **SKEMA["$defs"]}.items()
        for kunci, satu in bentuk.get("properties", {}).items()
        if not satu.get("description")
    ]
    assert tanpa == []


def test_the_committed_files_are_fresh():
    for berkas, teks in isi_berkas().items():
        assert berkas.read_text(encoding="utf-8") == teks, f"{berkas.name}: manage.py layanan skema --tulis"


def test_a_stale_file_is_found_and_written_anew(monkeypatch, tmp_path):
    """Twin."""
    berkas = tmp_path / "layanan.schema.json"
    monkeypatch.setattr("core.layanan.perintah.skema.isi_berkas", lambda: {berkas: "baru"})
    berkas.write_text("lama")
    with pytest.raises(CommandError, match="basi"):
        call_command("layanan", "skema", "--periksa")
    call_command("layanan", "skema", "--tulis", stdout=io.StringIO())
    assert berkas.read_text() == "baru"


def test_the_command_prints_the_schema():
    keluaran = io.StringIO()
    call_command("layanan", "skema", stdout=keluaran)
    assert json.loads(keluaran.getvalue()) == SKEMA
