"""Reads about citizens."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from core.wilayah.kueri import wilayah
from core.wilayah.models import Wilayah
from core.wilayah.peran import OPERATOR_DESA

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.akun.models import Warga
    from core.wilayah.models import Penugasan

SEHALAMAN = 25

# fmt: off
LANGSUNG = (
    "nik", "no_kk", "tempat_lahir", "jenis_kelamin", "agama", "status_kawin", "pekerjaan", "pendidikan",
    "kewarganegaraan", "golongan_darah", "telepon", "alamat", "rt", "rw",
)
# fmt: on


def _desa(warga: "Warga") -> Wilayah:
    """The desa with the regions above it, in one query; what is loaded already is not asked for again."""
    if not warga._meta.get_field("desa").is_cached(warga) and (ada := wilayah(warga.desa_id)):
        warga.desa = ada
    return warga.desa


def wilayah_warga(warga: "Warga") -> dict[str, str]:
    """Code and name of the desa, and the names of the regions above it."""
    desa = _desa(warga)
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


def kunci_warga(warga: "Warga") -> str:
    """Keyset mark of a row: where the next page begins."""
    return f"{warga.didaftarkan.isoformat()}_{warga.pk}"


def untuk_petugas(penugasan: "list[Penugasan]") -> "QuerySet[Warga]":
    """The one choke point of officers: citizens of the desa in which they hold an office today."""
    from core.akun.models import Warga

    desa = {satu.jabatan.unit.wilayah_id for satu in penugasan if satu.jabatan.peran == OPERATOR_DESA}
    jalan = ("pengguna", "desa__induk__induk", "diperiksa_oleh")
    return Warga.objects.filter(desa_id__in=desa).select_related(*jalan)


def antrean(dasar: "QuerySet[Warga]", status: str, sesudah: str = "") -> "list[Warga]":
    """One page of the queue, oldest first, and one row more when there is another page. Two columns make the order
    total, so nobody is skipped while others register."""
    baris = dasar.filter(status=status).order_by("didaftarkan", "pk")
    if batas := _batas(sesudah):
        baris = baris.filter(Q(didaftarkan__gt=batas[0]) | Q(didaftarkan=batas[0], pk__gt=batas[1]))
    return list(baris[: SEHALAMAN + 1])


def _batas(kunci: str) -> tuple[datetime, int] | None:
    """The mark of a page, or None for anything that is not one."""
    waktu, _pisah, nomor = kunci.rpartition("_")
    try:
        return datetime.fromisoformat(waktu), int(nomor)
    except ValueError:
        return None
