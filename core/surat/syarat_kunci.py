"""What a key must be before it is registered: a certificate that may sign, and a file or device that fits it."""

import secrets
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from core.permohonan.galat import TidakBoleh, _
from core.surat import sertifikat
from core.surat.kunci import akar, otoritas
from core.surat.penanda import pkcs11
from core.surat.sertifikat import FrasaSalah, KunciTerbuka

PANJANG_RANTAI = 5  # authorities between a certificate and a root; real chains have one or two


@dataclass(frozen=True)
class Bukti:
    """A certificate that may sign, with the authorities between it and a root we trust."""

    milik: x509.Certificate
    atas: tuple[x509.Certificate, ...]
    demonstrasi: bool

    @property
    def pem(self) -> str:
        """All of them as text, the signer's first."""
        return "".join(map(sertifikat.pem, (self.milik, *self.atas)))


def periksa_sertifikat(milik: x509.Certificate, lain: tuple[x509.Certificate, ...] = ()) -> Bukti:
    """Whether this certificate may sign letters today: RSA, valid, for signing, and issued under a root we trust.

    `lain`: certificates that came with it, among which authorities are looked for. Raises TidakBoleh.
    """
    kunci = milik.public_key()
    if not isinstance(kunci, rsa.RSAPublicKey) or kunci.key_size < sertifikat.PANJANG_RSA:
        raise TidakBoleh(_("Kunci ini bukan RSA 2048 bit atau lebih, jadi suratnya tidak memenuhi PDF/A."))
    if not milik.not_valid_before_utc <= timezone.now() < milik.not_valid_after_utc:
        raise TidakBoleh(_("Sertifikat ini belum atau tidak lagi berlaku."))
    if not _untuk_tanda_tangan(milik):
        raise TidakBoleh(_("Sertifikat ini tidak dibuat untuk tanda tangan elektronik."))
    return _rantai(milik, lain)


def _untuk_tanda_tangan(satu: x509.Certificate) -> bool:
    try:
        guna = satu.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return (guna.digital_signature or guna.content_commitment) and not _otoritas(satu)


def _otoritas(satu: x509.Certificate) -> bool:
    try:
        return bool(satu.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        return False


def _rantai(milik: x509.Certificate, lain: tuple[x509.Certificate, ...]) -> Bukti:
    percaya = [x509.load_pem_x509_certificate(satu.encode()) for satu in akar()]
    atas: list[x509.Certificate] = []
    for _urut in range(PANJANG_RANTAI):
        ujung = atas[-1] if atas else milik
        if puncak := next((satu for satu in percaya if _diterbitkan(ujung, satu)), None):
            return Bukti(milik, tuple(atas), demonstrasi=puncak == otoritas().sertifikat)
        penerbit = next((satu for satu in lain if satu not in atas and _diterbitkan(ujung, satu)), None)
        if penerbit is None:
            break
        atas.append(penerbit)
    raise TidakBoleh(_("Sertifikat ini tidak diterbitkan oleh otoritas yang dipercaya sistem ini."))


def _diterbitkan(satu: x509.Certificate, penerbit: x509.Certificate) -> bool:
    """Whether `penerbit`, a valid authority, has signed `satu`."""
    if not _otoritas(penerbit) or penerbit.not_valid_after_utc <= timezone.now():
        return False
    try:
        satu.verify_directly_issued_by(penerbit)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


@sensitive_variables("frasa")
def buka_berkas(isi: bytes, frasa: str) -> KunciTerbuka:
    """The opened .p12. Raises TidakBoleh, also for one that opens without its passphrase: anybody could sign."""
    try:
        terbuka = sertifikat.buka_kunci(isi, frasa)
    except FrasaSalah:
        raise TidakBoleh(
            _("Berkas tidak terbuka. Periksa frasa sandinya; berkasnya harus .p12 berisi kunci RSA dan sertifikat.")
        ) from None
    try:
        sertifikat.buka_kunci(isi, secrets.token_hex(16))
    except FrasaSalah:
        return terbuka
    raise TidakBoleh(_("Berkas ini tidak dilindungi frasa sandi. Minta pejabatnya membuat berkas .p12 yang terkunci."))


def bukti_perangkat(label: str, berkas: bytes) -> Bukti:
    """The certificate of a key on a device, compared with the public key that stands there."""
    isi = pkcs11.lihat(label)
    semua = _baca_sertifikat(berkas) if berkas else isi.sertifikat
    if not semua:
        raise TidakBoleh(_("Di perangkat tidak ada sertifikat dengan label ini. Unggah berkas sertifikatnya (.pem)."))
    bukti = periksa_sertifikat(semua[0], (*semua[1:], *isi.lain))
    kunci: Any = bukti.milik.public_key()
    if isi.kunci_publik and kunci.public_numbers().n not in map(_bilangan, isi.kunci_publik):
        raise TidakBoleh(_("Sertifikat ini bukan pasangan kunci di perangkat. Periksa labelnya."))
    return bukti


def _bilangan(modulus: bytes) -> int:
    return int.from_bytes(modulus, "big")


def _baca_sertifikat(berkas: bytes) -> tuple[x509.Certificate, ...]:
    """One certificate or several, as PEM or DER. Raises TidakBoleh."""
    try:
        if berkas.lstrip().startswith(b"-----"):
            return tuple(x509.load_pem_x509_certificates(berkas))
        return (x509.load_der_x509_certificate(berkas),)
    except ValueError:
        raise TidakBoleh(_("Berkas ini bukan sertifikat (.pem, .crt, atau .cer).")) from None
