"""Reading the updates behind a frozen letter, if they have just the shape that we write ourselves. Pure.

The first one makes the form, fills its first field and certifies; each further one fills the next field and changes
nothing else. Whatever looks otherwise in one byte raises Lain: then this is not the place to judge it.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import NamedTuple

_TEKS = rb"\((?:[^()\\\r\n]|\\[0-7]{3})*\)"
_AKHIR = re.compile(rb"%%EOF\n")
_EKOR = re.compile(
    rb"xref\n((?:\d+ \d+\n(?:\d{10} \d{5} [fn] \n)+)+)trailer\n<<\n/Size (\d+)\n/Root (\d+) 0 R\n/Info (\d+) 0 R\n"
    rb"/ID \[ <[0-9a-f]*> <[0-9a-f]*> \]\n/Prev (\d+)\n>>\nstartxref\n(\d+)\n%%EOF\n\Z"
)
_BAGIAN = re.compile(rb"(\d+) (\d+)\n((?:\d{10} \d{5} [fn] \n)+)")
_BENDA = re.compile(rb"(\d+) 0 obj\n")
_MULAI = re.compile(rb"/Root (\d+) 0 R/Info (\d+) 0 R.*?startxref\s+(\d+)\s+%%EOF\n\Z", re.DOTALL)
_TANDA = re.compile(
    rb"\d+ 0 obj\n<<\n/Contents <((?:[0-9A-F]{2})+)>\n/ByteRange \[0 (\d+) (\d+) (\d+)\] *\n/Type /Sig\n"
    rb"/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n"
    rb"/M \((D\\072\d{14}\\05[35]\d\d\\047\d\d\\047)\)\n"
    rb"(?:/Name " + _TEKS + rb"\n)?(?:/Reason " + _TEKS + rb"\n)?"
    rb"(/Reference \[ <<\n/Type /SigRef\n(?s:.*?)>>\n>> \]\n)?>>\nendobj\n"
)  # fmt: skip
# What a signature lets happen behind it: the first one says so for the document, the last one locks all fields.
_JANJI = (
    b"/Reference [ <<\n/Type /SigRef\n/TransformMethod /DocMDP\n/TransformParams <<\n/Type /TransformParams\n"
    b"/V /1.2\n/P %d\n>>\n>> ]\n"
)
KUNCI = (
    b"/Reference [ <<\n/Type /SigRef\n/TransformMethod /FieldMDP\n/Data %d 0 R\n/TransformParams <<\n/Action /All\n"
    b"/Type /TransformParams\n/V /1.2\n/P 1\n>>\n>> ]\n"
)
TANPA_UBAH, ISI_FORMULIR = _JANJI % 1, _JANJI % 2
MEDAN = re.compile(
    rb"\d+ 0 obj\n<<\n/FT /Sig\n/T \((\w+)\)\n/Type /Annot\n/Subtype /Widget\n/F 132\n/Rect \[ 0 0 0 0 \]\n/P \d+ 0 R\n"
    rb"(?:/Lock \d+ 0 R\n)?(/V (\d+) 0 R\n)?>>\nendobj\n"
)
_FORMULIR = re.compile(rb"\d+ 0 obj\n<<\n/Fields \[ ((?:\d+ 0 R )+)\]\n/SigFlags 3\n>>\nendobj\n")
_METADATA = re.compile(rb"\n/Metadata (\d+) 0 R\n")
DIUBAH = re.compile(rb"/ModDate \(([^()]*)\)\n")
_WAKTU = re.compile(rb"D\\072(\d{14})(?:Z|\\05([35])(\d\d)\\047(\d\d)\\047)")
_ALIRAN = re.compile(rb"\d+ 0 obj\n<<\n/Length (\d+)\n/Type /Metadata\n/Subtype /XML\n>>\nstream\n")
_KATA = re.compile(rb'>([^<>]+)<| (?!xmlns)[\w:]+="([^"]*)"')
_SAAT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+\d\d:\d\d")


class Lain(Exception):
    """Not the shape that we make; the strict verifier judges."""


def pastikan(baik: object) -> None:
    """Raise Lain unless it holds."""
    if not baik:
        raise Lain


@dataclass(frozen=True, slots=True)
class Update:
    """One signature. `sidik`: SHA-256 of all its revision but the hole, which holds `wadah` and zeros."""

    medan: str
    waktu: datetime
    wadah: bytes
    sidik: bytes


class _Benda(NamedTuple):
    """One object of an update and where it stands."""

    letak: int
    isi: bytes


class _Tanda(NamedTuple):
    """The signature object of an update."""

    nomor: int
    cocok: re.Match[bytes]
    letak: int


@dataclass
class Rantai:
    """What the updates so far have left: the numbers that the next one goes on from, and the newest objects."""

    akar: int
    info: int
    xref: int
    ukuran: int = 0
    benda: dict[int, bytes] = field(default_factory=dict)
    boleh: bool = False  # whether the next signer may fill a field


class Riwayat(NamedTuple):
    """Length of the frozen letter, its signatures in order, and what they have left."""

    asal: int
    updates: list[Update]
    rantai: Rantai


def baca(pdf: bytes) -> Riwayat:
    """All updates of a letter. Raises Lain, LookupError, ValueError."""
    asal, *akhir = (satu.end() for satu in _AKHIR.finditer(pdf))
    pastikan(akhir and akhir[-1] == len(pdf))
    lama = _MULAI.search(pdf, pdf.rindex(b"trailer", 0, asal), asal)
    if lama is None:
        raise Lain
    rantai = Rantai(int(lama[1]), int(lama[2]), int(lama[3]))
    updates: list[Update] = []
    for awal, batas in zip([asal, *akhir], akhir, strict=False):
        updates.append(_baca(pdf[:batas], awal, rantai, pertama=not updates))
    return Riwayat(asal, updates, rantai)


def _baca(pdf: bytes, awal: int, rantai: Rantai, *, pertama: bool) -> Update:
    ekor = _EKOR.search(pdf, pdf.rindex(b"xref\n0 1\n", awal))
    if ekor is None:
        raise Lain
    pastikan([int(ekor[n]) for n in (3, 4, 5, 6)] == [rantai.akar, rantai.info, rantai.xref, ekor.start()])
    benda = _benda(pdf, awal, ekor)
    tanda = _tanda(benda)
    if pertama:
        medan = _terhubung(benda, rantai.akar, tanda.nomor)
        pastikan(tanda.cocok[6] in (TANPA_UBAH, ISI_FORMULIR))
        rantai.boleh = tanda.cocok[6] == ISI_FORMULIR
    else:
        pastikan(rantai.boleh and tanda.cocok[6] in (None, KUNCI % rantai.akar))
        medan = _terisi(benda, rantai, tanda.nomor)
        rantai.boleh = tanda.cocok[6] is None
    rantai.benda |= {nomor: satu.isi for nomor, satu in benda.items()}
    rantai.xref, rantai.ukuran = ekor.start(), int(ekor[2])
    return _update(pdf, medan, tanda)


def _tanda(benda: dict[int, _Benda]) -> _Tanda:
    (nomor,) = (n for n, satu in benda.items() if b"/ByteRange" in satu.isi)
    cocok = _TANDA.fullmatch(benda[nomor].isi)
    if cocok is None:
        raise Lain
    return _Tanda(nomor, cocok, benda[nomor].letak)


def _update(pdf: bytes, medan: str, tanda: _Tanda) -> Update:
    cocok = tanda.cocok
    buka = tanda.letak + cocok.start(1) - 1
    tutup = buka + len(cocok[1]) + 2
    pastikan([int(cocok[n]) for n in (2, 3, 4)] == [buka, tutup, len(pdf) - tutup])
    lihat = memoryview(pdf)
    hitung = sha256(lihat[:buka])
    hitung.update(lihat[tutup:])
    return Update(medan, waktu(cocok[5]), bytes.fromhex(cocok[1].decode()), hitung.digest())


def _benda(pdf: bytes, awal: int, ekor: re.Match[bytes]) -> dict[int, _Benda]:
    """The objects of the update by number: they fill it without a gap, in the order of the table."""
    letak = [(0, 65535, b"f")]
    nomor = [0]
    for bagian in _BAGIAN.finditer(ekor[1]):
        baris = bagian[3].splitlines()
        pastikan(len(baris) == int(bagian[2]))
        nomor += range(int(bagian[1]), int(bagian[1]) + len(baris))
        letak += [(int(satu[:10]), int(satu[11:16]), satu[17:18]) for satu in baris]
    pastikan(letak[1] == letak[0] and nomor[1] == 0 and len(set(nomor[1:])) == len(nomor) - 1)
    hasil: dict[int, _Benda] = {}
    batas = [tempat for tempat, _, _ in letak[2:]] + [ekor.start()]
    pastikan(batas[0] == awal and batas == sorted(batas))
    for urut, (tempat, generasi, jenis) in enumerate(letak[2:]):
        isi = pdf[tempat : batas[urut + 1]]
        kepala = _BENDA.match(isi)
        pastikan(kepala and int(kepala[1]) == nomor[urut + 2] and (generasi, jenis) == (0, b"n"))
        pastikan(isi.endswith(b"\nendobj\n"))
        hasil[nomor[urut + 2]] = _Benda(tempat, isi)
    return hasil


def _terhubung(benda: dict[int, _Benda], akar: int, tanda: int) -> str:
    """Name of the field: catalogue -> form -> field -> signature, each once. Raises Lain."""
    bentuk = {n: cocok for n, satu in benda.items() if (cocok := _FORMULIR.fullmatch(satu.isi))}
    medan = {n: cocok for n, satu in benda.items() if (cocok := MEDAN.fullmatch(satu.isi)) and cocok[2]}
    pastikan(len(bentuk) == len(medan) == 1)
    (formulir, isi_formulir), (isian, isi_medan) = *bentuk.items(), *medan.items()
    katalog = benda[akar].isi
    pastikan(katalog.count(b"\n/AcroForm %d 0 R\n" % formulir) == 1 == katalog.count(b"/AcroForm"))
    pastikan(str(isian).encode() in isi_formulir[1].split())
    pastikan(int(isi_medan[3]) == tanda)
    return isi_medan[1].decode("ascii")


def _terisi(benda: dict[int, _Benda], rantai: Rantai, tanda: int) -> str:
    """Name of the field that this update fills: an empty one of the first, and nothing else is written anew.

    The catalogue stays as it was, to the byte; information and metadata say another time and nothing else.
    """
    lama = rantai.benda
    rujukan = _METADATA.search(lama[rantai.akar])
    if rujukan is None:
        raise Lain
    metadata = int(rujukan[1])
    (medan,) = benda.keys() - {tanda, rantai.akar, rantai.info, metadata}
    pastikan(len(benda) == 5 and tanda > max(lama))
    pastikan(benda[rantai.akar].isi == lama[rantai.akar])
    pastikan(DIUBAH.sub(b"", benda[rantai.info].isi) == DIUBAH.sub(b"", lama[rantai.info]))
    pastikan(_kata(benda[metadata].isi) == _kata(lama[metadata]))
    kosong = MEDAN.fullmatch(lama[medan])
    isi = lama[medan].removesuffix(b">>\nendobj\n") + b"/V %d 0 R\n>>\nendobj\n" % tanda
    if kosong is None or kosong[2] or benda[medan].isi != isi:
        raise Lain
    return kosong[1].decode("ascii")


def _kata(metadata: bytes) -> list[bytes]:
    """All that an XMP stream says but the times, in whatever order and form it says it."""
    aliran = _ALIRAN.match(metadata)
    pastikan(aliran and metadata[aliran.end() + int(aliran[1]) :] == b"\nendstream\nendobj\n")
    return sorted(kata for satu in _KATA.findall(metadata) for kata in satu if kata and not _SAAT.fullmatch(kata))


def waktu(tertulis: bytes) -> datetime:
    """A moment as pyHanko writes it in a PDF string. Raises Lain."""
    isi = _WAKTU.fullmatch(tertulis)
    if isi is None:
        raise Lain
    geser = timedelta(hours=int(isi[3]), minutes=int(isi[4])) if isi[2] else timedelta()
    zona = timezone(-geser if isi[2] == b"5" else geser)  # \053 is a plus, \055 a minus
    return datetime.strptime(isi[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=zona)
