"""Packages to try things on: the scaffold of `layanan baru`, packed; and people who upload and decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group

from cms.kelompok import siapkan_kelompok
from core.layanan.kerangka import buat_kerangka
from core.layanan.kunci import kunci_layanan
from core.layanan.muat import muat_folder
from core.layanan.paket_hasil import HasilPeriksa
from core.layanan.paket_zip import bungkus_paket
from core.layanan.verba import ajukan_paket
from tests.pabrik import pengguna, petugas

KODE = "surat-keterangan-nelayan"


def folder_paket(akar: Path, kode: str = KODE, nama: str = "Surat Keterangan Nelayan") -> Path:
    """The scaffold of a new service."""
    return buat_kerangka(akar, kode=kode, tipe="A", nama=nama)


def versi_baru(folder: Path, versi: int, **ganti: str) -> Path:
    """The same folder with a higher version and other words in its declaration."""
    berkas = folder / "layanan.toml"
    teks = berkas.read_text().replace(f"versi     = {versi - 1}", f"versi     = {versi}")
    for lama, baru in ganti.items():
        teks = teks.replace(lama, baru)
    berkas.write_text(teks)
    kunci_layanan(muat_folder(folder).layanan, folder, tulis=True)
    return folder


def hasil_baca(folder: Path, temuan: list[dict[str, Any]] | None = None) -> HasilPeriksa:
    """What the examination of this folder would answer, without the cage."""
    return HasilPeriksa(muat_folder(folder).layanan, temuan or [])


def orang(kecil: Any) -> tuple[Any, Any, Any]:
    """An officer of Dinas Sosial who uploads, one of Dispendukcapil, and who decides in Bagian Pemerintahan."""
    siapkan_kelompok()
    penyunting, pengelola = (Group.objects.get(name=nama) for nama in ("Penyunting OPD", "Pengelola layanan"))
    dinsos = petugas(kecil.dinas_sosial, "operator_dinas", nama="Yuli")
    dukcapil = petugas(kecil.dispendukcapil, "operator_dinas", nama="Fitri")
    dinsos.groups.add(penyunting)
    dukcapil.groups.add(penyunting)
    pemerintahan = pengguna(nama="Sri")
    pemerintahan.groups.add(pengelola)
    return dinsos, dukcapil, pemerintahan


def ajukan(folder: Path, oleh: Any, unit: Any, temuan: list[dict[str, Any]] | None = None) -> Any:
    """Pack a folder and send it in."""
    return ajukan_paket(pengguna=oleh, unit=unit, isi=bungkus_paket(folder), hasil=hasil_baca(folder, temuan))
