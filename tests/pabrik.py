"""The shared test factory: a small regency, officers and citizens, made the way the product makes them.

kecil = daerah_kecil()                     # Waru (Pepelegi, Tropodo), Sidoarjo (Banjarbendo, kelurahan Magersari)
kades = petugas(kecil.pepelegi, "kepala_desa", nama="Siti Aminah")
siti = warga(kecil.pepelegi, nama="Siti Rahayu")
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import cycle
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from core.layanan.register import registri
from core.wilayah.daerah import SIDOARJO
from core.wilayah.models import HariLibur, Jabatan, Penugasan, Unit, Wilayah
from core.wilayah.muat import baris_wilayah, muat
from tests import kilas

SANDI = "sandi-khusus-uji-1"
LAHIR = date(1990, 4, 17)
_urut = cycle(range(1, 10_000))  # what fits into the last digits of a NIK and a NIP

# Two desa of one kecamatan, then another kecamatan with a desa and a kelurahan: enough to leak from one to the other.
POTONGAN = ["35", "35.15", "35.15.18", "35.15.18.2001", "35.15.18.2005", "35.15.08", "35.15.08.2003", "35.15.08.1018"]


@dataclass(frozen=True)
class DaerahKecil:
    """The offices of the small regency."""

    waru: Unit
    pepelegi: Unit
    tropodo: Unit
    sidoarjo: Unit
    banjarbendo: Unit
    magersari: Unit  # a kelurahan
    dinas_sosial: Unit
    dispendukcapil: Unit
    bagian_pemerintahan: Unit


def daerah_kecil() -> DaerahKecil:
    """Regions, offices, seats and holidays of a slice of Sidoarjo; may be called again in the same test."""
    if not Unit.objects.exists():
        kilas.putar(_muat_kecil, timezone.localdate().year)
    unit = Unit.objects.select_related("wilayah__induk__induk", "induk").in_bulk(field_name="kode")
    return DaerahKecil(
        waru=unit["35.15.18"],
        pepelegi=unit["35.15.18.2001"],
        tropodo=unit["35.15.18.2005"],
        sidoarjo=unit["35.15.08"],
        banjarbendo=unit["35.15.08.2003"],
        magersari=unit["35.15.08.1018"],
        dinas_sosial=unit["dinas-sosial"],
        dispendukcapil=unit["dispendukcapil"],
        bagian_pemerintahan=unit["bagian-pemerintahan"],
    )


def _muat_kecil() -> None:
    muat(SIDOARJO, [b for b in baris_wilayah(SIDOARJO) if b["kode"] in POTONGAN])
    _isi_kalender()


def situs() -> Any:
    """The public pages, as `siapkan_situs` makes them for the services and offices that are there."""
    from wagtail.models import Site

    from cms.verba import siapkan_situs

    kantor = tuple(Unit.objects.order_by("pk").values_list("pk", "kode"))
    layanan = repr(registri().semua())
    kilas.putar(siapkan_situs, settings.DAERAH, settings.ALAMAT_SITUS, settings.DEMO, layanan, kantor)
    Site.clear_site_root_paths_cache()
    return Site.objects.get(is_default_site=True)


def _isi_kalender() -> None:
    """Tests that run by the real clock must still pass when the shipped calendar has come to its end."""
    for tahun in (timezone.localdate().year, timezone.localdate().year + 1):
        if not HariLibur.objects.filter(tanggal__year=tahun).exists():
            HariLibur.objects.create(tanggal=date(tahun, 1, 1), nama="Tahun Baru", jenis="libur_nasional")


def pengguna(masuk: str = "", **isian: Any) -> Any:
    """An account with password SANDI and without a seat."""
    urut = next(_urut)
    isian = {"nama": f"Pengguna Uji {urut}", "email": f"uji{urut}@contoh.id", **isian}
    return get_user_model().objects.create_user(username=masuk or f"uji{urut}", password=SANDI, **isian)


def tugas(orang: Any, unit: Unit, peran: str, *, jenis: str = "definitif", mulai: date | None = None,
          sampai: date | None = None) -> Penugasan:  # fmt: skip
    """Seat a person, from the first of January 2020 until further notice unless said otherwise."""
    kursi = Jabatan.objects.select_related("unit").get(unit=unit, peran=peran)
    return Penugasan.objects.create(
        jabatan=kursi, pengguna=orang, jenis=jenis, mulai=mulai or date(2020, 1, 1), sampai=sampai
    )


def petugas(unit: Unit, peran: str, *, jenis: str = "definitif", mulai: date | None = None,
            sampai: date | None = None, **isian: Any) -> Any:  # fmt: skip
    """An officer who holds this role in this office; `.tugas` is the assignment."""
    urut = next(_urut)
    isian = {"nip": f"19750817200312{urut:04d}", **isian}
    orang = pengguna(isian.pop("masuk", f"petugas{urut}"), **isian)
    orang.tugas = tugas(orang, unit, peran, jenis=jenis, mulai=mulai, sampai=sampai)
    return orang


def tim(unit: Unit) -> SimpleNamespace:
    """One officer for every seat of an office: `tim(desa).kepala_desa`."""
    return SimpleNamespace(**{j.peran: petugas(unit, j.peran) for j in Jabatan.objects.filter(unit=unit)})


def nik_untuk(desa: Wilayah, lahir: date = LAHIR, *, perempuan: bool = True, urut: int | None = None) -> str:
    """A well-formed NIK of the desa's kecamatan; women are born on day + 40."""
    hari = lahir.day + (40 if perempuan else 0)
    kecamatan = "".join(desa.kode.split(".")[:3])
    return f"{kecamatan}{hari:02d}{lahir:%m%y}{next(_urut) if urut is None else urut:04d}"


def warga(desa: Unit | Wilayah, **isian: Any) -> Any:
    """A verified citizen of this desa, ready to apply; `foto_ktp` and `foto_kk` only when given. Returns the Warga."""
    from core.akun.models import Warga

    tempat = desa.wilayah if isinstance(desa, Unit) else desa
    lahir, kelamin = isian.pop("tanggal_lahir", LAHIR), isian.pop("jenis_kelamin", "Perempuan")
    nik = isian.pop("nik", "") or nik_untuk(tempat, lahir, perempuan=kelamin == "Perempuan")
    akun = {kunci: isian.pop(kunci) for kunci in ("nama", "email") if kunci in isian}
    bawaan = {
        "no_kk": f"{nik[:6]}010115{next(_urut):04d}",
        "tempat_lahir": "Sidoarjo",
        "telepon": "+6281234567890",
        "alamat": "Jalan Melati 7",
        "rt": "002",
        "rw": "003",
        "golongan_darah": "O",
        "agama": "Islam",
        "status_kawin": "Kawin",
        "kewarganegaraan": "WNI",
        "pendidikan": "SLTA/sederajat",
        "pekerjaan": "Mengurus rumah tangga",
        "status": "terverifikasi",
        "persetujuan": "uji",
        "diperiksa_pada": timezone.now() if isian.get("status", "terverifikasi") != "menunggu" else None,
    }
    return Warga.objects.create(
        pengguna=pengguna(nik, **akun), nik=nik, desa=tempat, tanggal_lahir=lahir, jenis_kelamin=kelamin,
        **(bawaan | isian),
    )  # fmt: skip
