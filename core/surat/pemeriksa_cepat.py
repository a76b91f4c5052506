"""The same verdict in a fortieth of the time, for the one file we make by the thousand. Pure.

The strict verifier (`pemeriksa`) reads any PDF and any signature. A letter that we have just signed ourselves is always
the frozen bytes plus one update of one shape, and its container differs from that of the letter before in two places:
the digest of the file and the signature over it. `Pembanding` looks for exactly that, byte by byte:

- the update has the one shape below: its table names every object where it stands, its trailer goes on from the
  frozen letter, and catalogue, form, field and signature lead to each other;
- the signed range is the whole file but the hole, and the hole holds one container and zeros;
- the container equals, outside digest and signature, one that the strict verifier has accepted in this process;
- digest and signature are computed anew, and the time lies where all certificates are valid.

What it cannot prove in this way it does not judge at all: the strict verifier does, as it does for the first letter of
each certificate and for one letter in `CONTOH` afterwards. If the two ever disagree, this one is never asked again.
"""

import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import NamedTuple

from asn1crypto import cms, pem, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from core.surat.pemeriksa import SELISIH_JAM, Penanda, Temuan

log = logging.getLogger(__name__)
CONTOH = 64  # one letter in so many is judged by the strict verifier as well
SIMPAN = 64  # certificates remembered

_TEKS = rb"\((?:[^()\\\r\n]|\\[0-7]{3})*\)"
_EKOR = re.compile(
    rb"xref\n((?:\d+ \d+\n(?:\d{10} \d{5} [fn] \n)+)+)trailer\n<<\n/Size \d+\n/Root (\d+) 0 R\n/Info \d+ 0 R\n"
    rb"/ID \[ <[0-9a-f]*> <[0-9a-f]*> \]\n/Prev (\d+)\n>>\nstartxref\n(\d+)\n%%EOF\n\Z"
)
_BAGIAN = re.compile(rb"(\d+) (\d+)\n((?:\d{10} \d{5} [fn] \n)+)")
_BENDA = re.compile(rb"(\d+) 0 obj\n")
_MULAI = re.compile(rb"/Root (\d+) 0 R.*?startxref\s+(\d+)\s+%%EOF\n\Z", re.DOTALL)
_TANDA = re.compile(
    rb"\d+ 0 obj\n<<\n/Contents <((?:[0-9A-F]{2})+)>\n/ByteRange \[0 (\d+) (\d+) (\d+)\] *\n/Type /Sig\n"
    rb"/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n"
    rb"/M \(D\\072(\d{14})\\05([35])(\d\d)\\047(\d\d)\\047\)\n(?:/Name "
    + _TEKS
    + rb"\n)?(?:/Reason "
    + _TEKS
    + rb"\n)?"
    rb"/Reference \[ <<\n/Type /SigRef\n/TransformMethod /DocMDP\n/TransformParams <<\n/Type /TransformParams\n"
    rb"/V /1.2\n/P [12]\n>>\n>> \]\n>>\nendobj\n"
)
_MEDAN = re.compile(
    rb"\d+ 0 obj\n<<\n/FT /Sig\n/T \((\w+)\)\n/Type /Annot\n/Subtype /Widget\n/F 132\n/Rect \[ 0 0 0 0 \]\n/P \d+ 0 R\n"
    rb"(?:/Lock \d+ 0 R\n)?/V (\d+) 0 R\n>>\nendobj\n"
)
_FORMULIR = re.compile(rb"\d+ 0 obj\n<<\n/Fields \[ ((?:\d+ 0 R )+)\]\n/SigFlags 3\n>>\nendobj\n")

Ketat = Callable[[], Temuan]


class _Lain(Exception):
    """Not the shape that we make; the strict verifier judges."""


def _pastikan(baik: object) -> None:
    if not baik:
        raise _Lain


@dataclass(frozen=True, slots=True)
class _Update:
    """What was read from an update of our own shape. `lubang`: where the digits of the hole stand."""

    medan: str
    waktu: datetime
    wadah: bytes
    lubang: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Dikenal:
    """A container that the strict verifier has accepted, cut where digest and signature stand."""

    awal: bytes
    tengah: bytes
    akhir: bytes
    atribut: tuple[bytes, bytes]
    kunci: RSAPublicKey
    penanda: Penanda
    dari: datetime
    sampai: datetime

    def cocok(self, wadah: bytes, sidik: bytes) -> None:
        """The container is this one with this digest and a valid signature. Raises _Lain, InvalidSignature."""
        tanda = wadah[len(self.awal) + len(sidik) + len(self.tengah) :][: self.kunci.key_size // 8]
        isi = b"".join((self.awal, sidik, self.tengah, tanda, self.akhir))
        _pastikan(wadah[: len(isi)] == isi and not wadah[len(isi) :].strip(b"\0"))
        self.kunci.verify(tanda, sidik.join(self.atribut), padding.PKCS1v15(), SHA256())


class Pembanding:
    """Judges updates of our own shape by what it has learnt from the strict verifier. One for each process."""

    def __init__(self, contoh: int = CONTOH) -> None:
        self._dikenal: OrderedDict[tuple[tuple[str, ...], bytes], _Dikenal] = OrderedDict()
        self._contoh, self._urut, self._percaya = contoh, 0, True

    def periksa(self, pdf: bytes, sebelum: bytes, akar: Sequence[str], ketat: Ketat) -> Temuan:
        """The verdict on `pdf`, which should be `sebelum` plus the first signature; that of `ketat` when in doubt.

        `akar`: CA certificates (PEM) by which `ketat` judges; `ketat`: the strict verifier for the same file.
        """
        cepat = self.coba(pdf, sebelum, akar) if self._percaya else None
        self._urut += 1
        if cepat and self._urut % self._contoh:
            return cepat
        temuan = ketat()
        if cepat and cepat != temuan:
            log.error("Pemeriksa cepat tidak sependapat dengan pemeriksa ketat; tidak dipakai lagi: %s", temuan.alasan)
            self._percaya = False
        elif temuan.sah and not cepat:
            self._pelajari(pdf, sebelum, akar, temuan)
        return temuan

    def coba(self, pdf: bytes, sebelum: bytes, akar: Sequence[str]) -> Temuan | None:
        """The verdict "sound", or None: not proved in this way. Never raises."""
        try:
            update = _baca(pdf, sebelum)
            dikenal = self._dikenal[_kunci(update.wadah, akar)]
            dikenal.cocok(update.wadah, _sidik(pdf, update.lubang))
            _pastikan(update.waktu <= datetime.now(UTC) + SELISIH_JAM)
            _pastikan(dikenal.dari <= update.waktu <= dikenal.sampai)
        except (_Lain, InvalidSignature, LookupError, ValueError):
            return None
        penanda = replace(dikenal.penanda, medan=update.medan, waktu=update.waktu.isoformat())
        return Temuan([], [penanda], sha256(sebelum).hexdigest(), "B-B")

    def _pelajari(self, pdf: bytes, sebelum: bytes, akar: Sequence[str], temuan: Temuan) -> None:
        """Remember a container that the strict verifier has accepted; nothing when it has another shape."""
        try:
            update = _baca(pdf, sebelum)
            dikenal = _kenali(update.wadah, _sidik(pdf, update.lubang), akar, temuan)
        except (_Lain, LookupError, ValueError):
            return
        self._dikenal[_kunci(update.wadah, akar)] = dikenal
        while len(self._dikenal) > SIMPAN:
            self._dikenal.popitem(last=False)


def _kunci(wadah: bytes, akar: Sequence[str]) -> tuple[tuple[str, ...], bytes]:
    """Under what a container is remembered: whom we trust, and its beginning, where the certificates stand."""
    return tuple(akar), wadah[: wadah.index(_SIDIK_BERKAS)]


# --- reading an update of our own shape ------------------------------------------------------------------------------


def _baca(pdf: bytes, sebelum: bytes) -> _Update:
    """Raises _Lain."""
    _pastikan(pdf.startswith(sebelum) and pdf.index(b"%%EOF") + 6 == len(sebelum))
    ekor = _EKOR.search(pdf, pdf.rindex(b"xref\n0 1\n", len(sebelum)))
    lama = _MULAI.search(sebelum, sebelum.rindex(b"trailer"))
    if ekor is None or lama is None:
        raise _Lain
    _pastikan((ekor[2], ekor[3]) == (lama[1], lama[2]) and int(ekor[4]) == ekor.start())
    benda = _benda(pdf, len(sebelum), ekor)
    (nomor,) = (n for n, satu in benda.items() if b"/ByteRange" in satu.isi)
    medan = _terhubung(benda, int(ekor[2]), nomor)
    tanda = _TANDA.fullmatch(benda[nomor].isi)
    if tanda is None:
        raise _Lain
    buka = benda[nomor].letak + tanda.start(1) - 1
    tutup = buka + len(tanda[1]) + 2
    rentang = (int(tanda[2]), int(tanda[3]), int(tanda[4]))
    _pastikan(rentang == (buka, tutup, len(pdf) - tutup))
    return _Update(medan, _waktu(tanda), bytes.fromhex(tanda[1].decode()), (buka, tutup))


class _Benda(NamedTuple):
    """One object of the update and where it stands."""

    letak: int
    isi: bytes


def _benda(pdf: bytes, awal: int, ekor: re.Match[bytes]) -> dict[int, _Benda]:
    """The objects of the update by number: they fill it without a gap, in the order of the table."""
    letak = [(0, 65535, b"f")]
    nomor = [0]
    for bagian in _BAGIAN.finditer(ekor[1]):
        baris = bagian[3].splitlines()
        _pastikan(len(baris) == int(bagian[2]))
        nomor += range(int(bagian[1]), int(bagian[1]) + len(baris))
        letak += [(int(satu[:10]), int(satu[11:16]), satu[17:18]) for satu in baris]
    _pastikan(letak[1] == letak[0] and nomor[1] == 0 and len(set(nomor[1:])) == len(nomor) - 1)
    hasil: dict[int, _Benda] = {}
    batas = [tempat for tempat, _, _ in letak[2:]] + [ekor.start()]
    _pastikan(batas[0] == awal and batas == sorted(batas))
    for urut, (tempat, generasi, jenis) in enumerate(letak[2:]):
        isi = pdf[tempat : batas[urut + 1]]
        kepala = _BENDA.match(isi)
        _pastikan(kepala and int(kepala[1]) == nomor[urut + 2] and (generasi, jenis) == (0, b"n"))
        _pastikan(isi.endswith(b"\nendobj\n"))
        hasil[nomor[urut + 2]] = _Benda(tempat, isi)
    return hasil


def _terhubung(benda: dict[int, _Benda], akar: int, tanda: int) -> str:
    """Name of the field: catalogue -> form -> field -> signature, each once. Raises _Lain."""
    bentuk = {n: cocok for n, satu in benda.items() if (cocok := _FORMULIR.fullmatch(satu.isi))}
    medan = {n: cocok for n, satu in benda.items() if (cocok := _MEDAN.fullmatch(satu.isi))}
    _pastikan(len(bentuk) == len(medan) == 1)
    (formulir, isi_formulir), (isian, isi_medan) = *bentuk.items(), *medan.items()
    katalog = benda[akar].isi
    _pastikan(katalog.count(b"\n/AcroForm %d 0 R\n" % formulir) == 1 == katalog.count(b"/AcroForm"))
    _pastikan(str(isian).encode() in isi_formulir[1].split())
    _pastikan(int(isi_medan[2]) == tanda)
    return isi_medan[1].decode("ascii")


def _waktu(tanda: re.Match[bytes]) -> datetime:
    arah = 1 if tanda[6] == b"3" else -1  # \053 is a plus, \055 a minus
    geser = arah * timedelta(hours=int(tanda[7]), minutes=int(tanda[8]))
    return datetime.strptime(tanda[5].decode(), "%Y%m%d%H%M%S").replace(tzinfo=timezone(geser))


def _sidik(pdf: bytes, lubang: tuple[int, int]) -> bytes:
    lihat = memoryview(pdf)
    hitung = sha256(lihat[: lubang[0]])
    hitung.update(lihat[lubang[1] :])
    return hitung.digest()


# --- learning from the strict verifier -------------------------------------------------------------------------------

# Object identifier of the attribute message-digest and the head of its one value, an octet string of 32 bytes.
_SIDIK_BERKAS = bytes.fromhex("06092a864886f70d010904312204" + "20")


def _kenali(wadah: bytes, sidik: bytes, akar: Sequence[str], temuan: Temuan) -> _Dikenal:
    """Cut an accepted container. Raises _Lain for another key or digest than ours."""
    isi = cms.ContentInfo.load(wadah)
    penanda = isi["content"]["signer_infos"][0]
    atribut, tanda, der = penanda["signed_attrs"].untag().dump(), penanda["signature"].native, isi.dump()
    semua = [satu.chosen for satu in isi["content"]["certificates"]]
    pembuat = next(s for s in semua if sha256(s.dump()).hexdigest() == temuan.penanda[0].sidik)
    kunci = load_der_public_key(pembuat.public_key.dump())
    if len(temuan.penanda) != 1 or temuan.tingkat != "B-B" or not isinstance(kunci, RSAPublicKey):
        raise _Lain
    _pastikan(penanda["signature_algorithm"].signature_algo == "rsassa_pkcs1v15" and len(tanda) == kunci.key_size // 8)
    _pastikan(penanda["signature_algorithm"].hash_algo == penanda["digest_algorithm"]["algorithm"].native == "sha256")
    _pastikan(der.count(sidik) == der.count(tanda) == atribut.count(sidik) == 1 and der.endswith(tanda))
    awal, _, sisa = der.partition(sidik)
    muka, _, belakang = atribut.partition(sidik)
    dari, sampai = _masa([*semua, *_penerbit(semua, akar)])
    tengah, _, akhir = sisa.partition(tanda)
    return _Dikenal(awal, tengah, akhir, (muka, belakang), kunci, temuan.penanda[0], dari, sampai)


def _penerbit(semua: Sequence[x509.Certificate], akar: Sequence[str]) -> list[x509.Certificate]:
    """The trusted CA certificates from which these certificates come."""
    nama = {satu.issuer.dump() for satu in semua}
    isi = [x509.Certificate.load(der) for satu in akar for _, _, der in pem.unarmor(satu.encode(), multiple=True)]
    return [satu for satu in isi if satu.subject.dump() in nama]


def _masa(semua: Sequence[x509.Certificate]) -> tuple[datetime, datetime]:
    """The time in which all of them are valid."""
    return max(satu.not_valid_before for satu in semua), min(satu.not_valid_after for satu in semua)
