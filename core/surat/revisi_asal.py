"""What an update of a letter rewrites: the parts of a file of our own press, read without reading it as a PDF. Pure.

Values come out as pyHanko would write them. Whatever the press has not written in just this way raises Lain.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from pyhanko.pdf_utils.generic import pdf_string

from core.surat.pemeriksa_bentuk import Lain

_EKOR = re.compile(
    rb"trailer\n<</Size (\d+)/Root (\d+) 0 R/Info (\d+) 0 R/ID\[\(([^()\\]+)\)\([^()\\]+\)\]>>\n"
    rb"startxref\n(\d+)\n%%EOF\n\Z"
)
_KATA = re.compile(rb"\s*(<<|>>|\[|\]|/[A-Za-z0-9]+|\d+ 0 R|\d+(?:\.\d+)?|true|false|\((?:[^()\\]|\([^()\\]*\))*\))")
_ANGKA = re.compile(rb"(?<![\d.])\d+(?![\d.])")
_POLOS = re.compile(rb"[^&<>\"'\x00-\x20\x7f-\xff]+(?: [^&<>\"'\x00-\x20\x7f-\xff]+)*")
_ALIRAN = re.compile(rb"<</Length (\d+)/Type/Metadata/Subtype/XML>>\nstream\n")
# Where the words of one letter stand in its XMP: as the press writes it, and as pyHanko does.
TEMPAT = {
    b"judul": (rb'x-default">([^<]*)</rdf:li>', b'x-default">%s</rdf:li>'),
    b"pembuat": (rb"<dc:creator><rdf:Seq><rdf:li>([^<]*)<", b"<rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>"),
    b"halaman": (rb"<xmpTPg:NPages>([^<]*)<", b':NPages="%s"'),
    b"dokumen": (rb"<xmpMM:DocumentID>([^<]*)<", b':DocumentID="%s"'),
    b"terbitan": (rb"<xmpMM:InstanceID>([^<]*)<", b"%s"),
}
Kamus = dict[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Asal:
    """The parts of a frozen letter that an update rewrites: numbers of the objects and what they say."""

    panjang: int
    ukuran: int
    xref: int
    id: bytes
    nomor: dict[str, int]
    halaman: Kamus
    info: Kamus
    katalog: Kamus
    xmp: bytes
    mentah: tuple[bytes, bytes, bytes]
    benda: dict[int, bytes] = field(default_factory=dict)  # of the updates behind it, the newest form of each

    @property
    def bentuk(self) -> tuple[object, ...]:
        """What is the same in all letters of one shape: everything but whole numbers and the words of the letter."""
        halaman, _info, katalog = (_ANGKA.sub(b"0", satu) for satu in self.mentah)
        return halaman, tuple(self.info), katalog, rangka_xmp(self.xmp)


def baca(pdf: bytes) -> Asal:
    """Raises Lain, LookupError, ValueError for a file that our press has not written."""
    ekor = _EKOR.search(pdf, pdf.rindex(b"trailer\n"))
    if ekor is None:
        raise Lain
    ukuran, akar, info, xref = (int(ekor[n]) for n in (1, 2, 3, 5))
    tabel = b"xref\n0 %d\n" % ukuran
    if pdf[xref : xref + len(tabel)] != tabel:
        raise Lain

    def benda(nomor: int) -> bytes:
        if not 0 < nomor < ukuran:
            raise Lain
        letak = int(pdf[xref + len(tabel) + 20 * nomor :][:10])
        kepala = b"%d 0 obj\n" % nomor
        if pdf[letak : letak + len(kepala)] != kepala:
            raise Lain
        return pdf[letak + len(kepala) : pdf.index(b"\nendobj\n", letak)]

    katalog = benda(akar)
    isi_katalog = _kamus(katalog)
    pohon = _kamus(benda(_tunjuk(isi_katalog[b"/Pages"])))
    nomor_halaman, nomor_xmp = _tunjuk(pohon[b"/Kids"][2:]), _tunjuk(isi_katalog[b"/Metadata"])
    halaman, properti = benda(nomor_halaman), benda(info)
    nomor = {"halaman": nomor_halaman, "info": info, "xmp": nomor_xmp, "katalog": akar}
    return Asal(
        len(pdf), ukuran, xref, ekor[4], nomor, _kamus(halaman), _kamus(properti), isi_katalog,
        _baca_xmp(benda(nomor_xmp)), (halaman, properti, katalog),
    )  # fmt: skip


def _tunjuk(nilai: bytes) -> int:
    """The number in a reference that begins here."""
    nomor, nol, huruf = nilai.split()[:3]
    if (nol, huruf) != (b"0", b"R"):
        raise Lain
    return int(nomor)


def _baca_xmp(benda: bytes) -> bytes:
    kepala = _ALIRAN.match(benda)
    if kepala is None or benda[kepala.end() + int(kepala[1]) :] != b"\nendstream":
        raise Lain
    return benda[kepala.end() : kepala.end() + int(kepala[1])]


def _kamus(mentah: bytes) -> Kamus:
    """A dictionary of the press: its entries, each value as pyHanko writes it."""
    kata = _potong(mentah)
    if _berikut(kata) != b"<<":
        raise Lain
    isi = _isi_kamus(kata)
    if next(kata, None) is not None:
        raise Lain
    return isi


def _potong(mentah: bytes) -> Iterator[bytes]:
    letak = 0
    while letak < len(mentah):
        kata = _KATA.match(mentah, letak)
        if kata is None:
            raise Lain
        yield kata[1]
        letak = kata.end()


def _isi_kamus(kata: Iterator[bytes]) -> Kamus:
    isi: Kamus = {}
    while (kunci := _berikut(kata)) != b">>":
        if not kunci.startswith(b"/"):
            raise Lain
        isi[kunci] = _nilai(_berikut(kata), kata)
    return isi


def _nilai(awal: bytes, kata: Iterator[bytes]) -> bytes:
    if awal in (b">>", b"]"):
        raise Lain
    if awal == b"<<":
        return tulis(_isi_kamus(kata))
    if awal == b"[":
        butir = []
        while (satu := _berikut(kata)) != b"]":
            butir.append(_nilai(satu, kata))
        return b" ".join([b"[", *butir, b"]"])
    return teks(awal[1:-1].decode("ascii")) if awal.startswith(b"(") else awal


def _berikut(kata: Iterator[bytes]) -> bytes:
    for satu in kata:
        return satu
    raise Lain


# --- the words of its XMP ---------------------------------------------------------------------------------------------


def kata_xmp(xmp: bytes) -> dict[bytes, bytes]:
    """The words of this letter by name. Raises Lain for what XML or PDF would have to escape."""
    isi: dict[bytes, bytes] = {}
    for nama, (pola, _pyhanko) in TEMPAT.items():
        (isi[nama],) = re.findall(pola, xmp)
        if not _POLOS.fullmatch(isi[nama]):
            raise Lain
    return isi


def rangka_xmp(xmp: bytes) -> bytes:
    """What is the same in the XMP of all letters of this shape."""
    terbitan = kata_xmp(xmp)[b"terbitan"]
    for pola, _pyhanko in TEMPAT.values():
        ketemu = re.search(pola, xmp)
        if ketemu is None:
            raise Lain
        xmp = xmp[: ketemu.start(1)] + b"\0" + xmp[ketemu.end(1) :]
    return xmp.replace(terbitan, b"\0")


# --- writing as pyHanko does ------------------------------------------------------------------------------------------


def tulis(isi: Kamus) -> bytes:
    return b"<<\n%s>>" % b"".join(b"%s %s\n" % satu for satu in isi.items())


def teks(isi: str) -> bytes:
    return tertulis(pdf_string(isi))


def tertulis(teks: object) -> bytes:
    """A string as pyHanko itself writes it."""
    keluar = BytesIO()
    teks.write_to_stream(keluar)  # type: ignore[attr-defined]
    return keluar.getvalue()
