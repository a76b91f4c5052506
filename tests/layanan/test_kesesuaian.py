"""The conformance kit and the scaffold: what it makes passes untouched; each promise, once broken, is named."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from core.layanan import kesesuaian
from core.layanan.kerangka import buat_kerangka
from core.layanan.kesesuaian import periksa
from core.layanan.register import Registri
from core.surat.mesin import mesin
from tests.plugins.bahan import DAFTAR, SEMUA
from tests.plugins.test_naskah import data, teks


def muat(folder):
    daftar = Registri.dari([folder])
    assert daftar.karantina == []
    return daftar.semua()[0]


@pytest.fixture
def folder(tmp_path):
    return buat_kerangka(tmp_path, kode="surat-baru", tipe="A", nama="Surat “Baru” & Uji")


@pytest.mark.parametrize("tipe", ["A", "B", "C"])
def test_a_scaffold_of_each_type_conforms_untouched(tmp_path, tipe):
    folder = buat_kerangka(tmp_path, kode=f"surat-{tipe.lower()}", tipe=tipe, nama="Surat Baru")
    assert periksa(muat(folder), folder) == []


@pytest.mark.django_db
def test_the_letter_of_a_scaffold_is_printed(folder):
    layanan = muat(folder)
    isi = teks(mesin().cetak(layanan.naskah, data(layanan, kesesuaian.baca_contoh(folder)["sah"])))
    assert "pendaftaran siswa baru, di SMP Negeri 1 Waru" in isi


@pytest.mark.parametrize("layanan", SEMUA, ids=lambda la: la.kode)
def test_every_service_of_this_installation_conforms(layanan):
    assert periksa(layanan, DAFTAR.sumber(layanan.kode)) == []


def ubah(folder, nama, **isi):
    berkas = folder / "contoh" / f"{nama}.json"
    berkas.write_text(json.dumps(json.loads(berkas.read_text()) | isi))


def isi(folder, nama):
    return folder / "contoh" / f"{nama}.json"


RUSAK = {
    "contoh/minimal.json belum ada": lambda f: isi(f, "minimal").unlink(),
    "contoh/salah_<kolom>.json belum ada satu pun": lambda f: isi(f, "salah_tujuan").unlink(),
    "contoh tidak terbaca: Expecting value: line 1 column 1 (char 0)": lambda f: isi(f, "sah").write_text("x"),
    "contoh/sah.json, keperluan: Pilih keperluan": lambda f: ubah(f, "sah", keperluan="Apa saja"),
    "contoh/salah_tujuan.json: tujuan seharusnya salah, tetapi diterima": lambda f: ubah(f, "salah_tujuan", tujuan="a"),
    "contoh/minimal.json, nama_sekolah: tidak ditanyakan untuk jawaban-jawaban ini": lambda f: ubah(
        f, "minimal", nama_sekolah="x"
    ),
    "surat-baru: versi 1 belum ada di kunci.json. Jalankan layanan kunci.": lambda f: (f / "kunci.json").unlink(),
}


@pytest.mark.parametrize("pesan", RUSAK)
def test_a_broken_promise_is_named(folder, pesan):
    layanan = muat(folder)
    RUSAK[pesan](folder)
    assert periksa(layanan, folder) == [pesan]


def test_the_signer_may_not_be_the_only_examiner(folder):
    layanan = muat(folder)
    sendiri = layanan.rute[0].model_copy(update={"peran": "kepala_desa"})
    layanan = layanan.model_copy(update={"rute": (sendiri, layanan.rute[1])})
    assert periksa(layanan, folder)[0] == "rute: yang memeriksa dan yang menandatangani harus peran yang berbeda"


def test_a_higher_room_can_add_its_own_examiner(folder, monkeypatch):
    monkeypatch.setattr(kesesuaian, "PEMERIKSA", [lambda layanan, contoh: iter([f"{len(contoh)} contoh"])])
    assert periksa(muat(folder), folder) == ["4 contoh"]


def jalankan(*argumen) -> str:
    keluaran = io.StringIO()
    call_command("layanan", *map(str, argumen), stdout=keluaran, no_color=True)
    return keluaran.getvalue()


def test_the_commands_make_and_examine_a_service(tmp_path):
    keluaran = jalankan("baru", "surat-baru", "--nama", "Surat Baru", "--di", tmp_path)
    folder = tmp_path / "tipe_a" / "surat_baru"
    assert str(folder) in keluaran
    assert jalankan("periksa", folder) == "surat-baru: lulus\n"
    assert json.loads(jalankan("periksa", folder, "--json")) == {"surat-baru": []}
    with pytest.raises(CommandError, match="sudah ada"):
        jalankan("baru", "surat-baru", "--nama", "Surat Baru", "--di", tmp_path)


def test_the_command_fails_on_what_does_not_conform(folder, tmp_path):
    (folder / "kunci.json").unlink()
    with pytest.raises(CommandError, match="belum lulus"):
        jalankan("periksa", folder)
    (folder / "layanan.toml").write_text("kode = ")
    with pytest.raises(CommandError, match="belum lulus"):
        jalankan("periksa", folder)
    with pytest.raises(CommandError, match="Tidak ada layanan"):
        jalankan("periksa", tmp_path / "kosong")
    with pytest.raises(CommandError, match="kode"):
        jalankan("baru", "Surat_Salah", "--nama", "X", "--di", tmp_path)
    assert not (tmp_path / "tipe_a" / "Surat_Salah").exists()
