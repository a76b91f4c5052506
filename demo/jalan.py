"""`make demo`: prepares an installation for one regency and runs web and worker until Ctrl-C.

Everything lives under var/demo-<daerah>, so both regencies keep their data side by side.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent
BATAS_SIAP = 120  # seconds until the first page must answer


def lingkungan(daerah: str, port: int) -> dict[str, str]:
    """Environment of the demo; what the user has set already wins."""
    var = AKAR / "var" / f"demo-{daerah}"
    baku = {
        "DEMO": "1",
        "DAERAH": daerah,
        "VAR": str(var),
        "ALAMAT_SITUS": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "sipraja.settings",
        "PYTHONUNBUFFERED": "1",
    }
    return {**baku, **os.environ, "DAERAH": daerah, "VAR": os.environ.get("VAR") or str(var)}


def siapkan(env: dict[str, str]) -> None:
    """Everything between an empty folder and a browsable site; a failure stops the demo with its own words."""
    Path(env["VAR"]).mkdir(parents=True, exist_ok=True)
    perintah = [sys.executable, "manage.py", "siapkan_demo"]
    hasil = subprocess.run(perintah, cwd=AKAR, env=env, stderr=subprocess.PIPE, text=True, check=False)
    if hasil.returncode:
        sys.exit(f"Persiapan gagal:\n{hasil.stderr[-2500:]}")


def jalankan(env: dict[str, str], port: int) -> list[subprocess.Popen[bytes]]:
    """Web server and worker as children of this process, each in a process group of its own."""
    gunicorn = [sys.executable, "-m", "gunicorn", "sipraja.wsgi", "--bind", f"127.0.0.1:{port}"]
    gunicorn += ["--workers", "2", "--timeout", "120", "--log-level", "warning"]
    pekerja = [sys.executable, "manage.py", "pekerja"]
    return [subprocess.Popen(p, cwd=AKAR, env=env, start_new_session=True) for p in (gunicorn, pekerja)]


def tunggu(alamat: str, proses: list[subprocess.Popen[bytes]]) -> None:
    """Return when the home page answers; SystemExit with a sentence when it never does."""
    batas = time.monotonic() + BATAS_SIAP
    while time.monotonic() < batas:
        if any(p.poll() is not None for p in proses):
            hentikan(proses)
            sys.exit("Server berhenti sendiri. Apakah port itu sudah dipakai? Coba: make demo PORT=8010")
        try:
            with urllib.request.urlopen(alamat, timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    hentikan(proses)
    sys.exit(f"Situs tidak menjawab dalam {BATAS_SIAP} detik di {alamat}.")


def hentikan(proses: list[subprocess.Popen[bytes]]) -> None:
    """Stop the groups politely, then for certain."""
    for p in proses:
        if p.poll() is None:
            os.killpg(p.pid, signal.SIGTERM)
    for p in proses:
        try:
            p.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, signal.SIGKILL)


def cetak_akun(env: dict[str, str], alamat: str) -> None:
    """Address and demo accounts, as a table."""
    perintah = [sys.executable, "manage.py", "akun_demo"]
    akun = subprocess.run(perintah, cwd=AKAR, env=env, capture_output=True, text=True, check=True).stdout
    sys.stdout.write(
        f"\nSiap: {alamat}\n\n{akun}\nBerhenti: Ctrl-C. Data tetap ada; mulai dari awal: make demo-ulang\n"
    )
    sys.stdout.flush()


def utama() -> None:
    pilihan = argparse.ArgumentParser(prog="make demo")
    pilihan.add_argument("--ulang", action="store_true", help="hapus data demo daerah ini lebih dulu")
    ulang = pilihan.parse_args().ulang
    daerah, port = os.environ.get("DAERAH", "sidoarjo"), int(os.environ.get("PORT", "8000"))
    if daerah not in ("sidoarjo", "trenggalek"):
        sys.exit(f"DAERAH={daerah} belum dikenal. Pilih sidoarjo atau trenggalek.")
    env, alamat = lingkungan(daerah, port), f"http://127.0.0.1:{port}/"
    if ulang:
        shutil.rmtree(env["VAR"], ignore_errors=True)
    sys.stdout.write(f"Menyiapkan demo {daerah}\n")
    sys.stdout.flush()
    siapkan(env)
    for tanda in (signal.SIGTERM, signal.SIGINT):  # a shell ignores Ctrl-C for what it starts in the background
        signal.signal(tanda, signal.default_int_handler)
    proses = jalankan(env, port)
    try:
        tunggu(alamat, proses)
        cetak_akun(env, alamat)
        while all(p.poll() is None for p in proses):
            time.sleep(1)
    except KeyboardInterrupt:
        pass
    finally:
        hentikan(proses)


if __name__ == "__main__":
    utama()
