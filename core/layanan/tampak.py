"""What is asked, given the answers: one ordered walk decides it for the form, the checks, the summary and the route.

`n` and every step or stage number is an index from 0 into `layanan.langkah` and `layanan.rute`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from core.layanan.deklarasi import Kolom, Layanan, Unggahan
from core.layanan.syarat import Konteks, kosong, terpenuhi

Isian = Mapping[str, Any]
NOMOR_BARIS = "_no"  # stands in a row beside its answers; a declared name begins with a letter


@dataclass(frozen=True)
class Telusur:
    """The result of a walk: the context for further conditions, and the visible questions with their step."""

    konteks: Konteks
    tampak: dict[str, int]


def telusuri(
    layanan: Layanan,
    isian: Isian,
    profil: Isian,
    *,
    hari: date | None = None,
    berkas: Collection[str] = (),
    sampai: int | None = None,
) -> Telusur:
    """Walk the questions in order; a hidden one counts as unanswered for those after it. Stops at step `sampai`."""
    hari = hari or timezone.localdate()
    konteks = Konteks(kolom=layanan.kolom, isian={}, profil=profil, hari=hari, berkas=frozenset(berkas))
    tampak: dict[str, int] = {}
    for langkah, kolom, syarat in layanan.kolom_berurut():
        if sampai is not None and langkah >= sampai:
            break
        if terpenuhi(syarat, konteks):
            tampak[kolom.nama] = langkah
            konteks.isian[kolom.nama] = jawaban(kolom, isian)
    return Telusur(konteks, tampak)


def jawaban(kolom: Kolom, isian: Isian) -> Any:
    """The answer to a visible question. A box that nobody ticked is an answer: false."""
    nilai = isian.get(kolom.nama)
    return bool(nilai) if kolom.tipe == "centang" else nilai


def langkah_tampak(layanan: Layanan, isian: Isian, profil: Isian) -> list[int]:
    """The steps with at least one visible question."""
    return sorted(set(telusuri(layanan, isian, profil).tampak.values()))


def bersihkan_tersembunyi(layanan: Layanan, isian: Isian, profil: Isian) -> dict[str, Any]:
    """The answers to visible questions only; hidden and unknown ones are dropped."""
    tampak = telusuri(layanan, isian, profil).tampak
    return {nama: nilai for nama, nilai in isian.items() if nama in tampak}


def isian_penuh(layanan: Layanan, isian: Isian, profil: Isian) -> dict[str, Any]:
    """Every declared question, hidden or unanswered ones as None: what a letter may rely on."""
    tampak = telusuri(layanan, isian, profil)
    nilai = {nama: tampak.konteks.isian.get(nama) for nama in layanan.kolom}
    return {nama: None if kosong(satu) else _sub_penuh(layanan.kolom[nama], satu) for nama, satu in nilai.items()}


def _sub_penuh(kolom: Kolom, nilai: Any) -> Any:
    if kolom.tipe != "tabel" or not isinstance(nilai, list):
        return nilai
    return [{sub.nama: baris.get(sub.nama) for sub in kolom.sub_kolom} for baris in nilai if isinstance(baris, dict)]


def berkas_diminta(
    layanan: Layanan,
    isian: Isian,
    profil: Isian,
    *,
    kode_berkas: Collection[str] = (),
    tahap: str | None = None,
) -> list[Unggahan]:
    """The uploads asked for now, with those of the account (`dari`). `per_baris` yields one a row: `ktp_anggota__1`.

    `kode_berkas` are those already there (a condition may look at them); `tahap` asks for those of that stage instead.
    """
    konteks = telusuri(layanan, isian, profil, berkas=kode_berkas).konteks
    hasil: list[Unggahan] = []
    for berkas in layanan.berkas:
        if berkas.tahap == tahap and terpenuhi(berkas.jika, konteks):
            hasil += _per_baris(berkas, layanan, konteks) if berkas.per_baris else [berkas]
    return hasil


def _per_baris(berkas: Unggahan, layanan: Layanan, konteks: Konteks) -> list[Unggahan]:
    baris = konteks.isian.get(berkas.per_baris or "")
    return [
        berkas.model_copy(
            update={"kode": f"{berkas.kode}__{nomor_baris(isi, i)}", "label": f"{berkas.label}: {sebut_baris(isi, i)}"}
        )
        for i, isi in enumerate(baris if isinstance(baris, list) else [], 1)
    ]


def nomor_baris(isi: Any, letak: int) -> int:
    """The number of a row, which it keeps when rows before it go; its place (from 1) as long as it has none."""
    return int(isi.get(NOMOR_BARIS, letak)) if isinstance(isi, dict) else letak


def sebut_baris(isi: Any, letak: int) -> str:
    """How a row is called: by its name, else by its place."""
    nama = next((isi[n] for n in isi if n == "nama" or n.startswith("nama_")), None) if isinstance(isi, dict) else None
    return nama if isinstance(nama, str) and nama else f"baris {letak}"


def tahap_berlaku(layanan: Layanan, isian: Isian, profil: Isian) -> list[int]:
    """The stages this application passes, in order."""
    konteks = telusuri(layanan, isian, profil).konteks
    return [i for i, tahap in enumerate(layanan.rute) if terpenuhi(tahap.jika, konteks)]
