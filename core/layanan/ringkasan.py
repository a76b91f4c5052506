"""The one renderer of answers: check-your-answers, the officer's view and the PDF summary cannot differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.layanan.deklarasi import Kolom, Layanan
from core.layanan.syarat import kosong
from core.layanan.tampak import sebut_baris, telusuri
from core.layanan.teks import bilangan, ribuan, tanggal_kata
from core.layanan.wilayah import sebut_wilayah
from core.wilayah.nik import samarkan_nik
from core.wilayah.telepon import telepon_tampil


@dataclass
class Baris:
    """One answer in words. A table has one text line a row, and `rincian` with a title and the answers of each row."""

    nama: str
    label: str
    teks: str
    rincian: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)


@dataclass
class Bagian:
    """The answers of one step; `langkah` is its index."""

    judul: str
    langkah: int
    baris: list[Baris] = field(default_factory=list)


def ringkasan(
    layanan: Layanan, isian: Mapping[str, Any], profil: Mapping[str, Any], *, samar: bool = False
) -> list[Bagian]:
    """Every visible question with its answer, step by step. `samar` masks NIK and nomor KK."""
    telusur = telusuri(layanan, isian, profil)
    bagian: dict[int, Bagian] = {}
    for nama, langkah in telusur.tampak.items():
        kolom = layanan.kolom[nama]
        isi = bagian.setdefault(langkah, Bagian(layanan.langkah[langkah].judul, langkah))
        nilai = telusur.konteks.isian[nama]
        isi.baris.append(
            Baris(nama, kolom.label, teks_jawaban(kolom, nilai, samar=samar), _rincian(kolom, nilai, samar))
        )
    return list(bagian.values())


def _rincian(kolom: Kolom, nilai: Any, samar: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each row of a table for itself: a line of twenty answers is read by nobody."""
    if kolom.tipe != "tabel":
        return []
    return [
        (f"{i}. {sebut_baris(baris, i)}" if _bernama(baris) else f"{i}.", _isi_baris(kolom, baris, samar))
        for i, baris in enumerate(_daftar(nilai), 1)
    ]


def _bernama(baris: dict[str, Any]) -> bool:
    return sebut_baris(baris, 0) != sebut_baris({}, 0)


def _isi_baris(kolom: Kolom, baris: dict[str, Any], samar: bool) -> list[tuple[str, str]]:
    isi = [(sub, baris.get(sub.nama)) for sub in kolom.sub_kolom if not kosong(baris.get(sub.nama))]
    return [(sub.label, teks_jawaban(sub, nilai, samar=samar)) for sub, nilai in isi]


def teks_jawaban(kolom: Kolom, nilai: Any, *, samar: bool = False) -> str:
    """One answer as people read it."""
    if kosong(nilai):
        return _("Tidak diisi")
    if kolom.tipe == "tabel":
        return "\n".join(f"{i}. {_teks_baris(kolom, baris, samar)}" for i, baris in enumerate(_daftar(nilai), 1))
    if kolom.tipe == "centang":
        return _("Ya") if nilai is True else _("Tidak")
    if isinstance(nilai, list):
        return ", ".join(str(satu) for satu in nilai)
    return _satu(kolom, nilai, samar)


def _daftar(nilai: Any) -> list[Any]:
    return [baris for baris in nilai if isinstance(baris, dict)] if isinstance(nilai, list) else []


def _teks_baris(kolom: Kolom, baris: dict[str, Any], samar: bool) -> str:
    return "; ".join(f"{label}: {teks}" for label, teks in _isi_baris(kolom, baris, samar))


def _satu(kolom: Kolom, nilai: Any, samar: bool) -> str:
    bulat = isinstance(nilai, int) and not isinstance(nilai, bool)
    if kolom.tipe == "uang" and bulat:
        return f"Rp {ribuan(nilai)}"
    if kolom.tipe == "angka" and bulat:
        angka = bilangan(nilai)
        return f"{angka} {kolom.satuan}" if kolom.satuan else angka
    teks = str(nilai)
    if kolom.tipe in {"nik", "no_kk"}:
        return samarkan_nik(teks) if samar else teks
    ubah = {"tanggal": tanggal_kata, "telepon": telepon_tampil, "wilayah": sebut_wilayah}.get(kolom.tipe)
    return ubah(teks) if ubah else teks
