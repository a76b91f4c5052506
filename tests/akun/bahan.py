"""A visitor who registers, step by step, as a browser without JavaScript does."""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import Any

from core.akun.models import Warga
from tests.berkas import bahan as berkas

SANDI = "melati-putih-7"
NIK = "3515185704900077"
_urut = count(1)


@cache
def foto() -> bytes:
    return berkas.foto((300, 200))


ISIAN: dict[int, dict[str, Any]] = {
    1: {
        "nik": "3515 1857 0490 0077",
        "no_kk": "3515.1801.0115.0001",
        "nama": "Siti Rahayu",
        "tempat_lahir": "Sidoarjo",
        "tanggal_lahir_hari": "17",
        "tanggal_lahir_bulan": "4",
        "tanggal_lahir_tahun": "1990",
        "jenis_kelamin": "Perempuan",
    },
    2: {"telepon": "0812-3456-7890", "email": "Siti@Contoh.id", "kecamatan": "35.15.18"},
    3: {"desa": "35.15.18.2001", "alamat": "Jalan Melati 7", "rt": "2", "rw": "3"},
    4: {
        "agama": "Islam",
        "status_kawin": "Kawin",
        "pendidikan": "SLTA/sederajat",
        "pekerjaan": "Guru",
        "golongan_darah": "O",
        "kewarganegaraan": "WNI",
    },
    6: {"kata_sandi": SANDI, "setuju": "on"},
}


def alamat(n: int) -> str:
    return f"/daftar/langkah/{n}/"


def unggah(client: Any, **foto_foto: bytes) -> Any:
    isi = {f"foto_{j}": berkas.unggahan(isi, f"{j}.jpg") for j, isi in foto_foto.items()}
    return client.post(alamat(5), isi)


def isi_sampai(client: Any, n: int, **ubah: Any) -> Any:
    """Answer the pages 1..n; `ubah` replaces answers by field name. Returns the last response."""
    jawab = None
    for langkah in range(1, n + 1):
        if langkah == 5:
            jawab = unggah(client, ktp=foto(), kk=foto())
        else:
            isian = {nama: ubah.get(nama, nilai) for nama, nilai in ISIAN[langkah].items()}
            jawab = client.post(alamat(langkah), isian)
        assert jawab.status_code == 302, jawab.content.decode()
    return jawab


def daftar(client: Any, **ubah: Any) -> Any:
    """The whole registration; returns the last page."""
    isi_sampai(client, 5, **ubah)
    return client.post(alamat(6), ISIAN[6] | {k: v for k, v in ubah.items() if k in ISIAN[6]}, follow=True)


def terdaftar() -> Warga:
    return Warga.objects.select_related("pengguna").get(nik=NIK)
