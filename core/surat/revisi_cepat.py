"""The update of a signature, byte for byte as pyHanko writes it, without reading the file as a PDF.

pyHanko parses the letter, its form of XMP included, and writes five or six objects anew: 4 ms of processor, of which
the signature itself is 0.3. Our press writes letters of very few shapes, in which only titles, numbers and places
differ. `Perakit` learns such a shape from the first letter that pyHanko signs, and fills it in for those that follow.

A shortcut around another library's assembly is only as good as its proof:

- a shape is used only after the whole file that it gives equals, byte for byte, one that pyHanko has signed;
- every letter in `CONTOH` is signed by pyHanko all the same and compared; one difference ends the shortcut;
- whatever has another shape (other writers, text outside plain ASCII, gateways) is pyHanko's.

No key is used for the proof: what it compares with is a letter that had to be signed anyway.
"""

import asyncio
import logging
import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from pyhanko.pdf_utils.generic import pdf_date
from pyhanko.pdf_utils.metadata.model import VENDOR
from pyhanko.sign.signers import Signer

from core.surat.pades_cepat import ACUAN, HASH
from core.surat.pemeriksa_bentuk import DIUBAH, ISI_FORMULIR, KUNCI, MEDAN, TANPA_UBAH, Lain, pastikan
from core.surat.pemeriksa_bentuk import baca as baca_riwayat
from core.surat.pemeriksa_bentuk import waktu as baca_waktu
from core.surat.revisi_asal import TEMPAT, Asal, Kamus, baca, kata_xmp, teks, tertulis, tulis

log = logging.getLogger(__name__)
CONTOH = 64  # one letter in so many is signed by pyHanko as well
SIMPAN = 64  # shapes remembered
LEBAR_RENTANG = 62  # pyHanko's fixed room for /ByteRange, brackets included


_SLOT = re.compile(rb"\0([a-z]+)\0")
_TANDA_TANGAN = re.compile(rb"<<\n/Contents <([0-9A-F]+)>\n.*?\n/M \((.*?)\)\n", re.DOTALL)
_DIUBAH_XMP = re.compile(rb'xmp:ModifyDate="([^"]*)"')
_ID_BARU = re.compile(rb"/ID \[ <[0-9a-f]*> <([0-9a-f]*)> \]\n/Prev")

Cetakan = list[bytes]  # pyHanko's XMP: text and the name of a word of the letter in turns


@dataclass(frozen=True, slots=True)
class Medan:
    """The fields of a letter by name, one for each turn; the last one of several locks."""

    nama: tuple[str, ...]

    @property
    def terkunci(self) -> bool:
        """Whether there is a lock."""
        return len(self.nama) > 1


class Isian(NamedTuple):
    """What one signature says. `urut`: its turn; `kunci`: its algorithm, which pyHanko may note; `ruang`: digits of
    its hole.
    """

    medan: Medan
    urut: int
    kunci: str
    nama: str
    alasan: str
    ruang: int


class Waktu(NamedTuple):
    """pyHanko looks at the clock three times: for the signature, the document's properties and the XMP."""

    tanda: datetime
    diubah: datetime
    xmp: datetime


class Perakit:
    """Assembles updates of the shapes it has learnt. One for each process."""

    def __init__(self, contoh: int = CONTOH) -> None:
        self._bentuk: OrderedDict[tuple[object, ...], Cetakan | None] = OrderedDict()
        self._contoh, self._urut, self._percaya = contoh, 0, True

    def rakit(self, pdf: bytes, penanda: Signer, isian: Isian) -> bytes | None:
        """The signed letter, or None: pyHanko has to sign this one. Raises what the signer raises."""
        self._urut += 1
        if not self._percaya or not self._urut % self._contoh:
            return None
        try:
            asal = _baca(pdf, isian)
            xmp = self._bentuk[_bentuk(asal, isian)]
            if xmp is None:
                return None
            kini = datetime.now().astimezone()
            update = _susun(asal, isian, xmp, Waktu(kini, kini, kini), secrets.token_bytes(16))
        except (Lain, LookupError, ValueError):
            return None
        hitung = sha256(pdf)
        hitung.update(update.muka)
        hitung.update(update.belakang)
        wadah = asyncio.run(penanda.async_sign(hitung.digest(), HASH, use_pades=True, signed_attr_settings=ACUAN))
        return _isi(pdf, update, wadah if isinstance(wadah, bytes) else wadah.dump(), isian.ruang)

    def pelajari(self, pdf: bytes, hasil: bytes, isian: Isian) -> None:
        """Learn from a letter that pyHanko has signed, or find that a shape learnt before was wrong."""
        try:
            asal = _baca(pdf, isian)
            bentuk = _bentuk(asal, isian)
        except (Lain, LookupError, ValueError):
            return
        dikenal = self._bentuk.get(bentuk)
        if dikenal is None and bentuk in self._bentuk:
            return
        cetakan = _bukti(pdf, hasil, asal, isian, dikenal)
        if dikenal and not cetakan:
            log.error("Perakitan cepat revisi berbeda dari pyHanko; tidak dipakai lagi dalam proses ini")
            self._percaya = False
        elif not cetakan:
            log.warning("Satu bentuk surat tidak dapat dirakit cepat; pyHanko yang menandatangani")
        self._bentuk[bentuk] = cetakan
        while len(self._bentuk) > SIMPAN:
            self._bentuk.popitem(last=False)


# --- the shape of a letter --------------------------------------------------------------------------------------------


def _baca(pdf: bytes, isian: Isian) -> Asal:
    """The letter as its press wrote it, and where the next update goes on. Raises Lain, LookupError, ValueError."""
    if isian.urut == 1:
        return baca(pdf)
    riwayat = baca_riwayat(pdf)
    pastikan(len(riwayat.updates) == isian.urut - 1)
    rantai = riwayat.rantai
    return replace(
        baca(pdf[: riwayat.asal]), panjang=len(pdf), ukuran=rantai.ukuran, xref=rantai.xref, benda=rantai.benda
    )


def _bentuk(asal: Asal, isian: Isian) -> tuple[object, ...]:
    """What must be alike for one letter to be written after the pattern of another."""
    return (*asal.bentuk, isian.medan, isian.urut, isian.kunci, bool(isian.nama), bool(isian.alasan))


def _cetakan_xmp(asal: Asal, update: bytes) -> Cetakan:
    """pyHanko's XMP, cut where the words of this letter stand."""
    awal = update.index(b"stream\n") + 7
    xmp = update[awal : update.index(b"\nendstream", awal)]
    for nama, kata in kata_xmp(asal.xmp).items():
        cari = TEMPAT[nama][1] % kata
        if nama != b"terbitan" and xmp.count(cari) != 1:
            raise Lain
        xmp = xmp.replace(cari, TEMPAT[nama][1] % (b"\0" + nama + b"\0"))
    return _SLOT.split(_DIUBAH_XMP.sub(b'xmp:ModifyDate="\0waktu\0"', xmp))


# --- writing as pyHanko does ------------------------------------------------------------------------------------------


class _Update(NamedTuple):
    """The update before and behind the hole."""

    muka: bytes
    belakang: bytes


def _susun(asal: Asal, isian: Isian, xmp: Cetakan, waktu: Waktu, id_baru: bytes) -> _Update:
    benda = _benda(asal, isian, xmp, waktu)
    tanda = max(benda)
    letak, potongan, di = {}, [], asal.panjang
    for nomor in sorted(benda):
        letak[nomor] = di
        potongan.append(b"%d 0 obj\n%s\nendobj\n" % (nomor, benda[nomor]))
        di += len(potongan[-1])
    ekor = _tabel(letak) + _trailer(asal, tanda + 1, id_baru) + b"startxref\n%d\n%%%%EOF\n" % di
    utuh = b"".join(potongan)
    buka = letak[tanda] + potongan[-1].index(b"/Contents <") + 10
    tutup = buka + isian.ruang + 2
    rentang = b"[0 %d %d %d]" % (buka, tutup, di + len(ekor) - tutup)
    muka, belakang = utuh[: buka - asal.panjang], utuh[tutup - asal.panjang :]
    kosong = b"[]".ljust(LEBAR_RENTANG)
    return _Update(muka, belakang.replace(kosong, rentang.ljust(LEBAR_RENTANG), 1) + ekor)


def _benda(asal: Asal, isian: Isian, xmp: Cetakan, waktu: Waktu) -> dict[int, bytes]:
    """All objects of the update by number; the signature has the highest."""
    if isian.urut > 1:
        return _benda_lanjutan(asal, isian, xmp, waktu)
    medan, formulir = isian.medan, asal.ukuran + 1
    nomor_medan = [formulir + urut for urut in range(1, len(medan.nama) + 1)]
    kunci = nomor_medan[-1] + 1 if medan.terkunci else None
    tanda = nomor_medan[-1] + 1 + medan.terkunci
    rujukan = b" ".join(b"%d 0 R" % satu for satu in nomor_medan)
    benda = {
        asal.nomor["halaman"]: tulis(_bertambah(asal.halaman, rujukan)),
        asal.nomor["info"]: tulis(_berubah(asal.info, waktu.diubah)),
        asal.nomor["xmp"]: _isi_xmp(asal, xmp, waktu.xmp),
        asal.nomor["katalog"]: tulis(_tersambung(asal.katalog, formulir, tanda)),
        formulir: b"<<\n/Fields [ %s ]\n/SigFlags 3\n>>" % rujukan,
        tanda: _isi_tanda(isian, waktu.tanda, asal.nomor["katalog"]),
    }
    for urut, (nomor, nama) in enumerate(zip(nomor_medan, medan.nama, strict=True)):
        terkunci = kunci if kunci and nomor == nomor_medan[-1] else None
        benda[nomor] = _isi_medan(nama, asal.nomor["halaman"], terkunci, tanda if urut == 0 else None)
    if kunci:
        benda[kunci] = b"<<\n/Action /All\n/Type /SigFieldLock\n/P 1\n>>"
    return benda


def _benda_lanjutan(asal: Asal, isian: Isian, xmp: Cetakan, waktu: Waktu) -> dict[int, bytes]:
    """The same behind another signature: its field is filled, everything else stays."""
    nama, lama = isian.medan.nama[isian.urut - 1].encode(), asal.benda
    (medan,) = (n for n, isi in lama.items() if (cocok := MEDAN.fullmatch(isi)) and cocok[1] == nama and not cocok[2])
    info, katalog, tanda = asal.nomor["info"], asal.nomor["katalog"], asal.ukuran + 1
    diubah = b"/ModDate %s\n" % tertulis(pdf_date(waktu.diubah))
    return {
        info: DIUBAH.sub(diubah.replace(b"\\", b"\\\\"), _polos(lama[info])),
        asal.nomor["xmp"]: _isi_xmp(asal, xmp, waktu.xmp),
        katalog: _polos(lama[katalog]),
        medan: _polos(lama[medan]).removesuffix(b">>") + b"/V %d 0 R\n>>" % tanda,
        tanda: _isi_tanda(isian, waktu.tanda, katalog),
    }


def _polos(benda: bytes) -> bytes:
    """An object of an earlier update without its frame."""
    return benda.partition(b" 0 obj\n")[2].removesuffix(b"\nendobj\n")


def _bertambah(halaman: Kamus, rujukan: bytes) -> Kamus:
    """The page with the fields behind its own annotations."""
    lama = halaman.get(b"/Annots", b"[ ]")
    if not lama.startswith(b"["):
        raise Lain
    return halaman | {b"/Annots": lama[:-1] + rujukan + b" ]"}


def _berubah(info: Kamus, waktu: datetime) -> Kamus:
    if b"/ModDate" not in info or b"/Producer" in info:
        raise Lain
    return info | {b"/ModDate": tertulis(pdf_date(waktu)), b"/Producer": teks(VENDOR)}


def _tersambung(katalog: Kamus, formulir: int, tanda: int) -> Kamus:
    baru = {
        b"/AcroForm": b"%d 0 R" % formulir,
        b"/Extensions": b"<<\n/ESIC <<\n/Type /DeveloperExtensions\n/BaseVersion /1.7\n/ExtensionLevel 1\n>>\n>>",
        b"/Perms": b"<<\n/DocMDP %d 0 R\n>>" % tanda,
    }
    if baru.keys() & katalog.keys():
        raise Lain
    return katalog | baru


def _isi_medan(nama: str, halaman: int, kunci: int | None, tanda: int | None) -> bytes:
    isi = b"<<\n/FT /Sig\n/T %s\n/Type /Annot\n/Subtype /Widget\n/F 132\n/Rect [ 0 0 0 0 ]\n" % teks(nama)
    isi += b"/P %d 0 R\n" % halaman
    isi += b"/Lock %d 0 R\n" % kunci if kunci else b""
    return isi + (b"/V %d 0 R\n" % tanda if tanda else b"") + b">>"


def _isi_tanda(isian: Isian, waktu: datetime, katalog: int) -> bytes:
    isi = b"<<\n/Contents <%s>\n/ByteRange %s\n" % (b"0" * isian.ruang, b"[]".ljust(LEBAR_RENTANG))
    isi += b"/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/M %s\n" % tertulis(pdf_date(waktu))
    isi += b"/Name %s\n" % teks(isian.nama) if isian.nama else b""
    isi += b"/Reason %s\n" % teks(isian.alasan) if isian.alasan else b""
    return isi + _janji(isian, katalog) + b">>"


def _janji(isian: Isian, katalog: int) -> bytes:
    """What may still change behind this signature."""
    terakhir = isian.urut == len(isian.medan.nama)
    if isian.urut == 1:
        return TANPA_UBAH if terakhir else ISI_FORMULIR
    return KUNCI % katalog if terakhir else b""


def _isi_xmp(asal: Asal, cetakan: Cetakan, waktu: datetime) -> bytes:
    kata = kata_xmp(asal.xmp) | {b"waktu": waktu.replace(microsecond=0).isoformat().encode()}
    isi = b"".join(kata[bagian] if urut % 2 else bagian for urut, bagian in enumerate(cetakan))
    return b"<<\n/Length %d\n/Type /Metadata\n/Subtype /XML\n>>\nstream\n%s\nendstream" % (len(isi), isi)


def _tabel(letak: dict[int, int]) -> bytes:
    """The table of places: one part for each run of numbers."""
    isi = b"xref\n0 1\n0000000000 65535 f \n"
    nomor = sorted(letak)
    while nomor:
        deret = next((n for n in range(1, len(nomor)) if nomor[n] != nomor[0] + n), len(nomor))
        isi += b"%d %d\n" % (nomor[0], deret)
        isi += b"".join(b"%010d 00000 n \n" % letak[satu] for satu in nomor[:deret])
        nomor = nomor[deret:]
    return isi


def _trailer(asal: Asal, ukuran: int, id_baru: bytes) -> bytes:
    return b"trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [ <%s> <%s> ]\n/Prev %d\n>>\n" % (
        ukuran, asal.nomor["katalog"], asal.nomor["info"], asal.id.hex().encode(), id_baru.hex().encode(), asal.xref,
    )  # fmt: skip


def _isi(pdf: bytes, update: _Update, wadah: bytes, ruang: int) -> bytes:
    """The whole file with the container in its hole. Raises ValueError when it does not fit."""
    angka = wadah.hex().upper().encode()
    if len(angka) > ruang:
        raise ValueError("ruang tanda tangan terlalu kecil")
    return b"".join((pdf, update.muka, b"<", angka.ljust(ruang, b"0"), b">", update.belakang))


# --- the proof --------------------------------------------------------------------------------------------------------


def _bukti(pdf: bytes, hasil: bytes, asal: Asal, isian: Isian, dikenal: Cetakan | None) -> Cetakan | None:
    """The pattern (`dikenal`, or a new one cut from this letter) if it gives this very file; None when it does not."""
    try:
        cetakan = dikenal or _cetakan_xmp(asal, hasil[len(pdf) :])
        return cetakan if _ulangi(pdf, hasil, asal, isian, cetakan) == hasil else None
    except (Lain, LookupError, ValueError):
        return None


def _ulangi(pdf: bytes, hasil: bytes, asal: Asal, isian: Isian, xmp: Cetakan) -> bytes:
    """The same letter by our own hand, with the moments, the identifier and the container of pyHanko's."""
    update = hasil[len(pdf) :]
    tanda, diubah, diubah_xmp, id_baru = (
        satu.search(update) for satu in (_TANDA_TANGAN, DIUBAH, _DIUBAH_XMP, _ID_BARU)
    )
    if tanda is None or diubah is None or diubah_xmp is None or id_baru is None:
        raise Lain
    waktu = Waktu(baca_waktu(tanda[2]), baca_waktu(diubah[1]), datetime.fromisoformat(diubah_xmp[1].decode()))
    kita = _susun(asal, isian, xmp, waktu, bytes.fromhex(id_baru[1].decode()))
    return _isi(pdf, kita, bytes.fromhex(tanda[1].decode()), isian.ruang)
