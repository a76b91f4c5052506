"""The daily anchor: one line that pins every log as it was (threat T21).

A chain shows an edit, but whoever owns the database can write a whole chain anew, or cut off its tail and move the
head back. Against that stands only a copy outside. The first line is short enough to be mailed to the Inspektorat or
printed; the other lines may lie anywhere, for the first line proves them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Max

from core.permohonan.integritas import Temuan
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.rantai import cap_waktu

TANDA = "sipraja-jangkar-1"
BONGKAHAN = 500


def buat(sekarang: datetime) -> list[str]:
    """Lines of an anchor: the seal, then file, number of its last event, and that event's hash."""
    berkas = Permohonan.objects.annotate(n=Max("peristiwa__urut")).exclude(n=None).order_by("pk")
    isi = [f"{pk} {n} {kepala}" for pk, n, kepala in berkas.values_list("pk", "n", "kepala_rantai").iterator()]
    return [f"{TANDA} {cap_waktu(sekarang)} {len(isi)} {_segel(isi)}", *isi]


def _segel(isi: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(isi).encode()).hexdigest()


def periksa(baris: Sequence[str], segel: str = "") -> Iterator[Temuan]:
    """What has changed since an anchor was made; ``segel`` is the first line from a place one trusts."""
    kepala, isi = (baris[0], baris[1:]) if baris else ("", [])
    if kepala.split(" ")[0] != TANDA or kepala.split(" ")[-1] != _segel(isi) or (segel and segel.strip() != kepala):
        yield Temuan("JANGKAR_PALSU", "jangkar", "Isi jangkar tidak cocok dengan segelnya.")
        return
    for awal in range(0, len(isi), BONGKAHAN):
        yield from _cocokkan([tuple(satu.split(" ")) for satu in isi[awal : awal + BONGKAHAN]])


def _cocokkan(bongkah: Sequence[tuple[str, ...]]) -> Iterator[Temuan]:
    log = Peristiwa.objects.filter(permohonan__in=[pk for pk, _n, _hash in bongkah])
    ada = {(str(pk), urut): hash_ for pk, urut, hash_ in log.values_list("permohonan", "urut", "hash")}
    for pk, urut, hash_ in bongkah:
        if ada.get((pk, int(urut))) != hash_:
            yield Temuan("LOG_DITULIS_ULANG", pk, f"Peristiwa {urut} bukan lagi yang tercatat pada jangkar.")
