"""Reading a bundle that may come from an enemy: nothing is unpacked to disk, and no size is believed. Pure."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from pathlib import Path

MB = 1024 * 1024
PALING_BANYAK = 500  # members; a letter with a re-time-stamp a year for fifty years has sixty
PALING_BESAR = 16 * MB  # bytes of one member; a letter is at most 10 MB
SEMUA = 256 * MB  # bytes of all members together
NAMA = re.compile(r"(?:[a-z0-9]{1,20}/){0,2}(?:README|[a-z0-9]{1,64})\.(?:json|jsonl|txt|pdf|cer)")
CARA = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
RAHASIA = 0x1  # flag bit: encrypted
# Everything that the zip reader raises on bytes that are no zip.
GALAT = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OverflowError,
    OSError,
)


class BundelDitolak(Exception):
    """The container itself is refused; `kode` names why, `objek` where."""

    def __init__(self, kode: str, objek: str = "") -> None:
        super().__init__(kode, objek)
        self.kode, self.objek = kode, objek


def baca(sumber: Path) -> dict[str, bytes]:
    """All members by name. Raises BundelDitolak, OSError when the file itself cannot be read."""
    with sumber.open("rb") as berkas:
        if sumber.stat().st_size > SEMUA:
            raise BundelDitolak("zip_bom")
        try:
            with zipfile.ZipFile(berkas) as arsip:
                return _baca_semua(arsip)
        except GALAT as galat:
            raise BundelDitolak("zip_rusak") from galat


def _baca_semua(arsip: zipfile.ZipFile) -> dict[str, bytes]:
    daftar = arsip.infolist()
    if len(daftar) > PALING_BANYAK:
        raise BundelDitolak("zip_banyak")
    isi: dict[str, bytes] = {}
    for satu in daftar:
        _pastikan_wajar(satu)
        if satu.filename in isi:
            raise BundelDitolak("zip_ganda", satu.filename)
        isi[satu.filename] = _baca_satu(arsip, satu, SEMUA - sum(map(len, isi.values())))
    return isi


def _pastikan_wajar(satu: zipfile.ZipInfo) -> None:
    """A name of our own kind, an ordinary file. `orig_filename` shows a NUL that would cut the name short."""
    if not NAMA.fullmatch(satu.filename) or satu.orig_filename != satu.filename:
        raise BundelDitolak("zip_nama", ascii(satu.orig_filename)[:80])
    if stat.S_ISLNK(satu.external_attr >> 16):
        raise BundelDitolak("zip_nama", satu.filename)
    if satu.flag_bits & RAHASIA or satu.compress_type not in CARA:
        raise BundelDitolak("zip_rusak", satu.filename)


def _baca_satu(arsip: zipfile.ZipFile, satu: zipfile.ZipInfo, sisa: int) -> bytes:
    """The bytes as they come out: the size in the header is a claim."""
    batas = min(PALING_BESAR, sisa)
    with arsip.open(satu) as berkas:
        isi = berkas.read(batas + 1)
        # Too many, or fewer than the member has: the reader stops at the size that the header claims.
        if len(isi) > batas:
            raise BundelDitolak("zip_bom", satu.filename)
    if len(isi) != satu.file_size:
        raise BundelDitolak("zip_rusak", satu.filename)
    return isi
