"""A certificate for the simulator's server, from a CA of its own that a client can pin."""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.surat.simulator.peladen import TUAN

CA, PELADEN = "ca.pem", "peladen.pem"
UMUR = timedelta(days=30)


def _dasar(nama: str, penerbit: str, kunci: ec.EllipticCurvePrivateKey, *, ca: bool) -> x509.CertificateBuilder:
    kini = datetime.now(UTC) - timedelta(minutes=5)
    return (
        x509.CertificateBuilder()
        .subject_name(_nama(nama))
        .issuer_name(_nama(penerbit))
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(kini)
        .not_valid_after(kini + UMUR)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(kunci.public_key()), critical=False)
    )


def _nama(umum: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, umum)])


def _guna(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca, key_cert_sign=ca, crl_sign=ca, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def pasang(folder: Path) -> tuple[Path, Path]:
    """Write CA and server certificate into the folder, afresh: (what a client trusts, what the server has)."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ca, kunci = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    nama = "CA simulator BSrE"
    akar = _dasar(nama, nama, ca, ca=True).add_extension(_guna(ca=True), critical=True).sign(ca, hashes.SHA256())
    satu = (
        _dasar(TUAN, nama, kunci, ca=False)
        .add_extension(_guna(ca=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(TUAN))]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca.public_key()), critical=False)
        .sign(ca, hashes.SHA256())
    )
    return _tulis(folder, akar, satu, kunci)


def _tulis(
    folder: Path, akar: x509.Certificate, satu: x509.Certificate, kunci: ec.EllipticCurvePrivateKey
) -> tuple[Path, Path]:
    bentuk = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    folder.joinpath(CA).write_bytes(akar.public_bytes(serialization.Encoding.PEM))
    rahasia = folder / PELADEN
    rahasia.touch(mode=0o600)
    rahasia.write_bytes(kunci.private_bytes(*bentuk) + satu.public_bytes(serialization.Encoding.PEM))
    return folder / CA, rahasia
