"""What the kit finds, and what it looks at: one finding, and one service with its samples and its files."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from core.layanan.bagian import BagianSalah, Jalur, jalur_berkas, urai_bagian
from core.layanan.deklarasi import Layanan
from core.layanan.galat import LayananSalah, cari_baris
from core.layanan.muat import BERKAS

Tingkat = Literal["gagal", "ingat"]
Contoh = Mapping[str, dict[str, Any]]
MUAT = "muat"  # category of a folder that cannot even be loaded


@dataclass(frozen=True, kw_only=True)
class Temuan:
    """One broken promise (`gagal`), or something an author should look at (`ingat`), and the place to change."""

    pesan: str
    berkas: str
    baris: int | None = None
    tingkat: Tingkat = "gagal"
    kategori: str = ""

    @property
    def gagal(self) -> bool:
        """Whether the service may not be used before this is mended."""
        return self.tingkat == "gagal"

    def json(self) -> dict[str, Any]:
        """As plain data, for `--json` and for pages."""
        return asdict(self)

    def __str__(self) -> str:
        letak = f"{self.berkas} baris {self.baris}" if self.baris else self.berkas
        return f"[{self.kategori}] {letak}: {self.pesan}"


def temuan_muat(galat: LayananSalah) -> list[Temuan]:
    """The complaints of a folder that does not load, as findings."""
    return [_urai_keluhan(satu) for satu in galat.keluhan]


def _urai_keluhan(keluhan: str) -> Temuan:
    """`layanan.toml baris 12, langkah[1].tipe: harus …` → file, line and the rest."""
    cocok = re.match(r"([\w./-]+\.\w+)(?: baris (\d+))?(?:: |, | )(.+)", keluhan, re.DOTALL)
    if cocok is None:
        return Temuan(kategori=MUAT, berkas=BERKAS, pesan=keluhan)
    return Temuan(kategori=MUAT, berkas=cocok[1], baris=int(cocok[2]) if cocok[2] else None, pesan=cocok[3])


@dataclass(frozen=True)
class Bahan:
    """One service under examination. `lain`: the other services; `hanya_data`: a package that may hold no functions."""

    layanan: Layanan
    folder: Path
    contoh: Contoh
    lain: tuple[Layanan, ...] = ()
    hanya_data: bool = False

    @property
    def sah(self) -> dict[str, dict[str, Any]]:
        """The samples that must be accepted."""
        return {nama: isi for nama, isi in self.contoh.items() if not nama.startswith("salah_")}

    # --- naming the place -----------------------------------------------------------------------------------------

    def di(self, *jalur: str | int, pesan: str, tingkat: Tingkat = "gagal") -> Temuan:
        """A finding about a key of the declaration, with the line of layanan.toml where it is written."""
        letak = jalur_berkas(jalur, self._asal)
        return Temuan(berkas=BERKAS, baris=cari_baris(self._sumber, letak), pesan=pesan, tingkat=tingkat)

    def di_contoh(self, nama: str, pesan: str, kolom: str = "", tingkat: Tingkat = "gagal") -> Temuan:
        """A finding about a sample, at the line of this answer."""
        berkas = f"contoh/{nama}.json"
        kalimat = f"{kolom}: {pesan}" if kolom else pesan
        return Temuan(berkas=berkas, baris=self.baris(berkas, f'"{kolom}"'), pesan=kalimat, tingkat=tingkat)

    def baris(self, berkas: str, cari: str) -> int | None:
        """The first line of a file of the folder that holds this text."""
        isi = self.folder / berkas
        if not isi.is_file():
            return None
        baris = isi.read_text(encoding="utf-8", errors="replace").splitlines()
        return next((nomor for nomor, satu in enumerate(baris, 1) if cari in satu), None)

    @cached_property
    def _sumber(self) -> str:
        berkas = self.folder / BERKAS
        return berkas.read_text(encoding="utf-8", errors="replace") if berkas.is_file() else ""

    @cached_property
    def _asal(self) -> list[Jalur]:
        """Where each step of the declaration stands in the file: itself, or inside a shared section."""
        try:
            return urai_bagian(tomllib.loads(self._sumber))[1]
        except (tomllib.TOMLDecodeError, BagianSalah):
            return []


# --- samples ----------------------------------------------------------------------------------------------------------


def baca_contoh(folder: Path) -> dict[str, dict[str, Any]]:
    """Sample name → answers. Raises ValueError, naming the file, when one is no JSON object."""
    return dict(_baca_satu(satu) for satu in sorted((folder / "contoh").glob("*.json")))


def _baca_satu(berkas: Path) -> tuple[str, dict[str, Any]]:
    try:
        isi = json.loads(berkas.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as galat:
        raise ContohRusak(berkas, f"tidak terbaca: {galat}") from galat
    if not isinstance(isi, dict):
        raise ContohRusak(berkas, 'tidak terbaca: isinya harus { "nama_kolom": jawaban, … }')
    return berkas.stem, isi


class ContohRusak(ValueError):
    """A sample that is no JSON object."""

    def __init__(self, berkas: Path, pesan: str) -> None:
        super().__init__(f"contoh/{berkas.name} {pesan}")
        self.temuan = Temuan(berkas=f"contoh/{berkas.name}", baris=_baris_json(pesan), pesan=pesan)


def _baris_json(pesan: str) -> int | None:
    cocok = re.search(r"line (\d+)", pesan)
    return int(cocok[1]) if cocok else None


def kolom_dan_jalur(layanan: Layanan) -> Iterator[tuple[Jalur, Any]]:
    """Every question with the path that leads to it, the columns of tables included."""
    for i, langkah in enumerate(layanan.langkah):
        for j, kolom in enumerate(langkah.kolom):
            jalur: Jalur = ("langkah", i, "kolom", j)
            yield jalur, kolom
            for k, sub in enumerate(kolom.sub_kolom):
                yield (*jalur, "sub_kolom", k), sub
