"""Samples name desa of one regency; the same service runs in the other one. Their regions are moved over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.layanan.deklarasi import Kolom, Layanan
from core.layanan.kesesuaian.temuan import Contoh
from core.wilayah.daerah import SEMUA, daerah_aktif
from core.wilayah.models import Wilayah


def pindahkan(layanan: Layanan, contoh: Contoh) -> dict[str, dict[str, Any]]:
    """The samples with each region of a sister regency replaced by one of this regency, of the same level."""
    kolom = layanan.kolom
    return {nama: {k: _satu(kolom.get(k), nilai) for k, nilai in isi.items()} for nama, isi in contoh.items()}


def _satu(kolom: Kolom | None, nilai: Any) -> Any:
    if kolom is None:
        return nilai
    if kolom.tipe == "tabel" and isinstance(nilai, list):
        return [_baris(kolom, baris) if isinstance(baris, Mapping) else baris for baris in nilai]
    if kolom.tipe != "wilayah" or not isinstance(nilai, str):
        return nilai
    # Nationwide, too, a desa is known by name only where it belongs to this regency.
    return _padanan(nilai) if kolom.lingkup == "kabupaten" or nilai.count(".") == 3 else nilai


def _baris(kolom: Kolom, baris: Mapping[str, Any]) -> dict[str, Any]:
    sub = {s.nama: s for s in kolom.sub_kolom}
    return {k: _satu(sub.get(k), nilai) for k, nilai in baris.items()}


def _padanan(kode: str) -> str:
    """A region here for one there; what belongs here, or nowhere, stays and is judged as it is."""
    sini, kabupaten = daerah_aktif().kode, ".".join(kode.split(".")[:2])
    if kabupaten == sini or kabupaten not in {daerah.kode for daerah in SEMUA.values()}:
        return kode
    tingkat = ("kecamatan",) if kode.count(".") == 2 else ("desa", "kelurahan")
    ada = Wilayah.objects.filter(kode__startswith=f"{sini}.", tingkat__in=tingkat).order_by("kode").first()
    return ada.kode if ada else kode
