"""manage.py situs_baru HOST --nama NAMA [--tema TEMA]"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.verba import SitusSudahAda, buat_situs
from themes import daftar


class Command(BaseCommand):
    help = "Buat situs kedua dengan halamannya sendiri, disalin dari situs utama tanpa beritanya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("host", help="nama host, misalnya dinkes.contohkab.go.id")
        parser.add_argument("--nama", required=True, help="nama aplikasi di situs itu")
        parser.add_argument("--tema", default="", help="nama tema; kosong: tema pemasangan")

    def handle(self, *args: Any, **options: Any) -> None:
        tema = options["tema"]
        if tema and tema not in daftar.semua(settings.TEMA_TAMBAHAN):
            raise CommandError(_("Tema %(tema)s tidak ada. Lihat: manage.py tema daftar") % {"tema": tema})
        try:
            situs = buat_situs(host=options["host"], nama=options["nama"], tema=tema)
        except SitusSudahAda as galat:
            raise CommandError(_("Sudah ada situs di %(host)s.") % {"host": galat}) from galat
        self.stdout.write(f"Situs {situs.site_name} siap di {situs.root_url}/")
