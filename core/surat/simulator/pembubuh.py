"""Signs as BSrE does: a field of its own making, invisible, no certification. The demonstration CA stands behind it."""

import secrets
import threading
from collections import Counter
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from cryptography import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from core.surat.sertifikat import Otoritas

RUANG = 8192  # bytes kept for a signature
FRASA_SIMPAN = "simulator"  # the keys are worth nothing; they are kept so that a restart does not change certificates


class Pembubuh:
    """The keys that lie at BSrE, one for each person or seal."""

    def __init__(self, ca: Otoritas, folder: Path) -> None:
        self._ca, self._folder = ca, folder
        self._penanda: dict[tuple[str, str], SimpleSigner] = {}
        self._kunci = threading.Lock()

    def sertifikat(self, pengenal: str, nama: str) -> x509.Certificate:
        """The certificate of a person or seal; made at the first call."""
        satu: Any = self._milik(pengenal, nama).signing_cert
        return x509.load_der_x509_certificate(satu.dump())

    def bubuhkan(self, pdf: bytes, pengenal: str, nama: str, hitung: Counter[str]) -> bytes:
        """The file with one more signature; counted."""
        penulis = IncrementalPdfFileWriter(BytesIO(pdf))
        keterangan = PdfSignatureMetadata(
            field_name=f"BSrE_{secrets.token_hex(6)}", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES,
        )  # fmt: skip
        penanda = PdfSigner(keterangan, self._milik(pengenal, nama))
        hasil: bytes = penanda.sign_pdf(penulis, bytes_reserved=RUANG).getvalue()
        with self._kunci:
            hitung[sha256(pdf).hexdigest()] += 1
        return hasil

    def _milik(self, pengenal: str, nama: str) -> SimpleSigner:
        with self._kunci:
            if (pengenal, nama) not in self._penanda:
                self._penanda[pengenal, nama] = self._muat(pengenal, nama)
            return self._penanda[pengenal, nama]

    def _muat(self, pengenal: str, nama: str) -> SimpleSigner:
        # The file's name is a hash: a NIK stands in no file name.
        berkas = self._folder / f"{sha256(f'{pengenal} {nama}'.encode()).hexdigest()[:24]}.p12"
        if not berkas.exists():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            berkas.touch(mode=0o600)
            berkas.write_bytes(self._ca.terbitkan(nama, FRASA_SIMPAN)[0])
        # pyHanko's own signer, not ours: what we verify must not come from the code we sign with.
        penanda = SimpleSigner.load_pkcs12_data(berkas.read_bytes(), [], FRASA_SIMPAN.encode())
        if penanda is None:
            raise ValueError("kunci simulator rusak")
        return penanda
