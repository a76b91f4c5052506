"""`layanan pratinjau KODE|FOLDER`: find the folder, then start the preview as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from core.layanan.muat import BERKAS
from core.layanan.perintah.dasar import Perintah, Tindakan


def argumen(parser: ArgumentParser) -> None:
    """Options."""
    parser.add_argument("layanan", help="Kode layanan, atau foldernya")
    parser.add_argument("--contoh", default="sah", help="Contoh isian yang dibuka lebih dulu")
    parser.add_argument("--port", type=int, default=8765, help="Port di komputer ini")


def cari_folder(sebut: str) -> Path:
    """The folder of a service named by path or code, broken or not. Raises CommandError."""
    if (folder := Path(sebut)).is_dir():
        return folder.resolve()
    nama = sebut.replace("-", "_")
    for akar in filter(None, (settings.PLUGIN_BAWAAN, settings.LAYANAN_TAMBAHAN)):
        for calon in (akar / nama, *sorted(akar.glob(f"tipe_*/{nama}"))):
            if (calon / BERKAS).is_file():
                return calon
    raise CommandError(
        f"Tidak ada layanan “{sebut}”. Tulis kodenya seperti di manage.py layanan daftar, atau folder yang berisi "
        f"{BERKAS}."
    )


def perintah_anak(folder: Path, contoh: str, port: int) -> list[str]:
    """Command line of the preview's own process: it has settings of its own and touches no data of the product."""
    return [sys.executable, "-m", "pratinjau", str(folder), "--contoh", contoh, "--port", str(port)]


def jalankan(perintah: Perintah, **pilihan: Any) -> None:
    """Run until Ctrl-C. Raises CommandError when there is no such service or the process fails."""
    folder = cari_folder(pilihan["layanan"])
    lingkungan = os.environ | {"DJANGO_SETTINGS_MODULE": "pratinjau.settings"}
    anak = perintah_anak(folder, pilihan["contoh"], pilihan["port"])
    try:
        kode = subprocess.run(anak, cwd=settings.BASE_DIR, env=lingkungan, check=False).returncode
    except KeyboardInterrupt:
        kode = 0
    if kode:
        raise CommandError("Pratinjau berhenti karena galat di atas.")


PRATINJAU = Tindakan("pratinjau", "Lihat surat dan formulir satu layanan selagi ditulis", jalankan, argumen)
