"""PAdES signatures, each an incremental update of the bytes before. Bytes in, bytes out.

Without a `Stempel` they are B-B and nothing leaves this machine. With one, the signature gets a time-stamp (B-T), the
file what is needed to judge it for ever (B-LT), and after the last signature a time-stamp of the whole (B-LTA).

The picture of a signature (block and QR) is in the frozen letter already; the signature itself is invisible, because a
drawn stamp would break PDF/A. All signature fields of a letter are made together with the first one, so that a later
signer only fills a field that stood there when the first one signed.
"""

import logging
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

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
from core.surat.revisi_cepat import Isian, Medan, Perakit
from core.surat.sertifikat import KunciTerbuka

if TYPE_CHECKING:  # penanda.dasar, from which its refusals come, needs Giliran
    from core.surat.stempel import Stempel

log = logging.getLogger(__name__)
# Bytes a signature takes besides its certificates. Fixed beforehand, so that pyHanko needs no dry run; not more than
# needed, because the verifier reads the hole byte by byte.
RUANG_DASAR = 1200
MEDAN_SEGEL = "Segel"
TANPA_UBAH, ISI_FORMULIR = fields.MDPPerm.NO_CHANGES, fields.MDPPerm.FILL_FORMS
_perakit = Perakit()


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
    # Behind a gateway's signature an empty field would be a change that no signature explains: each makes its own then.
    for urut in range(1, giliran.jumlah + 1) if giliran.pertama else [giliran.urut]:
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


def tanda_tangani(
    pdf: bytes, penanda: Signer, giliran: Giliran, *, nama: str, alasan: str, stempel: "Stempel | None" = None
) -> bytes:
    """The same bytes with one more signature behind them, and with the time-stamps that `stempel` asks for.

    Raises Tutup when the time-stamp service or the revocation lists are not reached, Ditolak when a certificate is
    revoked. Only where `stempel.wajib` is off a lower level is made instead; the verifier tells which.
    """
    keterangan = _keterangan(giliran, nama, alasan)
    if stempel is None:
        return _bubuhkan_polos(pdf, penanda, giliran, keterangan)
    try:
        hasil = _bubuhkan(pdf, penanda, giliran, keterangan, stempel)
        return stempel.tutup_arsip(hasil) if giliran.terakhir else hasil
    except stempel.TIDAK_TERJANGKAU as galat:
        if stempel.wajib:
            raise
        log.warning("Surat ditandatangani tanpa stempel waktu: %s", galat.kode)
        return _bubuhkan(pdf, penanda, giliran, keterangan, None)


def arsipkan(pdf: bytes, stempel: "Stempel") -> bytes:
    """A letter whose last signature a gateway made: what judges every signature in it, and a time-stamp of the whole.

    Raises Tutup, Ditolak.
    """
    return stempel.arsipkan(pdf)


def _bubuhkan_polos(pdf: bytes, penanda: Signer, giliran: Giliran, keterangan: PdfSignatureMetadata) -> bytes:
    """Without time-stamps: after a pattern when there is one for this letter (`revisi_cepat`)."""
    if giliran.asing or penanda.signing_cert is None:
        return _bubuhkan(pdf, penanda, giliran, keterangan, None)
    medan = Medan(tuple(giliran.nama_medan(urut) for urut in range(1, giliran.jumlah + 1)))
    isian = Isian(
        medan, giliran.urut, penanda.signing_cert.public_key.algorithm, keterangan.name or "", keterangan.reason or "",
        2 * _ruang(penanda),
    )  # fmt: skip
    if hasil := _perakit.rakit(pdf, penanda, isian):
        return hasil
    hasil = _bubuhkan(pdf, penanda, giliran, keterangan, None)
    _perakit.pelajari(pdf, hasil, isian)
    return hasil


def _bubuhkan(
    pdf: bytes, penanda: Signer, giliran: Giliran, keterangan: PdfSignatureMetadata, stempel: "Stempel | None"
) -> bytes:
    penulis = IncrementalPdfFileWriter(BytesIO(pdf))
    _siapkan_medan(penulis, giliran)
    ruang = _ruang(penanda)
    if stempel:
        stempel.tulis_bukti(penulis, penanda)
        penanda, ruang = stempel.bercap(penanda), ruang + stempel.ruang_cap
    pembubuh = PdfSigner(keterangan, penanda)
    hasil: Any = pembubuh.sign_pdf(penulis, existing_fields_only=True, bytes_reserved=2 * ruang, in_place=True)
    return bytes(hasil.getvalue())


def _ruang(penanda: Signer) -> int:
    """How many bytes the signature may take."""
    semua = {satu.dump() for satu in (penanda.signing_cert, *penanda.cert_registry) if satu is not None}
    return RUANG_DASAR + sum(map(len, semua))
