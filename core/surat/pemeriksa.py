"""The strict verifier of signed letters. Pure; also a child process, because an uploaded PDF is a stranger's bytes.

`bottom_line` of pyHanko alone accepts known attacks (riset: 2 of 38 samples), so more is asked: a clean tail, every
byte covered, no revision that is not a signature of ours, and a signer who stands in our register of officers.
As a program: JSON line {akar, dikenal, saat} and the PDF on stdin, JSON on stdout.
"""

import json
import re
import resource
import sys
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

if __name__ == "__main__":  # in the sandbox the packages lie where the parent says
    sys.path.insert(0, sys.argv[1])

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel as Cakupan
from pyhanko_certvalidator import ValidationContext

EKOR = re.compile(rb"startxref\s+(\d+)\s+%%EOF\r?\n?\Z")
MEMORI, CPU = 1 << 30, 20
BESAR = 10 * 1024 * 1024


@dataclass
class Penanda:
    """One signature found in the file."""

    medan: str
    sidik: str
    subjek: str
    serial: str
    waktu: str | None


@dataclass
class Temuan:
    """What the verifier saw. `alasan` are codes (see validasi.ALASAN); empty means that all rules hold."""

    alasan: list[str] = field(default_factory=list)
    penanda: list[Penanda] = field(default_factory=list)
    sha_asal: str | None = None  # SHA-256 of the bytes the first signer saw (the frozen letter)

    @property
    def sah(self) -> bool:
        """Every rule holds."""
        return not self.alasan


def periksa(pdf: bytes, akar: list[str], dikenal: set[str], saat: datetime | None = None) -> Temuan:
    """Judge the file. `akar`: CA certificates (PEM); `dikenal`: SHA-256 of officers' certificates. Never raises."""
    temuan = Temuan()
    try:
        _periksa(pdf, akar, dikenal, saat, temuan)
    except Exception:
        temuan.alasan.append("rusak")
    return temuan


def _periksa(pdf: bytes, akar: list[str], dikenal: set[str], saat: datetime | None, temuan: Temuan) -> None:
    if not pdf.startswith(b"%PDF-"):
        temuan.alasan.append("bukan_pdf")
        return
    ekor = EKOR.search(pdf, max(0, len(pdf) - 64))
    if not ekor:
        temuan.alasan.append("ekor")
        return
    pembaca = PdfFileReader(BytesIO(pdf), strict=True)
    tanda = pembaca.embedded_signatures
    if not tanda:
        temuan.alasan.append("tanpa_tanda_tangan")
        return
    if pembaca.last_startxref != int(ekor[1]):
        temuan.alasan.append("ekor")
    # One revision is the letter as it was frozen; each of the others must be a signature.
    if pembaca.xrefs.total_revisions != 1 + len(tanda) or pembaca.embedded_timestamp_signatures:
        temuan.alasan.append("revisi_asing")
    temuan.sha_asal = _sha_asal(pdf)
    konteks = _konteks(akar, saat)
    for nomor, satu in enumerate(tanda):
        _periksa_satu(satu, konteks, dikenal, terakhir=nomor == len(tanda) - 1, temuan=temuan)


def _sha_asal(pdf: bytes) -> str:
    """SHA-256 of the first revision."""
    return sha256(pdf[: pdf.index(b"%%EOF") + 6]).hexdigest()


def _konteks(akar: list[str], saat: datetime | None) -> Any:
    sertifikat = [x509.Certificate.load(pem.unarmor(teks.encode())[2]) for teks in akar]
    # Never fetch: an address inside a stranger's certificate would make us call it.
    return ValidationContext(trust_roots=sertifikat, allow_fetching=False, moment=saat, revocation_mode="soft-fail")


def _periksa_satu(satu: Any, konteks: Any, dikenal: set[str], *, terakhir: bool, temuan: Temuan) -> None:
    status = validate_pdf_signature(satu, konteks)
    sertifikat = status.signing_cert
    waktu = status.signer_reported_dt
    temuan.penanda.append(
        Penanda(
            medan=satu.field_name,
            sidik=sha256(sertifikat.dump()).hexdigest(),
            subjek=sertifikat.subject.human_friendly,
            serial=f"{sertifikat.serial_number:x}",
            waktu=waktu.isoformat() if waktu else None,
        )
    )
    batas = ModificationLevel.NONE if terakhir else ModificationLevel.FORM_FILLING
    aturan = {
        "tanda_tangan_rusak": status.bottom_line,
        "berubah": (status.modification_level or ModificationLevel.NONE) <= batas and status.docmdp_ok,
        "tidak_menutup": status.coverage is Cakupan.ENTIRE_FILE
        or (not terakhir and status.coverage is Cakupan.ENTIRE_REVISION),
        "bukan_pejabat": temuan.penanda[-1].sidik in dikenal,
    }
    temuan.alasan += [kode for kode, baik in aturan.items() if not baik and kode not in temuan.alasan]


def main() -> None:
    """Child process: judge one file and end."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORI, MEMORI))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    perintah = json.loads(sys.stdin.buffer.readline())
    saat = perintah["saat"] and datetime.fromisoformat(perintah["saat"])
    temuan = periksa(sys.stdin.buffer.read(BESAR + 1), perintah["akar"], set(perintah["dikenal"]), saat)
    json.dump(asdict(temuan), sys.stdout)


if __name__ == "__main__":
    main()
