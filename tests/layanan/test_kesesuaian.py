"""The conformance kit: a scaffold passes untouched; each promise, once broken, is named with file and line."""

import re
import shutil

import pytest

from core.layanan import kesesuaian
from core.layanan.galat import LayananSalah
from core.layanan.kerangka import SAH
from core.layanan.kesesuaian import PROFIL, Temuan, periksa, temuan_muat
from core.layanan.kesesuaian import wilayah as peta
from core.layanan.muat import muat_folder
from tests.layanan.bahan import layanan_uji
from tests.layanan.kesesuaian import (
    DATA,
    contoh,
    gagal,
    ganti,
    kalimat,
    kerangka,
    muat,
    semua_contoh,
    tambah,
    tambah_kolom,
)


@pytest.fixture
def folder(tmp_path):
    return kerangka(tmp_path)


@pytest.mark.parametrize("tipe", ["A", "B", "C"])
def test_a_scaffold_of_each_type_conforms_untouched(tmp_path, tipe):
    folder = kerangka(tmp_path, tipe)
    assert gagal(folder, *DATA) == []


# --- identitas --------------------------------------------------------------------------------------------------------

IDENTITAS = {
    "layanan.toml: tulis `kategori`": lambda f: ganti(f, 'kategori  = "umum"\n', ""),
    "layanan.toml: tulis `dicari`": lambda f: ganti(f, "dicari    = ", "dicari = [] # "),
    "layanan.toml: tulis `peristiwa`": lambda f: ganti(f, "peristiwa = ", "peristiwa = [] # "),
    '"Aturan yang berlaku" belum menyebut peraturan': lambda f: ganti(
        f, "dasar_hukum = [", 'dasar_hukum = ["Aturan yang berlaku", '
    ),
    '`pengganti` hanya untuk `status_hukum = "digantikan"`': lambda f: ganti(
        f, "[privasi]", 'pengganti = "NIB"\n[privasi]'
    ),
    "surat khusus punya buku register sendiri": lambda f: ganti(f, 'jenis = "biasa"', 'jenis = "khusus"'),
    "tulis kode klasifikasi arsip": lambda f: ganti(f, 'klasifikasi = "470"', 'klasifikasi = "000"'),
    "kunci.json: versi 1 belum ada di kunci.json. Jalankan layanan kunci.": lambda f: (f / "kunci.json").unlink(),
    "kunci.json: isi berubah tetapi versi masih 1": lambda f: (f / "kunci.json").write_text('{"1": "lain"}'),
    "kunci.json: isinya tidak terbaca": lambda f: (f / "kunci.json").write_text("[1"),
}


@pytest.mark.parametrize("pesan", IDENTITAS)
def test_a_broken_identity_is_named(folder, pesan):
    IDENTITAS[pesan](folder)
    satu, *lain = gagal(folder, *DATA)
    assert satu.startswith("[identitas]")
    assert pesan in satu
    assert lain == []


def test_a_folder_of_another_name_or_type_is_named(folder):
    layanan = muat(folder)
    pindah = folder.parent.parent / "tipe_b" / "surat_lain"
    shutil.copytree(folder, pindah)
    assert kalimat(periksa(layanan, pindah, ["identitas"])) == [
        '[identitas] layanan.toml baris 2: kode "surat-baru" harus sama dengan nama folder surat_lain',
        "[identitas] layanan.toml baris 4: layanan tipe A tidak tinggal di folder tipe_b",
    ]


def test_a_name_that_another_service_has_is_named_and_its_own_is_not(folder):
    layanan = muat(folder)
    lain = layanan.model_copy(update={"kode": "lain", "nama": layanan.nama.upper()})
    (satu,) = kalimat(periksa(layanan, folder, ["identitas"], lain=[lain, layanan]))
    assert satu.startswith("[identitas] layanan.toml baris 5: ")
    assert "sudah dipakai lain" in satu


def test_a_law_without_its_successor_does_not_even_load(folder):
    with pytest.raises(LayananSalah, match="sebut penggantinya"):
        ganti(folder, "[privasi]", 'status_hukum = "digantikan"\n[privasi]')


# --- isolasi ----------------------------------------------------------------------------------------------------------


def _tautan(folder):
    (folder / "surat.typ").unlink()
    (folder / "surat.typ").symlink_to("/etc/hostname")


def _banyak(folder):
    for i in range(101):
        shutil.copy(folder / "contoh" / "sah.json", folder / "contoh" / f"sah_{i}.json")


ISOLASI = {
    "catatan.txt: berkas ini bukan bagian kontrak": lambda f: (f / "catatan.txt").write_text("x"),
    "contoh/sah.txt: berkas ini bukan bagian kontrak": lambda f: (f / "contoh" / "sah.txt").write_text("x"),
    "surat.typ: berkas terlalu besar: paling banyak 64 kB": lambda f: (f / "surat.typ").write_text("x" * 64_001),
    "contoh/nakal.json: berkas terlalu besar": lambda f: (f / "contoh" / "nakal.json").write_text("x" * 200_001),
    "surat.typ: tautan ke tempat lain tidak boleh": _tautan,
    "contoh: contoh terlalu banyak: paling banyak 100 berkas": _banyak,
    "plugin.py baris 2: tidak boleh mengimpor os": lambda f: (f / "plugin.py").write_text("\nimport os\n"),
    "plugin.py: 121 baris; paling banyak 120": lambda f: (f / "plugin.py").write_text("x = 1\n" * 121),
}


@pytest.mark.parametrize("pesan", ISOLASI)
def test_what_does_not_belong_into_a_folder_is_named(folder, pesan):
    layanan = muat(folder)
    ISOLASI[pesan](folder)
    (satu,) = kalimat(periksa(layanan, folder, ["isolasi"]))
    assert satu.startswith(f"[isolasi] {pesan}")


def test_functions_are_allowed_in_a_folder_and_refused_in_an_uploaded_package(folder):
    (folder / "plugin.py").write_text("x = 1\n")
    assert gagal(folder, "isolasi") == []
    assert gagal(folder, *DATA, hanya_data=True) == [
        "[isolasi] plugin.py: paket yang diunggah hanya boleh berisi data; hapus berkas ini"
    ]


# --- formulir ---------------------------------------------------------------------------------------------------------


def _tujuh(folder):
    for i in range(4):
        tambah_kolom(folder, f"lain_{i}")
        semua_contoh(folder, **{f"lain_{i}": "isi"})


FORMULIR = {
    "contoh/minimal.json: contoh ini belum ada": lambda f: (f / "contoh" / "minimal.json").unlink(),
    "contoh/salah_<kolom>.json: contoh yang salah baru 2; buat paling sedikit 3": lambda f: (
        f / "contoh" / "salah_tujuan.json"
    ).unlink(),
    "contoh/sah.json baris 1: tidak terbaca: Expecting value": lambda f: (f / "contoh" / "sah.json").write_text("x"),
    "contoh/sah.json: tidak terbaca: isinya harus": lambda f: (f / "contoh" / "sah.json").write_text("[]"),
    "contoh/sah.json baris 2: keperluan: Pilih keperluan": lambda f: contoh(
        f, "sah", keperluan="Apa saja", nama_sekolah=None
    ),
    "contoh/salah_tujuan.json baris 4: tujuan: seharusnya salah, tetapi diterima": lambda f: contoh(
        f, "salah_tujuan", tujuan="a"
    ),
    "contoh/salah_zodiak.json: zodiak: tidak ada kolom bernama itu": lambda f: contoh(f, "salah_zodiak", **SAH),
    "contoh/minimal.json baris 4: nama_sekolah: tidak ditanyakan untuk jawaban-jawaban ini": lambda f: contoh(
        f, "minimal", nama_sekolah="x"
    ),
    "contoh/sah.json baris 5: zodiak: tidak ada pertanyaan bernama itu": lambda f: contoh(f, "sah", zodiak="Leo"),
    "contoh/nakal.json: tulis teks aneh di sini": lambda f: contoh(f, "nakal", **SAH),
    "memuat 7 pertanyaan; paling banyak 6 sehalaman": _tujuh,
    'huruf "\N{SNOWMAN}" pada "Nama sekolah \N{SNOWMAN}" tidak ada dalam huruf surat': lambda f: ganti(
        f, 'label = "Nama sekolah"', 'label = "Nama sekolah \N{SNOWMAN}"'
    ),
}


@pytest.mark.parametrize("pesan", FORMULIR)
def test_a_form_that_was_not_tried_out_is_named(folder, pesan):
    FORMULIR[pesan](folder)
    satu, *lain = gagal(folder, *DATA)
    assert satu.startswith("[formulir]")
    assert pesan in satu
    assert lain == []


def test_an_answer_that_the_form_stores_otherwise_is_named(folder):
    tambah_kolom(folder, "telepon", tipe="telepon")
    semua_contoh(folder, telepon="+6281234567890")
    assert gagal(folder, *DATA) == []
    contoh(folder, "sah", telepon="0812 3456 7890")
    (satu,) = gagal(folder, *DATA)
    assert satu.endswith("telepon: formulir menyimpannya sebagai '+6281234567890'; tulis seperti itu")


def test_white_space_and_empty_boxes_are_no_difference(folder):
    tambah_kolom(folder, "setuju", "wajib = false", tipe="centang")
    contoh(folder, "sah", tujuan="dua  spasi", setuju=False)
    assert gagal(folder, *DATA) == []


def test_a_question_that_no_sample_brings_up_is_named_at_its_line(folder):
    contoh(folder, "sah", keperluan="Lain-lain", nama_sekolah=None)
    contoh(folder, "nakal", keperluan="Lain-lain", nama_sekolah=None)
    (satu,) = gagal(folder, *DATA)
    baris = (folder / "layanan.toml").read_text().splitlines()
    nomor = int(re.search(r"baris (\d+)", satu)[1])
    assert satu.endswith("nama_sekolah tidak ditanyakan di satu contoh pun; tambahkan contoh/sah_<sebutan>.json")
    assert "nama_sekolah" in baris[nomor] or "nama_sekolah" in baris[nomor - 1]
    (ingat,) = kalimat(periksa(muat(folder), folder, ["formulir"]), tingkat="ingat")
    assert ingat.endswith('syarat {"keperluan": "Sekolah"} tidak pernah terpenuhi di semua contoh yang sah')


def test_another_sound_sample_covers_it(folder):
    contoh(folder, "sah_sekolah", **SAH)
    contoh(folder, "sah", keperluan="Lain-lain", nama_sekolah=None)
    contoh(folder, "nakal", keperluan="Lain-lain", nama_sekolah=None)
    assert gagal(folder, *DATA) == []


def test_a_condition_on_the_account_is_tried_with_other_citizens(folder):
    tambah_kolom(folder, "nama_istri", 'jika = { "profil.jenis_kelamin" = "Laki-laki" }')
    assert PROFIL["jenis_kelamin"] == "Perempuan"
    assert periksa(muat(folder), folder, ["formulir"]) == []


def test_a_condition_on_an_option_that_is_not_there_does_not_load(folder):
    with pytest.raises(LayananSalah, match='"Kuliah" bukan pilihan dari keperluan'):
        ganti(folder, 'jika  = { keperluan = "Sekolah" }', 'jika  = { keperluan = "Kuliah" }')


# --- unggahan ---------------------------------------------------------------------------------------------------------


def unggahan(isi):
    return lambda f: ganti(f, "[[rute]]", f"[[berkas]]\n{isi}\n[[rute]]")


UNGGAHAN = {
    "kuasa: tulis kapan unggahan ini perlu": unggahan('kode = "kuasa"\nlabel = "Surat kuasa"\nwajib = false'),
    "kk: foto ini sudah ada di akun": unggahan('kode = "kk"\nlabel = "KK"'),
    "akta: akun hanya menyimpan foto KTP dan KK": unggahan('kode = "akta"\nlabel = "Akta"\ndari = "profil"'),
    "kk_pemohon: foto dari akun selalu ikut": unggahan(
        'kode = "kk_pemohon"\nlabel = "KK"\ndari = "profil"\njika = { keperluan = "Sekolah" }'
    ),
    "rumah: labelnya foto, tetapi gambar tidak diterima": unggahan(
        'kode = "rumah"\nlabel = "Foto rumah"\njenis = ["pdf"]'
    ),
}


@pytest.mark.parametrize("pesan", UNGGAHAN)
def test_a_careless_upload_is_named(folder, pesan):
    UNGGAHAN[pesan](folder)
    (satu,) = gagal(folder, *DATA)
    assert re.match(rf"\[unggahan\] layanan\.toml baris \d+: {pesan}", satu)


def test_an_upload_that_the_loader_would_refuse_is_named_too(folder):
    layanan = muat(folder)
    dua = tuple(b.model_copy(update={"kode": "sama", "per_baris": "tiada", "dari": None}) for b in layanan.berkas)
    pesan = [satu.pesan for satu in periksa(layanan.model_copy(update={"berkas": dua}), folder, ["unggahan"])]
    assert pesan == [
        'kode "sama" dipakai 2 kali; beri kode yang berbeda',
        *['sama: tidak ada tabel bernama "tiada"'] * 2,
    ]


# --- the kit itself ---------------------------------------------------------------------------------------------------


def test_a_finding_in_a_shared_section_names_the_line_of_the_section(folder):
    tambah(
        folder,
        '\n[[bagian]]\nnama = "keadaan"\n\n[[bagian.langkah]]\njudul = "Keadaan {sebut}"\n\n[[bagian.langkah.kolom]]\n'
        'nama = "{awal}_disabilitas"\nlabel = "Disabilitas {sebut}"\ntipe = "teks"\nwajib = false\n',
    )
    ganti(
        folder, "[[berkas]]", '[[langkah]]\nbagian = "keadaan"\nisi = { awal = "ayah", sebut = "ayah" }\n\n[[berkas]]'
    )
    (satu,) = gagal(folder, *DATA)
    nomor = int(re.search(r"baris (\d+)", satu)[1])
    assert "ayah_disabilitas adalah data kesehatan" in satu
    assert (folder / "layanan.toml").read_text().splitlines()[nomor - 1] == "[[bagian.langkah.kolom]]"


def test_an_examiner_that_stumbles_is_a_finding_and_no_traceback(folder):
    contoh(folder, "sah", keperluan={"a": [1]})
    assert all(satu.startswith("[") for satu in gagal(folder, *DATA))

    def jatuh(bahan):
        raise RecursionError("dalam sekali")

    kesesuaian.PEMERIKSA["jatuh"] = jatuh
    try:
        (satu,) = gagal(folder, "jatuh")
    finally:
        del kesesuaian.PEMERIKSA["jatuh"]
    assert satu.endswith("terhenti oleh isi yang tidak terduga (RecursionError: dalam sekali)")


def test_a_category_that_is_not_there_is_refused(folder):
    with pytest.raises(ValueError, match="kategori zodiak tidak ada; yang ada: identitas"):
        periksa(muat(folder), folder, ["zodiak"])


def test_a_folder_that_does_not_load_becomes_findings_with_file_and_line(folder):
    isi = (folder / "layanan.toml").read_text().replace('tipe  = "pilihan"', 'tipe  = "pilihn"')
    (folder / "layanan.toml").write_text(isi)
    with pytest.raises(LayananSalah) as galat:
        muat_folder(folder)
    (satu,) = temuan_muat(galat.value)
    assert (satu.kategori, satu.berkas, satu.gagal) == ("muat", "layanan.toml", True)
    assert isi.splitlines()[satu.baris - 1] == 'tipe  = "pilihn"'
    assert temuan_muat(LayananSalah("x", ["tanpa letak"])) == [
        Temuan(kategori="muat", berkas="layanan.toml", pesan="tanpa letak")
    ]


@pytest.mark.django_db
def test_nationwide_a_desa_is_moved_because_only_ours_have_names_and_a_kecamatan_stays(kecil):
    layanan = layanan_uji({"nama": "asal", "tipe": "wilayah", "lingkup": "nasional"})
    hasil = peta.pindahkan(layanan, {"desa": {"asal": "35.03.01.2001"}, "kecamatan": {"asal": "35.03.01"}})
    assert hasil["desa"]["asal"].startswith("35.15.")
    assert hasil["kecamatan"]["asal"] == "35.03.01"


@pytest.mark.django_db
def test_regions_of_the_sister_regency_are_moved_and_wrong_ones_stay(kecil):
    kolom = [
        {"nama": "tempat_usaha", "tipe": "wilayah"},
        {"nama": "asal", "tipe": "wilayah", "lingkup": "nasional"},
        {"nama": "anggota", "tipe": "tabel", "sub_kolom": [{"nama": "desa", "label": "Desa", "tipe": "wilayah"}]},
    ]
    isi = {"tempat_usaha": "35.03.01.2001", "asal": "35.03.01", "anggota": [{"desa": "35.03.01.2002"}, 7]}
    layanan = layanan_uji(*kolom)
    hasil = peta.pindahkan(layanan, {"sah": isi, "salah": {"tempat_usaha": "99.99.99.9999"}})
    sini = hasil["sah"]["tempat_usaha"]
    assert sini.startswith("35.15.")
    assert hasil == {
        "sah": {"tempat_usaha": sini, "asal": "35.03.01", "anggota": [{"desa": sini}, 7]},
        "salah": {"tempat_usaha": "99.99.99.9999"},
    }
