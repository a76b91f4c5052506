"""Reads about citizens."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.akun.models import Warga

LANGSUNG = [
    "nik",
    "no_kk",
    "tempat_lahir",
    "jenis_kelamin",
    "agama",
    "status_kawin",
    "pekerjaan",
    "pendidikan",
    "kewarganegaraan",
    "golongan_darah",
    "telepon",
    "alamat",
    "rt",
    "rw",
]


def wilayah_warga(warga: "Warga") -> dict[str, str]:
    """Code and name of the desa, and the names of the regions above it."""
    desa = warga.desa
    kecamatan = desa.induk
    kabupaten = kecamatan.induk if kecamatan else None
    return {
        "desa_kode": desa.kode,
        "desa": desa.nama,
        "kecamatan": kecamatan.nama if kecamatan else "",
        "kabupaten": kabupaten.nama if kabupaten else "",
    }


def profil_warga(warga: "Warga") -> dict[str, Any]:
    """Plain values about a citizen, safe to hand to a service: no model, no file."""
    return {
        "nama": warga.pengguna.nama,
        "email": warga.pengguna.email,
        "tanggal_lahir": warga.tanggal_lahir.isoformat(),
        "usia": warga.usia(),
        **{nama: getattr(warga, nama) for nama in LANGSUNG},
        **wilayah_warga(warga),
    }
