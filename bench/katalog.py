"""The catalogue page: requests a second through a real server, time in process, and queries a page.

python -m bench.katalog
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from demo import jalan
from tests.alat import port_bebas

AKAR = Path(__file__).resolve().parent.parent
JALUR = {"beranda": "/", "katalog": "/layanan/", "layanan": "/layanan/surat-keterangan-tidak-mampu-desa/"}
ULANG = 60  # pages in process
DETIK = 5.0  # of load over HTTP
SERENTAK = 8
# Runs inside the prepared installation, so that settings, registry and database are those of the product.
DALAM_PROSES = """
import json, sys, time
import django; django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
hasil, klien = {}, Client(SERVER_NAME="127.0.0.1")
for nama, jalur in json.loads(sys.argv[1]).items():
    assert klien.get(jalur).status_code == 200, jalur
    with CaptureQueriesContext(connection) as kueri:
        isi = klien.get(jalur).content
    jumlah = len(kueri)  # now: the next request empties the log
    assert jumlah, jalur
    mulai = time.perf_counter()
    for _ in range(int(sys.argv[2])):
        klien.get(jalur)
    hasil[nama] = {"kueri": jumlah, "ms": round((time.perf_counter() - mulai) / int(sys.argv[2]) * 1000, 2),
                   "html_kb": round(len(isi) / 1024, 1)}
print(json.dumps(hasil))
"""


def _dalam_proses(env: dict[str, str]) -> dict[str, Any]:
    import json

    keluar = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", DALAM_PROSES, json.dumps(JALUR), str(ULANG)],
        cwd=AKAR, env=env, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return json.loads(keluar.splitlines()[-1])


def _minta(host: str, jalur: str, sampai: float, lama: list[float]) -> None:
    """One client on a kept-alive connection, until the time is over."""
    sambung = http.client.HTTPConnection(host, timeout=30)
    while time.perf_counter() < sampai:
        mulai = time.perf_counter()
        sambung.request("GET", jalur)
        jawaban = sambung.getresponse()
        jawaban.read()
        if jawaban.status != 200:
            raise RuntimeError(f"{jalur} menjawab {jawaban.status}")
        lama.append(time.perf_counter() - mulai)


def _beban(alamat: str, jalur: str) -> dict[str, float]:
    """SERENTAK clients for DETIK seconds."""
    host, lama = urlsplit(alamat).netloc, []
    _minta(host, jalur, time.perf_counter() + 0.5, [])
    mulai = time.perf_counter()
    utas = [threading.Thread(target=_minta, args=(host, jalur, mulai + DETIK, lama)) for _ in range(SERENTAK)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    lama.sort()
    return {
        "per_detik": round(len(lama) / (time.perf_counter() - mulai), 1),
        "p50_ms": round(lama[len(lama) // 2] * 1000, 1),
        "p95_ms": round(lama[int(len(lama) * 0.95)] * 1000, 1),
    }


def ukur() -> dict[str, Any]:
    """Figures by page: kueri, ms (in process), html_kb, per_detik, p50_ms, p95_ms (two gunicorn workers, SQLite)."""
    with tempfile.TemporaryDirectory(prefix="sipraja-bench-") as folder:
        port = port_bebas()
        lain = {"VAR": folder, "DEMO": "1", "ALAMAT_SITUS": f"http://127.0.0.1:{port}", "DATABASE_URL": ""}
        env = {**jalan.lingkungan("sidoarjo", port), **lain, "DJANGO_SETTINGS_MODULE": "sipraja.settings"}
        for perintah in (
            ("migrate", "--noinput", "-v0"),
            ("createcachetable",),
            ("collectstatic", "--noinput", "-v0"),
            ("siapkan_situs",),
        ):
            subprocess.run([sys.executable, "-W", "ignore", "manage.py", *perintah], cwd=AKAR, env=env, check=True)
        hasil = _dalam_proses(env)
        server = [sys.executable, "-m", "gunicorn", "sipraja.wsgi", "--bind", f"127.0.0.1:{port}"]
        proses = subprocess.Popen([*server, "--workers", "2", "--threads", "4", "--log-level", "error"],
                                  cwd=AKAR, env=env, start_new_session=True)  # fmt: skip
        try:
            jalan.tunggu(env["ALAMAT_SITUS"] + "/", [proses])
            return {nama: {**isi, **_beban(env["ALAMAT_SITUS"], JALUR[nama])} for nama, isi in hasil.items()}
        finally:
            jalan.hentikan([proses])


if __name__ == "__main__":
    import json

    os.chdir(AKAR)
    print(json.dumps(ukur(), indent=2))
