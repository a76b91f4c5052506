"""Keys on a device (PKCS#11): an HSM in the server room, or a token in the machine. The key never leaves it.

Three facts of PKCS#11 shape this module. Whoever has logged in, the whole process is: a second login is refused before
its PIN is looked at, so a wrong PIN must be recognised here. python-pkcs11 starts the device's library without locks of
its own, so one call at a time goes through `_PINTU`. And a child process inherits a login that is not its own.

Nothing stays open between two uses: the library is started for the first signer and stopped after the last, so that
tokens plugged in later are seen and a PIN that was refused leaves no session behind.
"""

import hmac
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import RLock
from typing import Any

import pkcs11
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.views.decorators.debug import sensitive_variables
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, TokenFlag
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.permohonan.galat import _
from core.surat.models import KunciDasar
from core.surat.pades_cepat import CmsCepat
from core.surat.penanda.dasar import Bubuhan, Ditolak, FrasaDitolak, PenandaGagal, Rahasia, Tugas, Tutup
from core.surat.penanda.lokal import PenandaLokal

PEMISAH = "/"  # "token/label"; without it the label is looked for on the token of the settings
MEKANISME = {"sha256": Mechanism.SHA256_RSA_PKCS}

_PINTU = RLock()
_GARAM = secrets.token_bytes(32)


@dataclass
class _Masuk:
    """A login on one token, shared by all who gave the same PIN. `sidik` recognises that PIN."""

    sesi: Any
    sidik: bytes
    pemakai: int = 1


_masuk: dict[str, _Masuk] = {}


def _lupakan_induk() -> None:
    """A forked child may neither use its parent's session nor count as logged in."""
    global _PINTU  # noqa: PLW0603 - another thread of the parent may have held it at the fork
    _PINTU = RLock()
    if _masuk:
        _masuk.clear()
        with suppress(pkcs11.PKCS11Error):
            _pustaka().finalize()


os.register_at_fork(after_in_child=_lupakan_induk)


class PenandaPerangkat(CmsCepat):
    """pyHanko's signer, its key on the device."""

    def __init__(self, kunci: Any, masih: Callable[[], bool], rantai: Sequence[x509.Certificate]) -> None:
        simpanan = SimpleCertificateStore()
        milik, *atas = [asn1_x509.Certificate.load(satu.public_bytes(Encoding.DER)) for satu in rantai]
        simpanan.register_multiple(atas)
        super().__init__(signing_cert=milik, cert_registry=simpanan)
        self._kunci, self._masih = kunci, masih

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        with _PINTU:
            if not self._masih():  # the numbers of an ended session are handed out again: they may mean another key
                raise pkcs11.SessionClosed
            return self._kunci.sign(data, mechanism=MEKANISME[digest_algorithm])


class PenandaPkcs11(PenandaLokal):
    """An opened device key. Satisfies `dasar.Penanda`."""

    def __init__(self, token: str, masuk: _Masuk, penanda: Signer) -> None:
        super().__init__(penanda)
        self._token, self._login = token, masuk

    def tanda_tangani(self, tugas: Sequence[Tugas]) -> list[Bubuhan | PenandaGagal]:
        """See `dasar.Penanda`. A device that goes away half-way leaves the finished ones good."""
        return [hasil for satu in tugas for hasil in self._satu(satu)]

    def _satu(self, tugas: Tugas) -> list[Bubuhan | PenandaGagal]:
        try:
            return super().tanda_tangani([tugas])
        except pkcs11.PKCS11Error as galat:
            _lepas(self._token, self._login, rusak=True)
            return [_terjemahan(galat)]

    def tutup(self) -> None:
        """Leave the device; the last one logs out."""
        if self._penanda is not None:
            _lepas(self._token, self._login)
        super().tutup()


@sensitive_variables("rahasia")
def buka(kunci: KunciDasar, rahasia: Rahasia) -> PenandaPkcs11:
    """Log in with the PIN and find the key. Raises FrasaDitolak, Ditolak, Tutup."""
    if kunci.sertifikat is None:
        raise Ditolak(_("Sertifikat kunci ini belum didaftarkan. Hubungi admin kabupaten."))
    rantai = x509.load_pem_x509_certificates(kunci.sertifikat.sertifikat.encode())
    token, label = alamat(kunci.pengenal)
    with _PINTU, _galat_rapi():
        masuk = _masuki(token, rahasia.frasa)
        try:
            objek = _kunci_rsa(masuk.sesi, label)
        except pkcs11.PKCS11Error:
            _lepas(token, masuk)
            raise
    return PenandaPkcs11(token, masuk, PenandaPerangkat(objek, lambda: _masuk.get(token) is masuk, rantai))


def _kunci_rsa(sesi: Any, label: str) -> Any:
    objek = sesi.get_key(object_class=ObjectClass.PRIVATE_KEY, label=label)
    if objek.key_type is not KeyType.RSA:
        raise pkcs11.KeyTypeInconsistent
    return objek


def alamat(pengenal: str) -> tuple[str, str]:
    """(token, label) of a key."""
    token, pemisah, label = pengenal.partition(PEMISAH)
    return (token, label) if pemisah else (settings.PKCS11_TOKEN, pengenal)


@dataclass(frozen=True)
class Isi:
    """What a token shows to everybody, without a PIN, about one label."""

    sertifikat: tuple[x509.Certificate, ...]
    lain: tuple[x509.Certificate, ...]  # certificates under other labels: perhaps of the authority
    kunci_publik: tuple[bytes, ...]  # moduli of the public keys under the label


def lihat(pengenal: str) -> Isi:
    """Read the token without logging in. Raises Tutup."""
    token, label = alamat(pengenal)
    with _PINTU, _galat_rapi():
        try:
            sesi = _cari(token).open()
            try:
                return _isi(sesi, label)
            finally:
                sesi.close()
        finally:
            _berhenti()


def _isi(sesi: Any, label: str) -> Isi:
    semua = list(sesi.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
    cocok = [(satu[Attribute.LABEL] == label, x509.load_der_x509_certificate(satu[Attribute.VALUE])) for satu in semua]
    publik = sesi.get_objects({Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.LABEL: label})
    return Isi(
        tuple(satu for milik, satu in cocok if milik),
        tuple(satu for milik, satu in cocok if not milik),
        tuple(satu[Attribute.MODULUS] for satu in list(publik)),
    )


def _pustaka() -> Any:
    if not settings.PKCS11_MODUL:
        raise Tutup(_("Server ini belum dihubungkan dengan perangkat kunci. Hubungi admin kabupaten."))
    return pkcs11.lib(settings.PKCS11_MODUL)


def _cari(token: str) -> Any:
    return _pustaka().get_token(token_label=token)


@sensitive_variables("pin")
def _masuki(token: str, pin: str) -> _Masuk:
    """Join the login on this token, or make it. The caller holds the door."""
    sidik = hmac.digest(_GARAM, pin.encode(), "sha256")
    if ada := _masuk.get(token):
        # The device would say "already logged in" to any PIN; it has one PIN, and this login knows it.
        if not hmac.compare_digest(ada.sidik, sidik):
            raise pkcs11.PinIncorrect
        ada.pemakai += 1
        return ada
    try:
        _masuk[token] = _Masuk(_login(token, pin), sidik)
    except Exception:
        _berhenti()
        raise
    return _masuk[token]


@sensitive_variables("pin")
def _login(token: str, pin: str) -> Any:
    perangkat = _cari(token)
    if perangkat.flags & TokenFlag.USER_PIN_LOCKED:
        raise pkcs11.PinLocked
    return perangkat.open(user_pin=pin)


def _lepas(token: str, masuk: _Masuk, *, rusak: bool = False) -> None:
    """One user less; after the last one, or when the device failed, the login ends."""
    with _PINTU:
        masuk.pemakai -= 1
        if _masuk.get(token) is masuk and (rusak or not masuk.pemakai):
            del _masuk[token]
            with suppress(pkcs11.PKCS11Error):
                masuk.sesi.close()
            _berhenti()


def _berhenti() -> None:
    """Stop the library when nobody uses it."""
    if not _masuk and settings.PKCS11_MODUL:
        with suppress(pkcs11.PKCS11Error):
            _pustaka().finalize()


@contextmanager
def _galat_rapi() -> Iterator[None]:
    """What the device says, as refusals with a sentence."""
    try:
        yield
    except pkcs11.PKCS11Error as galat:
        raise _terjemahan(galat) from None


_SENTUH = _("Perangkat kunci tidak menjawab. Periksa apakah terpasang, lalu coba lagi atau hubungi admin kabupaten.")
_TERJEMAHAN: tuple[tuple[tuple[type[Exception], ...], type[PenandaGagal], str], ...] = (
    (
        (pkcs11.PinIncorrect, pkcs11.PinLenRange, pkcs11.PinInvalid),
        FrasaDitolak,
        _("PIN perangkat kunci salah. Periksa lagi, lalu coba sekali lagi."),
    ),
    (
        (pkcs11.PinLocked,),
        Ditolak,
        _("Perangkat kunci terkunci karena PIN salah berulang kali. Hubungi admin kabupaten."),
    ),
    (
        (pkcs11.PinExpired, pkcs11.UserPinNotInitialized),
        Ditolak,
        _("PIN perangkat kunci belum dibuat atau sudah kedaluwarsa. Hubungi admin kabupaten."),
    ),
    (
        (pkcs11.KeyTypeInconsistent, pkcs11.MechanismInvalid),
        Ditolak,
        _("Kunci di perangkat ini bukan kunci RSA yang dapat menandatangani surat. Hubungi admin kabupaten."),
    ),
    (
        (pkcs11.NoSuchToken, pkcs11.TokenNotPresent, pkcs11.MultipleTokensReturned),
        Tutup,
        _("Perangkat kunci tidak ditemukan. Pasang perangkatnya, lalu coba lagi."),
    ),
    (
        (pkcs11.NoSuchKey, pkcs11.MultipleObjectsReturned),
        Tutup,
        _("Kunci Anda tidak ditemukan di perangkat. Hubungi admin kabupaten."),
    ),
)


def _terjemahan(galat: pkcs11.PKCS11Error) -> PenandaGagal:
    for jenis, kelas, kalimat in _TERJEMAHAN:
        if isinstance(galat, jenis):
            return kelas(kalimat)
    return Tutup(_SENTUH)
