"""Stored answers back to what a browser would post: one path of judgement for pages, whole applications and tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

from core.layanan.deklarasi import Kolom, Layanan
from core.layanan.widget import TanggalWidget
from core.layanan.wilayah import WilayahWidget

Kiriman = MultiValueDict[str, str]


def data_kirim(layanan: Layanan, n: int, isian: Mapping[str, Any]) -> Kiriman:
    """The POST data of step `n` with these answers; values of a wrong type become text that the form will judge."""
    data: Kiriman = MultiValueDict()
    for kolom in layanan.langkah[n].kolom:
        tulis_jawaban(data, kolom.nama, kolom, isian.get(kolom.nama))
    return data


def tulis_jawaban(data: Kiriman, nama: str, kolom: Kolom, nilai: Any) -> None:
    """Add what a browser would post for one question with this answer."""
    if kolom.tipe == "tabel":
        _tulis_tabel(data, nama, kolom, nilai if isinstance(nilai, list) else [])
    elif kolom.tipe == "centang":
        if nilai is True:
            data[nama] = "on"
    elif kolom.tipe == "tanggal":
        _tulis_bagian(data, nama, ("hari", "bulan", "tahun"), TanggalWidget().decompress(_teks(nilai)))
    elif kolom.tipe == "wilayah":
        widget = WilayahWidget(kolom)
        _tulis_bagian(data, nama, widget.bagian, widget.format_value(_teks(nilai)))
    elif kolom.ganda:
        data.setlist(
            nama, [_teks(satu) for satu in nilai] if isinstance(nilai, list) else [_teks(nilai)] if nilai else []
        )
    else:
        data[nama] = _teks(nilai)


def _tulis_bagian(data: Kiriman, nama: str, bagian: tuple[str, ...], nilai: list[str]) -> None:
    for satu, isi in zip(bagian, nilai, strict=True):
        data[f"{nama}_{satu}"] = isi


def _tulis_tabel(data: Kiriman, nama: str, kolom: Kolom, baris: list[Any]) -> None:
    data[f"{nama}-jumlah"] = str(len(baris))
    for i, isi in enumerate(baris):
        for sub in kolom.sub_kolom:
            tulis_jawaban(data, f"{nama}-{i}-{sub.nama}", sub, isi.get(sub.nama) if isinstance(isi, dict) else None)


def _teks(nilai: Any) -> str:
    return "" if nilai is None or isinstance(nilai, dict | list) else str(nilai)
