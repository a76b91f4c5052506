"""Time-stamps and validation data: what keeps a signature provable when its certificate has ended. No table here.

Whoever signs goes online only from here and `bukti_cabut`: to the time-stamp service of the settings, and to the
addresses inside certificates whose chain ends in our own roots. A service that does not answer, or answers nonsense,
stops the signature: a lower level is never made silently.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from typing import Any, ClassVar

import requests
from asn1crypto import cms, tsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper, Signer
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.sign.validation.dss import DocumentSecurityStore

from core.permohonan.galat import _
from core.surat.bukti_cabut import Bukti, Pengumpul
from core.surat.pemeriksa import pembuat_token, token_waktu
from core.surat.penanda.dasar import PenandaGagal, Tutup

HASH = "sha256"
DETIK = 10.0  # how long a time-stamp service may take
JEDA_TUTUP = 30.0  # seconds for which a service that did not answer is not asked again: a batch must not wait n times
MAKS_TOKEN = 64 * 1024
RUANG_CAP = 6144  # bytes kept for a time-stamp when none has been seen yet
SISA = 512  # bytes by which the next one may be longer
Kenalan = tuple[x509.Certificate, list[x509.Certificate]]


class Tingkat(StrEnum):
    """Levels of PAdES baseline above B-B."""

    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


class StempelTutup(Tutup):
    """No usable time-stamp came. Nothing was published; the signature made for it is thrown away."""

    kode = "stempel_tutup"

    def __init__(self) -> None:
        super().__init__(_("Layanan stempel waktu tidak menjawab dengan benar. Surat belum ditandatangani; coba lagi."))


class Pencap(TimeStamper):
    """One time-stamp service over one kept connection; believed only with a certificate that our roots vouch for."""

    def __init__(self, alamat: str, pengumpul: Pengumpul) -> None:
        super().__init__()
        self._alamat, self._pengumpul = alamat, pengumpul
        self._sesi = requests.Session()
        self._sesi.trust_env = False
        self._tutup_sampai = 0.0
        self._kenalan: Kenalan | None = None
        self.ruang = RUANG_CAP  # bytes to keep for a token

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """See `TimeStamper`; waits in this thread, which has nothing else to do. Raises StempelTutup."""
        if time.monotonic() < self._tutup_sampai:
            raise StempelTutup
        try:
            return tsp.TimeStampResp.load(self._kirim(req.dump()), strict=True)
        except (requests.RequestException, ValueError, TypeError):
            self._tutup_sampai = time.monotonic() + JEDA_TUTUP
            raise StempelTutup from None

    def _kirim(self, isi: bytes) -> bytes:
        kepala = {"Content-Type": "application/timestamp-query"}
        jawab = self._sesi.post(
            self._alamat, data=isi, headers=kepala, timeout=DETIK, allow_redirects=False, stream=True
        )
        with jawab:
            jenis = jawab.headers.get("Content-Type", "").partition(";")[0].strip()
            token: bytes = jawab.raw.read(MAKS_TOKEN + 1, decode_content=True)
        if jawab.status_code != requests.codes.ok or jenis != "application/timestamp-reply" or len(token) > MAKS_TOKEN:
            raise ValueError("bukan jawaban stempel waktu")
        return token

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A token over this digest, by a service we trust. Raises StempelTutup."""
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            await self._kenali(token["content"], message_digest)
        except (TimestampRequestError, ValueError, TypeError, KeyError):
            raise StempelTutup from None
        return token

    async def _kenali(self, isi: cms.SignedData, sidik: bytes) -> None:
        """Who made it, over which digest. Its signature is judged with the finished letter, by the verifier."""
        info = isi["encap_content_info"]["content"].parsed
        if info["message_imprint"]["hashed_message"].native != sidik:
            raise ValueError("stempel waktu untuk berkas lain")
        pembuat, semua = pembuat_token(isi), _pengiring(isi)
        if pembuat is None:
            raise ValueError("stempel waktu tanpa sertifikat")
        await self._pengumpul.pastikan_pencap(pembuat, semua)
        self._kenalan, self.ruang = (pembuat, semua), len(isi.dump()) + SISA

    async def kenalan(self) -> Kenalan:
        """The service's certificate, for which a token over nothing is asked once. Raises StempelTutup."""
        if self._kenalan is None:
            await self.async_timestamp(sha256(b"").digest(), HASH)
        if self._kenalan is None:
            raise StempelTutup
        return self._kenalan


class _Bercap(Signer):
    """Lets another sign, and adds a time-stamp of the signature."""

    def __init__(self, asli: Signer, pencap: Pencap) -> None:
        super().__init__(
            signing_cert=asli.signing_cert, cert_registry=asli.cert_registry, embed_roots=asli.embed_roots,
            signature_mechanism=asli.signature_mechanism,
        )  # fmt: skip
        self._asli, self._pencap = asli, pencap

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return await self._asli.async_sign_raw(data, digest_algorithm, dry_run)

    async def async_sign(self, *isi: Any, **pilihan: Any) -> cms.ContentInfo:
        """See `Signer.async_sign`; the other's container, however it was put together, with the token in it."""
        wadah: Any = await self._asli.async_sign(*isi, **pilihan)
        wadah = cms.ContentInfo.load(wadah if isinstance(wadah, bytes) else wadah.dump())
        penanda = wadah["content"]["signer_infos"][0]
        token = await self._pencap.async_timestamp(sha256(penanda["signature"].native).digest(), HASH)
        atribut = {"type": cms.CMSAttributeType("signature_time_stamp_token"), "values": [token]}
        penanda["unsigned_attrs"] = cms.CMSAttributes([cms.CMSAttribute(atribut)])
        return wadah


@dataclass(frozen=True)
class Stempel:
    """How letters are stamped on this installation."""

    tingkat: Tingkat
    pencap: Pencap
    pengumpul: Pengumpul
    wajib: bool = True
    TIDAK_TERJANGKAU: ClassVar[type[PenandaGagal]] = Tutup

    def bercap(self, penanda: Signer) -> Signer:
        """The same signer, whose signatures carry a time-stamp."""
        return _Bercap(penanda, self.pencap)

    def tulis_bukti(self, penulis: IncrementalPdfFileWriter, penanda: Signer) -> None:
        """Put what judges this signer and the time-stamp service into the update that he signs (B-LT and above)."""
        if self.tingkat is Tingkat.T or penanda.signing_cert is None:
            return
        _tulis(penulis, [self.pengumpul.bukti(penanda.signing_cert, list(penanda.cert_registry)), self._bukti_pencap()])

    def _bukti_pencap(self) -> Bukti:
        return self.pengumpul.bukti_pencap(*asyncio.run(self.pencap.kenalan()))

    @property
    def ruang_cap(self) -> int:
        """Bytes to keep for a time-stamp inside a signature."""
        return self.pencap.ruang

    def tutup_arsip(self, pdf: bytes) -> bytes:
        """The letter whose signatures are complete, with a time-stamp of the whole (B-LTA). Raises Tutup."""
        return self._cap(IncrementalPdfFileWriter(BytesIO(pdf))) if self.tingkat is Tingkat.LTA else pdf

    def arsipkan(self, pdf: bytes) -> bytes:
        """What judges every signature and time-stamp so far, and a time-stamp of the whole. Raises Tutup, Ditolak."""
        return self._arsipkan(pdf, ulang=False)

    def perbarui(self, pdf: bytes) -> bytes:
        """A new time-stamp of the whole while the newest one still counts. Raises Tutup, Ditolak.

        Nothing more is asked about the signers: their certificates may have ended long ago.
        """
        return self._arsipkan(pdf, ulang=True)

    def sampai(self) -> datetime:
        """When the certificate ends with which the service stamps now. Raises StempelTutup."""
        habis: datetime = asyncio.run(self.pencap.kenalan())[0].not_valid_after
        return habis

    def _arsipkan(self, pdf: bytes, *, ulang: bool) -> bytes:
        penulis = IncrementalPdfFileWriter(BytesIO(pdf))
        if self.tingkat is not Tingkat.T:
            _tulis(penulis, [*self._bukti_isi(penulis, ulang=ulang), self._bukti_pencap()])
        return self._cap(penulis)

    def _bukti_isi(self, penulis: IncrementalPdfFileWriter, *, ulang: bool) -> Iterator[Bukti]:
        token: list[cms.SignedData] = []
        for satu in penulis.prev.embedded_signatures:
            if satu.sig_object_type == "/DocTimeStamp":
                token = [satu.signed_data]  # the newest one proves those before it
                continue
            token += token_waktu(satu)
            if not ulang:
                yield self.pengumpul.bukti(satu.signer_cert, satu.other_embedded_certs)
        for isi in token:
            if pembuat := pembuat_token(isi):
                yield self.pengumpul.bukti_pencap(pembuat, _pengiring(isi))

    def _cap(self, penulis: IncrementalPdfFileWriter) -> bytes:
        cap = PdfTimeStamper(self.pencap)
        hasil: Any = cap.timestamp_pdf(penulis, HASH, bytes_reserved=2 * self.pencap.ruang, in_place=True)
        return bytes(hasil.getvalue())


def _pengiring(isi: cms.SignedData) -> list[x509.Certificate]:
    return [pilihan.chosen for pilihan in isi["certificates"]]


def _tulis(penulis: IncrementalPdfFileWriter, semua: Sequence[Bukti]) -> None:
    DocumentSecurityStore.supply_dss_in_writer(
        penulis,
        sig_contents=None,
        certs=[satu for bukti in semua for satu in bukti.sertifikat],
        ocsps=[satu for bukti in semua for satu in bukti.ocsp],
        crls=[satu for bukti in semua for satu in bukti.crl],
    )
