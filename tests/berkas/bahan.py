"""Uploads, honest and hostile, made on the spot."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

KANARI = "KANARI-3515081704900004"


def foto(ukuran=(1200, 800), bentuk="JPEG", warna="steelblue", mode="RGB", **simpan) -> bytes:
    keluar = io.BytesIO()
    Image.new(mode, ukuran, warna).save(keluar, bentuk, **simpan)
    return keluar.getvalue()


def foto_ber_exif(putar: int = 6) -> bytes:
    """A portrait taken sideways, with a camera model, a place and a comment."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = putar, KANARI
    exif.get_ifd(0x8825)[1] = "S"
    return foto((600, 400), exif=exif, comment=KANARI.encode())


def png_bom(sisi: int = 20_000) -> bytes:
    """A header that claims 400 million pixels, in a few hundred bytes."""
    kepala = struct.pack(">IIBBBBB", sisi, sisi, 8, 2, 0, 0, 0)
    potong = [(b"IHDR", kepala), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    isi = b"".join(struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in potong)
    return b"\x89PNG\r\n\x1a\n" + isi


def pdf(halaman: int = 1, sandi: str = "", skrip: str = "", lampiran: bytes = b"") -> bytes:
    penulis = PdfWriter()
    for _urut in range(halaman):
        penulis.add_blank_page(595, 842)
    if skrip:
        aksi = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(skrip)}
        penulis.root_object[NameObject("/OpenAction")] = DictionaryObject(aksi)
    if lampiran:
        penulis.add_attachment("rahasia.html", lampiran)
    if sandi:
        penulis.encrypt(sandi)
    keluar = io.BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()


@cache
def pdf_bom(megabita: int = 2000) -> bytes:
    """One page whose content is gigabytes of blanks, deflated twice: a few kilobytes here."""
    potong = zlib.compressobj(9)
    sepotong = potong.compress(b" " * 1_000_000) + potong.flush(zlib.Z_FULL_FLUSH)
    isi = StreamObject()
    isi._data = zlib.compress(sepotong + sepotong[2:] * (megabita - 1) + b"\x03\x00", 9)
    isi[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode"), NameObject("/FlateDecode")])
    penulis = PdfWriter()
    halaman = penulis.add_blank_page(595, 842)
    halaman[NameObject("/Contents")] = penulis._add_object(isi)
    keluar = io.BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()


def unggahan(isi: bytes, nama: str = "ktp.jpg") -> SimpleUploadedFile:
    """As a browser sends it; the declared type is always a lie, since nobody reads it."""
    return SimpleUploadedFile(nama, isi, content_type="image/jpeg")
