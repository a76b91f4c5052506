"""The signature container (CMS) from a template, byte for byte as pyHanko assembles it, in a fortieth of the time.

asn1crypto spends 8 ms of processor on a structure in which two places change from letter to letter: the digest of the
file and the signature over the attributes. `CmsCepat` lets pyHanko assemble it once for each certificate, with known
bytes in these two places, and afterwards only fills them in.

A shortcut around another library's assembly is only as good as its proof: before a template is used, a second
assembly by pyHanko, with other bytes in both places, must equal what the template gives. If it does not, or if
anything but a plain PAdES signature with RSA is asked for, pyHanko does the work as ever. No key is used for the proof.
"""

import hashlib
import logging
import secrets
from dataclasses import dataclass
from typing import Any

from pyhanko.sign.signers import Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

log = logging.getLogger(__name__)
HASH = "sha256"
PANJANG_HASH = hashlib.new(HASH).digest_size
ACUAN = PdfCMSSignedAttributes()  # what a plain PAdES signature asks for; the signing time stands outside the container


class TakBisa(Exception):
    """The assembly cannot be turned into a template."""


@dataclass(frozen=True, slots=True)
class Cetakan:
    """The container and the attributes that are signed, cut where digest and signature stand."""

    atribut: tuple[bytes, bytes]
    wadah: tuple[bytes, bytes, bytes]

    def untuk_ditandatangani(self, sidik: bytes) -> bytes:
        """The attributes of a file with this digest: what the key signs."""
        return sidik.join(self.atribut)

    def rakit(self, sidik: bytes, tanda: bytes) -> bytes:
        """The whole container."""
        awal, tengah, akhir = self.wadah
        return b"".join((awal, sidik, tengah, tanda, akhir))


class _Peraga(Signer):
    """Assembles with pyHanko and gives a made-up signature; remembers what would have been signed."""

    def __init__(self, asli: Signer, tanda: bytes) -> None:
        super().__init__(
            signing_cert=asli.signing_cert, cert_registry=asli.cert_registry, embed_roots=asli.embed_roots,
            signature_mechanism=asli.signature_mechanism,
        )  # fmt: skip
        self._tanda, self.data = tanda, b""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        self.data = data
        return self._tanda


_cetakan: dict[bytes, Cetakan | None] = {}  # by the certificates that go into the container


class CmsCepat(Signer):
    """A signer whose containers come from a template. Mixed in before the class that knows the key."""

    async def async_sign(  # type: ignore[override]
        self, data_digest: bytes, digest_algorithm: str, dry_run: bool = False, **pilihan: Any
    ) -> Any:
        """See `Signer.async_sign`; the container as bytes when the template serves."""
        if dry_run or digest_algorithm != HASH or not _biasa(self, pilihan):
            return await super().async_sign(data_digest, digest_algorithm, dry_run, **pilihan)
        cetakan = await cetakan_untuk(self)
        if cetakan is None:
            return await super().async_sign(data_digest, digest_algorithm, dry_run, **pilihan)
        tanda = await self.async_sign_raw(cetakan.untuk_ditandatangani(data_digest), digest_algorithm)
        if len(tanda) != _panjang_tanda(self):
            return await super().async_sign(data_digest, digest_algorithm, dry_run, **pilihan)
        return cetakan.rakit(data_digest, tanda)


def _biasa(penanda: Signer, pilihan: dict[str, Any]) -> bool:
    """Whether this is the plain case for which the template was proved."""
    isi: PdfCMSSignedAttributes | None = pilihan.get("signed_attr_settings")
    return bool(
        pilihan.get("use_pades")
        and pilihan.get("timestamper") is None
        and pilihan.get("encap_content_info") is None
        and pilihan.get("is_pdf_sig", True)
        and isi is not None
        and isi.cades_signed_attrs is None
        and isi.adobe_revinfo_attr is None
        and not penanda.attribute_certs
        and penanda.signed_attr_prov_spec is None
        and penanda.unsigned_attr_prov_spec is None
    )


async def cetakan_untuk(penanda: Signer) -> Cetakan | None:
    """The proved template for this signer's certificates, or None when there is none (said once in the log)."""
    kunci = _sidik_sertifikat(penanda)
    if kunci not in _cetakan:
        try:
            _cetakan[kunci] = await _buat(penanda)
        except Exception as galat:
            # Whatever stops the shortcut must not stop the letter.
            log.warning("Perakitan cepat tanda tangan tidak dipakai untuk satu sertifikat: %s", galat)
            _cetakan[kunci] = None
    return _cetakan[kunci]


def _sidik_sertifikat(penanda: Signer) -> bytes:
    hitung = hashlib.sha256(bytes([penanda.embed_roots]))
    semua = [penanda.signing_cert, *sorted(penanda.cert_registry, key=lambda satu: satu.sha256)]
    for satu in semua:
        hitung.update(satu.sha256 if satu is not None else b"-")
    return hitung.digest()


def _panjang_tanda(penanda: Signer) -> int:
    """Bytes of a signature. Raises TakBisa for a key that is not RSA: its signatures vary in length."""
    if penanda.signing_cert is None or penanda.signing_cert.public_key.algorithm != "rsa":
        raise TakBisa("bukan RSA")
    return int(penanda.signing_cert.public_key.byte_size)


async def _buat(penanda: Signer) -> Cetakan:
    sidik, tanda = secrets.token_bytes(PANJANG_HASH), secrets.token_bytes(_panjang_tanda(penanda))
    data, wadah = await _rakit_pyhanko(penanda, sidik, tanda)
    atribut, bagian = data.split(sidik), wadah.split(sidik)
    ekor = bagian[-1].split(tanda)
    if (len(atribut), len(bagian), len(ekor)) != (2, 2, 2):
        raise TakBisa("sidik atau tanda tangan tidak tepat satu kali di dalamnya")
    cetakan = Cetakan((atribut[0], atribut[1]), (bagian[0], ekor[0], ekor[1]))
    await buktikan(cetakan, penanda)
    return cetakan


async def buktikan(cetakan: Cetakan, penanda: Signer) -> None:
    """Compare with a fresh assembly by pyHanko. Raises TakBisa when one byte differs."""
    sidik, tanda = secrets.token_bytes(PANJANG_HASH), secrets.token_bytes(_panjang_tanda(penanda))
    kami = cetakan.untuk_ditandatangani(sidik), cetakan.rakit(sidik, tanda)
    if kami != await _rakit_pyhanko(penanda, sidik, tanda):
        raise TakBisa("rakitan berbeda dari pyHanko")


async def _rakit_pyhanko(penanda: Signer, sidik: bytes, tanda: bytes) -> tuple[bytes, bytes]:
    """(what would be signed, the container) by pyHanko's own hand."""
    peraga = _Peraga(penanda, tanda)
    wadah = await peraga.async_sign(sidik, HASH, use_pades=True, signed_attr_settings=ACUAN)
    return peraga.data, wadah.dump()
