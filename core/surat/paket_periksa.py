"""Examining an uploaded package in a cage: a child process without network, with limits of time and memory.

Here and not in `core.layanan`, because the letter of the sample is printed too. Where bubblewrap works the child sees
the program, the unpacked package and a copy of the regions; elsewhere its limits stand alone (a package holds no code).
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core.berkas.kurungan import modus_kurungan
from core.layanan.deklarasi import Layanan
from core.layanan.muat import layanan_dari_data
from core.layanan.paket_hasil import HasilPeriksa, temuan
from core.layanan.paket_zip import PaketDitolak, buka_paket
from core.wilayah.models import Wilayah

DETIK_DINDING = 60.0  # a good package takes two; below the patience of the web server
KELUARAN_MAKS = 8_000_000
PROGRAM = ("core", "sipraja", "themes", "locale")  # what the child may read of ours: no .env, no VAR, no plugins
_giliran = threading.BoundedSemaphore(1)  # one examination at a time in a process: it may use a whole core


def periksa_paket(isi: bytes, *, lain: Iterable[Layanan] = ()) -> HasilPeriksa:
    """What a package is worth. `lain` are the services beside which it will stand.

    Raises PaketDitolak when it is no package at all, or when another examination is running.
    """
    paket = buka_paket(isi)
    if not _giliran.acquire(timeout=DETIK_DINDING):
        raise PaketDitolak(_("Paket lain sedang diperiksa. Coba lagi satu menit lagi."))
    try:
        with tempfile.TemporaryDirectory(prefix="paket-") as sementara:
            akar = Path(sementara)
            folder = paket.tulis(akar / "isi")
            _tulis_wilayah(akar / "wilayah.sqlite3")
            permintaan = {"folder": str(folder), "lain": [satu.deklarasi() for satu in lain]}
            return _urai(_jalankan(akar, json.dumps(permintaan).encode()))
    finally:
        _giliran.release()


def _tulis_wilayah(berkas: Path) -> None:
    """The regions of this installation as a database of one table, whatever database the installation uses."""
    kolom = ("kode", "nama", "tingkat", "induk_id", "kode_pos")
    with contextlib.closing(sqlite3.connect(berkas)) as db, db:
        db.execute(f"CREATE TABLE {Wilayah._meta.db_table} ({', '.join(kolom)})")
        tanda = ", ".join("?" * len(kolom))
        db.executemany(
            f"INSERT INTO {Wilayah._meta.db_table} VALUES ({tanda})",  # noqa: S608 -- our own table name
            Wilayah.objects.values_list(*kolom),
        )


def _lingkungan(akar: Path) -> dict[str, str]:
    """Everything the child knows of this installation; its key is a throw-away one."""
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "MALLOC_ARENA_MAX": "2",
        "DJANGO_SETTINGS_MODULE": "sipraja.settings_kurungan",
        "SECRET_KEY": secrets.token_urlsafe(40),
        "DAERAH": settings.DAERAH,
        "TEMA_TAMBAHAN": str(settings.TEMA_TAMBAHAN or ""),
        "ALAMAT_SITUS": settings.ALAMAT_SITUS,
        "DEMO": "0",
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "S3_EMBER": "",
        "VAR": "/tmp/var",  # noqa: S108 -- never written to
        "WILAYAH_SQLITE": str(akar / "wilayah.sqlite3"),
    }


def _perintah(akar: Path, lingkungan: dict[str, str]) -> list[str]:
    anak = [sys.executable, "-s", "-B", "-m", "core.surat.paket_anak"]
    if modus_kurungan() != "bwrap":
        return anak
    tema = [str(settings.TEMA_TAMBAHAN)] if settings.TEMA_TAMBAHAN else []
    baca = [*map(str, (Path(settings.BASE_DIR) / nama for nama in PROGRAM)), *tema, str(akar), *_sistem()]
    ikat = [kata for jalur in dict.fromkeys(baca) for kata in ("--ro-bind", jalur, jalur)]
    setel = [kata for nama, nilai in lingkungan.items() for kata in ("--setenv", nama, nilai)]
    # No session of its own inside: killing the group must reach the child, and with it the whole pid namespace.
    return [
        shutil.which("bwrap") or "bwrap", "--unshare-all", "--die-with-parent", "--clearenv", *setel,
        "--tmpfs", "/tmp", *ikat, "--proc", "/proc", "--dev", "/dev",  # noqa: S108 -- inside the cage
        "--chdir", str(settings.BASE_DIR), "--", *anak,
    ]  # fmt: skip


def _sistem() -> Iterator[str]:
    """The interpreter with its packages, and the libraries of the machine."""
    python = Path(sys.executable).resolve().parent.parent
    for jalur in ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", sys.prefix, sys.base_prefix, str(python)):
        if Path(jalur).exists():
            yield jalur


def _jalankan(akar: Path, permintaan: bytes) -> tuple[list[dict[str, Any]], bool]:
    """The lines of the child, and whether it had to be stopped."""
    lingkungan = _lingkungan(akar)
    proses = subprocess.Popen(
        _perintah(akar, lingkungan), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=lingkungan, cwd=settings.BASE_DIR, start_new_session=True,
    )  # fmt: skip
    keluaran, terhenti = b"", False
    try:
        keluaran, _galat = proses.communicate(permintaan, timeout=DETIK_DINDING)
    except subprocess.TimeoutExpired:
        terhenti = True
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(proses.pid, signal.SIGKILL)
        sisa, _galat = proses.communicate() if terhenti else (b"", b"")
    return list(_baris((keluaran or sisa)[:KELUARAN_MAKS])), terhenti


def _baris(keluaran: bytes) -> Iterator[dict[str, Any]]:
    for satu in keluaran.splitlines():
        with contextlib.suppress(ValueError):
            if isinstance(isi := json.loads(satu), dict):
                yield isi


def _urai(jawaban: tuple[list[dict[str, Any]], bool]) -> HasilPeriksa:
    """The child's last word, or what its silence means."""
    baris, terhenti = jawaban
    hasil = next((satu["hasil"] for satu in baris if "hasil" in satu), None)
    if hasil is None:
        langkah = next((str(satu["langkah"]) for satu in reversed(baris) if "langkah" in satu), "")
        return HasilPeriksa(None, [_mati(langkah, terhenti)])
    if hasil["layanan"] is None:
        return HasilPeriksa(None, hasil["temuan"])
    layanan = layanan_dari_data(hasil["layanan"]).model_copy(update={"naskah": hasil["naskah"]})
    pdf = base64.b64decode(hasil["pratinjau"]) if hasil["pratinjau"] else None
    return HasilPeriksa(layanan, hasil["temuan"], pdf)


def _mati(langkah: str, terhenti: bool) -> dict[str, Any]:
    """A finding for a child that never finished."""
    bagian = {
        "": _("memulai"),
        "mulai": _("memulai"),
        "deklarasi": _("membaca layanan.toml"),
        "surat": _("mencetak surat contoh"),
        "pemeriksaan": _("memeriksa contoh isian"),
    }
    berkas = {"deklarasi": "layanan.toml", "surat": "surat.typ", "pemeriksaan": "contoh"}
    sebab = _("melewati %(detik)g detik") % {"detik": DETIK_DINDING} if terhenti else _("memakai terlalu banyak memori")
    pesan = _("Pemeriksaan dihentikan saat %(bagian)s: %(sebab)s.")
    isi = {"bagian": bagian.get(langkah, langkah), "sebab": sebab}
    return temuan(pesan % isi, berkas=berkas.get(langkah, ""))
