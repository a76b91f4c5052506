"""PAdES B-B signatures, each an incremental update of the bytes before. Pure: bytes in, bytes out.

The picture of a signature (block and QR) is in the frozen letter already; the signature itself is invisible, because a
drawn stamp would break PDF/A. All signature fields of a letter are made together with the first one, so that a later
signer only fills a field that stood there when the first one signed.
"""

from dataclasses import dataclass
from io import BytesIO

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.general import get_pyca_cryptography_hash
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.surat.pades_cepat import CmsCepat
from core.surat.sertifikat import KunciTerbuka

RUANG_CMS = 8192  # bytes kept for the signature; fixed, so that pyHanko needs no dry run
MEDAN_SEGEL = "Segel"
TANPA_UBAH, ISI_FORMULIR = fields.MDPPerm.NO_CHANGES, fields.MDPPerm.FILL_FORMS


@dataclass(frozen=True)
class Giliran:
    """Whose turn: `urut` of `jumlah` signatures, from 1.

    `segel`: the last of them is the organisation's seal. `asing`: turns that a remote gateway takes, which makes a
    field of its own; for these none is prepared.
    """

    urut: int
    jumlah: int
    segel: bool = False
    asing: frozenset[int] = frozenset()

    @property
    def pertama(self) -> bool:
        """The first signer makes the fields and certifies."""
        return self.urut == 1

    @property
    def terakhir(self) -> bool:
        """The last signer locks the document."""
        return self.urut == self.jumlah

    @property
    def medan(self) -> str:
        """Name of the signature field of this turn."""
        return self.nama_medan(self.urut)

    def nama_medan(self, urut: int) -> str:
        """Name of the signature field of the nth signature."""
        return MEDAN_SEGEL if self.segel and urut == self.jumlah else f"TandaTangan{urut}"


def _asn1(sertifikat: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(sertifikat.public_bytes(Encoding.DER))


class PenandaKunci(CmsCepat):
    """Signs with a key that is loaded already. pyHanko's own SimpleSigner loads and checks it for every signature."""

    def __init__(self, terbuka: KunciTerbuka) -> None:
        simpanan = SimpleCertificateStore()
        simpanan.register_multiple([_asn1(s) for s in terbuka.rantai])
        super().__init__(signing_cert=_asn1(terbuka.sertifikat), cert_registry=simpanan)
        self._kunci = terbuka.kunci

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self._kunci.sign(data, padding.PKCS1v15(), get_pyca_cryptography_hash(digest_algorithm))


def _medan(urut: int, giliran: Giliran) -> fields.SigFieldSpec:
    """A signature field; the last one of several carries the lock."""
    nama = giliran.nama_medan(urut)
    if urut < giliran.jumlah or giliran.jumlah == 1:
        return fields.SigFieldSpec(nama)
    kunci = fields.FieldMDPSpec(fields.FieldMDPAction.ALL)
    return fields.SigFieldSpec(nama, field_mdp_spec=kunci, doc_mdp_update_value=TANPA_UBAH)


def _siapkan_medan(penulis: IncrementalPdfFileWriter, giliran: Giliran) -> None:
    """The first of us to sign makes the fields of all of us, so that later signers only fill what stood there."""
    ada = {nama for nama, _, _ in fields.enumerate_sig_fields(penulis.prev)}
    if giliran.medan in ada:
        return
    for urut in range(giliran.urut, giliran.jumlah + 1):
        if urut not in giliran.asing:
            fields.append_signature_field(penulis, _medan(urut, giliran))


def _keterangan(giliran: Giliran, nama: str, alasan: str) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=giliran.medan,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=nama,
        reason=alasan,
        certify=giliran.pertama,
        docmdp_permissions=TANPA_UBAH if giliran.terakhir else ISI_FORMULIR,
    )


def tanda_tangani(pdf: bytes, penanda: Signer, giliran: Giliran, *, nama: str, alasan: str) -> bytes:
    """The same bytes with one more signature behind them."""
    penulis = IncrementalPdfFileWriter(BytesIO(pdf))
    _siapkan_medan(penulis, giliran)
    hasil = PdfSigner(_keterangan(giliran, nama, alasan), penanda).sign_pdf(
        penulis, existing_fields_only=True, bytes_reserved=RUANG_CMS
    )
    return hasil.getvalue()
