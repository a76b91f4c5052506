"""The outbox: letters a second through the real worker, queue and a real mail server, and what got lost or came twice.

python -m bench.kabar
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from tests.alat import port_bebas, tunggu

AKAR = Path(__file__).resolve().parent.parent
SURAT = 500
PALING_LAMA = 600.0
# Runs inside the installation: one citizen's account, rows written as a step writes them, bells after the commit.
TULIS = f"""
from django.db import transaction
from core.akun.models import Pengguna
from core.notifikasi import verba
from core.notifikasi.models import SUREL, Pesan
orang = Pengguna.objects.create(username="bench", nama="Bench", email="bench@contoh.id")
with transaction.atomic():
    isi = dict(saluran=SUREL, penerima=orang, jenis="warga_diterima")
    verba.tulis(Pesan(kunci=f"bench:{{n}}", **isi) for n in range({SURAT}))
"""


class Kotak:
    """Handler of aiosmtpd: counts letters by Message-ID and remembers when they came."""

    def __init__(self) -> None:
        self.id: Counter[str] = Counter()
        self.waktu: list[float] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        self.id[message_from_bytes(envelope.content)["Message-ID"]] += 1
        self.waktu.append(time.monotonic())
        return "250 OK"


def _lingkungan(var: str, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "DEMO": "1",
        "VAR": var,
        "DATABASE_URL": "",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_TLS": "false",
        "DJANGO_SETTINGS_MODULE": "sipraja.settings",
    }


def _kelola(env: dict[str, str], *perintah: str, masukan: str = "") -> None:
    subprocess.run([sys.executable, "manage.py", *perintah], cwd=AKAR, env=env, input=masukan, text=True, check=True)


def ukur() -> dict[str, Any]:
    """Deliver SURAT letters; the clock runs from the first to the last arrival, start-up apart."""
    kotak, port = Kotak(), port_bebas()
    server = Controller(kotak, hostname="127.0.0.1", port=port)
    server.start()
    with tempfile.TemporaryDirectory() as var:
        env = _lingkungan(var, port)
        _kelola(env, "migrate", "--noinput", "-v0")
        _kelola(env, "createcachetable")
        _kelola(env, "shell", "-v0", masukan=TULIS)
        mulai = time.monotonic()
        pekerja = subprocess.Popen(
            [sys.executable, "manage.py", "pekerja"], cwd=AKAR, env=env, stderr=subprocess.DEVNULL
        )
        tunggu(lambda: len(kotak.id) >= SURAT, PALING_LAMA)
        time.sleep(2)  # a duplicate would come now
        pekerja.terminate()
        pekerja.wait()
    server.stop()
    return angka(kotak, mulai)


def angka(kotak: Kotak, mulai: float) -> dict[str, Any]:
    """The figures of one run."""
    lama = (kotak.waktu[-1] - kotak.waktu[0]) if len(kotak.waktu) > 1 else 0.0
    return {
        "surat": SURAT,
        "surel_per_detik": round((len(kotak.waktu) - 1) / lama, 1) if lama else 0,
        "detik_sampai_surel_pertama": round(kotak.waktu[0] - mulai, 1) if kotak.waktu else None,
        "hilang": SURAT - len(kotak.id),
        "ganda": sum(kotak.id.values()) - len(kotak.id),
    }


if __name__ == "__main__":
    print(ukur())
