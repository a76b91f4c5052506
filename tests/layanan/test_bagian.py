"""Shared sections: one block of questions, used for father and mother; mistakes are named where they stand."""

import copy
import tomllib

import pytest

from core.layanan.bagian import BagianSalah, jalur_berkas, urai_bagian
from core.layanan.galat import LayananSalah
from core.layanan.kerangka import buat_kerangka
from core.layanan.muat import muat_folder

TOML = """
[[bagian]]
nama = "orang_tua"

[[bagian.langkah]]
judul = "Data {sebut}"

[[bagian.langkah.kolom]]
nama  = "{awal}_keadaan"
label = "Keadaan {sebut}"
tipe  = "pilihan"
opsi  = ["Hidup", "Meninggal"]

[[bagian.langkah]]
judul = "Nomor {sebut}"
jika  = { "{awal}_keadaan" = "Hidup" }

[[bagian.langkah.kolom]]
nama  = "{awal}_rt"
label = "RT {sebut}"
tipe  = "teks"
pola  = '^[0-9]{3}$'
contoh = "003"

[[langkah]]
bagian = "orang_tua"
isi    = { awal = "ayah", sebut = "ayah Anda" }

[[langkah]]
bagian = "orang_tua"
isi    = { awal = "ibu", sebut = "ibu Anda" }
jika   = { ayah_keadaan = "Meninggal" }
"""


@pytest.fixture
def folder(tmp_path):
    hasil = buat_kerangka(tmp_path, kode="surat-baru", tipe="A", nama="Surat Baru")
    berkas = hasil / "layanan.toml"
    berkas.write_text(berkas.read_text() + TOML)
    return hasil


def ganti(folder, lama, baru):
    berkas = folder / "layanan.toml"
    assert lama in berkas.read_text()
    berkas.write_text(berkas.read_text().replace(lama, baru, 1))


def keluhan(folder):
    with pytest.raises(LayananSalah) as galat:
        muat_folder(folder)
    return list(galat.value.keluhan)


def test_one_section_becomes_the_steps_of_each_who_uses_it(folder):
    layanan = muat_folder(folder).layanan
    judul = [langkah.judul for langkah in layanan.langkah[1:]]
    assert judul == ["Data ayah Anda", "Nomor ayah Anda", "Data ibu Anda", "Nomor ibu Anda"]
    assert layanan.kolom["ibu_rt"].pola == "^[0-9]{3}$"
    assert layanan.deklarasi()["langkah"][4]["jika"] == {
        "semua": [{"ayah_keadaan": "Meninggal"}, {"ibu_keadaan": "Hidup"}]
    }


def test_the_expanded_declaration_knows_no_section_and_the_source_is_not_changed():
    data = tomllib.loads(TOML)
    asli = copy.deepcopy(data)
    hasil, asal = urai_bagian(data)
    assert data == asli
    assert "bagian" not in hasil
    assert len(asal) == len(hasil["langkah"]) == 4
    assert jalur_berkas(("langkah", 3, "kolom", 0), asal) == ("bagian", 0, "langkah", 1, "kolom", 0)
    assert jalur_berkas(("rute", 3), asal) == ("rute", 3)


def test_a_mistake_inside_a_section_is_named_once_and_at_its_line(folder):
    ganti(folder, 'label = "RT {sebut}"\ntipe  = "teks"', 'label = "RT {sebut}"\ntipe  = "tulisan"')
    satu = keluhan(folder)
    assert len(satu) == 1
    baris = (folder / "layanan.toml").read_text().splitlines()
    assert f"baris {baris.index('tipe  = ' + chr(34) + 'tulisan' + chr(34)) + 1}, bagian[1].langkah[2]" in satu[0]


@pytest.mark.parametrize(
    ("lama", "baru", "pesan"),
    [
        ('bagian = "orang_tua"', 'bagian = "orangtua"', 'tidak ada [[bagian]] bernama "orangtua"'),
        (', sebut = "ayah Anda"', "", 'bagian "orang_tua" membutuhkan isi untuk {sebut}'),
        ('isi    = { awal = "ayah", sebut = "ayah Anda" }', "isi = 1", "isi ditulis seperti"),
        ('isi    = { awal = "ayah"', 'judul = "X"\nisi    = { awal = "ayah"', "hanya boleh ada `isi` dan `jika`"),
        ('nama = "orang_tua"', 'nama = "orang_tua"\nlebih = 1', "bagian berisi `nama` dan [[bagian.langkah]]"),
        ('isi    = { awal = "ibu"', 'isi    = { awal = "ayah"', 'nama "ayah_keadaan" sudah dipakai kolom lain'),
    ],
)
def test_a_section_used_wrongly_is_explained(folder, lama, baru, pesan):
    ganti(folder, lama, baru)
    assert any(pesan in satu for satu in keluhan(folder)), keluhan(folder)


def test_two_sections_of_one_name_are_refused():
    data = tomllib.loads(TOML)
    with pytest.raises(BagianSalah, match="sudah dipakai bagian lain"):
        urai_bagian(data | {"bagian": data["bagian"] * 2})
