"""Entries, keepers and deciders, made the way the product makes them."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth.models import Permission

from layanan_links import verba
from layanan_links.models import Kategori, Tautan, Usulan
from tests import pabrik

_urut = count(1)


def kategori(kode: str = "usaha") -> Kategori:
    return Kategori.objects.get_or_create(kode=kode, defaults={"nama": kode.capitalize()})[0]


def izin(orang: Any, *kode: str) -> Any:
    """Give permissions directly; `kode` like "layanan_links.usulkan"."""
    for satu in kode:
        aplikasi, _titik, nama = satu.partition(".")
        orang.user_permissions.add(Permission.objects.get(content_type__app_label=aplikasi, codename=nama))
    return type(orang).objects.get(pk=orang.pk)


def opd(unit: Any) -> Any:
    """An operator of this dinas who keeps its entries."""
    return izin(pabrik.petugas(unit, "operator_dinas"), "wagtailadmin.access_admin", "layanan_links.usulkan")


def pemerintahan(kecil: Any) -> Any:
    """Somebody of Bagian Pemerintahan who decides."""
    orang = pabrik.petugas(kecil.bagian_pemerintahan, "admin_kabupaten")
    return izin(orang, "wagtailadmin.access_admin", "layanan_links.setujui")


def isi(unit: Any = None, **lain: Any) -> dict[str, Any]:
    """Editable fields as plain values."""
    nomor = next(_urut)
    dasar = {
        "nama": f"Aplikasi {nomor}", "untuk": "Mendaftar usaha", "kategori": kategori().pk,
        "unit": unit.pk if unit else None, "pengelola": unit.nama if unit else "Instansi Uji", "pemilik": "opd",
        "alamat": f"https://app{nomor}.contoh.id/", "biaya": "", "rincian_biaya": "", "tempat": "", "cara_masuk": "",
    }  # fmt: skip
    return dasar | lain


def tayang(oleh: Any, unit: Any = None, **lain: Any) -> Tautan:
    """A live entry, entered by somebody of Bagian Pemerintahan."""
    kode = lain.pop("kode", f"aplikasi-{next(_urut)}")
    return verba.simpan(tautan=Tautan(kode=kode), isi=isi(unit, **lain), oleh=oleh)


def menunggu(tautan: Tautan) -> Usulan:
    return Usulan.objects.get(tautan=tautan, status="menunggu")
