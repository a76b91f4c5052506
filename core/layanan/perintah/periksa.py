"""`layanan periksa`: the conformance kit from the command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from core.layanan.kesesuaian import periksa
from core.layanan.perintah.dasar import Perintah, Tindakan
from core.layanan.register import Registri, registri


def argumen(parser: ArgumentParser) -> None:
    """Options."""
    parser.add_argument("folder", nargs="?", type=Path, help="Folder layanan; kosong: semua yang terpasang")
    parser.add_argument("--json", action="store_true", help="Keluaran untuk program lain")


def jalankan(perintah: Perintah, **pilihan: Any) -> None:
    """Run the kit; fails when anything is wrong."""
    daftar = Registri.dari([pilihan["folder"]]) if pilihan["folder"] else registri()
    hasil = {satu.kode: satu.rincian.splitlines() for satu in daftar.karantina}
    hasil |= {la.kode: periksa(la, daftar.sumber(la.kode)) for la in daftar.semua()}
    if pilihan["json"]:
        perintah.stdout.write(json.dumps(hasil, ensure_ascii=False, indent=2))
    else:
        baris = [f"{kode}: {pesan}" for kode, isi in hasil.items() for pesan in isi or ["lulus"]]
        perintah.stdout.write("\n".join(baris))
    if any(hasil.values()) or not hasil:
        raise CommandError("Ada layanan yang belum lulus." if hasil else "Tidak ada layanan di sana.")


PERIKSA = Tindakan("periksa", "Periksa layanan terpasang, atau satu folder", jalankan, argumen)
