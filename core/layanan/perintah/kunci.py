"""`layanan kunci`: the fingerprints of versions beside each declaration."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.models import ForeignObjectRel

from core.layanan.deklarasi import Layanan
from core.layanan.kunci import kunci_layanan, tulis_ulang
from core.layanan.models import VersiLayanan
from core.layanan.perintah.dasar import Perintah, Tindakan
from core.layanan.register import Registri, registri


def argumen(parser: ArgumentParser) -> None:
    """Options."""
    parser.add_argument("kode", nargs="*", help="Hanya layanan ini: kode, atau foldernya")
    cara = parser.add_mutually_exclusive_group()
    cara.add_argument("--periksa", action="store_true", help="Jangan menulis; gagal bila ada yang berubah")
    cara.add_argument(
        "--tulis-ulang", action="store_true", help="Kunci lagi versi yang belum pernah dipakai warga; sebut kodenya"
    )


def jalankan(perintah: Perintah, **pilihan: Any) -> None:
    """Write the lock of each service; a version whose content changed must rise instead. Raises CommandError."""
    pasangan = _pilih(pilihan["kode"])
    if pilihan["tulis_ulang"]:
        _tulis_ulang(perintah, pasangan if pilihan["kode"] else [])
        return
    gagal = [satu for la, folder in pasangan for satu in kunci_layanan(la, folder, tulis=not pilihan["periksa"])]
    if gagal:
        raise CommandError("\n".join(gagal))
    perintah.stdout.write("Kunci cocok.")


def _pilih(sebut: list[str]) -> list[tuple[Layanan, Path]]:
    """Each service with its folder: all that are installed, or those that are named. Raises CommandError."""
    if not sebut:
        daftar = registri()
        return [(la, daftar.sumber(la.kode)) for la in daftar.semua()]
    return [_satu(satu) for satu in sebut]


def _satu(sebut: str) -> tuple[Layanan, Path]:
    daftar = Registri.dari([sebut]) if Path(sebut).is_dir() else registri()
    semua = daftar.semua() if Path(sebut).is_dir() else [la for la in [daftar.ambil(sebut)] if la]
    if len(semua) == 1:
        return semua[0], daftar.sumber(semua[0].kode)
    rusak = next((k for k in daftar.karantina if Path(sebut).is_dir() or k.kode == sebut), None)
    if rusak:
        raise CommandError(f"{rusak.kode} belum dapat dikunci:\n{rusak.rincian}")
    raise CommandError(f"Tidak ada layanan “{sebut}”. Lihat kodenya dengan manage.py layanan daftar.")


# --- A draft that nobody has used yet ---------------------------------------------------------------------------------


def _tulis_ulang(perintah: Perintah, pasangan: list[tuple[Layanan, Path]]) -> None:
    if not pasangan:
        raise CommandError("Sebut layanan yang dikunci ulang: manage.py layanan kunci KODE --tulis-ulang")
    for layanan, _folder in pasangan:
        if _dipakai(layanan):
            raise CommandError(
                f"{layanan.kode}: versi {layanan.versi} sudah dipakai permohonan warga dan tidak boleh berubah. "
                f"Tulis versi = {layanan.versi + 1} di layanan.toml, lalu jalankan layanan kunci."
            )
    for layanan, folder in pasangan:
        tulis_ulang(layanan, folder)
        perintah.stdout.write(f"{layanan.kode}: versi {layanan.versi} dikunci ulang.")


def _dipakai(layanan: Layanan) -> bool:
    """Whether an application points at this version, whatever was in it then. Raises CommandError when unknowable."""
    try:
        if VersiLayanan._meta.db_table not in connection.introspection.table_names():
            return False  # an author's computer without a database: nobody can have applied here
        versi = VersiLayanan.objects.filter(kode=layanan.kode, versi=layanan.versi)
        return any(_ada_yang_mengacu(relasi, versi) for relasi in VersiLayanan._meta.get_fields(include_hidden=True))
    except DatabaseError as galat:
        raise CommandError("Basis data tidak menjawab, jadi belum pasti versi ini belum dipakai. Coba lagi.") from galat


def _ada_yang_mengacu(relasi: Any, versi: Any) -> bool:
    """Applications live in a higher room; they are found by their pointing here."""
    if not isinstance(relasi, ForeignObjectRel):
        return False
    return bool(relasi.related_model._base_manager.filter(**{f"{relasi.field.name}__in": versi}).exists())


KUNCI = Tindakan("kunci", "Tulis kunci.json: sidik tiap versi layanan", jalankan, argumen)
