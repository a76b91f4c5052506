"""Carrying the answers of a draft over to a newer version of its service. Judged by the fields of the new form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from core.layanan.bangun import buat_medan
from core.layanan.deklarasi import Kolom, Layanan
from core.layanan.kirim import tulis_jawaban
from core.layanan.syarat import kosong
from core.layanan.tampak import NOMOR_BARIS, telusuri

Isian = Mapping[str, Any]


@dataclass(frozen=True)
class Pindahan:
    """What a draft has after the move, and the names of questions the citizen is told about.

    `isi_lagi`: answered before, and the new form refuses the answer. `dihapus`: answered, no longer asked. `baru`:
    asked now for the first time. `lengkapi`: a table of which something was kept and something is to be filled in.
    """

    isian: dict[str, Any]
    isi_lagi: list[str]
    dihapus: list[str]
    baru: list[str]
    lengkapi: list[str]


def pindahkan_isian(lama: Layanan, baru: Layanan, isian: Isian, profil: Isian) -> Pindahan:
    """The answers that the new form accepts unchanged; every sub-answer of a table for itself."""
    dulu, kini = lama.kolom, baru.kolom
    hasil = {
        nama: terima
        for nama in isian
        if nama in kini and (terima := terima_jawaban(kini[nama], isian[nama])) is not None
    }
    terlihat = [n for n in telusuri(lama, isian, profil).tampak if not kosong(isian.get(n)) and isian[n] is not False]
    tampak = telusuri(baru, hasil, profil).tampak
    sisa = [nama for nama in terlihat if nama in hasil and kini[nama].tipe == "tabel"]
    return Pindahan(
        isian=hasil,
        isi_lagi=[nama for nama in terlihat if nama in kini and nama not in hasil],
        dihapus=[nama for nama in terlihat if nama not in kini],
        baru=[nama for nama in tampak if nama not in dulu],
        lengkapi=[nama for nama in sisa if _belum_utuh(kini[nama], isian[nama], hasil[nama])],
    )


def terima_jawaban(kolom: Kolom, nilai: Any) -> Any:
    """What is kept of an answer; None when nothing is."""
    if kolom.tipe == "tabel":
        return _terima_tabel(kolom, nilai)
    return nilai if jawaban_diterima(kolom, nilai) else None


def _terima_tabel(kolom: Kolom, nilai: Any) -> list[dict[str, Any]] | None:
    baris = [_terima_baris(kolom, satu) for satu in nilai if isinstance(satu, dict)] if isinstance(nilai, list) else []
    berisi = [satu for satu in baris if set(satu) - {NOMOR_BARIS}]
    return berisi[: kolom.batas_baris[1]] or None


def _terima_baris(kolom: Kolom, baris: dict[str, Any]) -> dict[str, Any]:
    sub = {s.nama: s for s in kolom.sub_kolom}
    ambil = {n: isi for n, isi in baris.items() if n in sub and jawaban_diterima(sub[n], isi)}
    return ambil | ({NOMOR_BARIS: baris[NOMOR_BARIS]} if NOMOR_BARIS in baris else {})


def _belum_utuh(kolom: Kolom, dulu: list[dict[str, Any]], kini: list[dict[str, Any]]) -> bool:
    """Rows or sub-answers were lost, or a required sub-question has no answer."""
    hilang = len(dulu) != len(kini) or any(
        not kosong(isi) and n not in b for a, b in zip(dulu, kini, strict=True) for n, isi in a.items()
    )
    return hilang or any(s.wajib and s.nama not in baris for baris in kini for s in kolom.sub_kolom)


def jawaban_diterima(kolom: Kolom, nilai: Any) -> bool:
    """Would the field take this answer as it is? No answer is none to keep."""
    if kosong(nilai):
        return False
    data: MultiValueDict[str, str] = MultiValueDict()
    tulis_jawaban(data, "x", kolom, nilai)
    medan = buat_medan(kolom)
    try:
        bersih = medan.clean(medan.widget.value_from_datadict(data, MultiValueDict(), "x"))
    except ValidationError:
        return False
    if isinstance(nilai, list) and isinstance(bersih, list):
        return sorted(map(str, nilai)) == sorted(map(str, bersih))
    return type(bersih) is type(nilai) and bool(bersih == nilai)
