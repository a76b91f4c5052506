"""`layanan periksa`: the conformance kit from the command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from core.layanan.galat import LayananSalah
from core.layanan.kesesuaian import Temuan, kategori_ada, periksa, temuan_muat
from core.layanan.perintah.dasar import Perintah, Tindakan
from core.layanan.register import LayananRusak, Registri, registri

Hasil = dict[str, list[Temuan]]


def argumen(parser: ArgumentParser) -> None:
    """Options."""
    parser.add_argument("folder", nargs="?", type=Path, help="Folder layanan; kosong: semua yang terpasang")
    parser.add_argument("--json", action="store_true", help="Keluaran untuk program lain")
    bantuan = f"Hanya ini: {', '.join(kategori_ada())}"
    parser.add_argument("--kategori", nargs="+", choices=kategori_ada(), metavar="KATEGORI", help=bantuan)


def jalankan(perintah: Perintah, **pilihan: Any) -> None:
    """Run the kit; fails when a promise is broken, not because of a warning."""
    hasil = _periksa_semua(pilihan["folder"], pilihan["kategori"])
    if pilihan["json"]:
        isi = {kode: [satu.json() for satu in temuan] for kode, temuan in hasil.items()}
        perintah.stdout.write(json.dumps(isi, ensure_ascii=False, indent=2))
    else:
        for kode, temuan in hasil.items():
            _tulis(perintah, kode, temuan)
        perintah.stdout.write(_jumlah(hasil))
    if not hasil:
        raise CommandError("Tidak ada layanan di sana.")
    if any(satu.gagal for temuan in hasil.values() for satu in temuan):
        raise CommandError("Ada layanan yang belum lulus.")


def _periksa_semua(folder: Path | None, kategori: list[str] | None) -> Hasil:
    terpasang = _terpasang()
    daftar = terpasang if folder is None else Registri.dari([folder])
    hasil = {k.kode: temuan_muat(LayananSalah(k.sumber, k.rincian.splitlines())) for k in daftar.karantina}
    lain = {layanan.kode: layanan for sumber in (terpasang, daftar) for layanan in sumber.semua()}.values()
    for layanan in daftar.semua():
        hasil[layanan.kode] = periksa(layanan, daftar.sumber(layanan.kode), kategori, lain=lain)
    return hasil


def _terpasang() -> Registri:
    """The registry, also where strict mode refuses to start: this command is how one finds out what is wrong."""
    try:
        return registri()
    except LayananRusak:
        folder = [settings.PLUGIN_BAWAAN, *filter(None, [settings.LAYANAN_TAMBAHAN])]
        return Registri.dari(folder, paket=True)


def _tulis(perintah: Perintah, kode: str, temuan: list[Temuan]) -> None:
    gagal = [satu for satu in temuan if satu.gagal]
    ingat = [satu for satu in temuan if not satu.gagal]
    nilai = perintah.style.ERROR(f"{len(gagal)} harus diperbaiki") if gagal else perintah.style.SUCCESS("lulus")
    perintah.stdout.write(f"{kode}: {nilai}{f', {len(ingat)} catatan' if ingat else ''}")
    for satu in gagal:
        perintah.stdout.write(f"  ✗ {satu}")
    for satu in ingat:
        perintah.stdout.write(f"  · {satu}")


def _jumlah(hasil: Hasil) -> str:
    belum = sum(any(satu.gagal for satu in temuan) for temuan in hasil.values())
    catatan = sum(not satu.gagal for temuan in hasil.values() for satu in temuan)
    return f"{len(hasil)} layanan diperiksa: {len(hasil) - belum} lulus, {belum} belum, {catatan} catatan."


PERIKSA = Tindakan("periksa", "Periksa layanan terpasang, atau satu folder", jalankan, argumen)
