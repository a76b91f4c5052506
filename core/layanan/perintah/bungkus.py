"""`layanan bungkus`: pack a service folder into the .zip that an OPD uploads."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from core.layanan.paket_zip import PaketDitolak, bungkus_paket
from core.layanan.perintah.dasar import Perintah, Tindakan


def argumen(parser: ArgumentParser) -> None:
    """Options."""
    parser.add_argument("folder", type=Path, help="Folder satu layanan, tanpa plugin.py")
    parser.add_argument("--ke", type=Path, default=None, help="Berkas .zip yang ditulis; bawaan: nama folder")


def jalankan(perintah: Perintah, **pilihan: Any) -> None:
    """Write the package and say where; the same folder always gives the same bytes."""
    folder: Path = pilihan["folder"].resolve()
    tujuan: Path = pilihan["ke"] or Path(f"{folder.name}.zip")
    try:
        isi = bungkus_paket(folder)
    except PaketDitolak as galat:
        raise CommandError(str(galat)) from galat
    tujuan.write_bytes(isi)
    perintah.stdout.write(f"Ditulis: {tujuan} ({len(isi)} byte)")


BUNGKUS = Tindakan("bungkus", "Kemas folder layanan menjadi .zip untuk diunggah", jalankan, argumen)
