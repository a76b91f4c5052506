from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.wilayah.daerah import daerah_aktif
from core.wilayah.models import Unit
from demo.isi import isi


class Command(BaseCommand):
    help = "Seat demo officers and register demo citizens of the active regency; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("Orang contoh hanya untuk demo. Nyalakan DEMO dahulu."))
        if not Unit.objects.filter(wilayah=daerah_aktif().kode).exists():
            raise CommandError(_("Wilayah belum dimuat. Jalankan muat_daerah %(d)s.") % {"d": settings.DAERAH})
        self.stdout.write(_("Akun baru: %(jumlah)d") % {"jumlah": isi(daerah_aktif())})
