"""The demonstration CA of this installation and the officers' keys. Pure: folders and bytes, no Django.

Real installations sign with keys of a certified provider (BSrE). Everything made here says in its subject that it is
worth nothing in law. A NIK never stands in a certificate: letters are public.
"""

import contextlib
import os
import secrets
from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.views.decorators.debug import sensitive_variables

TANDA_DEMO = "DEMONSTRASI - TIDAK SAH SECARA HUKUM"
UMUR_CA = timedelta(days=3650)
UMUR_PEJABAT = timedelta(days=1095)
PUTARAN_KDF = 100_000  # slows a thief of the .p12 down; an officer waits about a tenth of a second

# RSA, as BSrE issues them. A P-256 signature would also make the file declare PDF 2.0, and PDF/A-2 is PDF 1.7.
KunciPejabat = rsa.RSAPrivateKey
PANJANG_RSA = 2048
KunciCa = ec.EllipticCurvePrivateKey


class _SiapaSaja:
    """A register in which every certificate stands: for judging a file before asking who signed it."""

    def __contains__(self, _sidik: object) -> bool:
        return True


SIAPA_SAJA: Container[str] = _SiapaSaja()


class FrasaSalah(Exception):
    """The passphrase does not open the key."""


@dataclass(frozen=True)
class KunciTerbuka:
    """An opened key: lives for one request, never stored."""

    kunci: KunciPejabat
    sertifikat: x509.Certificate
    rantai: tuple[x509.Certificate, ...]

    def __repr__(self) -> str:
        return f"KunciTerbuka({subjek(self.sertifikat)})"


def subjek(sertifikat: x509.Certificate) -> str:
    """Readable subject, most general part first."""
    return sertifikat.subject.rfc4514_string()


def sidik(sertifikat: x509.Certificate) -> str:
    """SHA-256 of the certificate, hexadecimal: how our register knows it."""
    return sertifikat.fingerprint(hashes.SHA256()).hex()


def pem(sertifikat: x509.Certificate) -> str:
    """The certificate as text."""
    return sertifikat.public_bytes(serialization.Encoding.PEM).decode()


def _nama(umum: str) -> x509.Name:
    atribut = [(NameOID.COUNTRY_NAME, "ID"), (NameOID.ORGANIZATION_NAME, TANDA_DEMO), (NameOID.COMMON_NAME, umum[:64])]
    return x509.Name([x509.NameAttribute(oid, isi) for oid, isi in atribut])


def _guna(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca, content_commitment=not ca, key_cert_sign=ca, crl_sign=ca, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _pembangun(
    subjek_: x509.Name, penerbit: x509.Name, kunci: KunciPejabat | KunciCa, umur: timedelta, *, ca: bool
) -> x509.CertificateBuilder:
    mulai = datetime.now(UTC) - timedelta(minutes=5)
    return (
        x509.CertificateBuilder()
        .subject_name(subjek_)
        .issuer_name(penerbit)
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(mulai)
        .not_valid_after(mulai + umur)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
        .add_extension(_guna(ca=ca), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(kunci.public_key()), critical=False)
    )


@dataclass(frozen=True)
class Otoritas:
    """The demonstration CA."""

    kunci: KunciCa
    sertifikat: x509.Certificate

    def terbitkan(self, nama: str, frasa: str) -> tuple[bytes, x509.Certificate]:
        """A fresh key for an officer: (PKCS#12 locked by the passphrase, its certificate)."""
        kunci = rsa.generate_private_key(public_exponent=65537, key_size=PANJANG_RSA)
        penerbit = self.sertifikat.subject
        kunci_ca = self.sertifikat.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        sertifikat = (
            _pembangun(_nama(nama), penerbit, kunci, UMUR_PEJABAT, ca=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(kunci_ca), critical=False)
            .sign(self.kunci, hashes.SHA256())
        )
        return kemas(KunciTerbuka(kunci, sertifikat, (self.sertifikat,)), frasa), sertifikat


def otoritas(folder: Path) -> Otoritas:
    """The CA kept in this folder; made at the first call. Safe when two processes come first together."""
    berkas = folder / "ca.pem"
    if not berkas.exists():
        _buat_otoritas(berkas)
    isi = berkas.read_bytes()
    kunci = serialization.load_pem_private_key(isi, None)
    if not isinstance(kunci, KunciCa):
        raise InvalidSignature("kunci CA bukan kurva eliptik")
    return Otoritas(kunci, x509.load_pem_x509_certificate(isi))


def _buat_otoritas(berkas: Path) -> None:
    berkas.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    kunci = ec.generate_private_key(ec.SECP256R1())
    nama = _nama("CA SIPRAJA " + secrets.token_hex(4))
    sertifikat = _pembangun(nama, nama, kunci, UMUR_CA, ca=True).sign(kunci, hashes.SHA256())
    bentuk = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    sementara = berkas.with_suffix(f".{secrets.token_hex(4)}")
    sementara.touch(mode=0o600)
    sementara.write_bytes(sertifikat.public_bytes(serialization.Encoding.PEM) + kunci.private_bytes(*bentuk))
    with contextlib.suppress(FileExistsError):
        os.link(sementara, berkas)  # unlike rename, refuses to replace the CA another process has just made
    sementara.unlink()


@sensitive_variables("frasa", "terbuka")
def kemas(terbuka: KunciTerbuka, frasa: str) -> bytes:
    """The key as a PKCS#12 that only this passphrase opens, with today's algorithms."""
    sandi = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(PUTARAN_KDF)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(frasa.encode())
    )
    return pkcs12.serialize_key_and_certificates(b"pejabat", terbuka.kunci, terbuka.sertifikat, terbuka.rantai, sandi)


@sensitive_variables("frasa")
def buka_kunci(p12: bytes, frasa: str) -> KunciTerbuka:
    """Open an officer's key. Raises FrasaSalah."""
    try:
        kunci, sertifikat, rantai = pkcs12.load_key_and_certificates(p12, frasa.encode())
    except ValueError:
        raise FrasaSalah from None
    if not isinstance(kunci, KunciPejabat) or sertifikat is None:
        raise FrasaSalah
    return KunciTerbuka(kunci, sertifikat, tuple(rantai))
