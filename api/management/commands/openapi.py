"""`manage.py openapi`: the schema of the interface, as docs/rujukan/openapi.json holds it."""

from typing import Any

from django.core.management.base import BaseCommand

from api.skema import teks_skema


class Command(BaseCommand):
    help = "Tulis OpenAPI antarmuka terbuka ke layar."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(teks_skema(), ending="")
