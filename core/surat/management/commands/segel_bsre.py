"""`manage.py segel_bsre aktifkan|perbarui`: have an activation code mailed, or renew those in use (from cron)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.surat.models import KunciSegel
from core.surat.penanda import bsre_v2
from core.surat.penanda.dasar import PenandaGagal
from core.surat.verba_segel_bsre import perbarui_segel


class Command(BaseCommand):
    """Thin: `core.surat.verba_segel_bsre`."""

    help = "Aktivasi segel elektronik di BSrE: meminta kode pertama, atau memperbarui yang dipakai."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tindakan", choices=["aktifkan", "perbarui"])
        parser.add_argument("--pelanggan", default="", help="Nomor pelanggan BSrE (idSubscriber), untuk aktifkan.")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        if pilihan["tindakan"] == "perbarui":
            self._perbarui()
        else:
            self._aktifkan(pilihan["pelanggan"])

    def _aktifkan(self, pelanggan: str) -> None:
        try:
            bsre_v2.aktifkan(KunciSegel(pengenal=pelanggan))
        except PenandaGagal as galat:
            raise CommandError(galat.pesan) from None
        self.stdout.write("BSrE mengirim kode aktivasi lewat surel. Masukkan di halaman kunci, bagian segel.")

    def _perbarui(self) -> None:
        hasil = perbarui_segel()
        for satu in hasil:
            sampai = satu.sampai or "waktu yang tidak disebut BSrE"
            self.stdout.write(f"{satu.nama}: {satu.galat or f'aktif sampai {sampai}'}")
        if gagal := [satu for satu in hasil if satu.galat]:
            raise CommandError(f"{len(gagal)} segel tidak diperbarui.")
