"""`layanan baru`: begin a service, from flags or from questions."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from core.layanan.galat import LayananSalah
from core.layanan.kerangka import POLA_KODE, buat_kerangka, salin_layanan, usul_kode
from core.layanan.perintah.dasar import Perintah, Tindakan
from core.layanan.perintah.tanya import tanya
from core.layanan.register import LayananRusak, Registri, registri

TIPE = ("A", "B", "C")


def argumen(parser: ArgumentParser) -> None:
    """Options."""
    parser.add_argument("kode", nargs="?", help="Seperti surat-keterangan-belum-menikah; kosong: diusulkan dari nama")
    parser.add_argument("--nama", help="Nama layanan")
    parser.add_argument("--tipe", choices=TIPE, help="A desa; B desa lalu kecamatan; C langsung kecamatan. Bawaan: A")
    parser.add_argument("--guna", help="Untuk apa warga membutuhkannya, satu kalimat")
    parser.add_argument("--khusus", action="store_true", help="Surat khusus, dengan buku nomor sendiri")
    parser.add_argument("--seperti", metavar="KODE", help="Salin layanan yang sudah ada, dengan identitas baru")
    parser.add_argument("--dengan-fungsi", action="store_true", help="Sertakan plugin.py")
    parser.add_argument("--di", type=Path, help="Folder induk; bawaan: plugins")


def jalankan(perintah: Perintah, **pilihan: Any) -> None:
    """Write the folder and say in three lines what was made, what to edit and what to run. Raises CommandError."""
    daftar = _daftar()
    isi = _lengkapi(pilihan, daftar)
    try:
        folder = _buat(isi, daftar)
    except FileExistsError as galat:
        raise CommandError(f"{galat.filename} sudah ada. Pilih kode lain, atau ubah folder itu.") from galat
    except LayananSalah as galat:
        raise CommandError(str(galat)) from galat
    _cetak(perintah, folder, isi)


def _daftar() -> Registri:
    """The services that are there; an author may begin a new one while another is broken."""
    try:
        return registri()
    except LayananRusak:
        return Registri.dari([settings.PLUGIN_BAWAAN, *filter(None, [settings.LAYANAN_TAMBAHAN])])


def _buat(isi: dict[str, Any], daftar: Registri) -> Path:
    akar = isi["di"] or settings.PLUGIN_BAWAAN
    inti = {"kode": isi["kode"], "nama": isi["nama"], "guna": isi["guna"] or "", "fungsi": isi["dengan_fungsi"]}
    if isi["seperti"]:
        return salin_layanan(daftar.sumber(isi["seperti"]), akar, **inti)
    return buat_kerangka(akar, tipe=isi["tipe"] or "A", khusus=isi["khusus"], **inti)


def _cetak(perintah: Perintah, folder: Path, isi: dict[str, Any]) -> None:
    nama = _pendek(folder)
    sebut = isi["kode"] if isi["di"] is None else nama
    perintah.stdout.write(f"Dibuat: {nama} ({len(list((folder / 'contoh').glob('*.json')))} contoh, versi 1 terkunci)")
    perintah.stdout.write("Ubah: layanan.toml (pertanyaan, unggahan, rute), surat.typ (isi surat), contoh/*.json")
    perintah.stdout.write(f"Jalankan: manage.py layanan pratinjau {sebut}, lalu manage.py layanan periksa {nama}")


def _pendek(folder: Path) -> Path:
    """As one would type it from here."""
    kini = Path.cwd()
    return folder.relative_to(kini) if folder.is_relative_to(kini) else folder


# --- What is missing --------------------------------------------------------------------------------------------------


def _lengkapi(pilihan: dict[str, Any], daftar: Registri) -> dict[str, Any]:
    """The options, complete: from questions in a terminal, else with what can be derived. Raises CommandError."""
    isi = dict(pilihan)
    if not isi["nama"]:
        if not sys.stdin.isatty():
            raise CommandError('Tulis --nama "Nama Layanan". Di terminal, perintah ini menanyakannya sendiri.')
        _tanyakan(isi, daftar)
    isi["kode"] = isi["kode"] or usul_kode(isi["nama"])
    for keluhan in (
        _salah_kode(isi["kode"], daftar),
        _salah_contoh(isi["seperti"] or "", daftar),
        _salah_tipe(isi, daftar),
    ):
        if keluhan:
            raise CommandError(keluhan)
    return isi


def _tanyakan(isi: dict[str, Any], daftar: Registri) -> None:
    try:
        isi["nama"] = tanya("Nama layanan, seperti Surat Keterangan Belum Menikah", periksa=_salah_nama)
        if not isi["kode"]:
            isi["kode"] = tanya("Kode", baku=usul_kode(isi["nama"]), periksa=lambda k: _salah_kode(k, daftar))
        if isi["seperti"] is None:
            kalimat = "Mirip layanan yang sudah ada? Tulis kodenya, atau Enter bila tidak"
            isi["seperti"] = tanya(kalimat, periksa=lambda k: _salah_contoh(k, daftar))
        if not isi["tipe"] and not isi["seperti"]:
            kalimat = "Diurus di mana? A desa atau kelurahan, B desa lalu kecamatan, C langsung kecamatan"
            isi["tipe"] = tanya(kalimat, baku="A", periksa=lambda t: "" if t in TIPE else "Tulis A, B, atau C.")
        if isi["guna"] is None:
            isi["guna"] = tanya("Untuk apa warga membutuhkannya? Satu kalimat, boleh dikosongkan")
    except (EOFError, KeyboardInterrupt):
        raise CommandError("Dihentikan; tidak ada yang dibuat.") from None


def _salah_nama(nama: str) -> str:
    return "" if usul_kode(nama) else "Tulis namanya, dengan huruf."


def _salah_kode(kode: str, daftar: Registri) -> str:
    if not POLA_KODE.fullmatch(kode) or len(kode) > 60:
        return f"Kode “{kode}” keliru: huruf kecil, angka, dan tanda hubung, seperti surat-keterangan-usaha."
    if daftar.ambil(kode) or daftar.dikarantina(kode):
        return f"Kode {kode} sudah dipakai layanan lain. Pilih kode lain."
    return ""


def _salah_contoh(kode: str, daftar: Registri) -> str:
    if not kode or daftar.ambil(kode):
        return ""
    return f"Tidak ada layanan “{kode}”. Lihat kodenya dengan manage.py layanan daftar."


def _salah_tipe(isi: dict[str, Any], daftar: Registri) -> str:
    asal = daftar.ambil(isi["seperti"]) if isi["seperti"] else None
    if asal is None or isi["tipe"] in (None, asal.tipe):
        return ""
    return f"{asal.kode} bertipe {asal.tipe}; salinannya juga. Hapus --tipe, atau ubah sesudahnya."


BARU = Tindakan("baru", "Buat folder layanan baru yang langsung lulus pemeriksaan", jalankan, argumen)
