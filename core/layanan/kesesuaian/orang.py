"""The invented citizen on whom samples may lean, and the others whom conditions on the account ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.layanan.deklarasi import Layanan
from core.layanan.syarat import Banding, Syarat, banding_dalam, urai_acuan

PROFIL: dict[str, Any] = {
    "nama": "Siti Contoh", "nik": "3515085704900004", "no_kk": "3515081704120009", "tempat_lahir": "Sidoarjo",
    "tanggal_lahir": "1990-04-17", "usia": 36, "jenis_kelamin": "Perempuan", "agama": "Islam", "status_kawin": "Kawin",
    "pekerjaan": "Mengurus rumah tangga", "pendidikan": "SLTA/sederajat", "kewarganegaraan": "WNI",
    "golongan_darah": "O", "telepon": "+6281234567890", "email": "siti@contoh.id", "alamat": "Jalan Melati 12",
    "rt": "003", "rw": "002", "desa_kode": "35.15.18.2001", "desa": "Pepelegi", "kecamatan": "Waru",
    "kabupaten": "Kabupaten Sidoarjo",
}  # fmt: skip
LAIN = "sesuatu yang lain"
ORANG_MAKS = 40  # an uploaded package must not make us try out thousands


def syarat_layanan(layanan: Layanan) -> Iterator[tuple[tuple[str | int, ...], Syarat]]:
    """Every condition of a declaration, with the path of its `jika`."""
    for i, langkah in enumerate(layanan.langkah):
        if langkah.jika:
            yield ("langkah", i, "jika"), langkah.jika
        for j, kolom in enumerate(langkah.kolom):
            if kolom.jika:
                yield ("langkah", i, "kolom", j, "jika"), kolom.jika
    for i, berkas in enumerate(layanan.berkas):
        if berkas.jika:
            yield ("berkas", i, "jika"), berkas.jika
    for i, tahap in enumerate(layanan.rute):
        if tahap.jika:
            yield ("rute", i, "jika"), tahap.jika


def semua_profil(layanan: Layanan) -> list[dict[str, Any]]:
    """The invented citizen, and one more for each side of each comparison with the account."""
    hasil = [PROFIL]
    for _jalur, syarat in syarat_layanan(layanan):
        for banding in banding_dalam(syarat):
            arti = urai_acuan(banding.acuan, layanan.kolom)
            calon = [PROFIL | {arti.kolom: n} for n in _dua_sisi(banding)] if arti.jenis == "profil" else []
            hasil += [satu for satu in calon if satu not in hasil]
    return hasil[:ORANG_MAKS]


def _dua_sisi(banding: Banding) -> tuple[Any, Any]:
    """A value for which the comparison holds and one for which it does not, in any order."""
    nilai = banding.nilai
    if banding.op == "kosong":
        return None, LAIN
    if isinstance(nilai, tuple):
        return nilai[0], LAIN
    if isinstance(nilai, bool):
        return True, False
    return (nilai - 1, nilai + 1) if isinstance(nilai, int | float) else (nilai, LAIN)
