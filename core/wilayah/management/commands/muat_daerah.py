from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.wilayah.daerah import SEMUA
from core.wilayah.muat import DaerahLain, muat


class Command(BaseCommand):
    """Thin: `core.wilayah.muat.muat`; a second run changes nothing."""

    help = "Muat wilayah, kantor, jabatan, dan hari libur satu kabupaten; dijalankan lagi tidak mengubah apa pun."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("daerah", choices=sorted(SEMUA))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            baru = muat(SEMUA[options["daerah"]])
        except DaerahLain as galat:
            raise CommandError(str(galat)) from galat
        self.stdout.write(_("Baris baru: %(isi)s") % {"isi": ", ".join(f"{k} {n}" for k, n in baru.items())})
