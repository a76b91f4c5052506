"""``manage.py periksa_integritas``: walk every file, letter, number and hash chain, and say what is wrong."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.permohonan import integritas


class Command(BaseCommand):
    """Exit code 0 when everything holds, 1 with one line per finding otherwise."""

    help = "Memeriksa semua permohonan, surat, nomor, dan rantai log; melaporkan yang tidak cocok."

    def add_arguments(self, parser: CommandParser) -> None:
        """Arguments."""
        parser.add_argument("pemeriksa", nargs="*", help="Nama pemeriksa; tanpa ini semua dijalankan.")
        parser.add_argument("--json", action="store_true", help="Tulis hasil sebagai JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the checks."""
        nama = options["pemeriksa"] or sorted(integritas.pemeriksa)
        asing = sorted(set(nama) - set(integritas.pemeriksa))
        if asing:
            raise CommandError(f"Pemeriksa tidak dikenal: {', '.join(asing)}")
        temuan = list(integritas.periksa(nama))
        self._tulis(nama, temuan, sebagai_json=options["json"])
        if temuan:
            raise SystemExit(1)

    def _tulis(self, nama: list[str], temuan: list[integritas.Temuan], *, sebagai_json: bool) -> None:
        if sebagai_json:
            isi = {"pemeriksa": nama, "temuan": [t.sebagai_json() for t in temuan]}
            self.stdout.write(json.dumps(isi, ensure_ascii=False, indent=2))
            return
        for t in temuan:
            self.stdout.write(f"{t.kode} {t.objek}: {t.kalimat}")
        self.stdout.write(f"{len(nama)} pemeriksaan, {len(temuan)} temuan.")
