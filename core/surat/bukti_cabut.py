"""Whether a certificate is revoked: OCSP answers and CRLs, fetched while signing and kept until they must be renewed.

Only addresses inside certificates whose chain ends in our own roots are asked; issuers are never fetched. The verifier
of uploads has nothing to do with this module: it fetches nothing.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import requests
from asn1crypto import cms, crl, ocsp, pem, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.authority import Authority
from pyhanko_certvalidator.errors import (
    CRLFetchError,
    ExpiredError,
    OCSPFetchError,
    OCSPValidationError,
    PathError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.fetchers import CertificateFetcher, CRLFetcher, Fetchers, OCSPFetcher
from pyhanko_certvalidator.fetchers.common_utils import format_ocsp_request, process_ocsp_response_data

from core.permohonan.galat import _
from core.surat.penanda.dasar import Ditolak, Tutup

DETIK = 10.0
MAKS_ISI = 10 * 1024 * 1024  # the CRL of a national CA has some hundred thousand lines
UMUR = timedelta(hours=1)  # a revocation inside this time is missed; longer than any batch
JARAK = timedelta(minutes=5)  # renewed this long before it ends


class BuktiTutup(Tutup):
    """Nobody could say whether a certificate is revoked."""

    kode = "bukti_tutup"

    def __init__(self) -> None:
        super().__init__(
            _("Keadaan sertifikat tidak dapat diperiksa pada penerbitnya. Surat belum ditandatangani; coba lagi.")
        )


@dataclass(frozen=True)
class Bukti:
    """What judges one certificate later: its chain, and that it was not revoked."""

    sertifikat: tuple[x509.Certificate, ...]
    ocsp: tuple[ocsp.OCSPResponse, ...]
    crl: tuple[crl.CertificateList, ...]
    sampai: datetime


class Pengumpul:
    """Collects and keeps `Bukti`, one for each certificate. Threads may share it."""

    def __init__(self, akar: Sequence[str], akar_stempel: Sequence[str]) -> None:
        self._akar, self._akar_stempel = _baca(akar), _baca(akar_stempel)
        self._ada: dict[tuple[bytes, bool], Bukti] = {}
        self._gembok = threading.Lock()
        self._sesi = requests.Session()
        self._sesi.trust_env = False
        self._dikenal: set[bytes] = set()

    def bukti(self, sertifikat: x509.Certificate, pengiring: Iterable[x509.Certificate]) -> Bukti:
        """Of a signer. Raises Ditolak (revoked, expired, of nobody we trust), BuktiTutup."""
        return self._bukti(sertifikat, pengiring, cap=False)

    def bukti_pencap(self, sertifikat: x509.Certificate, pengiring: Iterable[x509.Certificate]) -> Bukti:
        """Of a time-stamp service. Raises as `bukti`."""
        return self._bukti(sertifikat, pengiring, cap=True)

    async def pastikan_pencap(self, sertifikat: x509.Certificate, pengiring: Sequence[x509.Certificate]) -> None:
        """Nothing is fetched. Raises ValueError for a time-stamp service that none of our roots vouches for."""
        if sertifikat.sha256 in self._dikenal:
            return
        konteks = ValidationContext(trust_roots=self._akar_stempel, allow_fetching=False, revocation_mode="soft-fail")
        try:
            await _telusuri(sertifikat, pengiring, konteks, cap=True)
        except (ValidationError, PathError):
            raise ValueError("layanan stempel waktu tidak dikenal") from None
        self._dikenal.add(sertifikat.sha256)

    def _bukti(self, sertifikat: x509.Certificate, pengiring: Iterable[x509.Certificate], *, cap: bool) -> Bukti:
        kunci = sertifikat.sha256, cap
        with self._gembok:  # whoever comes second waits, and finds what the first has fetched
            ada = self._ada.get(kunci)
            if ada is None or ada.sampai < datetime.now(UTC):
                ada = self._ada[kunci] = self._ambil(sertifikat, list(pengiring), cap=cap)
        return ada

    def _ambil(self, sertifikat: x509.Certificate, pengiring: Sequence[x509.Certificate], *, cap: bool) -> Bukti:
        konteks = ValidationContext(
            trust_roots=self._akar_stempel if cap else self._akar,
            allow_fetching=True,
            fetchers=Fetchers(_PengambilOcsp(self._sesi), _PengambilCrl(self._sesi), _TanpaPenerbit()),
            revocation_mode="hard-fail",  # what a certificate names must be had; the demonstration CA names nothing
        )
        try:
            rantai = asyncio.run(_telusuri(sertifikat, pengiring, konteks, cap=cap))
        except RevokedError:
            raise Ditolak(_("Sertifikat penanda tangan sudah dicabut. Hubungi admin."), "sertifikat_dicabut") from None
        except ExpiredError:
            raise Ditolak(
                _("Sertifikat penanda tangan sudah habis masa berlakunya. Hubungi admin."), "sertifikat_lewat"
            ) from None
        except (ValidationError, PathError):
            raise BuktiTutup from None
        jawaban, daftar = tuple(konteks.ocsps), tuple(konteks.crls)
        return Bukti(tuple(rantai), jawaban, daftar, _sampai(jawaban, daftar))


def _baca(teks: Sequence[str]) -> list[x509.Certificate]:
    return [x509.Certificate.load(isi) for satu in teks for _, _, isi in pem.unarmor(satu.encode(), multiple=True)]


async def _telusuri(
    sertifikat: x509.Certificate, pengiring: Sequence[x509.Certificate], konteks: ValidationContext, *, cap: bool
) -> list[x509.Certificate]:
    """The chain up to one of the context's roots. Raises ValidationError, PathError."""
    penelusur = CertificateValidator(sertifikat, intermediate_certs=pengiring, validation_context=konteks)
    jalur = await penelusur.async_validate_usage(set(), {"time_stamping"} if cap else set())
    return list(jalur)


def _sampai(jawaban: Iterable[ocsp.OCSPResponse], daftar: Iterable[crl.CertificateList]) -> datetime:
    """Until when these may be used again."""
    batas = [datetime.now(UTC) + UMUR]
    batas += [satu["next_update"].native for resp in jawaban for satu in resp.response_data["responses"]]
    batas += [satu["tbs_cert_list"]["next_update"].native for satu in daftar]
    return min(satu for satu in batas if satu) - JARAK


class _Jaringan:
    """One request and no more: no redirect, a limit of time and size."""

    def __init__(self, sesi: requests.Session) -> None:
        self._sesi = sesi

    def minta(self, alamat: str, isi: bytes | None = None, jenis: str = "") -> bytes:
        """POST `isi`, or GET. Raises requests.RequestException, ValueError."""
        with self._sesi.request(
            "GET" if isi is None else "POST", alamat, data=isi, headers={"Content-Type": jenis} if jenis else None,
            timeout=DETIK, allow_redirects=False, stream=True,
        ) as jawab:  # fmt: skip
            hasil: bytes = jawab.raw.read(MAKS_ISI + 1, decode_content=True)
        if jawab.status_code != requests.codes.ok or len(hasil) > MAKS_ISI:
            raise ValueError("jawaban tidak dapat dipakai")
        return hasil


class _PengambilOcsp(_Jaringan, OCSPFetcher):
    """Answers of OCSP services."""

    def __init__(self, sesi: requests.Session) -> None:
        super().__init__(sesi)
        self._hasil: dict[bytes, ocsp.OCSPResponse] = {}

    async def fetch(
        self, cert: x509.Certificate | cms.AttributeCertificateV2, authority: Authority
    ) -> ocsp.OCSPResponse:
        """See `OCSPFetcher`."""
        tanya = format_ocsp_request(cert, authority, certid_hash_algo="sha1", request_nonces=False)
        for alamat in cert.ocsp_urls:
            try:
                isi = self.minta(alamat, tanya.dump(), "application/ocsp-request")
                jawab = process_ocsp_response_data(isi, ocsp_request=tanya, ocsp_url=alamat)
            except (requests.RequestException, ValueError, OCSPValidationError):
                continue
            self._hasil[cert.sha256] = jawab
            return jawab
        raise OCSPFetchError("tidak ada jawaban OCSP")

    def fetched_responses(self) -> Iterable[ocsp.OCSPResponse]:
        """See `OCSPFetcher`."""
        return list(self._hasil.values())

    def fetched_responses_for_cert(
        self, cert: x509.Certificate | cms.AttributeCertificateV2
    ) -> Iterable[ocsp.OCSPResponse]:
        """See `OCSPFetcher`."""
        return [self._hasil[cert.sha256]] if cert.sha256 in self._hasil else []


class _PengambilCrl(_Jaringan, CRLFetcher):
    """Lists of revoked certificates."""

    def __init__(self, sesi: requests.Session) -> None:
        super().__init__(sesi)
        self._hasil: dict[bytes, list[crl.CertificateList]] = {}

    async def fetch(
        self, cert: x509.Certificate | cms.AttributeCertificateV2, *, use_deltas: bool | None = None
    ) -> Iterable[crl.CertificateList]:
        """See `CRLFetcher`."""
        alamat = [titik.url for titik in cert.crl_distribution_points if titik.url]
        try:
            semua = [crl.CertificateList.load(self.minta(satu), strict=True) for satu in alamat]
        except (requests.RequestException, ValueError):
            raise CRLFetchError("daftar pencabutan tidak terbaca") from None
        self._hasil[cert.sha256] = semua
        return semua

    def fetched_crls(self) -> Iterable[crl.CertificateList]:
        """See `CRLFetcher`."""
        return [satu for semua in self._hasil.values() for satu in semua]

    def fetched_crls_for_cert(
        self, cert: x509.Certificate | cms.AttributeCertificateV2
    ) -> Iterable[crl.CertificateList]:
        """See `CRLFetcher`. Raises KeyError when none were asked for."""
        return self._hasil[cert.sha256]


class _TanpaPenerbit(CertificateFetcher):
    """Issuers come with the signature or from our roots, never from the network."""

    async def _tidak_ada(self) -> AsyncGenerator[x509.Certificate, None]:
        tidak_ada: tuple[x509.Certificate, ...] = ()
        for satu in tidak_ada:
            yield satu

    def fetch_cert_issuers(
        self, cert: x509.Certificate | cms.AttributeCertificateV2
    ) -> AsyncGenerator[x509.Certificate, None]:
        """None."""
        return self._tidak_ada()

    def fetch_crl_issuers(self, certificate_list: crl.CertificateList) -> AsyncGenerator[x509.Certificate, None]:
        """None."""
        return self._tidak_ada()

    def fetched_certs(self) -> Iterable[x509.Certificate]:
        """None."""
        return ()
