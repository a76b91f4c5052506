"""`manage.py layanan periksa`: findings by service, a count at the end, JSON for programs, and when it fails."""

import io
import json
import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from core.layanan.kesesuaian import kategori_ada
from core.layanan.register import Registri
from tests.layanan.kesesuaian import contoh, kerangka

pytestmark = pytest.mark.usefixtures("peta")


def jalankan(*argumen) -> str:
    keluaran = io.StringIO()
    call_command("layanan", "periksa", *map(str, argumen), stdout=keluaran, no_color=True)
    return keluaran.getvalue()


def gagal(*argumen) -> str:
    """What it prints before it fails, and the sentence of the failure."""
    keluaran = io.StringIO()
    with pytest.raises(CommandError) as galat:
        call_command("layanan", "periksa", *map(str, argumen), stdout=keluaran, no_color=True)
    return f"{keluaran.getvalue()}{galat.value}"


def test_a_service_that_conforms_passes(tmp_path):
    folder = kerangka(tmp_path)
    assert jalankan(folder).splitlines() == [
        "surat-baru: lulus",
        "1 layanan diperiksa: 1 lulus, 0 belum, 0 catatan.",
    ]
    assert json.loads(jalankan(folder, "--json")) == {"surat-baru": []}


def test_warnings_alone_do_not_fail(tmp_path):
    folder = kerangka(tmp_path)
    for nama in ("sah", "minimal", "nakal"):
        contoh(folder, nama, keperluan="Sekolah", nama_sekolah="SMP {#} Negeri")
    baris = jalankan(folder, "--kategori", "formulir").splitlines()
    assert baris[0] == "surat-baru: lulus, 1 catatan"
    assert baris[1].startswith("  · [formulir] layanan.toml baris ")
    assert baris[2] == "1 layanan diperiksa: 1 lulus, 0 belum, 1 catatan."


def test_findings_are_grouped_by_service_and_counted(tmp_path):
    satu = kerangka(tmp_path, kode="surat-satu", nama="Surat Satu")
    kerangka(tmp_path, "C", kode="surat-dua", nama="Surat Dua")
    kerangka(tmp_path, "C", kode="surat-tiga", nama="Surat Dua")
    rusak = kerangka(tmp_path, kode="surat-rusak")
    (satu / "kunci.json").unlink()
    (satu / "catatan.txt").write_text("x")
    (rusak / "layanan.toml").write_text(
        (rusak / "layanan.toml").read_text().replace('tipe  = "pilihan"', 'tipe  = "pilihn"')
    )
    baris = gagal(tmp_path).splitlines()
    assert baris[0] == "surat-rusak: 1 harus diperbaiki"
    assert baris[1].startswith("  ✗ [muat] layanan.toml baris ")
    assert baris[2] == "surat-satu: 2 harus diperbaiki"
    assert baris[3:5] == [
        "  ✗ [identitas] kunci.json: versi 1 belum ada di kunci.json. Jalankan layanan kunci.",
        "  ✗ [isolasi] catatan.txt: berkas ini bukan bagian kontrak; yang dikenal: "
        "layanan.toml, surat.typ, kunci.json, plugin.py, dan contoh/*.json",
    ]
    assert [satu for satu in baris[5:] if not satu.startswith("  ")] == [
        "surat-dua: 1 harus diperbaiki",
        "surat-tiga: 1 harus diperbaiki",
        "4 layanan diperiksa: 0 lulus, 4 belum, 0 catatan.",
        "Ada layanan yang belum lulus.",
    ]


def test_programs_read_place_and_level(tmp_path):
    folder = kerangka(tmp_path)
    (folder / "kunci.json").unlink()
    isi = json.loads(gagal(folder, "--json").removesuffix("Ada layanan yang belum lulus."))
    assert isi == {
        "surat-baru": [{
            "kategori": "identitas", "berkas": "kunci.json", "baris": None, "tingkat": "gagal",
            "pesan": "versi 1 belum ada di kunci.json. Jalankan layanan kunci.",
        }],
    }  # fmt: skip


def test_one_category_is_enough_when_asked(tmp_path):
    folder = kerangka(tmp_path)
    (folder / "kunci.json").unlink()
    assert jalankan(folder, "--kategori", "isolasi", "rute").startswith("surat-baru: lulus")


def test_the_installed_services_are_the_others(tmp_path, monkeypatch):
    """A folder is compared with what is installed, and a broken installation is still examined."""
    terpasang = Registri.dari([kerangka(tmp_path / "a", kode="surat-lama")])
    monkeypatch.setattr("core.layanan.perintah.periksa.registri", lambda: terpasang)
    teks = gagal(kerangka(tmp_path / "b"))
    assert "sudah dipakai surat-lama; warga tidak dapat membedakannya" in teks


def test_an_empty_place_fails(tmp_path):
    assert gagal(tmp_path / "kosong").endswith("Tidak ada layanan di sana.")


def test_the_reference_describes_every_category_and_no_other():
    rujukan = (settings.BASE_DIR / "docs" / "rujukan" / "kesesuaian.md").read_text(encoding="utf-8")
    judul = re.findall(r"(?m)^## (.+)$", rujukan)
    assert sorted(judul) == sorted([*kategori_ada(), "Menambah kategori"])
