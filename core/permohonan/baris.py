"""Rows of a table that have uploads of their own: every row keeps its number, whatever becomes of its neighbours.

Pure. The number stands in the row under `_no`, a name no question can have; the upload of row 3 is `ktp__3` for ever,
also when rows 1 and 2 are gone. Rows come from the form without numbers: `nomori` finds out which is which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from core.layanan.tampak import NOMOR_BARIS, nomor_baris

if TYPE_CHECKING:
    from core.layanan.deklarasi import Kolom

Baris = dict[str, Any]
MIRIP = 0.75  # share of equal letters from which a name is taken for a corrected one, not for another person's


def tanpa_nomor(nilai: Any) -> Any:
    """The rows as they were typed."""
    if not isinstance(nilai, list):
        return nilai
    return [{n: v for n, v in b.items() if n != NOMOR_BARIS} if isinstance(b, dict) else b for b in nilai]


def orang(kolom: Kolom, baris: Baris) -> dict[str, str]:
    """What tells whom (or what) a row is about: NIK and name, or all its words where it has neither."""
    utama = [s for s in kolom.sub_kolom if s.tipe == "nik" or s.nama == "nama"]
    sub = utama or [s for s in kolom.sub_kolom if s.tipe in {"teks", "teks_panjang", "no_kk", "telepon", "email"}]
    isi = {s.nama: " ".join(str(baris.get(s.nama) or "").casefold().split()) for s in sub}
    nik = {s.nama for s in sub if s.tipe == "nik"}
    # Half a NIK, stored while it is being typed, says nothing yet.
    return {n: teks for n, teks in isi.items() if teks and (n not in nik or re.fullmatch(r"[0-9]{16}", teks))}


def orang_sama(dulu: dict[str, str], kini: dict[str, str]) -> bool:
    """Whether a row still is about the same person; what is not known on both sides decides nothing."""
    bersama = dulu.keys() & kini.keys()
    angka = {n for n in bersama if dulu[n].isdigit() and len(dulu[n]) == 16}
    if not bersama or any(dulu[n] == kini[n] for n in bersama):
        return True
    return not angka and any(_mirip(dulu[n], kini[n]) for n in bersama)


def _mirip(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a) or SequenceMatcher(None, a, b).ratio() >= MIRIP


def nomori(kolom: Kolom, lama: Any, baru: list[Baris], terpakai: Iterable[int] = ()) -> list[Baris]:
    """The new rows, each with the number it had before; a row that was not there gets a number nobody has had."""
    sisa = {i: satu for i, satu in enumerate(lama if isinstance(lama, list) else []) if isinstance(satu, dict)}
    nomor = {i: nomor_baris(satu, i + 1) for i, satu in sisa.items()}
    asal: dict[int, int] = {}
    for cocok in _CARA:
        for j, satu in enumerate(baru):
            if j not in asal and (i := _cari(kolom, satu, j, sisa, cocok)) is not None:
                asal[j] = i
                del sisa[i]
    if len(nomor) == len(baru):  # nothing added or removed: whoever is left was written over in place
        asal |= {j: j for j in range(len(baru)) if j not in asal and j in sisa}
    berikut = max([0, *nomor.values(), *terpakai])
    hasil = []
    for j, satu in enumerate(tanpa_nomor(baru)):
        berikut += j not in asal
        hasil.append(satu | {NOMOR_BARIS: nomor[asal[j]] if j in asal else berikut})
    return hasil


def _cari(kolom: Kolom, satu: Baris, j: int, sisa: dict[int, Baris], cocok: Callable[..., bool]) -> int | None:
    """The old row that this one was; of several, the one at the same place."""
    calon = [i for i, dulu in sisa.items() if cocok(kolom, dulu, satu)]
    return j if j in calon else next(iter(calon), None)


def _persis(_kolom: Kolom, dulu: Baris, kini: Baris) -> bool:
    return bool(tanpa_nomor([dulu]) == tanpa_nomor([kini]))


def _nik_sama(kolom: Kolom, dulu: Baris, kini: Baris) -> bool:
    a, b = orang(kolom, dulu), orang(kolom, kini)
    return any(s.tipe == "nik" and s.nama in a and a[s.nama] == b.get(s.nama) for s in kolom.sub_kolom)


def _semua_sama(kolom: Kolom, dulu: Baris, kini: Baris) -> bool:
    a, b = orang(kolom, dulu), orang(kolom, kini)
    bersama = a.keys() & b.keys()
    return bool(bersama) and all(a[n] == b[n] for n in bersama)


_CARA: tuple[Callable[[Kolom, Baris, Baris], bool], ...] = (_persis, _nik_sama, _semua_sama)
