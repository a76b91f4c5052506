"""The declared table of environment variables feeds the settings, the example and the reference page."""

import subprocess
import sys
from pathlib import Path

import pytest

from sipraja.basisdata import basis_data
from sipraja.pengaturan import AKAR, Pengaturan, contoh_env, dokumen


def test_the_example_environment_is_generated_from_the_table():
    assert (AKAR / ".env.example").read_text() == contoh_env()


def test_the_reference_page_is_generated_from_the_table():
    assert (AKAR / "docs/rujukan/pengaturan.md").read_text() == dokumen()


def test_every_variable_has_a_sentence():
    tanpa = [nama for nama, medan in Pengaturan.model_fields.items() if not (medan.description or "").endswith(".")]
    assert tanpa == []


def test_no_secret_shows_its_value_in_the_documents(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "rahasia-sekali")
    assert "rahasia-sekali" not in repr(Pengaturan()) + contoh_env() + dokumen()


def test_an_installation_without_a_secret_key_refuses_to_start(tmp_path):
    hasil = subprocess.run(
        [sys.executable, "-c", "import sipraja.settings"],
        cwd=AKAR,
        env={"VAR": str(tmp_path), "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert hasil.returncode == 1
    assert "Isi SECRET_KEY dengan teks acak panjang" in hasil.stderr


def test_a_demo_keeps_its_own_random_key(tmp_path):
    perintah = [sys.executable, "-c", "import sipraja.settings as s; print(s.SECRET_KEY)"]
    lingkungan = {"VAR": str(tmp_path), "PATH": "/usr/bin", "DEMO": "1"}
    kunci = [
        subprocess.run(perintah, cwd=AKAR, env=lingkungan, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert kunci[0] == kunci[1] != "\n"
    assert (tmp_path / "kunci-rahasia-demo").stat().st_mode & 0o077 == 0


def test_postgres_url_is_read_with_escapes():
    basis = basis_data("postgres://sip:r%40h@db:5433/raja?sslmode=require", Path("/x"))
    assert (basis["USER"], basis["PASSWORD"], basis["HOST"], basis["PORT"], basis["NAME"], basis["OPTIONS"]) == (
        "sip", "r@h", "db", "5433", "raja", {"sslmode": "require"},
    )  # fmt: skip


def test_sqlite_is_the_default_and_waits_instead_of_failing():
    basis = basis_data("", Path("/x"))
    assert basis["NAME"] == "/x/sipraja.sqlite3"
    assert basis["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in basis["OPTIONS"]["init_command"]


def test_an_unknown_database_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="harus berawalan"):
        basis_data("mysql://x", Path("/x"))
