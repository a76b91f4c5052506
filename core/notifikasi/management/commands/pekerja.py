import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.notifikasi import antrean, kueri
from core.notifikasi.jadwal import siapkan
from core.notifikasi.pengawas import Pengawas


class Command(BaseCommand):
    """The worker together with its watchman."""

    help = "Jalankan pekerja antrean beserta pengawasnya; klaster yang membeku dinyalakan ulang."

    def handle(self, *args: Any, **options: Any) -> None:
        siapkan()
        # After a crash of everything, repair begins now and not at the next minute.
        for nomor in range(len(settings.PENYAPU)):
            antrean.bunyikan(antrean.SAPU, nomor)
        Pengawas([sys.executable, sys.argv[0], "qcluster"], kueri.umur_denyut).jalan()
