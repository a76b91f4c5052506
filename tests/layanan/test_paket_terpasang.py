"""A real installable package (tests/bahan_paket): built, installed into a folder, found by its entry point."""

import contextlib
import ensurepip
import importlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from core.layanan import kait
from core.layanan.kesesuaian import periksa
from core.layanan.register import Registri
from tests.layanan.bahan import tulis_folder

PROYEK = Path(__file__).parents[1] / "bahan_paket"
KODE = "surat-contoh-terpasang"


def pasang(tujuan: Path, proyek: Path = PROYEK) -> None:
    """As an operator does; where Python came without pip, the wheel is unpacked as pip would do it."""
    roda = next((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"), None)
    if roda:
        pilihan = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "-q"]
        perintah = [sys.executable, f"{roda}/pip", "install", *pilihan, "--target", str(tujuan), str(proyek)]
        subprocess.run(perintah, check=True, capture_output=True, timeout=120)
        return
    kode = "import sys; sys.path.insert(0, '.'); import pembangun; print(pembangun.build_wheel(sys.argv[1]))"
    perintah = [sys.executable, "-c", kode, str(tujuan.parent)]
    nama = subprocess.run(perintah, check=True, capture_output=True, cwd=proyek, text=True).stdout.strip()
    with zipfile.ZipFile(tujuan.parent / nama) as arsip:
        arsip.extractall(tujuan)


@contextlib.contextmanager
def di_jalur(folder: Path):
    """The folder on sys.path, as after an installation; nothing of it stays behind."""
    ada = set(sys.modules)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for nama in set(sys.modules) - ada:
            if nama.startswith("sipraja_contoh"):
                del sys.modules[nama]
        importlib.invalidate_caches()


@pytest.fixture(scope="module")
def terpasang(tmp_path_factory):
    tujuan = tmp_path_factory.mktemp("pasang") / "situs"
    pasang(tujuan)
    return tujuan


def test_an_installed_package_brings_its_service_and_hears_of_every_letter(terpasang, tmp_path, db):
    with di_jalur(terpasang):
        daftar = Registri.dari([tulis_folder(tmp_path)], paket=True)
        assert daftar.karantina == []
        assert daftar.ambil(KODE).nama == "Surat Contoh Terpasang"
        assert daftar.asal(KODE).jenis == "terpasang"
        assert daftar.sumber(KODE).is_relative_to(terpasang)
        assert daftar.plugin_untuk("surat-uji") == ["paket:contoh"]
        kait.kabarkan("surat_terbit", kode="surat-uji", sumber=daftar, permohonan={}, nomor="470/1")
        assert sys.modules["sipraja_contoh_paket"].TERBIT == ["470/1"]
    assert Registri.dari([], paket=True).semua() == []


def test_the_service_of_the_example_conforms(terpasang, kecil):
    with di_jalur(terpasang):
        daftar = Registri.dari([], paket=True)
        assert [str(t) for t in periksa(daftar.ambil(KODE), daftar.sumber(KODE)) if t.gagal] == []


RUSAK = {
    "dependensi hilang": ("import paket_yang_tidak_ada\n", "ModuleNotFoundError", "Pasang paket Python"),
    "gagal diimpor": ("\n\n1 / 0\n", "ZeroDivisionError", "__init__.py baris 3"),
    "keluar": ("raise SystemExit(3)\n", "SystemExit", ""),
    "kait keliru": (
        "from core.layanan.kontrak import hookimpl\n@hookimpl\ndef surat_terbitt(kode): ...\n",
        "surat_terbitt",
        "Nama kait",
    ),
}


@pytest.mark.parametrize("cara", RUSAK)
def test_a_broken_package_is_quarantined_with_its_reason_and_its_cure(cara, tmp_path):
    """The same installation by hand: a module and its metadata, which is all that an installer leaves behind."""
    sumber, alasan, tempat_atau_saran = RUSAK[cara]
    (tmp_path / "sipraja_contoh_rusak.py").write_text(sumber)
    info = tmp_path / "sipraja_contoh_rusak-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sipraja-contoh-rusak\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[sipraja.layanan]\nrusak = sipraja_contoh_rusak\n")
    if cara == "gagal diimpor":
        (tmp_path / "sipraja_contoh_rusak.py").unlink()
        (tmp_path / "sipraja_contoh_rusak").mkdir()
        (tmp_path / "sipraja_contoh_rusak" / "__init__.py").write_text(sumber)
    sehat = tulis_folder(tmp_path / "folder")
    with di_jalur(tmp_path):
        daftar = Registri.dari([sehat], paket=True)
    assert [la.kode for la in daftar.semua()] == ["surat-uji"]
    (satu,) = daftar.karantina
    assert (satu.kode, satu.jenis) == ("rusak", "terpasang")
    assert alasan in satu.alasan
    assert tempat_atau_saran in f"{satu.tempat} {satu.saran}"
