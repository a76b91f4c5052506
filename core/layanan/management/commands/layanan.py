"""`manage.py layanan daftar|kunci [--json]`: the services of this installation; the lock files of their versions."""

from __future__ import annotations

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.layanan.deklarasi import Layanan
from core.layanan.kunci import kunci_layanan
from core.layanan.register import Karantina, Registri, registri
from core.layanan.sidik import sidik_layanan


class Command(BaseCommand):
    """Services: what is there, from where, and what is wrong with the rest."""

    help = "Layanan: daftar yang terpasang dan yang dikarantina."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """One sub-command for each thing to do."""
        tindakan = parser.add_subparsers(dest="tindakan", required=True)
        daftar = tindakan.add_parser("daftar", help="Tampilkan semua layanan")
        daftar.add_argument("--json", action="store_true", help="Keluaran untuk program lain")
        kunci = tindakan.add_parser("kunci", help="Tulis kunci.json: sidik tiap versi layanan")
        kunci.add_argument("kode", nargs="*", help="Hanya layanan ini")
        kunci.add_argument("--periksa", action="store_true", help="Jangan menulis; gagal bila ada yang berubah")

    def handle(self, *args: Any, **options: Any) -> None:
        """Dispatch by name."""
        getattr(self, options["tindakan"])(**options)

    def daftar(self, **pilihan: Any) -> None:
        """A line each, quarantined ones last with their reason."""
        daftar = registri()
        if pilihan["json"]:
            self.stdout.write(_json(daftar))
            return
        for layanan in daftar.semua():
            self.stdout.write(f"{layanan.tipe}  {layanan.kode}  v{layanan.versi}  {layanan.nama}")
        for satu in daftar.karantina:
            self.stdout.write(self.style.ERROR(f"!  {satu.kode}  dikarantina: {satu.alasan}"))

    def kunci(self, **pilihan: Any) -> None:
        """Write the lock of each service; a version whose content changed must rise instead."""
        daftar = registri()
        gagal = []
        for layanan in daftar.semua():
            if not pilihan["kode"] or layanan.kode in pilihan["kode"]:
                gagal += kunci_layanan(layanan, daftar.sumber(layanan.kode), tulis=not pilihan["periksa"])
        if gagal:
            raise CommandError("\n".join(gagal))
        self.stdout.write("Kunci cocok.")


def _json(daftar: Registri) -> str:
    isi = {
        "layanan": [_baris(layanan, daftar) for layanan in daftar.semua()],
        "karantina": [_karantina(satu) for satu in daftar.karantina],
    }
    return json.dumps(isi, ensure_ascii=False, indent=2)


def _baris(layanan: Layanan, daftar: Registri) -> dict[str, Any]:
    inti = {kunci: getattr(layanan, kunci) for kunci in ("kode", "versi", "tipe", "nama")}
    return inti | {"sidik": sidik_layanan(layanan), "sumber": str(daftar.sumber(layanan.kode))}


def _karantina(satu: Karantina) -> dict[str, str]:
    return {"kode": satu.kode, "sumber": satu.sumber, "alasan": satu.alasan, "rincian": satu.rincian}
