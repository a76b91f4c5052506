"""The conformance kit of the contract: does a service keep what it promises? For authors, CI and uploaded packages.

    for temuan in periksa(layanan, folder):
        print(temuan)          # [formulir] contoh/sah.json baris 3: keperluan: Pilih keperluan

What the schema and the rules between the parts cannot know is tried out with the samples. Each category is a small
module; a higher room adds its own through `PEMERIKSA` when its app is ready. The kit writes nothing, asks no registry
and reads no table but that of the regions, so that it can judge an uploaded package inside a cage.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from django.db import DatabaseError

from core.layanan.deklarasi import Layanan
from core.layanan.kesesuaian import formulir, gangguan, identitas, isolasi, privasi, rute, unggahan
from core.layanan.kesesuaian.orang import PROFIL
from core.layanan.kesesuaian.temuan import MUAT, Bahan, ContohRusak, Temuan, baca_contoh, temuan_muat
from core.layanan.kesesuaian.wilayah import pindahkan

__all__ = ["MUAT", "PEMERIKSA", "PROFIL", "Bahan", "Temuan", "baca_contoh", "kategori_ada", "periksa", "temuan_muat"]

Pemeriksa = Callable[[Bahan], Iterable[Temuan]]
PEMERIKSA: dict[str, Pemeriksa] = {
    "identitas": identitas.periksa,
    "isolasi": isolasi.periksa,
    "formulir": formulir.periksa,
    "unggahan": unggahan.periksa,
    "rute": rute.periksa,
    "privasi": privasi.periksa,
    "gangguan": gangguan.periksa,
}


def kategori_ada() -> tuple[str, ...]:
    """The categories of this installation."""
    return tuple(PEMERIKSA)


def periksa(
    layanan: Layanan,
    folder: Path,
    kategori: Collection[str] | None = None,
    *,
    lain: Iterable[Layanan] = (),
    hanya_data: bool = False,
) -> list[Temuan]:
    """Every finding, category by category; no finding with `gagal` means that the service conforms.

    `lain` are the services beside which it will stand. Raises ValueError for an unknown category.
    """
    if asing := sorted(set(kategori or ()) - set(PEMERIKSA)):
        raise ValueError(f"kategori {asing[0]} tidak ada; yang ada: {', '.join(PEMERIKSA)}")
    dipakai = [nama for nama in PEMERIKSA if kategori is None or nama in kategori]
    besar = list(isolasi.terlalu_besar(folder))
    if besar:  # such files are not even read
        return [replace(satu, kategori="isolasi") for satu in besar]
    try:
        contoh = baca_contoh(folder)
    except ContohRusak as galat:
        return [replace(galat.temuan, kategori="formulir")]
    bahan = Bahan(layanan, folder, pindahkan(layanan, contoh), tuple(lain), hanya_data)
    return [temuan for nama in dipakai for temuan in _jalankan(nama, bahan)]


def _jalankan(nama: str, bahan: Bahan) -> Iterator[Temuan]:
    try:
        yield from [replace(temuan, kategori=nama) for temuan in PEMERIKSA[nama](bahan)]
    except DatabaseError:
        pesan = "daftar wilayah belum ada di basis data; jalankan manage.py migrate, lalu manage.py muat_daerah"
        yield Temuan(kategori=nama, berkas="layanan.toml", pesan=pesan)
    except Exception as galat:
        # An uploaded package may hold anything: what an examiner stumbles over is the package's fault until shown
        # otherwise, and it never passes because of it.
        sebab = f"pemeriksaan ini terhenti oleh isi yang tidak terduga ({type(galat).__name__}: {galat})"
        yield Temuan(kategori=nama, berkas="layanan.toml", pesan=sebab[:400])
