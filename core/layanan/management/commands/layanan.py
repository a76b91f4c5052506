"""`manage.py layanan …`: list, examine, begin and lock services. Each action is a module of `core.layanan.perintah`."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from core.layanan.perintah.baru import BARU
from core.layanan.perintah.bungkus import BUNGKUS
from core.layanan.perintah.daftar import DAFTAR
from core.layanan.perintah.dasar import Tindakan, tambahan
from core.layanan.perintah.kunci import KUNCI
from core.layanan.perintah.periksa import PERIKSA
from core.layanan.perintah.skema import SKEMA_TINDAKAN


def semua() -> dict[str, Tindakan]:
    """Every action by name, those of the rooms above last."""
    return {satu.nama: satu for satu in (DAFTAR, BARU, PERIKSA, KUNCI, SKEMA_TINDAKAN, BUNGKUS, *tambahan())}


class Command(BaseCommand):
    """Thin: the action of that name."""

    help = "Layanan: daftar, buat, periksa, dan kunci."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """One sub-command for each thing to do."""
        tindakan = parser.add_subparsers(dest="tindakan", required=True)
        for satu in semua().values():
            satu.argumen(tindakan.add_parser(satu.nama, help=satu.bantuan))

    def handle(self, *args: Any, **options: Any) -> None:
        """Dispatch by name."""
        semua()[options["tindakan"]].jalankan(self, **options)
