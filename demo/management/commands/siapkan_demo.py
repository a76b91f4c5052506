from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

# Sentence, command, arguments. One process for all: starting Django seven times took longer than the work.
LANGKAH: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Menyiapkan basis data", "migrate", ()),
    ("Menyiapkan cache", "createcachetable", ()),
    ("Mengumpulkan gambar dan gaya", "collectstatic", ()),
    ("Memuat wilayah, unit, dan jabatan", "muat_daerah", (settings.DAERAH,)),
    ("Menyusun halaman situs", "siapkan_situs", ()),
    ("Memuat tempat dan loket MPP", "muat_mpp", ()),
    ("Menulis kabar contoh", "isi_kabar", ()),
    ("Mengisi orang dan kunci contoh", "isi_demo", ()),
    ("Menjadwalkan pekerjaan berkala", "siapkan_jadwal", ()),
)
TANPA_TANYA = {"migrate": {"interactive": False}, "collectstatic": {"interactive": False}}


class Command(BaseCommand):
    help = "Everything between an empty folder and a browsable demo; each step may run again."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("Perintah ini hanya untuk demo. Nyalakan DEMO dahulu."))
        for kalimat, perintah, isi in LANGKAH:
            self.stdout.write(f"  · {kalimat}")
            self.stdout.flush()
            call_command(perintah, *isi, verbosity=0, stdout=self.stderr, **TANPA_TANYA.get(perintah, {}))
