"""Run the harness as a program; figures as JSON on stdout. Exit code 1 when anything was found
(with --tanam: when something was not found)."""

import argparse
import gc
import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sipraja.settings_uji")
os.environ["UJI_TITIK"] = "-"  # before anything imports core.surat.titik

import django

django.setup()


def utama() -> int:
    from django.core.management import call_command
    from django.db import connection

    from tests.surat.mati import daftar
    from tests.surat.mati.panggung import JENIS, Panggung
    from tests.surat.mati.ronde import Permainan, tanam_semua
    from tests.surat.mati.tanam import TANAM

    pilihan = argparse.ArgumentParser(prog="python -m tests.surat.mati", description=__doc__)
    pilihan.add_argument("--ronde", type=int, default=200, help="berapa kali proses dibunuh")
    pilihan.add_argument("--benih", type=int, default=1)
    pilihan.add_argument("--jenis", choices=JENIS, nargs="*", default=list(JENIS))
    pilihan.add_argument("--tanam", choices=["semua", *TANAM], help="kesalahan yang ditanam (SQLite), sampai ketahuan")
    isi = pilihan.parse_args()
    if "surat_surat" not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    panggung = Panggung()
    gc.collect()
    gc.freeze()  # a child's collector must not touch, and so copy, the parent's pages
    if isi.tanam:
        nama = daftar.TANAM if isi.tanam == "semua" else [isi.tanam]
        hasil = tanam_semua(panggung, {n: (TANAM[n], daftar.TANAM[n]) for n in nama}, isi.ronde, isi.benih)
        json.dump(hasil, sys.stdout, ensure_ascii=False)
        return int(not all(satu["pelanggaran"] for satu in hasil.values()))
    angka = Permainan(panggung, isi.benih, jenis=tuple(isi.jenis)).main(isi.ronde)
    json.dump(angka.sebagai_json(), sys.stdout, ensure_ascii=False)
    return int(bool(angka.pelanggaran))


if __name__ == "__main__":
    sys.exit(utama())
