"""Turns DATABASE_URL into Django's DATABASES, with the SQLite options that survived load (docs/keputusan/003)."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# WAL + IMMEDIATE removes "database is locked" on read-modify-write; FULL keeps what was acknowledged after a power cut.
PRAGMA_SQLITE = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
    "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-8000;PRAGMA foreign_keys=ON;"
)
UMUR_KONEKSI = 600  # seconds; opening SQLite and its PRAGMAs per request costs more than the request


def sqlite(berkas: Path | str) -> dict[str, Any]:
    """Settings of the embedded default."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(berkas),
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": PRAGMA_SQLITE},
        "CONN_MAX_AGE": UMUR_KONEKSI,
    }


def postgres(url: str) -> dict[str, Any]:
    """Settings for postgres://user:password@host:port/name?option=value."""
    bagian = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": bagian.path.lstrip("/"),
        "USER": unquote(bagian.username or ""),
        "PASSWORD": unquote(bagian.password or ""),
        "HOST": bagian.hostname or "",
        "PORT": str(bagian.port or ""),
        "OPTIONS": dict(parse_qsl(bagian.query)),
        "CONN_MAX_AGE": UMUR_KONEKSI,
        "CONN_HEALTH_CHECKS": True,
    }


def basis_data(url: str, var: Path) -> dict[str, Any]:
    """One database entry. Raises ValueError with a sentence for an unknown scheme."""
    if not url:
        return sqlite(var / "sipraja.sqlite3")
    if url.startswith("sqlite:///"):
        return sqlite(url.removeprefix("sqlite:///"))
    if url.startswith(("postgres://", "postgresql://")):
        return postgres(url)
    raise ValueError("DATABASE_URL harus berawalan sqlite:/// atau postgres://")
