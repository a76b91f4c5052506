"""On a machine that lacks something, `make pasang` ends in one sentence that says what to install."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parent.parent


@pytest.fixture
def mesin(tmp_path):
    """A checkout with nothing installed, and a Python whose faults the test writes."""
    (tmp_path / "alat").mkdir()
    shutil.copy(AKAR / "alat" / "pasang.sh", tmp_path / "alat")

    def pasang(skrip: str = "", **lingkungan: str) -> subprocess.CompletedProcess[str]:
        python = tmp_path / "python-uji"
        python.write_text(f'#!/bin/sh\n{skrip}\nexec python3 "$@"\n')
        python.chmod(0o755)
        env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHON": str(python), **lingkungan}
        return subprocess.run(
            ["sh", "alat/pasang.sh"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=120
        )

    return pasang


def kalimat(hasil) -> str:
    assert hasil.returncode == 1
    assert "Traceback" not in hasil.stdout + hasil.stderr
    return hasil.stderr.strip().splitlines()[-1]


def test_without_python_it_says_what_to_install(mesin):
    assert kalimat(mesin(PYTHON="/tidak/ada")).startswith("Python belum ada. Pasang dulu: sudo apt-get install")


def test_an_old_python_is_named(mesin):
    tua = 'case "$1" in -c) exit 1;; --version) echo "Python 3.9.2"; exit 0;; esac'
    assert kalimat(mesin(tua)).startswith("Perlu Python 3.11 atau lebih baru; di sini Python 3.9.2.")


def test_without_venv_it_says_what_to_install(mesin):
    tanpa = 'case "$1 $2" in "-m venv") echo "ensurepip is not available" >&2; exit 1;; esac'
    assert kalimat(mesin(tanpa)).startswith(
        "Modul venv Python belum ada. Pasang dulu: sudo apt-get install python3-venv"
    )


def test_without_pip_it_says_what_to_install(mesin):
    tanpa = 'case "$1 $2" in "-m venv") exec python3 -m venv --without-pip "$3";; esac'
    assert kalimat(mesin(tanpa)).startswith(
        "pip belum ada di Python ini. Pasang dulu: sudo apt-get install python3-pip"
    )


def test_without_network_it_says_so(mesin):
    putus = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_TIMEOUT": "2", "PIP_FIND_LINKS": "",
             "PIP_EXTRA_INDEX_URL": "", "PIP_CONFIG_FILE": "/dev/null", "PIP_NO_CACHE_DIR": "1"}  # fmt: skip
    assert kalimat(mesin(**putus)).startswith("Paket tidak dapat diunduh. Periksa sambungan internet")


def test_the_fake_python_is_otherwise_a_sound_one(mesin, tmp_path):
    """The twin: without a planted fault the script gets past all these doors, to the missing lock file."""
    hasil = mesin(PIP_CONFIG_FILE=os.environ.get("PIP_CONFIG_FILE", ""))
    assert "Pemasangan paket gagal" in hasil.stderr or "Paket tidak dapat diunduh" in hasil.stderr
    assert "belum ada" not in hasil.stderr
