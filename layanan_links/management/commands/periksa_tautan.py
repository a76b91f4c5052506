"""manage.py periksa_tautan"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from layanan_links.verba_periksa import periksa_jatuh_tempo

PALING_BANYAK = 1000


class Command(BaseCommand):
    """One round by hand; the worker does the same every minute."""

    help = "Periksa tautan aplikasi yang sudah jatuh tempo; --semua memeriksa semuanya sekarang."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--semua", action="store_true", help="Semua tautan, juga yang belum waktunya.")

    def handle(self, *args: Any, **options: Any) -> None:
        hasil = periksa_jatuh_tempo(jumlah=PALING_BANYAK, semua=options["semua"])
        self.stdout.write(json.dumps(asdict(hasil)))
