from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from mpp.muat import muat


class Command(BaseCommand):
    """Thin: `mpp.muat.muat`; a second run changes nothing."""

    help = "Muat tempat, loket, dan layanan Mal Pelayanan Publik daerah ini; aman diulang, suntingan tidak ditimpa."

    def handle(self, *args: Any, **options: Any) -> None:
        baru = muat(settings.DAERAH)
        self.stdout.write(_("Baris baru: %(isi)s") % {"isi": ", ".join(f"{k} {n}" for k, n in baru.items())})
