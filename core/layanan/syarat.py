"""Conditions (`jika`): when is a field, an upload or a stage asked for? Pure, declarative, no expression language.

    jika = { jenis_sktm = "Sekolah" }                    the answer is this (with `ganda`: this is among the answers)
    jika = { jumlah_ikut = { ">" = 0 } }                 = != < > dalam tidak_dalam kosong
    jika = { untuk = "Anak", usia = { "<" = 21 } }       several keys: all of them
    jika = { salah_satu = [ { a = "x" }, { b = "y" } ] } any of them; `semua` is its counterpart

A reference is a field of an earlier line, or derived: `profil.agama` (`usia` alone is the applicant's age),
`pasangan.usia` (from `pasangan_tanggal_lahir`), `tanggal_lahir.usia`, `anggota.status_kawin` (true when ANY row
matches), `anggota.usia`, `anggota.usia_termuda`, `berkas.surat_lahir` (with `kosong`).

A question that is hidden or not answered has no value: every comparison with it is false, also `!=`; only
`kosong = true` holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeAlias

OPERATOR = ("=", "!=", "<", ">", "dalam", "tidak_dalam", "kosong")
PROFIL = frozenset((
    "nama", "nik", "no_kk", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "agama", "status_kawin",
    "pekerjaan", "pendidikan", "kewarganegaraan", "golongan_darah", "telepon", "email", "alamat", "rt", "rw",
    "desa_kode", "desa", "kecamatan", "kabupaten", "usia",
))  # fmt: skip


@dataclass(frozen=True)
class Banding:
    """One comparison: the value behind `acuan` against `nilai`."""

    acuan: str
    op: str
    nilai: Any


@dataclass(frozen=True)
class Semua:
    """All parts hold."""

    bagian: tuple[Syarat, ...]


@dataclass(frozen=True)
class SalahSatu:
    """At least one part holds."""

    bagian: tuple[Syarat, ...]


Syarat: TypeAlias = Banding | Semua | SalahSatu


class KolomAcuan(Protocol):
    """What a condition needs to know of a field."""

    @property
    def nama(self) -> str: ...
    @property
    def tipe(self) -> str: ...
    @property
    def sub_kolom(self) -> tuple[Any, ...]: ...


class AcuanTidakDikenal(ValueError):
    """A condition refers to something that is not there."""


# --- Reading and writing -------------------------------------------------------------------------------------------


def baca_syarat(mentah: Any) -> Syarat:
    """The TOML/JSON form to a tree. Raises ValueError with an Indonesian sentence."""
    if isinstance(mentah, Banding | Semua | SalahSatu):
        return mentah
    if not isinstance(mentah, dict) or not mentah:
        raise ValueError('syarat ditulis seperti { nama_kolom = "nilai" }')
    return _gabung([bagian for kunci, nilai in mentah.items() for bagian in _baca_pasangan(kunci, nilai)])


def _gabung(bagian: list[Syarat]) -> Syarat:
    return bagian[0] if len(bagian) == 1 else Semua(tuple(bagian))


def _baca_pasangan(kunci: str, nilai: Any) -> Iterator[Syarat]:
    if kunci in {"semua", "salah_satu"}:
        yield _baca_kelompok(kunci, nilai)
    elif not isinstance(nilai, dict):
        yield _banding(kunci, "=", nilai)
    elif nilai and set(nilai) <= set(OPERATOR):
        yield from (_banding(kunci, op, isi) for op, isi in nilai.items())
    elif nilai and not set(nilai) & set(OPERATOR) and all(re.fullmatch(r"[a-z][a-z0-9_]*", k) for k in nilai):
        # `profil.usia = …` in TOML is a table inside a table: the dots belong to the reference.
        for anak, isi in nilai.items():
            yield from _baca_pasangan(f"{kunci}.{anak}", isi)
    else:
        raise ValueError(f"pembanding yang dikenal hanya {', '.join(OPERATOR)}")


def _baca_kelompok(kunci: str, nilai: Any) -> Syarat:
    if not isinstance(nilai, list) or not nilai:
        raise ValueError(f"{kunci} berisi daftar syarat, seperti [ {{ a = 1 }}, {{ b = 2 }} ]")
    bagian = tuple(baca_syarat(isi) for isi in nilai)
    return Semua(bagian) if kunci == "semua" else SalahSatu(bagian)


def _banding(acuan: str, op: str, nilai: Any) -> Banding:
    if op in {"dalam", "tidak_dalam"}:
        if not isinstance(nilai, list) or not nilai:
            raise ValueError(f'{op} membutuhkan daftar, seperti {{ {op} = ["A", "B"] }}')
        return Banding(acuan, op, tuple(nilai))
    if op == "kosong" and not isinstance(nilai, bool):
        raise ValueError("kosong hanya true atau false")
    if op in {"<", ">"} and (isinstance(nilai, bool) or not isinstance(nilai, int | float)):
        raise ValueError(f"{op} membandingkan angka")
    if not isinstance(nilai, str | int | float | bool):
        raise ValueError("nilai pembanding harus teks, angka, atau true/false; untuk beberapa nilai pakai dalam")
    return Banding(acuan, op, nilai)


def tulis_syarat(syarat: Syarat) -> dict[str, Any]:
    """The canonical JSON form; `baca_syarat` reads it back to an equal tree."""
    if isinstance(syarat, Banding):
        nilai = list(syarat.nilai) if isinstance(syarat.nilai, tuple) else syarat.nilai
        return {syarat.acuan: nilai if syarat.op == "=" else {syarat.op: nilai}}
    kunci = "semua" if isinstance(syarat, Semua) else "salah_satu"
    return {kunci: [tulis_syarat(bagian) for bagian in syarat.bagian]}


def banding_dalam(syarat: Syarat) -> Iterator[Banding]:
    """Every comparison of the tree."""
    if isinstance(syarat, Banding):
        yield syarat
    else:
        for bagian in syarat.bagian:
            yield from banding_dalam(bagian)


# --- References ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Acuan:
    """A resolved reference. `jenis`: kolom, profil, berkas, usia, baris (any row), termuda, tertua."""

    jenis: str
    kolom: str
    sub: str = ""


def urai_acuan(acuan: str, kolom: Mapping[str, KolomAcuan]) -> Acuan:
    """What does this reference mean here? Raises `AcuanTidakDikenal`."""
    if acuan in kolom:
        return Acuan("kolom", acuan)
    if acuan in PROFIL:
        return Acuan("profil", acuan)
    kiri, titik, kanan = acuan.partition(".")
    if kiri == "profil" and kanan in PROFIL:
        return Acuan("profil", kanan)
    if kiri == "berkas" and kanan:
        return Acuan("berkas", kanan)
    if titik and (ketemu := _urai_usia(kiri, kanan, kolom) or _urai_baris(kiri, kanan, kolom)):
        return ketemu
    raise AcuanTidakDikenal(acuan)


def _urai_usia(kiri: str, kanan: str, kolom: Mapping[str, KolomAcuan]) -> Acuan | None:
    if kanan != "usia":
        return None
    for nama in (kiri, f"{kiri}_tanggal_lahir"):
        if nama in kolom and kolom[nama].tipe == "tanggal":
            return Acuan("usia", nama)
    return None


def _urai_baris(kiri: str, kanan: str, kolom: Mapping[str, KolomAcuan]) -> Acuan | None:
    tabel = kolom.get(kiri)
    sub = {s.nama for s in tabel.sub_kolom} if tabel and tabel.tipe == "tabel" else set()
    if kanan in sub:
        return Acuan("baris", kiri, kanan)
    jenis = {"usia": "usia_baris", "usia_termuda": "termuda", "usia_tertua": "tertua"}.get(kanan)
    return Acuan(jenis, kiri, "tanggal_lahir") if jenis and "tanggal_lahir" in sub else None


# --- Evaluation ----------------------------------------------------------------------------------------------------


@dataclass
class Konteks:
    """What a condition is judged against. `isian` holds visible answers only (see `tampak.telusuri`)."""

    kolom: Mapping[str, KolomAcuan]
    isian: dict[str, Any]
    profil: Mapping[str, Any]
    hari: date
    berkas: Collection[str] = field(default_factory=frozenset)

    def nilai(self, acuan: str) -> list[Any]:
        """The non-empty values behind a reference: none, one, or one per row."""
        arti = urai_acuan(acuan, self.kolom)
        return [nilai for nilai in self._sumber(arti) if not kosong(nilai)]

    def _sumber(self, arti: Acuan) -> list[Any]:
        if arti.jenis == "profil":
            return [self.profil.get(arti.kolom)]
        if arti.jenis == "berkas":
            return [arti.kolom if arti.kolom in self.berkas else None]
        jawaban = self.isian.get(arti.kolom)
        if arti.jenis == "kolom":
            return jawaban if isinstance(jawaban, list) else [jawaban]
        if arti.jenis == "usia":
            return [usia(jawaban, self.hari)]
        return self._per_baris(arti, jawaban if isinstance(jawaban, list) else [])

    def _per_baris(self, arti: Acuan, baris: list[Any]) -> list[Any]:
        isi = [b.get(arti.sub) for b in baris if isinstance(b, dict)]
        if arti.jenis == "baris":
            return [satu for nilai in isi for satu in (nilai if isinstance(nilai, list) else [nilai])]
        umur = [u for u in (usia(nilai, self.hari) for nilai in isi) if u is not None]
        if not umur or arti.jenis == "usia_baris":
            return umur
        return [min(umur) if arti.jenis == "termuda" else max(umur)]


def kosong(nilai: Any) -> bool:
    """No answer. False and 0 are answers."""
    return nilai is None or (isinstance(nilai, str | list | dict) and not nilai)


def usia(lahir: Any, hari: date) -> int | None:
    """Completed years on `hari` of an ISO birth date; None when it is no date."""
    try:
        tanggal = date.fromisoformat(lahir)
    except (TypeError, ValueError):
        return None
    return hari.year - tanggal.year - ((hari.month, hari.day) < (tanggal.month, tanggal.day))


def terpenuhi(syarat: Syarat | None, konteks: Konteks) -> bool:
    """Does the condition hold? No condition always holds."""
    if syarat is None:
        return True
    if isinstance(syarat, Banding):
        return _banding_cocok(syarat, konteks.nilai(syarat.acuan))
    gabung = all if isinstance(syarat, Semua) else any
    return gabung(terpenuhi(bagian, konteks) for bagian in syarat.bagian)


def _banding_cocok(banding: Banding, nilai: list[Any]) -> bool:
    if banding.op == "kosong":
        return (not nilai) is banding.nilai
    return any(_COCOK[banding.op](satu, banding.nilai) for satu in nilai)


def _sama(kiri: Any, kanan: Any) -> bool:
    # True == 1 in Python; a ticked box is not the number one.
    return isinstance(kiri, bool) is isinstance(kanan, bool) and kiri == kanan


def _angka(kiri: Any) -> bool:
    return isinstance(kiri, int | float) and not isinstance(kiri, bool)


_COCOK: dict[str, Callable[[Any, Any], bool]] = {
    "=": _sama,
    "!=": lambda kiri, kanan: not _sama(kiri, kanan),
    "<": lambda kiri, kanan: _angka(kiri) and kiri < kanan,
    ">": lambda kiri, kanan: _angka(kiri) and kiri > kanan,
    "dalam": lambda kiri, kanan: any(_sama(kiri, satu) for satu in kanan),
    "tidak_dalam": lambda kiri, kanan: not any(_sama(kiri, satu) for satu in kanan),
}


def untuk_peramban(syarat: Syarat, di_langkah: Collection[str], konteks: Konteks) -> dict[str, Any]:
    """The condition as the browser mirrors it on one page (the format of `data-jika`, see formulir.py).

    What the page cannot know (other steps, profile, ages) is judged here and folded into `{"tetap": true|false}`.
    """
    if isinstance(syarat, Banding):
        if syarat.acuan in di_langkah:
            nilai = list(syarat.nilai) if isinstance(syarat.nilai, tuple) else syarat.nilai
            return {syarat.acuan: [syarat.op, nilai]}
        return {"tetap": terpenuhi(syarat, konteks)}
    semua = isinstance(syarat, Semua)
    bagian = [untuk_peramban(b, di_langkah, konteks) for b in syarat.bagian]
    if {"tetap": not semua} in bagian:
        return {"tetap": not semua}
    sisa = [b for b in bagian if "tetap" not in b]
    return {"semua" if semua else "salah_satu": sisa} if sisa else {"tetap": semua}
