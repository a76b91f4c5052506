"""`layanan baru` and `layanan kunci`: what they make conforms untouched, what they ask, and what they refuse."""

import io
import json
import tomllib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from jsonschema import Draft202012Validator

from core.layanan.kerangka import SKEMA, buat_kerangka, salin_layanan, usul_kode
from core.layanan.kesesuaian import periksa
from core.layanan.kunci import baca_kunci
from core.layanan.muat import muat_folder
from core.layanan.register import Registri
from core.layanan.sidik import sidik_layanan
from core.layanan.skema import skema
from core.layanan.verba import catat_versi
from core.permohonan import verba
from tests import pabrik
from tests.permohonan import bahan
from tests.plugins.bahan import DAFTAR


def gagal(folder) -> list[str]:
    (layanan,) = Registri.dari([folder], ketat=True).semua()
    return [str(satu) for satu in periksa(layanan, folder) if satu.gagal]


def jalankan(*argumen) -> str:
    keluaran = io.StringIO()
    call_command("layanan", *map(str, argumen), stdout=keluaran, no_color=True)
    return keluaran.getvalue()


@pytest.fixture
def folder(tmp_path):
    return buat_kerangka(tmp_path, kode="surat-coba", tipe="A", nama="Surat Keterangan Coba")


# --- A new service ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tipe", "pilihan"), [("A", {}), ("B", {"khusus": True, "guna": "Untuk apa saja."}), ("C", {"fungsi": True})]
)
def test_a_scaffold_passes_the_whole_kit_untouched(tmp_path, tipe, pilihan):
    pabrik.daerah_kecil()
    folder = buat_kerangka(tmp_path, kode="surat-coba", tipe=tipe, nama="Surat “Coba” & Uji", **pilihan)
    assert gagal(folder) == []
    assert (folder / "plugin.py").exists() is ("fungsi" in pilihan)


@pytest.mark.django_db
def test_a_scaffold_with_a_broken_line_would_not_pass(folder):
    """Twin."""
    pabrik.daerah_kecil()
    berkas = folder / "layanan.toml"
    berkas.write_text(berkas.read_text().replace('dicari    = ["coba"]', "dicari    = []"))
    assert any("dicari" in satu for satu in gagal(folder))


def test_a_scaffold_is_sound_to_an_editor(folder):
    data = tomllib.loads((folder / "layanan.toml").read_text())
    assert list(Draft202012Validator(skema()).iter_errors(data)) == []


def test_the_first_line_leads_an_editor_to_the_schema_inside_the_project_only(folder):
    assert not (folder / "layanan.toml").read_text().startswith("#:schema")
    di_proyek = SKEMA.parents[2] / "var" / "uji-kerangka"
    satu = buat_kerangka(di_proyek, kode="surat-coba", tipe="A", nama="Surat Coba")
    try:
        awal = (satu / "layanan.toml").read_text().splitlines()[0]
        assert (satu / awal.removeprefix("#:schema ")).resolve() == SKEMA
    finally:
        _hapus(di_proyek)


def _hapus(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder)


def test_a_special_letter_has_a_register_of_its_own(tmp_path):
    folder = buat_kerangka(tmp_path, kode="surat-coba", tipe="A", nama="Surat Coba", khusus=True)
    surat = muat_folder(folder).layanan.surat
    assert (surat.jenis, surat.register) == ("khusus", "surat-coba")


@pytest.mark.parametrize(
    ("nama", "kode"),
    [
        ("Surat Keterangan Belum Menikah", "surat-keterangan-belum-menikah"),
        ("Izin Usaha (IUMK) 2", "izin-usaha-iumk-2"),
        ("Do'a", "doa"),
        ("  ", ""),
    ],
)
def test_a_code_is_suggested_from_the_name(nama, kode):
    assert usul_kode(nama) == kode


# --- The command ------------------------------------------------------------------------------------------------------


def test_the_command_says_in_three_lines_what_was_made_what_to_edit_and_what_to_run(tmp_path):
    keluaran = jalankan("baru", "--nama", "Surat Coba", "--di", tmp_path).splitlines()
    folder = tmp_path / "tipe_a" / "surat_coba"
    assert folder.is_dir()
    assert [baris.split(":")[0] for baris in keluaran] == ["Dibuat", "Ubah", "Jalankan"]
    assert str(folder) in keluaran[0]
    assert f"layanan pratinjau {folder}" in keluaran[2]


class Terminal(io.StringIO):
    """Somebody types."""

    def isatty(self) -> bool:
        return True


def test_in_a_terminal_it_asks_and_asks_again_until_the_answer_is_good(tmp_path, monkeypatch, capsys):
    kode_ada = DAFTAR.semua()[0].kode
    jawab = ["", "Surat Coba Tanya", "Kode Salah", kode_ada, "", "surat-entah", "", "Z", "B", "Untuk mencoba."]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(jawab) + "\n"))
    monkeypatch.setattr("core.layanan.perintah.baru.registri", lambda: DAFTAR)
    jalankan("baru", "--di", tmp_path)
    layanan = muat_folder(tmp_path / "tipe_b" / "surat_coba_tanya").layanan
    assert (layanan.kode, layanan.tipe, layanan.ringkasan) == ("surat-coba-tanya", "B", "Untuk mencoba.")
    layar = capsys.readouterr().out
    for kalimat in ("Kode [surat-coba-tanya]", "sudah dipakai layanan lain", "Tidak ada layanan “surat-entah”", "A, B"):
        assert kalimat in layar


def test_whoever_stops_answering_has_made_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("Surat Coba\n"))
    with pytest.raises(CommandError, match="tidak ada yang dibuat"):
        jalankan("baru", "--di", tmp_path)
    assert list(tmp_path.iterdir()) == []


SALAH = {
    "Tulis --nama": ["baru"],
    "keliru: huruf kecil": ["baru", "Surat_Coba", "--nama", "Surat Coba"],
    "sudah dipakai layanan lain": ["baru", DAFTAR.semua()[0].kode, "--nama", "Surat Coba"],
    "Tidak ada layanan “entah”": ["baru", "--nama", "Surat Coba", "--seperti", "entah"],
    "bertipe": ["baru", "--nama", "Surat Coba", "--tipe", "C", "--seperti", "surat-keterangan-tidak-mampu-desa"],
}


@pytest.mark.parametrize("pesan", SALAH)
def test_what_cannot_be_made_is_refused_with_a_sentence(tmp_path, monkeypatch, pesan):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr("core.layanan.perintah.baru.registri", lambda: DAFTAR)
    with pytest.raises(CommandError, match=pesan):
        jalankan(*SALAH[pesan], "--di", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_not_touched(folder, tmp_path):
    isi = (folder / "layanan.toml").read_text()
    with pytest.raises(CommandError, match="sudah ada"):
        jalankan("baru", "surat-coba", "--nama", "Lain", "--di", tmp_path)
    assert (folder / "layanan.toml").read_text() == isi


# --- Like another one -------------------------------------------------------------------------------------------------


def test_a_copy_has_a_new_identity_and_the_same_questions(tmp_path, monkeypatch):
    monkeypatch.setattr("core.layanan.perintah.baru.registri", lambda: DAFTAR)
    kode = "surat-keterangan-tidak-mampu-desa"
    jalankan("baru", "--nama", "Surat Tiruan", "--seperti", kode, "--di", tmp_path)
    folder, asal = tmp_path / "tipe_a" / "surat_tiruan", DAFTAR.ambil(kode)
    baru = muat_folder(folder).layanan
    assert (baru.kode, baru.nama, baru.versi, baru.singkat) == ("surat-tiruan", "Surat Tiruan", 1, None)
    assert (baru.langkah, baru.berkas, baru.rute) == (asal.langkah, asal.berkas, asal.rute)
    assert baru.surat.judul == "Surat Tiruan"
    assert baca_kunci(folder) == {"1": sidik_layanan(baru)}
    contoh = {f.name for f in (DAFTAR.sumber(kode) / "contoh").iterdir()}
    assert {f.name for f in (folder / "contoh").iterdir()} == contoh


def test_functions_are_copied_only_when_asked_for(tmp_path):
    asal = buat_kerangka(tmp_path / "asal", kode="surat-asal", tipe="C", nama="Surat Asal", khusus=True, fungsi=True)
    tanpa = salin_layanan(asal, tmp_path / "a", kode="surat-tiruan", nama="Surat Tiruan")
    dengan = salin_layanan(asal, tmp_path / "b", kode="surat-tiruan", nama="Surat Tiruan", fungsi=True)
    assert [(f / "plugin.py").exists() for f in (tanpa, dengan)] == [False, True]
    assert muat_folder(tanpa).layanan.surat.register == "surat-tiruan"


# --- Locks ------------------------------------------------------------------------------------------------------------


def ubah(folder, lama='"Nama sekolah"', baru='"Nama sekolah atau kampus"'):
    berkas = folder / "layanan.toml"
    assert lama in berkas.read_text()
    berkas.write_text(berkas.read_text().replace(lama, baru))


@pytest.mark.django_db
def test_a_draft_is_locked_anew_without_a_new_version(folder):
    lama = baca_kunci(folder)
    ubah(folder)
    with pytest.raises(CommandError, match="--tulis-ulang"):
        jalankan("kunci", folder)
    assert "versi 1 dikunci ulang" in jalankan("kunci", folder, "--tulis-ulang")
    assert baca_kunci(folder) != lama
    assert jalankan("kunci", folder, "--periksa") == "Kunci cocok.\n"


@pytest.mark.django_db
def test_a_version_that_somebody_applied_with_is_never_locked_anew(folder):
    layanan = muat_folder(folder).layanan
    verba.mulai(layanan=layanan, warga=bahan.warga(pabrik.daerah_kecil().pepelegi))
    ubah(folder)
    isi = (folder / "kunci.json").read_text()
    with pytest.raises(CommandError, match=r"sudah dipakai permohonan warga.*versi = 2"):
        jalankan("kunci", folder, "--tulis-ulang")
    assert (folder / "kunci.json").read_text() == isi


@pytest.mark.django_db
def test_a_stored_version_without_application_does_not_hinder(folder):
    """Twin: it is the application that counts."""
    catat_versi(muat_folder(folder).layanan)
    ubah(folder)
    jalankan("kunci", folder, "--tulis-ulang")


@pytest.mark.django_db
def test_a_computer_without_tables_may_lock_anew(folder, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    ubah(folder)
    assert "dikunci ulang" in jalankan("kunci", folder, "--tulis-ulang")


def test_locking_anew_needs_a_name_and_a_sound_service(folder):
    with pytest.raises(CommandError, match="Sebut layanan"):
        jalankan("kunci", "--tulis-ulang")
    with pytest.raises(CommandError, match="Tidak ada layanan “entah”"):
        jalankan("kunci", "entah")
    (folder / "layanan.toml").write_text("kode = ")
    with pytest.raises(CommandError, match="belum dapat dikunci"):
        jalankan("kunci", folder)


def test_the_samples_of_a_scaffold_say_what_they_should(folder):
    nama = sorted(f.stem for f in (folder / "contoh").iterdir())
    assert nama == ["minimal", "nakal", "sah", "salah_keperluan", "salah_nama_sekolah", "salah_tujuan"]
    assert json.loads((folder / "contoh" / "sah.json").read_text())["nama_sekolah"] == "SMP Negeri 1 Waru"
