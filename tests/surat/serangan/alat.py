"""What all mutators need: the parts of a signed file, and a writer of incremental updates that obeys no rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader

# A black bar over the middle of the page: what a forger would paint over an amount or a name.
PALSU = b"q 0 0 0 rg 60 380 470 120 re f Q"


@dataclass(frozen=True)
class Bahan:
    """What a forger has at hand: the letter, another genuine letter of the same office, and keys of his own."""

    pdf: bytes
    lain: bytes
    cetak: Callable[..., bytes]  # the frozen letter with other data, as anybody could typeset it
    kembar: list[Any]  # keys with certificates that read like the officers', from a CA of the same name
    pejabat: list[Any]  # the officers' keys: only for what is planted before they sign
    segel: bool = False


@dataclass(frozen=True)
class Serangan:
    """One attack. `kode`: reason the verifier must give; `tampak`: a reader really sees something else."""

    kelas: str
    ubah: Callable[[Bahan], bytes]
    kode: str
    tampak: bool = False
    putusan: str = "tidak_sah"
    untuk: frozenset[str] = field(default_factory=lambda: frozenset({"satu", "tiga", "segel"}))


class Berkas:
    """The parts of a letter that mutators aim at."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.pembaca = PdfReader(BytesIO(pdf))

    @cached_property
    def rentang(self) -> tuple[int, int, int, int]:
        """/ByteRange of the last signature."""
        awal = self.pdf.rindex(b"/ByteRange")
        angka = re.match(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)", self.pdf[awal:])
        return tuple(int(n) for n in angka.groups())  # type: ignore[union-attr, return-value]

    @property
    def lubang(self) -> slice:
        """/Contents of the last signature, with its < and >."""
        return slice(self.rentang[1], self.rentang[2])

    @property
    def akar(self) -> int:
        return self.pembaca.trailer.raw_get("/Root").idnum

    @property
    def halaman(self) -> int:
        return self.pembaca.pages[0].indirect_reference.idnum

    @property
    def isi(self) -> int:
        """The content stream of the first page."""
        return self.pembaca.pages[0].raw_get("/Contents").idnum

    @property
    def tanda(self) -> tuple[int, bytes]:
        """Number and source of the last signature dictionary."""
        awal = self.pdf.rindex(b"\n", 0, self.pdf.rindex(b" 0 obj", 0, self.rentang[1])) + 1
        return int(self.pdf[awal:].split(None, 1)[0]), self.pdf[awal : self.pdf.index(b"endobj", awal) + 6]

    @property
    def ukuran(self) -> int:
        return int(self.pembaca.trailer["/Size"])

    @property
    def startxref(self) -> int:
        return int(re.findall(rb"startxref\s+(\d+)", self.pdf)[-1])

    def sumber(self, nomor: int) -> bytes:
        """The newest source of an object, between `obj` and `endobj`."""
        awal = [m.end() for m in re.finditer(rb"(?<![0-9])%d 0 obj" % nomor, self.pdf)][-1]
        return self.pdf[awal : self.pdf.index(b"endobj", awal)].strip()

    def revisi(self) -> list[int]:
        """Where each revision ends."""
        return [m.end() for m in re.finditer(rb"%%EOF\n", self.pdf)]


def aliran(isi: bytes, kamus: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(isi), kamus, isi)


def tabel(letak: dict[int, int]) -> bytes:
    """A classic cross-reference table."""
    baris = [b"xref\n0 1\n0000000000 65535 f \n"]
    baris += [b"%d 1\n%010d 00000 n \n" % (nomor, di) for nomor, di in sorted(letak.items())]
    return b"".join(baris)


def ekor(berkas: Berkas, xref: int, *, sebelum: int | None = None, tambah: bytes = b"") -> bytes:
    lama = berkas.startxref if sebelum is None else sebelum
    return b"trailer\n<</Size %d/Root %d 0 R/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        berkas.ukuran + 50, berkas.akar, lama, tambah, xref,
    )  # fmt: skip


def susulan(berkas: Berkas, benda: dict[int, bytes], *, awalan: bytes = b"", tambah: bytes = b"") -> bytes:
    """The letter with one more update that any reader follows."""
    keluar, letak = bytearray(berkas.pdf + awalan), {}
    for nomor, isi in benda.items():
        letak[nomor] = len(keluar)
        keluar += b"%d 0 obj\n%s\nendobj\n" % (nomor, isi)
    xref = len(keluar)
    return bytes(keluar + tabel(letak) + ekor(berkas, xref, tambah=tambah))


def isi_palsu(berkas: Berkas) -> dict[int, bytes]:
    """The first page says something else."""
    return {berkas.isi: aliran(PALSU)}


def tambal(pdf: bytes, letak: slice, baru: bytes) -> bytes:
    """Write over bytes without moving any other; what is left of the old becomes spaces."""
    assert len(baru) <= letak.stop - letak.start
    return pdf[: letak.start] + baru.ljust(letak.stop - letak.start) + pdf[letak.stop :]


def ganti_isi(pdf: bytes) -> bytes:
    """The content stream of the first page, replaced in place: no offset moves."""
    berkas = Berkas(pdf)
    awal = pdf.index(b"\n%d 0 obj" % berkas.isi)
    awal = pdf.index(b"<<", awal)
    return tambal(pdf, slice(awal, pdf.index(b"endobj", awal)), aliran(PALSU) + b"\n")


def dengan_penulis(pdf: bytes, ubah: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """One more update, written by the library as an honest program would."""
    penulis = IncrementalPdfFileWriter(BytesIO(pdf))
    ubah(penulis)
    keluar = BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()
