"""Public pages, search and the headless lists: CPU, queries and requests a second, cold and warm, beside plain ways.

berubah  something public changes before each request: pages, rows, routes and sites are all read anew
dingin   no page is kept (SIMPANAN_MEGA=0), it is made each time; rows are remembered, as between two changes
hangat   the page lies in the memory of the process; the database is asked for the stamp only
kosong   what is measured beside it: an empty Django view behind the same middleware, what any page costs at least,
         `wagtail_polos`, Wagtail's way to the help page with the plainest template (the measure of pages), and
         `wagtail_api`, Wagtail's own interface, twenty rows (the measure of lists)
kali     CPU in multiples of `kosong`; `kali_banding` in multiples of the page or list of Wagtail in the same run

Wagtail's demonstration site cannot be part of this: it is not shipped with ours. CPU is `time.process_time` of this
process through WSGI, the best of ten rounds. Load: two gunicorn workers, eight clients on kept connections.

python -m bench.katalog
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from demo import jalan
from tests.alat import port_bebas

AKAR = Path(__file__).resolve().parent.parent
KODE = "surat-keterangan-tidak-mampu-desa"
JALUR = {
    "kosong": "/banding/kosong/",
    "wagtail_polos": "/banding/bantuan/",
    "wagtail_api": "/banding/api/pages/?limit=20",
    "beranda": "/",
    "katalog": "/layanan/",
    "layanan": f"/layanan/{KODE}/",
    "bantuan": "/bantuan/",
    "tautan": "/tautan/",
    "cari": "/cari/?q=surat+miskin",
    "api_katalog": "/api/v1/katalog/",
    "api_layanan": "/api/v1/layanan/",
    "api_tautan": "/api/v1/tautan/",
    "api_halaman": "/api/v1/halaman/",
    "api_wilayah": "/api/v1/wilayah/",
    "api_berita": "/api/v1/berita/",
    "api_mpp": "/api/v1/mpp/",
    "api_peristiwa": "/api/v1/peristiwa/",
    "api_satu": f"/api/v1/layanan/{KODE}/",
}
PUTARAN = 10  # the best of them counts: a busy machine inflates it least
ULANG = {"berubah": 3, "dingin": 10, "hangat": 60}  # requests a round
MEGA = {"berubah": 16, "dingin": 0, "hangat": 16}
DETIK = float(os.environ.get("BENCH_DETIK", "2"))  # of load, each page and state
SERENTAK = 8


# --- In process -------------------------------------------------------------------------------------------------------


def _minta_wsgi(aplikasi: Any, alamat: str) -> int:
    """One GET past any server; the length of the body. Raises RuntimeError for anything but 200."""
    jalur, _tanya, tanya = alamat.partition("?")
    lingkungan = {
        "REQUEST_METHOD": "GET", "PATH_INFO": jalur, "QUERY_STRING": tanya, "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1", "wsgi.input": BytesIO(), "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr, "SCRIPT_NAME": "", "REMOTE_ADDR": "127.0.0.1",
    }  # fmt: skip
    status: list[str] = []
    jawab = aplikasi(lingkungan, lambda kode, _kepala, _galat=None: status.append(kode))
    panjang = sum(map(len, jawab))
    jawab.close()
    if not status[0].startswith("200"):
        raise RuntimeError(f"{alamat} menjawab {status[0]}")
    return panjang


def _ubah() -> None:
    """As if an editor had just changed something public."""
    from django.db import connection

    from sipraja.cap import TABEL

    with connection.cursor() as kursor:
        kursor.execute(f"UPDATE {TABEL} SET cap = %s", [uuid4().hex])


def _cpu(aplikasi: Any, alamat: str, keadaan: str) -> float:
    """Milliseconds of processor a request, the best round; the change itself is not counted."""
    terbaik = float("inf")
    for _putaran in range(PUTARAN):
        lama = 0.0
        for _kali in range(ULANG[keadaan]):
            if keadaan == "berubah":
                _ubah()
            mulai = time.process_time()
            _minta_wsgi(aplikasi, alamat)
            lama += time.process_time() - mulai
        terbaik = min(terbaik, lama)
    return terbaik / ULANG[keadaan] * 1000


def _satu(aplikasi: Any, alamat: str) -> dict[str, Any]:
    """One address in all states."""
    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    hasil: dict[str, Any] = {}
    for nama, mega in MEGA.items():
        settings.SIMPANAN_MEGA = mega
        panjang = _minta_wsgi(aplikasi, alamat)
        if nama == "berubah":
            _ubah()
        with CaptureQueriesContext(connection) as kueri:
            _minta_wsgi(aplikasi, alamat)
        hasil[nama] = {"kueri": len(kueri), "cpu_ms": round(_cpu(aplikasi, alamat, nama), 3)}
    return hasil | {"kb": round(panjang / 1024, 1)}


def dalam_proses() -> dict[str, Any]:
    """CPU and queries of every address; runs inside the prepared installation."""
    from django.core.wsgi import get_wsgi_application

    aplikasi = get_wsgi_application()
    hasil = {nama: _satu(aplikasi, alamat) for nama, alamat in JALUR.items()}
    lantai = hasil["kosong"]["dingin"]["cpu_ms"]
    for nama, satu in hasil.items():
        banding = hasil[_ukuran(nama)]["dingin"]["cpu_ms"]
        satu["kali"] = {k: round(satu[k]["cpu_ms"] / lantai, 2) for k in MEGA}
        satu["kali_banding"] = {k: round(satu[k]["cpu_ms"] / banding, 2) for k in MEGA}
    return hasil


def _ukuran(nama: str) -> str:
    """What this address is measured beside."""
    return "wagtail_api" if nama.startswith(("api_", "wagtail_api")) else "wagtail_polos"


# --- Over HTTP --------------------------------------------------------------------------------------------------------


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
    host = urlsplit(alamat).netloc
    lama: list[float] = []
    _minta(host, jalur, time.perf_counter() + 0.3, [])
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
        "p99_ms": round(lama[int(len(lama) * 0.99)] * 1000, 1),
    }


def _lewat_http(env: dict[str, str], port: int, mega: int) -> dict[str, Any]:
    """Figures of two web workers that keep `mega` megabytes of pages each."""
    proses = [
        subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "sipraja.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
             "--worker-class", "gthread", "--threads", "4", "--log-level", "warning"],
            cwd=AKAR, env={**env, "SIMPANAN_MEGA": str(mega)}, start_new_session=True,
        )
    ]  # fmt: skip
    try:
        jalan.tunggu(f"http://127.0.0.1:{port}/", proses)
        return {nama: _beban(f"http://127.0.0.1:{port}", satu) for nama, satu in JALUR.items()}
    finally:
        jalan.hentikan(proses)


# --- The run ----------------------------------------------------------------------------------------------------------


def ukur() -> dict[str, Any]:
    """Figures by address: each state with kueri and cpu_ms, two of them with per_detik, p50_ms and p99_ms, too."""
    with tempfile.TemporaryDirectory(prefix="sipraja-bench-") as folder:
        port = port_bebas()
        lain = {"VAR": folder, "DEMO": "1", "ALAMAT_SITUS": "http://127.0.0.1", "DATABASE_URL": ""}
        env = {**jalan.lingkungan("sidoarjo", port), **lain, "DJANGO_SETTINGS_MODULE": "bench.banding.setelan"}
        jalan.siapkan(env)
        keluar = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "bench.katalog", "dalam"],
            cwd=AKAR, env=env, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        hasil: dict[str, Any] = json.loads(keluar.splitlines()[-1])
        for nama, mega in (("dingin", 0), ("hangat", 16)):
            for satu, angka in _lewat_http(env, port, mega).items():
                hasil[satu][nama] |= angka
    return {"server": "gunicorn, 2 workers x 4 threads, SQLite", "serentak": SERENTAK, "jalur": hasil}


def tabel(hasil: dict[str, Any]) -> str:
    """The same as a table to read."""
    garis = [
        f"{'alamat':15}{'keadaan':9}{'CPU ms':>8}{'kueri':>6}{'x kosong':>9}{'x Wagtail':>10}{'/detik':>8}{'p99 ms':>8}"
    ]
    for nama, satu in hasil["jalur"].items():
        for keadaan in MEGA:
            ini = satu[keadaan]
            laju = f"{ini['per_detik']:8}{ini['p99_ms']:8}" if "per_detik" in ini else ""
            kali = f"{satu['kali'][keadaan]:9}{satu['kali_banding'][keadaan]:10}"
            garis.append(f"{nama:15}{keadaan:9}{ini['cpu_ms']:8}{ini['kueri']:6}{kali}{laju}")
    return "\n".join(garis)


if __name__ == "__main__":
    if sys.argv[1:] == ["dalam"]:
        import django

        django.setup()
        print(json.dumps(dalam_proses()))
    else:
        print(tabel(ukur()))
