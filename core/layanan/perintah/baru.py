"""`layanan baru`: begin a service."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from core.layanan.galat import LayananSalah
from core.layanan.kerangka import buat_kerangka
from core.layanan.perintah.dasar import Perintah, Tindakan


def argumen(parser: ArgumentParser) -> None:
    """Options."""
    parser.add_argument("kode", help="Seperti surat-keterangan-belum-menikah")
    parser.add_argument("--nama", required=True, help="Nama layanan")
    parser.add_argument("--tipe", choices=["A", "B", "C"], default="A", help="A desa, B naik, C langsung")
    parser.add_argument("--di", type=Path, default=None, help="Folder induk; bawaan: plugins")


def jalankan(perintah: Perintah, **pilihan: Any) -> None:
    """Write the scaffold and say where."""
    akar = pilihan["di"] or settings.PLUGIN_BAWAAN
    try:
        folder = buat_kerangka(akar, kode=pilihan["kode"], tipe=pilihan["tipe"], nama=pilihan["nama"])
    except FileExistsError as galat:
        raise CommandError(f"{galat.filename} sudah ada.") from galat
    except LayananSalah as galat:
        raise CommandError(str(galat)) from galat
    perintah.stdout.write(f"Dibuat: {folder}")


BARU = Tindakan("baru", "Buat folder layanan baru yang langsung lulus pemeriksaan", jalankan, argumen)
