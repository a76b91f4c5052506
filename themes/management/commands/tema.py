from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from themes import daftar
from themes.baru import Pesanan, TemaDitolak, buat
from themes.periksa import periksa


class Command(BaseCommand):
    """Thin: `themes.baru.buat`, `themes.periksa.periksa`, `themes.daftar.semua`."""

    requires_system_checks = []  # a theme is made before the first `migrate`
    help = "Buat, periksa, atau sebut tema: tema baru <nama>, tema periksa [nama], tema daftar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        perintah = parser.add_subparsers(dest="perintah", required=True)
        baru = perintah.add_parser("baru", help="buat map tema yang langsung lolos pemeriksaan")
        baru.add_argument("kode", help="nama map, misalnya blitar")
        baru.add_argument("--aplikasi", help="nama aplikasi, misalnya 'LAYANAN BLITAR'")
        baru.add_argument("--kepanjangan", default="Layanan publik satu pintu")
        baru.add_argument("--warna", default="#5b3a72", help="warna kepala halaman; warna lain dihitung darinya")
        baru.add_argument("--kabupaten", default="", help="kode Kemendagri bila tema ini untuk kabupaten lain: 35.05")
        baru.add_argument("--di", type=Path, help="map induk; bawaan: TEMA_TAMBAHAN")
        satu = perintah.add_parser("periksa", help="kontras, kelengkapan, ukuran, manifes")
        satu.add_argument("kode", nargs="?", help="kosong: semua tema")
        perintah.add_parser("daftar", help="tema yang terpasang")

    def handle(self, *args: Any, **options: Any) -> None:
        {"baru": self._baru, "periksa": self._periksa, "daftar": self._daftar}[options["perintah"]](options)

    def _baru(self, pilihan: dict[str, Any]) -> None:
        akar = pilihan["di"] or settings.TEMA_TAMBAHAN
        if akar is None:
            raise CommandError("Isi TEMA_TAMBAHAN di .env dengan map untuk tema, atau pakai --di MAP.")
        nama = pilihan["aplikasi"] or f"LAYANAN {pilihan['kode'].upper()}"
        try:
            folder = buat(
                Pesanan(pilihan["kode"], nama, pilihan["kepanjangan"], pilihan["warna"], pilihan["kabupaten"]), akar
            )
        except TemaDitolak as galat:
            raise CommandError(str(galat)) from galat
        self.stdout.write(f"Tema ditulis ke {folder}. Berikutnya: manage.py tema periksa {pilihan['kode']}")

    def _periksa(self, pilihan: dict[str, Any]) -> None:
        semua = [pilihan["kode"]] if pilihan["kode"] else list(daftar.semua(settings.TEMA_TAMBAHAN))
        try:
            salah = [f"{kode}: {satu}" for kode in semua for satu in periksa(kode)]
        except FileNotFoundError as galat:
            raise CommandError(f"Tema {galat} tidak ada. Lihat: manage.py tema daftar") from galat
        if salah:
            raise CommandError("\n".join(salah))
        self.stdout.write(f"Lolos: {', '.join(semua)}")

    def _daftar(self, pilihan: dict[str, Any]) -> None:
        for kode, folder in daftar.semua(settings.TEMA_TAMBAHAN).items():
            self.stdout.write(f"{kode}\t{folder}")
