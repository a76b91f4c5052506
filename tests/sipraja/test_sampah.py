"""The collector of cycles is set for a server when the entry point of the web server is loaded, and only there."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.satu_basis
TANYA = "import gc; print(gc.get_freeze_count() > 100_000, gc.get_threshold()[0])"


def jawab(muat: str) -> str:
    return subprocess.run([sys.executable, "-c", f"{muat}; {TANYA}"], capture_output=True, text=True, check=True).stdout


def test_the_web_server_leaves_what_it_loaded_to_itself():
    assert jawab("import sipraja.wsgi").split() == ["True", "10000"]


def test_twin_without_the_entry_point_python_keeps_its_defaults():
    assert jawab("import sipraja.settings").split() == ["False", "700"]
