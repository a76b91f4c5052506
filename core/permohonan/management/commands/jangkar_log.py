"""``manage.py jangkar_log``: pin every log today; later, prove that none was rewritten."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from core.permohonan import jangkar


class Command(BaseCommand):
    """Keep the output outside this machine; its first line alone is enough to prove the rest."""

    help = "Menulis jangkar semua log, atau memeriksa log terhadap jangkar lama (--periksa)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Arguments."""
        parser.add_argument("--periksa", type=Path, metavar="BERKAS", help="Jangkar lama yang dibandingkan.")
        parser.add_argument("--segel", default="", help="Baris pertama jangkar dari tempat yang dipercaya.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare."""
        if options["periksa"] is None:
            self.stdout.write("\n".join(jangkar.buat(timezone.now())))
            return
        temuan = list(jangkar.periksa(options["periksa"].read_text().splitlines(), options["segel"]))
        for t in temuan:
            self.stdout.write(f"{t.kode} {t.objek}: {t.kalimat}")
        self.stdout.write(f"{len(temuan)} temuan.")
        if temuan:
            raise SystemExit(1)
