"""Secrets that must be used without a human (of the e-seal), encrypted before they reach the database.

The key is derived from SECRET_KEY, which lies in the environment and not in the database or its backups. After a
change of SECRET_KEY the old one, kept in SECRET_KEY_LAMA, still opens what it closed.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

TUJUAN = b"sipraja: rahasia segel"  # keeps this key apart from others derived from the same SECRET_KEY


class RahasiaRusak(Exception):
    """The stored secret cannot be opened with the keys of this installation."""


def _turunkan(pangkal: str) -> Fernet:
    kunci = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=TUJUAN).derive(pangkal.encode())
    return Fernet(urlsafe_b64encode(kunci))


def _gembok() -> MultiFernet:
    return MultiFernet([_turunkan(satu) for satu in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@sensitive_variables("teks")
def kunci(teks: str) -> str:
    """The secret as it may be stored."""
    return _gembok().encrypt(teks.encode()).decode()


@sensitive_variables()
def buka(tertutup: str) -> str:
    """The secret again. Raises RahasiaRusak."""
    try:
        return _gembok().decrypt(tertutup.encode()).decode()
    except InvalidToken:
        raise RahasiaRusak from None
