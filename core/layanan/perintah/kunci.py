"""`layanan kunci`: the fingerprints of versions beside each declaration."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from core.layanan.kunci import kunci_layanan
from core.layanan.perintah.dasar import Perintah, Tindakan
from core.layanan.register import registri


def argumen(parser: ArgumentParser) -> None:
    """Options."""
    parser.add_argument("kode", nargs="*", help="Hanya layanan ini")
    parser.add_argument("--periksa", action="store_true", help="Jangan menulis; gagal bila ada yang berubah")


def jalankan(perintah: Perintah, **pilihan: Any) -> None:
    """Write the lock of each service; a version whose content changed must rise instead."""
    daftar = registri()
    gagal = []
    for layanan in daftar.semua():
        if not pilihan["kode"] or layanan.kode in pilihan["kode"]:
            gagal += kunci_layanan(layanan, daftar.sumber(layanan.kode), tulis=not pilihan["periksa"])
    if gagal:
        raise CommandError("\n".join(gagal))
    perintah.stdout.write("Kunci cocok.")


KUNCI = Tindakan("kunci", "Tulis kunci.json: sidik tiap versi layanan", jalankan, argumen)
