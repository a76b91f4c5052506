"""What an author may write, and what he reads when it is wrong."""

# ruff: noqa: E501 -- a table of cases reads better with a case on a line

import pytest
from pydantic import ValidationError

from core.layanan.deklarasi import Kolom, Layanan
from core.layanan.galat import LayananSalah
from core.layanan.ketentuan import periksa_layanan
from core.layanan.muat import layanan_dari_data, muat_folder
from tests.layanan.bahan import data_uji, layanan_uji, tulis_folder

TOML = """kontrak = 1
kode = "surat-uji"
versi = 1
tipe = "A"
nama = "Surat Uji"
ringkasan = "Hanya untuk uji."
dasar_hukum = ["UU 25/2009"]

[privasi]
tujuan = "Uji"
simpan = "1 tahun"

[[langkah]]
judul = "Satu"

[[langkah.kolom]]
nama = "jenis"
label = "Jenis"
tipe = "pilihan"
opsi = ["Sekolah", "Lain"]

[[langkah.kolom]]
nama = "sekolah"
label = "Nama sekolah"
tipe = "teks"
jika = { jenis = "Sekolah" }

[[rute]]
tahap = "Periksa"
peran = "operator_desa"
aksi = "periksa"
sla = "4 jam kerja"
"""


def keluhan(tmp_path, toml: str) -> str:
    folder = tmp_path / "surat_uji"
    folder.mkdir()
    (folder / "layanan.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(LayananSalah) as galat:
        muat_folder(folder)
    return str(galat.value)


def test_the_example_of_these_tests_is_sound(tmp_path):
    folder = tmp_path / "surat_uji"
    folder.mkdir()
    (folder / "layanan.toml").write_text(TOML)
    assert list(muat_folder(folder).layanan.kolom) == ["jenis", "sekolah"]


@pytest.mark.parametrize(
    ("lama", "baru", "kalimat"),
    [
        ('tipe = "teks"', 'tipe = "tulisan"', "layanan.toml baris 25, langkah[1].kolom[2].tipe: harus salah satu dari: 'teks',"),
        ('label = "Nama sekolah"', 'lebel = "Nama sekolah"', 'baris 24, langkah[1].kolom[2].lebel: kunci ini tidak dikenal; mungkin maksudnya "label"'),
        ('label = "Nama sekolah"', "", "baris 22, langkah[1].kolom[2].label: kunci ini wajib ada"),
        ("versi = 1", 'versi = "1"', "layanan.toml baris 3, versi: harus berupa angka bulat tanpa tanda kutip"),
        ("versi = 1", "versi = 0", "baris 3, versi: paling kecil 1"),
        ("kontrak = 1", "kontrak = 2", "baris 1, kontrak: harus salah satu dari: 1"),
        ('jika = { jenis = "Sekolah" }', 'jika = { jenis = "Skolah" }', 'baris 26, langkah[1].kolom[2].jika: "Skolah" bukan pilihan dari jenis'),
        ('jika = { jenis = "Sekolah" }', 'jika = { jnis = "Sekolah" }', 'kolom[2].jika: "jnis" tidak ada'),
        ('jika = { jenis = "Sekolah" }', 'jika = { sekolah = "A" }', '"sekolah" baru ditanyakan sesudah ini; pindahkan ke depan'),
        ('jika = { jenis = "Sekolah" }', 'jika = { berkas.ktp = { kosong = true } }', '"berkas.ktp" tidak dapat diacu dari sini'),
        ('jika = { jenis = "Sekolah" }', 'jika = "jenis"', "kolom[2].jika: syarat ditulis seperti { nama_kolom = "),
        ('nama = "sekolah"', 'nama = "jenis"', 'nama "jenis" sudah dipakai kolom lain'),
        ('nama = "sekolah"', 'nama = "tambah_baris"', 'nama "tambah_baris" dipakai oleh formulir sendiri'),
        ('nama = "sekolah"', 'nama = "Sekolah"', "kolom[2].nama: bentuk tulisannya keliru"),
        ('sla = "4 jam kerja"', 'sla = "4 jam"', 'rute[1].sla: tulis seperti "4 jam kerja"'),
        ('peran = "operator_desa"', 'peran = "raja"', 'rute[1].peran: peran "raja" tidak dikenal'),
        ('peran = "operator_desa"', 'peran = "kepala_dinas"', "peran kepala_dinas membutuhkan `unit`"),
        ('aksi = "periksa"', 'aksi = "tandatangan"', "ada tahap tandatangan, tetapi bagian [surat] belum ada"),
        ('versi = 1', 'versi = 1\ntempat = "sekolah"', "baris 4, tempat: isi alamat_pemohon, atau nama kolom wilayah"),
        ('opsi = ["Sekolah", "Lain"]', 'opsi_ref = "planet"', 'daftar "planet" tidak ada; yang ada: jenis_kelamin'),
        ('opsi = ["Sekolah", "Lain"]', "", "pilihan membutuhkan `opsi` atau `opsi_ref`"),
        ('opsi = ["Sekolah", "Lain"]', 'opsi = ["A", "A"]', "ada opsi yang ditulis dua kali"),
        ('label = "Jenis"', 'label = "Jenis apa?"', "label berupa pertanyaan membutuhkan `sebutan`"),
        ('nama = "jenis"', 'nama = "jenis', "tulisan TOML tidak terbaca"),
        ('tipe = "A"', 'tipe = "A"\nnaskah = "x"', "isi surat ditulis di surat.typ, bukan di sini"),
        ('"surat-uji"', '"surat-lain"', 'kode: "surat-lain" harus sama dengan nama folder surat_uji'),
    ],
)  # fmt: skip
def test_an_author_reads_file_line_key_and_what_to_do(tmp_path, lama, baru, kalimat):
    assert kalimat in keluhan(tmp_path, TOML.replace(lama, baru, 1))


def test_all_problems_are_listed_at_once(tmp_path):
    toml = TOML.replace('tipe = "teks"', 'tipe = "x"').replace("versi = 1", "versi = 0")
    assert len(keluhan(tmp_path, toml).splitlines()) == 2


@pytest.mark.parametrize(
    ("kolom", "pesan"),
    [
        ({"tipe": "teks", "opsi": ["A"]}, "`opsi` hanya untuk tipe pilihan"),
        ({"tipe": "angka", "pola": "^x$", "contoh": "x"}, "`pola` hanya untuk tipe teks"),
        ({"tipe": "teks", "pola": "(", "contoh": "x"}, "pola tidak dapat dibaca"),
        ({"tipe": "teks", "pola": "^(a+)+$", "contoh": "a"}, "mengulang kelompok"),
        ({"tipe": "teks", "pola": "^(a|b*)*$", "contoh": "a"}, "mengulang kelompok"),
        ({"tipe": "teks", "pola": "^a$"}, "membutuhkan `contoh`"),
        ({"tipe": "teks", "pola": "^a$", "contoh": "b"}, "membutuhkan `contoh`"),
        ({"tipe": "tabel"}, "membutuhkan `sub_kolom`"),
        ({"tipe": "tabel", "sub_kolom": [{"nama": "a", "label": "A", "tipe": "teks"}] * 2}, "nama yang sama"),
        ({"tipe": "tabel", "sub_kolom": [{"nama": "a", "label": "A", "tipe": "teks", "jika": {"b": 1}}]}, "tidak boleh punya `jika`"),
        ({"tipe": "angka", "min": 5, "maks": 1}, "batas bawah lebih besar"),
        ({"tipe": "tabel", "sub_kolom": [{"nama": "a", "label": "A", "tipe": "teks"}], "min_baris": 9, "maks_baris": 2}, "batas bawah"),
    ],
)  # fmt: skip
def test_an_attribute_must_fit_the_type_of_the_question(kolom, pesan):
    with pytest.raises(ValidationError, match=pesan):
        layanan_uji({"nama": "a", **kolom})


def test_a_declaration_is_frozen_all_the_way_down():
    layanan = layanan_uji()
    for objek, nama in ((layanan, "nama"), (layanan.langkah[0].kolom[0], "label"), (layanan.rute[0], "sla")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(objek, nama, "lain")
    assert isinstance(layanan.langkah, tuple)


def test_a_stored_declaration_is_read_back_equal():
    layanan = layanan_uji()
    assert layanan_dari_data(layanan.deklarasi()) == layanan
    assert "naskah" not in layanan.model_copy(update={"naskah": "x"}).deklarasi()


def test_hours_and_days_of_work_are_hours():
    rute = [{"tahap": "P", "peran": "operator_desa", "aksi": "periksa", "sla": teks} for teks in ("3 hari kerja",)]
    assert layanan_uji(rute=rute, surat=None).rute[0].sla == 24


def test_a_letter_needs_an_examiner_before_its_signer():
    data = data_uji()
    data["rute"] = data["rute"][::-1]
    assert [k.pesan for k in periksa_layanan(layanan_dari_data(data))] == [
        "sebelum tandatangan pertama harus ada tahap periksa oleh orang lain"
    ]


@pytest.mark.parametrize("nomor", ["{klasifikasi}/{tahun}", "{urut}", "{urut}/{tahun}/{nik}"])
def test_a_letter_number_has_a_counter_and_a_year_and_nothing_strange(nomor):
    with pytest.raises(ValidationError, match="nomor"):
        layanan_uji(surat={"judul": "S", "jenis": "biasa", "klasifikasi": "400", "nomor": nomor})


def test_names_in_sentences_keep_their_acronyms():
    sebut = {k: Kolom(nama="a", label=k, tipe="teks").dalam_kalimat for k in ("NIK ibu", "Nama ibu", "RT")}
    assert sebut == {"NIK ibu": "NIK ibu", "Nama ibu": "nama ibu", "RT": "RT"}


def test_the_schema_can_be_given_to_an_editor():
    skema = Layanan.model_json_schema()
    assert skema["additionalProperties"] is False
    assert {"kode", "langkah", "rute", "privasi"} <= set(skema["required"])


def test_the_folder_of_a_type_holds_only_that_type(tmp_path):
    folder = tulis_folder(tmp_path)
    salah = tmp_path / "tipe_b"
    salah.mkdir()
    folder.rename(salah / folder.name)
    with pytest.raises(LayananSalah, match="layanan tipe A tidak tinggal di folder tipe_b"):
        muat_folder(salah / folder.name)
