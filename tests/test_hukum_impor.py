"""The import law holds, and each of its contracts can fail (a checker that cannot fail is worth nothing)."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parent.parent
LINT = Path(sys.executable).with_name("lint-imports")

RUANG = tomllib.loads((AKAR / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["root_packages"]
PELANGGARAN = [
    pytest.param("core/wilayah/salah.py", "import core.akun.models", "lapis", id="wilayah knows akun"),
    pytest.param("core/akun/salah.py", "import core.permohonan.models", "lapis", id="akun knows permohonan"),
    pytest.param("core/akun/salah.py", "import core.layanan.kontrak", "lapis", id="akun knows layanan"),
    pytest.param("core/permohonan/salah.py", "import core.surat.models", "lapis", id="permohonan knows surat"),
    pytest.param("core/surat/salah.py", "import core.notifikasi.models", "lapis", id="surat knows notifikasi"),
    pytest.param("core/surat/salah.py", "import cms.models", "inti", id="core knows cms"),
    pytest.param("core/surat/salah.py", "import themes.konteks", "inti", id="core knows themes"),
    pytest.param("core/layanan/salah.py", "import core.berkas.models", "layanan", id="layanan knows berkas"),
    pytest.param("core/surat/aturan.py", "import core.surat.kueri", "kamar", id="a pure rule reads rows"),
    pytest.param("pencarian/salah.py", "import layanan_links.models", "teras", id="search knows links"),
    pytest.param("mpp/salah.py", "import cms.models", "teras", id="mpp knows cms"),
    pytest.param("cms/salah.py", "import api.urls", "teras", id="cms knows the interface"),
]


def lint(folder: Path, *pilihan: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--no-cache", *pilihan], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture
def salinan(tmp_path):
    for nama in RUANG:
        shutil.copytree(
            AKAR / nama, tmp_path / nama, ignore=shutil.ignore_patterns("static", "templates", "data", "naskah")
        )
    shutil.copy(AKAR / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_import_law_holds():
    hasil = lint(AKAR)
    assert hasil.returncode == 0, hasil.stdout[-3000:]


@pytest.mark.parametrize(("berkas", "isi", "kontrak"), PELANGGARAN)
def test_a_forbidden_import_is_caught(salinan, berkas, isi, kontrak):
    (salinan / berkas).write_text(isi + "\n")
    hasil = lint(salinan, "--contract", kontrak)
    assert hasil.returncode == 1, hasil.stdout[-3000:]
    assert "BROKEN" in hasil.stdout
