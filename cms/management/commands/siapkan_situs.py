"""manage.py siapkan_situs"""

from typing import Any

from django.core.management.base import BaseCommand

from cms.verba import siapkan_situs


class Command(BaseCommand):
    help = "Buat halaman umum situs (beranda, katalog, bantuan, standar pelayanan) untuk daerah ini; aman diulang."

    def handle(self, *args: Any, **options: Any) -> None:
        situs = siapkan_situs()
        self.stdout.write(f"Situs {situs.site_name} siap di {situs.root_url}/")
