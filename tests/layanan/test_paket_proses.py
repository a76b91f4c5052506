"""Two real processes over one database: what is approved in one appears in the other, and disappears again."""

import contextlib
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from core.layanan import register
from core.layanan.verba import setujui_paket, tarik_paket
from tests.layanan.bahan_paket import ajukan, folder_paket, orang

BATAS = 20.0  # on a busy machine; the product looks every two seconds
# A web process with the product's own interval between two looks, on the database of this test.
SERVER = """
import os, sys
from django.conf import settings
import django
django.setup()
settings.LAYANAN_SEGAR = 2.0
settings.DATABASES["default"]["NAME"] = os.environ["BASIS_UJI"]
from wsgiref.simple_server import make_server
from sipraja.wsgi import application
server = make_server("127.0.0.1", 0, application)
print(server.server_port, flush=True)
server.serve_forever()
"""


@contextlib.contextmanager
def proses_lain():
    """Port of a second process with this database."""
    lingkungan = os.environ | {
        "BASIS_UJI": str(connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "sipraja.settings_uji",
        "SECRET_KEY": settings.SECRET_KEY,
        "VAR": str(settings.VAR),
    }
    perintah = [sys.executable, "-c", SERVER]
    with subprocess.Popen(
        perintah, env=lingkungan, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as anak:
        try:
            yield int(anak.stdout.readline())
        finally:
            anak.kill()


def ada(port: int) -> bool:
    permintaan = urllib.request.Request(f"http://127.0.0.1:{port}/layanan/", headers={"Host": "testserver"})
    with urllib.request.urlopen(permintaan, timeout=15) as jawab:
        return "Surat Keterangan Nelayan" in jawab.read().decode()


def tunggu(port: int, harap: bool) -> bool:
    batas = time.monotonic() + BATAS
    while ada(port) != harap:
        if time.monotonic() > batas:
            return False
        time.sleep(0.5)
    return True


@pytest.fixture
def bersih():
    yield
    register.lupakan()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("bersih")
def test_an_approval_reaches_another_process_and_so_does_a_withdrawal(kecil, tmp_path: Path):
    call_command("siapkan_situs")
    dinsos, _lain, pengelola = orang(kecil)
    paket = ajukan(folder_paket(tmp_path), dinsos, kecil.dinas_sosial)
    with proses_lain() as port:
        assert not ada(port)
        setujui_paket(paket_id=paket.pk, pengguna=pengelola)
        assert tunggu(port, True)
        tarik_paket(paket_id=paket.pk, pengguna=pengelola)
        assert tunggu(port, False)
