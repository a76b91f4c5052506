"""The fingerprint of a service: SHA-256 over its canonical declaration (RFC 8785) and the text of its letter."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import rfc8785

if TYPE_CHECKING:
    from core.layanan.deklarasi import Layanan


def sidik_layanan(layanan: Layanan) -> str:
    """Equal exactly when form, route, letter and every word shown are equal; key order and layout do not count."""
    kanonik = rfc8785.dumps({"deklarasi": layanan.deklarasi(), "naskah": layanan.naskah})
    return hashlib.sha256(kanonik).hexdigest()
