"""The strict verifier of signed letters. Pure; also a child process, because an uploaded PDF is a stranger's bytes.

`bottom_line` of pyHanko alone accepts known attacks (2 of 38 samples), so more is asked: a clean tail, every byte
covered, signers of our register, and after the first signature nothing but signatures, validation data and
time-stamps (`pemeriksa_revisi`).

Time: a signature counts at the moment its time-stamp proves, else at the moment it claims. Nothing is ever fetched;
revocation is judged by what the file itself carries.
As a program: JSON line of the arguments of `periksa` and the PDF on stdin, JSON on stdout.
"""

import asyncio
import json
import re
import sys
from collections.abc import Container, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # in the sandbox the packages lie where the parent says
    sys.path[:0] = [sys.argv[1], str(Path(sys.argv[2]).parents[2])]

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate as Ragu
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

from core.surat.pemeriksa_revisi import periksa_revisi

LUBANG = re.compile(rb"<(?:[0-9a-f]{2})*>|<(?:[0-9A-F]{2})*>")
EKOR = re.compile(rb"startxref\s+(\d+)\s+%%EOF\r?\n?\Z")
CAP = "signature_time_stamp_token"
MEMORI, CPU = 1 << 30, 20
BESAR = 10 * 1024 * 1024
SELISIH_JAM = timedelta(minutes=5)  # clocks of signers and time-stamp services may be this much ahead of ours
DICABUT = {Ragu.REVOKED_NO_POE, Ragu.REVOKED_CA_NO_POE}
LEWAT = {Ragu.OUT_OF_BOUNDS_NO_POE, Ragu.OUT_OF_BOUNDS_NOT_REVOKED, Ragu.EXPIRED}


@dataclass
class Penanda:
    """One signature found in the file. `terbukti`: its time comes from a time-stamp, not only from the signer."""

    medan: str
    sidik: str
    subjek: str
    serial: str
    waktu: str | None
    nama: str = ""
    penerbit: str = ""
    berlaku_dari: str = ""
    berlaku_sampai: str = ""
    sertifikat: str = ""
    terbukti: bool = False


@dataclass
class Temuan:
    """What the verifier saw. `alasan` are codes (see validasi.ALASAN); empty means that all rules hold."""

    alasan: list[str] = field(default_factory=list)
    penanda: list[Penanda] = field(default_factory=list)
    sha_asal: str | None = None  # SHA-256 of the bytes the first signer saw (the frozen letter)
    tingkat: str = ""  # B-B, B-T, B-LT or B-LTA
    stempel_sampai: str | None = None  # end of the certificate of the newest time-stamp

    @property
    def sah(self) -> bool:
        """Every rule holds."""
        return not self.alasan

    def catat(self, kode: str, baik: bool) -> None:
        """Keep the reason once when a rule does not hold."""
        if not baik and kode not in self.alasan:
            self.alasan.append(kode)


@dataclass(frozen=True)
class _Perkara:
    """What a file is judged by."""

    akar: tuple[str, ...]
    akar_stempel: tuple[str, ...]
    dikenal: Container[str]
    saat: datetime | None
    kini: datetime
    teliti: bool


def periksa(
    pdf: bytes,
    akar: Sequence[str],
    dikenal: Container[str],
    saat: datetime | None = None,
    *,
    akar_stempel: Sequence[str] = (),
    kini: datetime | None = None,
    teliti: bool = True,
) -> Temuan:
    """Judge the file. Never raises.

    `akar`: CA certificates (PEM) of signers, `akar_stempel`: of time-stamp services; `dikenal`: SHA-256 of officers'
    certificates. `saat`: the moment at which every certificate must be valid; None: the moment of each signature.
    `teliti=False` leaves out the second, slow comparison of revisions: for files that grew from bytes of our own.
    """
    temuan = Temuan()
    perkara = _Perkara(tuple(akar), tuple(akar_stempel), dikenal, saat, kini or datetime.now(UTC), teliti)
    try:
        _periksa(pdf, perkara, temuan)
    except Exception:
        temuan.alasan.append("rusak")
    return temuan


def profil(pdf: bytes) -> tuple[str, str | None]:
    """(level, end of the newest time-stamp's certificate) of a file as it says itself; nothing is judged.

    No level at all when it is no signed PDF. Never raises.
    """
    try:
        return _profil(PdfFileReader(BytesIO(pdf)))
    except Exception:
        return "", None


def _periksa(pdf: bytes, perkara: _Perkara, temuan: Temuan) -> None:
    if not pdf.startswith(b"%PDF-"):
        temuan.alasan.append("bukan_pdf")
        return
    ekor = EKOR.search(pdf, max(0, len(pdf) - 64))
    if not ekor:
        temuan.alasan.append("ekor")
        return
    pembaca = PdfFileReader(BytesIO(pdf), strict=True)
    tanda = pembaca.embedded_signatures
    if not any(t.sig_object_type == "/Sig" for t in tanda):
        temuan.alasan.append("tanpa_tanda_tangan")
        return
    temuan.catat("ekor", pembaca.last_startxref == int(ekor[1]))
    temuan.sha_asal = sha256(pdf[: pdf.index(b"%%EOF") + 6]).hexdigest()
    temuan.tingkat, temuan.stempel_sampai = _profil(pembaca)
    temuan.catat("tanda_tangan_rusak", all(_wadah_rapi(pdf, satu, teliti=perkara.teliti) for satu in tanda))
    for kode in periksa_revisi(pdf, pembaca, teliti=perkara.teliti):
        temuan.catat(kode, False)
    asyncio.run(_periksa_tanda(pembaca, perkara, temuan))


# --- the container of a signature: the only bytes that no signature covers -------------------------------------------


def _wadah_rapi(pdf: bytes, satu: EmbeddedPdfSignature, *, teliti: bool) -> bool:
    """One way to write it: no message in the padding, no second spelling of the digits, no attribute of no use."""
    _, awal, akhir, _ = satu.byte_range
    isi = satu.pkcs7_content
    wadah = cms.ContentInfo.load(isi)
    der, luar, dalam = wadah.dump(), wadah["content"], satu.signer_info
    tambahan = dalam["unsigned_attrs"]
    boleh = all(attr["type"].native == CAP and len(attr["values"]) == 1 for attr in tambahan) and len(tambahan) <= 1
    return bool(
        LUBANG.fullmatch(pdf, awal, akhir)
        and not isi[len(der) :].strip(b"\0")
        and boleh
        and [luar["version"].native, dalam["version"].native] == [_versi(luar), "v1"]  # not signed
        and [a.dump() for a in luar["digest_algorithms"]] == [dalam["digest_algorithm"].dump()]
        and _nama_tepat(dalam["sid"], satu.signer_cert)
        and not luar["crls"]
        and not (teliti and not _der_tepat(der))
    )


def _der_tepat(der: bytes) -> bool:
    """Encoded anew, the container has the same bytes: no second spelling of a length or a number."""
    return bool(cms.ContentInfo.load(der).dump(force=True) == der)


def _versi(isi: cms.SignedData) -> str:
    """The version a container must bear (RFC 5652, 5.1): a time-stamp holds something else than plain data."""
    return "v1" if isi["encap_content_info"]["content_type"].native == "data" else "v3"


def _nama_tepat(acuan: cms.SignerIdentifier, pembuat: x509.Certificate) -> bool:
    """The signer's issuer is named to the byte: a comparison of names alone takes ID and Id for the same."""
    return bool(acuan.name != "issuer_and_serial_number" or acuan.chosen["issuer"].dump() == pembuat.issuer.dump())


def _sertifikat_rapi(isi: cms.SignedData, jalur: Any) -> bool:
    """No certificate is carried that is not needed: a changed one would go unseen."""
    perlu = {satu.dump() for satu in jalur} if jalur else set()
    return {pilihan.chosen.dump() for pilihan in isi["certificates"]} <= perlu


# --- signatures and time-stamps ------------------------------------------------------------------------------------


@lru_cache(maxsize=32)
def _sertifikat(teks: tuple[str, ...]) -> tuple[x509.Certificate, ...]:
    """Certificates of PEM texts; each may hold several."""
    return tuple(x509.Certificate.load(isi) for satu in teks for _, _, isi in pem.unarmor(satu.encode(), multiple=True))


def token_waktu(satu: EmbeddedPdfSignature) -> list[cms.SignedData]:
    """Time-stamp tokens over a signature."""
    tambahan = satu.signer_info["unsigned_attrs"]
    return [isi["content"] for attr in tambahan if attr["type"].native == CAP for isi in attr["values"]]


def _jam(token: cms.SignedData) -> datetime:
    jam: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return jam


def pembuat_token(token: cms.SignedData) -> x509.Certificate | None:
    """The certificate that made a token, as it says itself."""
    serial = token["signer_infos"][0]["sid"].chosen["serial_number"].native
    semua = (pilihan.chosen for pilihan in token["certificates"])
    return next((satu for satu in semua if satu.serial_number == serial), None)


def _daftar(pembaca: PdfFileReader, kunci: str) -> list[bytes]:
    if "/DSS" not in pembaca.root or kunci not in pembaca.root["/DSS"]:
        return []
    return [aliran.get_object().data for aliran in pembaca.root["/DSS"][kunci]]


def _profil(pembaca: PdfFileReader) -> tuple[str, str | None]:
    tanda = pembaca.embedded_signatures
    cap = [satu for satu in tanda if satu.sig_object_type == "/DocTimeStamp"]
    token = [token_waktu(satu) for satu in tanda if satu.sig_object_type == "/Sig"]
    berdata = "/DSS" in pembaca.root and "/Certs" in pembaca.root["/DSS"]
    if cap and tanda[-1] is cap[-1]:
        terbaru = cap[-1].signed_data
        tingkat = "B-LTA" if berdata else "B-T"
    elif token and all(token):
        terbaru = token[-1][0]
        tingkat = "B-LT" if berdata else "B-T"
    else:
        return ("B-B" if token else ""), None
    pembuat = pembuat_token(terbaru)
    return tingkat, pembuat and pembuat.not_valid_after.isoformat()


@dataclass
class _Sidang:
    """The signatures of one file, from the last to the first: each time-stamp proves what lies before it."""

    perkara: _Perkara
    temuan: Temuan
    batas: datetime  # everything not yet judged existed before this moment
    bukti: dict[str, Any]

    def _konteks(self, akar: tuple[str, ...], saat: datetime) -> ValidationContext:
        # Never fetch: an address inside a stranger's certificate would make us call it.
        return ValidationContext(
            trust_roots=_sertifikat(akar), allow_fetching=False, moment=saat, revocation_mode="soft-fail",
            retroactive_revinfo=True, **self.bukti,
        )  # fmt: skip

    def _konteks_cap(self, token: cms.SignedData) -> ValidationContext:
        """A token counts at the moment that it tells itself; the one after it proves that moment."""
        return self._konteks(self.perkara.akar_stempel, self.perkara.saat or _jam(token))

    async def cap(self, satu: EmbeddedPdfSignature) -> None:
        """A document time-stamp."""
        jam = _jam(satu.signed_data)
        status = await async_validate_pdf_timestamp(satu, self._konteks_cap(satu.signed_data), skip_diff=True)
        self.temuan.catat("stempel_ditolak", _sah(status, satu.signed_data) and jam <= self.batas + SELISIH_JAM)
        self.batas = min(self.batas, jam)

    async def tanda(self, satu: EmbeddedPdfSignature) -> Penanda:
        """A signature of a person or a seal."""
        token = token_waktu(satu)
        klaim, bukti = satu.self_reported_timestamp, _jam(token[0]) if token else None
        waktu = bukti or klaim
        saat = self.perkara.saat or waktu or self.batas
        for jam, batas in ((klaim, bukti or self.batas), (bukti, self.batas)):
            self.temuan.catat("waktu_depan", jam is None or jam <= batas + SELISIH_JAM)
        status = await async_validate_pdf_signature(
            satu,
            self._konteks(self.perkara.akar, saat),
            self._konteks_cap(token[0]) if token else None,
            skip_diff=True,
        )
        self._catat(status, satu.signed_data, token)
        penanda = _penanda(satu, status.signing_cert, waktu, bukti is not None)
        self.temuan.catat("bukan_pejabat", penanda.sidik in self.perkara.dikenal)
        return penanda

    def _catat(self, status: Any, isi: cms.SignedData, token: list[cms.SignedData]) -> None:
        galat, utuh = status.trust_problem_indic, status.intact and status.valid and status.seed_value_ok
        self.temuan.catat("tanda_tangan_rusak", utuh and (not status.trusted or _sah(status, isi)))
        self.temuan.catat("stempel_ditolak", not token or _sah(status.timestamp_validity, token[0]))
        self.temuan.catat("dicabut", galat not in DICABUT)
        self.temuan.catat("kedaluwarsa", galat not in LEWAT)
        self.temuan.catat("bukti_basi", galat is not Ragu.TRY_LATER)
        lain = galat in DICABUT | LEWAT | {Ragu.TRY_LATER}
        self.temuan.catat("penerbit_asing", not utuh or status.trusted or lain)


def _sah(status: Any, isi: cms.SignedData) -> bool:
    """Signed by whom it says, trusted, and nothing carried along."""
    return bool(status.intact and status.valid and status.trusted and _sertifikat_rapi(isi, status.validation_path))


def _penanda(
    satu: EmbeddedPdfSignature, sertifikat: x509.Certificate, waktu: datetime | None, terbukti: bool
) -> Penanda:
    isi = sertifikat.dump()
    return Penanda(
        medan=str(satu.field_name),
        sidik=sha256(isi).hexdigest(),
        subjek=sertifikat.subject.human_friendly,
        serial=f"{sertifikat.serial_number:x}",
        waktu=waktu.isoformat() if waktu else None,
        nama=_nama_umum(sertifikat.subject),
        penerbit=_nama_umum(sertifikat.issuer),
        berlaku_dari=sertifikat.not_valid_before.isoformat(),
        berlaku_sampai=sertifikat.not_valid_after.isoformat(),
        sertifikat=pem.armor("CERTIFICATE", isi).decode(),
        terbukti=terbukti,
    )


def _nama_umum(nama: x509.Name) -> str:
    umum = nama.native.get("common_name", "")
    return umum if isinstance(umum, str) else umum[0]


async def _periksa_tanda(pembaca: PdfFileReader, perkara: _Perkara, temuan: Temuan) -> None:
    bukti = {
        "other_certs": [x509.Certificate.load(isi) for isi in _daftar(pembaca, "/Certs")],
        "ocsps": _daftar(pembaca, "/OCSPs"),
        "crls": _daftar(pembaca, "/CRLs"),
    }
    sidang = _Sidang(perkara, temuan, perkara.saat or perkara.kini, bukti)
    for satu in reversed(pembaca.embedded_signatures):
        if satu.sig_object_type == "/DocTimeStamp":
            await sidang.cap(satu)
        else:
            temuan.penanda.insert(0, await sidang.tanda(satu))


def main() -> None:
    """Child process: judge one file and end."""
    import resource  # not on every auditor's machine

    resource.setrlimit(resource.RLIMIT_AS, (MEMORI, MEMORI))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    perintah = json.loads(sys.stdin.buffer.readline())
    saat, kini = (perintah[k] and datetime.fromisoformat(perintah[k]) for k in ("saat", "kini"))
    isi, dikenal = sys.stdin.buffer.read(BESAR + 1), set(perintah["dikenal"])
    temuan = periksa(isi, perintah["akar"], dikenal, saat, akar_stempel=perintah["akar_stempel"], kini=kini)
    json.dump(asdict(temuan), sys.stdout)


if __name__ == "__main__":
    main()
