"""A whole installation for the browser: the very steps of `make demo`, in a temporary folder on a free port.

Where a migrated database is there to copy (`tests.basis_contoh`), the first step finds its work done.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.layanan.register import registri
from demo import jalan
from tests.alat import port_bebas
from tests.basis_contoh import salin_sqlite

# Where the demo's citizen lives.
DESA = {"sidoarjo": "35.15.18.2001", "trenggalek": "35.03.13.2004"}
# Samples speak of places in the first regency; elsewhere the same road leads through its own.
TEMPAT = {
    "sidoarjo": {},
    "trenggalek": {"35.15.18.2001": "35.03.13.2004", "35.15.18.2005": "35.03.13.2008", "35.15.08.1018": "35.03.11.1006",
                   "35.15.08.2003": "35.03.11.2004", "35.15.18": "35.03.13", "35.15.08": "35.03.11", "35.15": "35.03"},
}  # fmt: skip


def contoh(daerah: str, layanan: Any) -> dict[str, Any]:
    """The longest natural sample, moved to this regency."""
    teks = (registri().sumber(layanan.kode) / "contoh" / "sah.json").read_text()
    for lama, baru in TEMPAT[daerah].items():
        teks = teks.replace(f'"{lama}"', f'"{baru}"')
    isi: dict[str, Any] = json.loads(teks)
    return isi


@dataclass(frozen=True)
class Situs:
    """A running site: its address, its folder, and its demo accounts by role."""

    daerah: str
    alamat: str
    env: dict[str, str]

    @property
    def var(self) -> Path:
        return Path(self.env["VAR"])

    def kelola(self, *perintah: str) -> str:
        """Output of a manage.py command of this installation."""
        return subprocess.run(
            [sys.executable, "manage.py", *perintah],
            cwd=jalan.AKAR, env=self.env, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    def akun(self) -> list[dict[str, Any]]:
        """The demo people: nama, peran, unit, masuk, sandi, frasa."""
        return json.loads(self.kelola("akun_demo", "--json"))


@contextmanager
def situs_hidup(daerah: str, folder: Path, **lain: str) -> Iterator[Situs]:
    """Prepare and run a site; web and worker are stopped at the end."""
    port = port_bebas()
    bersih = {k: v for k, v in os.environ.items() if k not in {"VAR", "DATABASE_URL", "DEMO", "ALAMAT_SITUS"}}
    env = {**jalan.lingkungan(daerah, port), "VAR": str(folder), "LAYANAN_KETAT": "1", **lain}
    env = {**bersih, **{k: env[k] for k in env if k not in os.environ or k in lain or k not in bersih}}
    env |= {"VAR": str(folder), "DAERAH": daerah, "DEMO": "1", "ALAMAT_SITUS": f"http://127.0.0.1:{port}", **lain}
    if "DATABASE_URL" not in env:
        salin_sqlite(folder / "sipraja.sqlite3")
    jalan.siapkan(env)
    proses = jalan.jalankan(env, port)
    alamat = env["ALAMAT_SITUS"]
    try:
        jalan.tunggu(alamat + "/", proses)
        yield Situs(daerah, alamat, env)
    finally:
        jalan.hentikan(proses)
