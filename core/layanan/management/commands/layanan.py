"""`manage.py layanan daftar|periksa|baru|kunci`: list, examine, begin and lock services."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.layanan.deklarasi import Layanan
from core.layanan.galat import LayananSalah
from core.layanan.kerangka import buat_kerangka
from core.layanan.kesesuaian import periksa
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
        periksa = tindakan.add_parser("periksa", help="Periksa layanan terpasang, atau satu folder")
        periksa.add_argument("folder", nargs="?", type=Path, help="Folder layanan; kosong: semua yang terpasang")
        periksa.add_argument("--json", action="store_true", help="Keluaran untuk program lain")
        baru = tindakan.add_parser("baru", help="Buat folder layanan baru yang langsung lulus pemeriksaan")
        baru.add_argument("kode", help="Seperti surat-keterangan-belum-menikah")
        baru.add_argument("--nama", required=True, help="Nama layanan")
        baru.add_argument("--tipe", choices=["A", "B", "C"], default="A", help="A desa, B naik, C langsung")
        baru.add_argument("--di", type=Path, default=None, help="Folder induk; bawaan: plugins")
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

    def periksa(self, **pilihan: Any) -> None:
        """Run the conformance kit; fails when anything is wrong."""
        daftar = Registri.dari([pilihan["folder"]]) if pilihan["folder"] else registri()
        hasil = {satu.kode: satu.rincian.splitlines() for satu in daftar.karantina}
        hasil |= {la.kode: periksa(la, daftar.sumber(la.kode)) for la in daftar.semua()}
        if pilihan["json"]:
            self.stdout.write(json.dumps(hasil, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(
                "\n".join(f"{kode}: {pesan}" for kode, isi in hasil.items() for pesan in isi or ["lulus"])
            )
        if any(hasil.values()) or not hasil:
            raise CommandError("Ada layanan yang belum lulus." if hasil else "Tidak ada layanan di sana.")

    def baru(self, **pilihan: Any) -> None:
        """Write the scaffold and say where."""
        akar = pilihan["di"] or settings.PLUGIN_BAWAAN
        try:
            folder = buat_kerangka(akar, kode=pilihan["kode"], tipe=pilihan["tipe"], nama=pilihan["nama"])
        except FileExistsError as galat:
            raise CommandError(f"{galat.filename} sudah ada.") from galat
        except LayananSalah as galat:
            raise CommandError(str(galat)) from galat
        self.stdout.write(f"Dibuat: {folder}")


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
