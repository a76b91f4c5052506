"""A thousand generated services beside the bundled ones: start-up, memory, catalogue page.

python -m bench.seribu

Each is a copy of a bundled service under another name. Measured in fresh processes: `bawaan` with the bundled services
alone, `seribu` with the thousand added; the difference, divided by a thousand, is what one service costs.
"""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.katalog import AKAR
from demo import jalan

JUMLAH = 1000
PUTARAN = 3  # fresh processes each; the fastest counts, for it was disturbed least
DALAM_PROSES = """
import json, os, re, sys, time
import django; django.setup()
def rss():
    isi = open("/proc/self/status").read()
    return int(re.search(r"VmRSS:\\s+(\\d+)", isi)[1])
import sipraja.urls, core.surat.mesin  # what a worker has loaded anyway
from core.layanan.register import registri
sebelum, mulai = rss(), time.perf_counter()
daftar = registri()
hasil = {"jumlah": len(daftar.semua()), "mulai_ms": (time.perf_counter() - mulai) * 1000, "memori_kb": rss() - sebelum}
assert not daftar.karantina, daftar.karantina[0]
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
klien = Client(SERVER_NAME="127.0.0.1")
for nama, jalur in {"katalog": "/layanan/", "cari": "/layanan/?q=miskin", "beranda": "/"}.items():
    assert klien.get(jalur).status_code == 200, jalur
    with CaptureQueriesContext(connection) as kueri:
        isi = klien.get(jalur).content
    jumlah, mulai = len(kueri), time.perf_counter()
    for _ in range(5):
        klien.get(jalur)
    hasil[nama] = {"kueri": jumlah, "ms": round((time.perf_counter() - mulai) * 200, 1), "html_kb": len(isi) // 1024}
print(json.dumps(hasil))
"""


def buat(folder: Path, jumlah: int) -> None:
    """`jumlah` services, copied in turn from the bundled ones with names of their own."""
    asal = sorted(AKAR.glob("plugins/tipe_*/*/layanan.toml"))
    for nomor, toml in zip(range(jumlah), itertools.cycle(asal)):
        kode = f"{toml.parent.name.replace('_', '-')[:50]}-{nomor}"
        tujuan = folder / kode.replace("-", "_")
        tujuan.mkdir()
        baris = toml.read_text().split("\n")
        ganti = {"kode": f'"{kode}"', "nama": f'"Layanan Uji Nomor {nomor}"'}
        for i, satu in enumerate(baris):
            kunci = satu.partition("=")[0].strip()
            if kunci in ganti:
                baris[i] = f"{kunci} = {ganti.pop(kunci)}"
        (tujuan / "layanan.toml").write_text("\n".join(baris))
        if (naskah := toml.with_name("surat.typ")).exists():
            shutil.copy(naskah, tujuan)


def _ukur_sekali(env: dict[str, str]) -> dict[str, Any]:
    perintah = [sys.executable, "-W", "ignore", "-c", DALAM_PROSES]
    selesai = subprocess.run(perintah, cwd=AKAR, env=env, capture_output=True, text=True, check=False)
    if selesai.returncode:
        raise RuntimeError(selesai.stderr[-2000:])
    return json.loads(selesai.stdout.splitlines()[-1])


def _terbaik(env: dict[str, str]) -> dict[str, Any]:
    return min((_ukur_sekali(env) for _ in range(PUTARAN)), key=lambda satu: satu["mulai_ms"])


def ukur() -> dict[str, Any]:
    """`bawaan`, `seribu`: jumlah, mulai_ms, memori_kb, pages; then the cost of one service."""
    with tempfile.TemporaryDirectory(prefix="sipraja-seribu-") as akar:
        tambahan = Path(akar) / "layanan"
        tambahan.mkdir()
        lain = {"VAR": f"{akar}/var", "DEMO": "1", "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "sipraja.settings"}
        env = {**jalan.lingkungan("sidoarjo", 8000), **lain, "SIMPANAN_MEGA": "0"}  # pages are made, not found
        Path(env["VAR"]).mkdir()
        for perintah in (("migrate", "--noinput", "-v0"), ("createcachetable",), ("siapkan_situs",),
                         ("collectstatic", "--noinput", "-v0")):  # fmt: skip
            subprocess.run([sys.executable, "-W", "ignore", "manage.py", *perintah], cwd=AKAR, env=env, check=True)
        buat(tambahan, JUMLAH)
        bawaan = _terbaik(env)
        seribu = _terbaik({**env, "LAYANAN_TAMBAHAN": str(tambahan)})
    tambah = seribu["jumlah"] - bawaan["jumlah"]
    return {
        "bawaan": bawaan,
        "seribu": seribu,
        "mulai_ms_per_layanan": round((seribu["mulai_ms"] - bawaan["mulai_ms"]) / tambah, 2),
        "memori_kb_per_layanan": round((seribu["memori_kb"] - bawaan["memori_kb"]) / tambah, 1),
    }


if __name__ == "__main__":
    print(json.dumps(ukur(), indent=2))
