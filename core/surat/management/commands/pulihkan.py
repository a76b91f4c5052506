"""`manage.py pulihkan`: finish or take back what a crash left behind. Safe to run every minute, and twice."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.surat.verba import pulihkan, sapu_yatim


class Command(BaseCommand):
    """Thin: `core.surat.verba.pulihkan`, and with --sapu `sapu_yatim`."""

    help = "Menyelesaikan atau mengembalikan surat yang terputus di tengah jalan, dengan nomor yang sama."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sapu", action="store_true", help="Hapus juga berkas yang tidak dipakai surat mana pun.")

    def handle(self, *args: Any, **options: Any) -> None:
        hasil = pulihkan()
        if options["sapu"]:
            hasil["disapu"] = sapu_yatim()
        self.stdout.write(", ".join(f"{nama}: {jumlah}" for nama, jumlah in sorted(hasil.items())) or "tidak ada")
