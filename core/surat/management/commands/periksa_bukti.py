"""``manage.py periksa_bukti``: the verifier of bundles, where the project is installed anyway."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.surat.bukti.program import jalankan, tambah_pilihan


class Command(BaseCommand):
    """The same as `alat/periksa_bukti.py`, which needs no installation."""

    help = "Memeriksa bundel bukti (.zip): manifes, rantai peristiwa, tanda tangan. Kode keluar 1 bila tidak utuh."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Arguments."""
        tambah_pilihan(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with the verdict as exit code."""
        sys.exit(jalankan(argparse.Namespace(**options)))
