from typing import Any

from django.core.management.base import BaseCommand

from core.wilayah.daerah import daerah_aktif
from demo.ilustrasi import pelukis
from publikasi.verba import isi_kabar


class Command(BaseCommand):
    help = "Demonstration news and announcements with our own drawings; again = no change."

    def handle(self, *args: Any, **options: Any) -> None:
        daerah = daerah_aktif()
        self.stdout.write(f"{isi_kabar(daerah, pelukis(daerah))} kabar contoh baru")
