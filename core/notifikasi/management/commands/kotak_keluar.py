import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.notifikasi import kueri, verba


class Command(BaseCommand):
    """What waits, what nobody tries any more, and a second try for the latter."""

    help = "Tampilkan keadaan kotak keluar dan pesan yang mati; --ulangi mencoba lagi yang mati."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Keluaran untuk mesin.")
        parser.add_argument("--ulangi", action="store_true", help="Coba lagi semua pesan yang mati.")

    def handle(self, *args: Any, **options: Any) -> None:
        diulangi = verba.ulangi_mati() if options["ulangi"] else 0
        keadaan = {**asdict(kueri.keadaan()), "diulangi": diulangi}
        mati = list(kueri.pesan_mati().values("id", "jenis", "percobaan", "galat", "dibuat"))
        if options["json"]:
            self.stdout.write(json.dumps({**keadaan, "pesan_mati": mati}, default=str))
            return
        for nama, nilai in keadaan.items():
            self.stdout.write(f"{nama}: {nilai}")
        for satu in mati:
            self.stdout.write(f"#{satu['id']} {satu['jenis']} {satu['percobaan']}× {satu['galat']}")
