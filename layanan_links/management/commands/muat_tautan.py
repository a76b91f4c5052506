"""manage.py muat_tautan"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from core.wilayah.daerah import daerah_aktif
from layanan_links.muat import muat


class Command(BaseCommand):
    help = "Isi daftar aplikasi dinas dari berkas data; dijalankan lagi tidak mengubah apa pun."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Aplikasi baru: %(n)s") % {"n": muat(daerah_aktif())})
