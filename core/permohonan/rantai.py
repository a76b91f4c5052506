"""The hash chain of a file's log: h_n = SHA-256(h_{n-1} ‖ RFC 8785(event)) (invariant I7)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import rfc8785

from core.permohonan.aturan import AWAL_RANTAI

if TYPE_CHECKING:
    from core.permohonan.models import Peristiwa


def cap_waktu(waktu: datetime) -> str:
    """One spelling for a moment, whatever zone the database answered in."""
    return waktu.astimezone(UTC).isoformat(timespec="microseconds")


def isi_tercatat(p: Peristiwa) -> dict[str, Any]:
    """Everything of an event that the hash covers: all columns but the hashes and the row's own id."""
    return {
        "permohonan": str(p.permohonan_id),
        "urut": p.urut,
        "jenis": str(p.jenis),
        "aktor": p.aktor_id,
        "jabatan": p.jabatan,
        "unit": p.unit_id,
        "data": p.data,
        "waktu": cap_waktu(p.waktu),
    }


def hash_peristiwa(sebelum: str, isi: dict[str, Any]) -> str:
    """The next link after ``sebelum`` (hex)."""
    return hashlib.sha256(bytes.fromhex(sebelum) + rfc8785.dumps(isi)).hexdigest()


def sidik(isi: Any) -> str:
    """Fingerprint of a JSON value; binds answers and uploads to the event that sent them."""
    return hashlib.sha256(rfc8785.dumps(isi)).hexdigest()


def periksa_rantai(peristiwa: Iterable[Peristiwa], kepala: str) -> Iterator[str]:
    """Sentences about every broken link; ``peristiwa`` in order of ``urut``, ``kepala`` as the file states it."""
    sebelum = AWAL_RANTAI
    for harus, p in enumerate(peristiwa, start=1):
        if p.urut != harus:
            yield f"peristiwa ke-{harus} bernomor {p.urut}"
        if p.hash_sebelum != sebelum:
            yield f"peristiwa {p.urut} tidak menyambung ke peristiwa sebelumnya"
        if p.hash != hash_peristiwa(p.hash_sebelum, isi_tercatat(p)):
            yield f"isi peristiwa {p.urut} tidak cocok dengan hash-nya"
        sebelum = p.hash
    if sebelum != kepala:
        yield "kepala rantai pada permohonan tidak sama dengan peristiwa terakhir"
