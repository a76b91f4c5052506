from typing import Any

from django.core.management.base import BaseCommand

from core.notifikasi.jadwal import siapkan


class Command(BaseCommand):
    """Register the sweeper; safe to repeat."""

    help = "Daftarkan penyapu tiap menit di antrean; aman dijalankan berulang kali."

    def handle(self, *args: Any, **options: Any) -> None:
        for nama in siapkan():
            self.stdout.write(nama)
