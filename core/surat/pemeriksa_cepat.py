"""The same verdict in a fortieth of the time, for the one file we make by the thousand. Pure.

The strict verifier (`pemeriksa`) reads any PDF and any signature. A letter that we have just signed ourselves is always
the frozen bytes plus one update of one shape for each signer, and its containers differ from those of the letter before
in two places: the digest of the file and the signature over it. `Pembanding` looks for exactly that, byte by byte:

- each update has the shape of `pemeriksa_bentuk`: its table names every object where it stands, its trailer goes on
  from what was there, and catalogue, form, field and signature lead to each other;
- each signed range is all of its revision but the hole, and the hole holds one container and zeros;
- each container equals, outside digest and signature, one that the strict verifier has accepted in this process;
- its digest and signature are computed anew, and its time lies where all certificates are valid.

What it cannot prove in this way it does not judge at all: the strict verifier does, as it does for the first letter of
each certificate and for one letter in `CONTOH` afterwards. If the two ever disagree, this one is never asked again.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from asn1crypto import cms, pem, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from core.surat.pemeriksa import SELISIH_JAM, Penanda, Temuan
from core.surat.pemeriksa_bentuk import Lain, Riwayat, Update, baca, pastikan

log = logging.getLogger(__name__)
CONTOH = 64  # one letter in so many is judged by the strict verifier as well
SIMPAN = 64  # certificates remembered

Ketat = Callable[[], Temuan]


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
        """The container is this one with this digest and a valid signature. Raises Lain, InvalidSignature."""
        tanda = wadah[len(self.awal) + len(sidik) + len(self.tengah) :][: self.kunci.key_size // 8]
        isi = b"".join((self.awal, sidik, self.tengah, tanda, self.akhir))
        pastikan(wadah[: len(isi)] == isi and not wadah[len(isi) :].strip(b"\0"))
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
            asal, updates, _rantai = _riwayat(pdf, sebelum)
            penanda = [self._penanda(satu, akar) for satu in updates]
        except (Lain, InvalidSignature, LookupError, ValueError):
            return None
        return Temuan([], penanda, sha256(pdf[:asal]).hexdigest(), "B-B")

    def _penanda(self, update: Update, akar: Sequence[str]) -> Penanda:
        """Who made this signature. Raises Lain, InvalidSignature, LookupError."""
        dikenal = self._dikenal[_kunci(update.wadah, akar)]
        dikenal.cocok(update.wadah, update.sidik)
        pastikan(update.waktu <= datetime.now(UTC) + SELISIH_JAM)
        pastikan(dikenal.dari <= update.waktu <= dikenal.sampai)
        return replace(dikenal.penanda, medan=update.medan, waktu=update.waktu.isoformat())

    def _pelajari(self, pdf: bytes, sebelum: bytes, akar: Sequence[str], temuan: Temuan) -> None:
        """Remember the containers that the strict verifier has accepted; nothing when one has another shape."""
        try:
            for update, penanda in zip(_riwayat(pdf, sebelum).updates, temuan.penanda, strict=True):
                pastikan(temuan.tingkat == "B-B")
                self._dikenal[_kunci(update.wadah, akar)] = _kenali(update, akar, penanda)
        except (Lain, LookupError, ValueError):
            return
        while len(self._dikenal) > SIMPAN:
            self._dikenal.popitem(last=False)


def _riwayat(pdf: bytes, sebelum: bytes) -> Riwayat:
    """The signatures of a file that grew from `sebelum` by the last of them. Raises Lain, LookupError, ValueError."""
    pastikan(pdf.startswith(sebelum) and pdf.rindex(b"%%EOF\n", 0, -1) + 6 == len(sebelum))
    return baca(pdf)


def _kunci(wadah: bytes, akar: Sequence[str]) -> tuple[tuple[str, ...], bytes]:
    """Under what a container is remembered: whom we trust, and its beginning, where the certificates stand."""
    return tuple(akar), wadah[: wadah.index(_SIDIK_BERKAS)]


# --- learning from the strict verifier -------------------------------------------------------------------------------

# Object identifier of the attribute message-digest and the head of its one value, an octet string of 32 bytes.
_SIDIK_BERKAS = bytes.fromhex("06092a864886f70d010904312204" + "20")


def _kenali(update: Update, akar: Sequence[str], siapa: Penanda) -> _Dikenal:
    """Cut an accepted container. Raises Lain for another key or digest than ours."""
    isi = cms.ContentInfo.load(update.wadah)
    penanda = isi["content"]["signer_infos"][0]
    atribut, tanda, der = penanda["signed_attrs"].untag().dump(), penanda["signature"].native, isi.dump()
    semua = [satu.chosen for satu in isi["content"]["certificates"]]
    pembuat = next(s for s in semua if sha256(s.dump()).hexdigest() == siapa.sidik)
    kunci = load_der_public_key(pembuat.public_key.dump())
    if not isinstance(kunci, RSAPublicKey):
        raise Lain
    pastikan(penanda["signature_algorithm"].signature_algo == "rsassa_pkcs1v15" and len(tanda) == kunci.key_size // 8)
    pastikan(penanda["signature_algorithm"].hash_algo == penanda["digest_algorithm"]["algorithm"].native == "sha256")
    sidik = update.sidik
    pastikan(der.count(sidik) == der.count(tanda) == atribut.count(sidik) == 1 and der.endswith(tanda))
    awal, _, sisa = der.partition(sidik)
    muka, _, belakang = atribut.partition(sidik)
    dari, sampai = _masa([*semua, *_penerbit(semua, akar)])
    tengah, _, akhir = sisa.partition(tanda)
    return _Dikenal(awal, tengah, akhir, (muka, belakang), kunci, siapa, dari, sampai)


def _penerbit(semua: Sequence[x509.Certificate], akar: Sequence[str]) -> list[x509.Certificate]:
    """The trusted CA certificates from which these certificates come."""
    nama = {satu.issuer.dump() for satu in semua}
    isi = [x509.Certificate.load(der) for satu in akar for _, _, der in pem.unarmor(satu.encode(), multiple=True)]
    return [satu for satu in isi if satu.subject.dump() in nama]


def _masa(semua: Sequence[x509.Certificate]) -> tuple[datetime, datetime]:
    """The time in which all of them are valid."""
    return max(satu.not_valid_before for satu in semua), min(satu.not_valid_after for satu in semua)
