"""`layanan paket`: examine a .zip as the admin does when it is uploaded. Registered by this app's `ready`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from core.layanan.paket_zip import PaketDitolak
from core.layanan.perintah.dasar import Perintah, Tindakan
from core.layanan.register import registri
from core.surat.paket_periksa import periksa_paket


def argumen(parser: ArgumentParser) -> None:
    """Options."""
    parser.add_argument("berkas", type=Path, help="Paket .zip")
    parser.add_argument("--json", action="store_true", help="Keluaran untuk program lain")


def jalankan(perintah: Perintah, **pilihan: Any) -> None:
    """Print every finding; fails when one stands in the way of an approval."""
    lain = [la for la in registri().semua() if registri().asal(la.kode).jenis != "unggahan"]
    try:
        hasil = periksa_paket(pilihan["berkas"].read_bytes(), lain=lain)
    except (PaketDitolak, OSError) as galat:
        raise CommandError(str(galat)) from galat
    if pilihan["json"]:
        perintah.stdout.write(json.dumps(hasil.temuan, ensure_ascii=False, indent=2))
    else:
        perintah.stdout.write("\n".join(hasil.kalimat()) or "Lulus.")
    if hasil.gagal:
        raise CommandError("Paket ini belum dapat disetujui.")


PAKET = Tindakan("paket", "Periksa paket .zip seperti saat diunggah", jalankan, argumen)
