import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from demo.orang import FRASA, SANDI, Akun, akun_demo

JUDUL = Akun("Nama", "Peran", "Masuk dengan", "")


class Command(BaseCommand):
    help = "Print the demo accounts as a table; --semua also prints the offices off the main path."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--semua", action="store_true")
        parser.add_argument("--json", action="store_true", help="Every account as JSON, for programs.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("Akun contoh hanya ada pada demo."))
        if options["json"]:
            self.stdout.write(json.dumps([asdict(satu) for satu in akun_demo()]))
            return
        akun = [satu for satu in akun_demo() if satu.utama or options["semua"]]
        lebar = [max(len(getattr(satu, kolom)) for satu in [JUDUL, *akun]) for kolom in ("masuk", "peran")]
        for satu in [JUDUL, *akun]:
            self.stdout.write(f"  {satu.masuk:<{lebar[0]}}  {satu.peran:<{lebar[1]}}  {satu.nama}")
        self.stdout.write(_("\nKata sandi semua akun: %(sandi)s") % {"sandi": SANDI})
        self.stdout.write(_("Frasa tanda tangan kepala desa, lurah, camat, kepala dinas: %(frasa)s") % {"frasa": FRASA})
