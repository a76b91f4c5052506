"""Binding of a dossier: pictures and pages of letters into the sheets that the press has made. Pure: no Django.

The press prints every sheet with a picture of one pixel (`naskah/arsip.typ`); its colour is a number. Here the pixel
becomes the photo, or the page of a letter. The bytes of a photo are fetched when they are written and not before, so
that a hundred uploads need the memory of one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

TANDA_ISI = {b"BMC", b"BDC", b"EMC", b"MP", b"DP"}


class GambarRusak(Exception):
    """These bytes are no picture, and no PDF of pictures, of the kind our own sanitiser writes."""


@dataclass(frozen=True)
class Gambar:
    """One JPEG to be placed: its size in pixels, and where its bytes come from when they are needed."""

    lebar: int
    tinggi: int
    baca: Callable[[], bytes]


class _GambarMalas(StreamObject):
    """An image of the PDF that holds no bytes."""

    def __init__(self, gambar: Gambar, warna: Any) -> None:
        super().__init__()
        self._baca = gambar.baca
        ukuran = {"/Width": gambar.lebar, "/Height": gambar.tinggi, "/BitsPerComponent": 8}
        nama = {"/Type": "/XObject", "/Subtype": "/Image", "/Filter": "/DCTDecode"}
        self.update({NameObject(k): NumberObject(n) for k, n in ukuran.items()})
        self.update({NameObject(k): NameObject(n) for k, n in nama.items()})
        self[NameObject("/ColorSpace")] = warna

    def write_to_stream(self, stream: Any) -> None:
        """Fetch, write, forget."""
        isi = self._baca()
        self[NameObject("/Length")] = NumberObject(len(isi))
        DictionaryObject.write_to_stream(self, stream)
        stream.write(b"\nstream\n" + isi + b"\nendstream")


def ukuran_jpeg(isi: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises GambarRusak for anything but an RGB JPEG."""
    try:
        with Image.open(BytesIO(isi), formats=["JPEG"]) as gambar:
            if gambar.mode == "RGB":
                return gambar.size
    except Exception as galat:
        raise GambarRusak from galat
    raise GambarRusak


def gambar_pdf(isi: bytes) -> list[bytes]:
    """The JPEG of each page of a PDF that our sanitiser wrote: one picture a page. Raises GambarRusak."""
    try:
        return [_jpeg_halaman(halaman) for halaman in PdfReader(BytesIO(isi)).pages]
    except Exception as galat:
        raise GambarRusak from galat


def _jpeg_halaman(halaman: PageObject) -> bytes:
    (gambar,) = (satu.get_object() for satu in halaman["/Resources"]["/XObject"].values())  # type: ignore[index]
    if gambar["/Filter"] not in ("/DCTDecode", ["/DCTDecode"]):
        raise GambarRusak
    return bytes(gambar._data)  # the JPEG as it is stored; `get_data` would decode it


def piksel(nomor: int) -> list[int]:
    """The colour that stands for a number, as the press takes it."""
    return list(nomor.to_bytes(3, "big"))


def rakit(
    rangka: bytes, isi: Mapping[int, Gambar | PageObject], lampiran: Mapping[str, bytes], keluar: IO[bytes]
) -> None:
    """Write the dossier: the sheets of `rangka` with each numbered pixel replaced, and `lampiran` embedded as files."""
    penulis = PdfWriter(clone_from=PdfReader(BytesIO(rangka)))
    penulis.pdf_header = "%PDF-1.7"  # as the press wrote it; pypdf would call it 1.3
    for halaman in penulis.pages:
        _ganti_piksel(penulis, halaman, isi)
    for nama, data in lampiran.items():
        penulis.add_attachment(nama, data)
    penulis.write(keluar)


def _ganti_piksel(penulis: PdfWriter, halaman: PageObject, isi: Mapping[int, Gambar | PageObject]) -> None:
    sumber: Any = halaman["/Resources"]
    gambar = sumber.get("/XObject", {})
    for nama, rujukan in list(gambar.items()):
        lama = rujukan.get_object()
        if (lama.get("/Width"), lama.get("/Height")) != (1, 1):
            continue
        baru = isi[int.from_bytes(lama.get_data(), "big")]
        objek = _GambarMalas(baru, lama["/ColorSpace"]) if isinstance(baru, Gambar) else _bentuk(penulis, baru)
        gambar[NameObject(nama)] = penulis._add_object(objek)


def _bentuk(penulis: PdfWriter, halaman: PageObject) -> StreamObject:
    """A page of a letter as one drawing in the unit square, where the pixel was.

    Without its own marks of structure: they would point into the tree of the dossier.
    """
    isi = ContentStream(halaman.get_contents(), halaman.pdf)
    isi.operations = [satu for satu in isi.operations if satu[1] not in TANDA_ISI]
    bentuk = DecodedStreamObject()
    bentuk.set_data(isi.get_data())
    kotak = [float(n) for n in halaman.mediabox]
    lebar, tinggi = kotak[2] - kotak[0], kotak[3] - kotak[1]
    matriks = [1 / lebar, 0, 0, 1 / tinggi, -kotak[0] / lebar, -kotak[1] / tinggi]
    bentuk[NameObject("/Type")], bentuk[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    bentuk[NameObject("/BBox")] = ArrayObject(FloatObject(n) for n in kotak)
    bentuk[NameObject("/Matrix")] = ArrayObject(FloatObject(f"{n:.9f}") for n in matriks)
    bentuk[NameObject("/Resources")] = halaman["/Resources"].clone(penulis)
    return bentuk.flate_encode()
