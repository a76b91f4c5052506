"""The cage: it holds with bubblewrap and without, and each of its walls can be shown to stand."""

from __future__ import annotations

import socket
import subprocess
import sys
import time

import pytest

from core.berkas import batas, kurungan
from core.berkas.kurungan import bersihkan, modus_kurungan
from tests.alat import butuh, lewati
from tests.berkas import bahan

SAMBUNG = "import socket,sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 2)"


@pytest.fixture(params=["bwrap", "rlimit"])
def modus(request, monkeypatch):
    """Both cages, the second as on a machine without bubblewrap."""
    if request.param == "rlimit":
        monkeypatch.setattr(kurungan, "_bwrap", lambda: None)
    elif modus_kurungan() != "bwrap":
        butuh("bwrap")
        lewati("bwrap tidak diizinkan di mesin ini")
    return request.param


def test_both_cages_do_the_same_work(modus):
    assert modus_kurungan() == modus
    assert bersihkan("gambar", bahan.foto())[0] == 1
    assert bersihkan("pdf", bahan.pdf(2))[0] == 2


def test_a_bomb_dies_in_both_cages(modus):
    with pytest.raises(batas.BerkasDitolak):
        bersihkan("pdf", bahan.pdf_bom())


def test_memory_is_bounded_and_more_of_it_would_do(modus, monkeypatch):
    besar = bahan.foto((5000, 4000), "PNG")
    assert bersihkan("gambar", besar)[0] == 1
    monkeypatch.setattr(kurungan, "MEMORI", 60 * batas.MB)
    with pytest.raises(batas.BerkasDitolak):
        bersihkan("gambar", besar)


def test_a_child_that_does_not_end_is_killed(modus, monkeypatch, tmp_path):
    lambat = tmp_path / "anak.py"
    lambat.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(kurungan, "ANAK", lambat)
    monkeypatch.setattr(kurungan, "DETIK_DINDING", 1)
    mulai = time.monotonic()
    with pytest.raises(batas.BerkasDitolak, match="terlalu lama"):
        bersihkan("gambar", bahan.foto())
    assert time.monotonic() - mulai < 10


def test_a_child_that_crashes_is_a_broken_file(modus, monkeypatch, tmp_path):
    jatuh = tmp_path / "anak.py"
    jatuh.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(kurungan, "ANAK", jatuh)
    with pytest.raises(batas.BerkasDitolak, match="rusak"):
        bersihkan("gambar", bahan.foto())


def sambung(awalan, port):
    return subprocess.run(
        [*awalan, sys.executable, "-I", "-c", SAMBUNG, str(port)], capture_output=True, check=False
    ).returncode


def test_the_cage_has_no_network_but_outside_of_it_there_is_one():
    bwrap = butuh("bwrap")
    if modus_kurungan() != "bwrap":
        lewati("bwrap tidak diizinkan di mesin ini")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert sambung([], port) == 0
        assert sambung(kurungan._bungkus(str(bwrap)), port) != 0


def test_the_cage_sees_neither_home_nor_project_files():
    bwrap = butuh("bwrap")
    if modus_kurungan() != "bwrap":
        lewati("bwrap tidak diizinkan di mesin ini")
    intip = [sys.executable, "-I", "-c", "import sys; open(sys.argv[1]).read()", __file__]
    assert subprocess.run(intip, capture_output=True, check=False).returncode == 0
    assert subprocess.run([*kurungan._bungkus(str(bwrap)), *intip], capture_output=True, check=False).returncode != 0


def test_a_bubblewrap_that_is_installed_but_forbidden_is_not_used(monkeypatch):
    monkeypatch.setattr(kurungan.shutil, "which", lambda _nama: "/bin/false")
    assert kurungan._bwrap.__wrapped__() is None
