"""The author's desk: one folder read again whenever it changes, with the last good reading kept beside the mistakes."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from core.layanan.deklarasi import Layanan
from core.layanan.galat import LayananSalah
from core.layanan.kesesuaian import PROFIL, Temuan, baca_contoh, temuan_muat
from core.layanan.kesesuaian.temuan import ContohRusak
from core.layanan.kesesuaian.wilayah import pindahkan
from core.layanan.register import Registri
from core.surat.bersih import NaskahGagal
from core.surat.contoh import data_contoh
from core.surat.mesin import mesin

Isian = dict[str, Any]


@dataclass(frozen=True)
class Bacaan:
    """One sound reading of the folder: the service, its functions and its samples."""

    layanan: Layanan
    sumber: Registri
    contoh: dict[str, Isian]
    pada: datetime


@dataclass(frozen=True)
class Keadaan:
    """What the page shows: the last good reading, if ever there was one, and what is wrong with the folder now."""

    sidik: str
    bacaan: Bacaan | None = None
    galat: tuple[Temuan, ...] = ()


@dataclass(frozen=True)
class Cetakan:
    """The letter of one sample: the last PDF that could be made, and why the newest could not."""

    pdf: bytes = b""
    pada: datetime | None = None
    galat: Temuan | None = None

    @property
    def sidik(self) -> str:
        """Changes with the bytes."""
        return hashlib.sha256(self.pdf).hexdigest()[:12]


@dataclass
class Meja:
    """One author at work. Threads of the server share it, so reading and printing take turns."""

    folder: Path
    awal: str = "sah"
    keadaan: Keadaan = field(default_factory=lambda: Keadaan(""))
    ketikan: dict[str, Isian] = field(default_factory=dict)
    _surat: dict[str, tuple[str, Cetakan]] = field(default_factory=dict)
    _kunci: threading.RLock = field(default_factory=threading.RLock)

    # --- the folder -----------------------------------------------------------------------------------------------

    def sidik(self) -> str:
        """Changes when a file of the folder changes, or an answer that was typed into the preview."""
        isi = [(str(f.relative_to(self.folder)), f.stat().st_mtime_ns, f.stat().st_size) for f in self._berkas()]
        return hashlib.sha256(json.dumps([isi, self.ketikan], sort_keys=True).encode()).hexdigest()[:16]

    def _berkas(self) -> list[Path]:
        semua = self.folder.rglob("*") if self.folder.is_dir() else []
        return sorted(f for f in semua if f.is_file() and "__pycache__" not in f.parts)

    def segarkan(self) -> Keadaan:
        """The folder as it is now; a reading that fails keeps the last good one."""
        with self._kunci:
            if (sidik := self.sidik()) != self.keadaan.sidik:
                bacaan, galat = self._baca()
                self.keadaan = Keadaan(sidik, bacaan or self.keadaan.bacaan, galat)
            return self.keadaan

    def _baca(self) -> tuple[Bacaan | None, tuple[Temuan, ...]]:
        sumber = Registri()
        try:
            layanan = sumber.tambah(self.folder)
            contoh = baca_contoh(self.folder)
        except LayananSalah as galat:
            return None, tuple(temuan_muat(galat))
        except ContohRusak as galat:
            return None, (galat.temuan,)
        except (OSError, ValueError) as galat:
            return None, (Temuan(berkas=self.folder.name, pesan=f"tidak terbaca: {galat}"),)
        urut = dict(sorted(pindahkan(layanan, contoh).items(), key=lambda satu: _urut(satu[0])))
        return Bacaan(layanan, sumber, urut, timezone.localtime()), ()

    # --- the samples ----------------------------------------------------------------------------------------------

    def nama_contoh(self, bacaan: Bacaan, diminta: str | None = None) -> str:
        """The sample that is asked for, else the one of the command line, else the first; "kosong" without samples."""
        for nama in (diminta, self.awal, *bacaan.contoh):
            if nama in bacaan.contoh:
                return str(nama)
        return "kosong"

    def isian(self, bacaan: Bacaan, nama: str) -> Isian:
        """The answers of a sample, with what the author has typed into the preview."""
        return bacaan.contoh.get(nama, {}) | self.ketikan.get(nama, {})

    def ketik(self, nama: str, isian: Isian) -> None:
        """Keep typed answers beside the sample; the file is not touched."""
        with self._kunci:
            self.ketikan[nama] = self.ketikan.get(nama, {}) | isian

    def lupakan(self, nama: str) -> None:
        """Back to what the file says."""
        with self._kunci:
            self.ketikan.pop(nama, None)

    # --- the letter -----------------------------------------------------------------------------------------------

    def surat(self, bacaan: Bacaan, nama: str) -> Cetakan:
        """The letter of a sample, printed once for each state of folder and answers."""
        with self._kunci:
            sidik, lama = self._surat.get(nama, ("", Cetakan()))
            if sidik != self.keadaan.sidik:
                lama = self._cetak(bacaan, nama, lama)
                self._surat[nama] = (self.keadaan.sidik, lama)
            return lama

    def _cetak(self, bacaan: Bacaan, nama: str, lama: Cetakan) -> Cetakan:
        try:
            data = data_contoh(bacaan.layanan, self.isian(bacaan, nama), PROFIL, sumber=bacaan.sumber)
            return Cetakan(mesin().cetak(bacaan.layanan.naskah, data), timezone.localtime())
        except NaskahGagal as galat:
            return replace(lama, galat=Temuan(berkas="surat.typ", baris=galat.baris, pesan=galat.pesan))
        except ValueError as galat:
            return replace(lama, galat=Temuan(berkas="layanan.toml", pesan=str(galat)))
        except Exception as galat:
            # A sample with answers of a wrong type, or a function of the author: it must become a sentence here.
            pesan = f"surat contoh {nama} tidak dapat disusun ({type(galat).__name__}: {galat})"
            return replace(lama, galat=Temuan(berkas=f"contoh/{nama}.json", pesan=pesan[:300]))


def _urut(nama: str) -> tuple[int, str]:
    """Full, small and hostile first, those that are wrong on purpose last."""
    pertama = ("sah", "minimal", "nakal")
    return (pertama.index(nama) if nama in pertama else 4 if nama.startswith("salah_") else 3), nama


_meja: list[Meja] = []


def buka(meja: Meja) -> Meja:
    """Make this the desk of the process."""
    _meja[:] = [meja]
    return meja


def meja_ini() -> Meja:
    """The desk of the process. Raises IndexError when none was opened."""
    return _meja[0]
