"""`manage.py pulihkan`: finish or take back what a crash left behind. Safe to run every minute, and twice."""

from typing import Any

from django.core.management.base import BaseCommand

from core.surat.verba import pulihkan


class Command(BaseCommand):
    help = "Menyelesaikan atau mengembalikan surat yang terputus di tengah jalan, dengan nomor yang sama."

    def handle(self, *args: Any, **options: Any) -> None:
        hasil = pulihkan()
        self.stdout.write(", ".join(f"{nama}: {jumlah}" for nama, jumlah in sorted(hasil.items())) or "tidak ada")
