"""The event chain of a bundle, recomputed, and compared with an anchor from outside. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import rfc8785

from core.permohonan.aturan import AWAL_RANTAI
from core.permohonan.rantai import hash_peristiwa
from core.surat.bukti.bentuk import TakTerbaca, baca_json, sidik
from core.surat.bukti.laporan import Laporan

TANDA_JANGKAR = "sipraja-jangkar-1"
Peristiwa = dict[str, Any]


def tulis(peristiwa: Sequence[dict[str, Any]]) -> bytes:
    """One event a line, RFC 8785: behind `"isi":` and before the last brace stand the very bytes that were hashed."""
    return b"".join(rfc8785.dumps(satu) + b"\n" for satu in peristiwa)


def baca(isi: bytes) -> list[Peristiwa]:
    """The events of the file. Raises TakTerbaca, also for a line that is not in the one form that RFC 8785 allows."""
    return [_baca_satu(baris) for baris in isi.split(b"\n")[:-1]] if isi.endswith(b"\n") else _gagal()


def _gagal() -> list[Peristiwa]:
    raise TakTerbaca("baris terakhir terpotong")


def _baca_satu(baris: bytes) -> Peristiwa:
    satu = baca_json(baris)
    benar = (
        isinstance(satu, dict)
        and set(satu) == {"hash", "hash_sebelum", "isi"}
        and isinstance(satu["isi"], dict)
        and isinstance(satu["isi"].get("data"), dict)
        and isinstance(satu["isi"].get("urut"), int)
        and all(_heksa(satu[nama]) for nama in ("hash", "hash_sebelum"))
    )
    if not benar or _kanonik(satu) != baris:
        raise TakTerbaca("bukan peristiwa")
    return satu


def _kanonik(satu: Peristiwa) -> bytes:
    try:
        return rfc8785.dumps(satu)
    except rfc8785.CanonicalizationError as galat:
        raise TakTerbaca(str(galat)) from galat


def _heksa(nilai: Any) -> bool:
    return isinstance(nilai, str) and len(nilai) == len(AWAL_RANTAI) and set(nilai) <= set("0123456789abcdef")


def periksa(peristiwa: Sequence[Peristiwa], permohonan: str, kepala: str, laporan: Laporan) -> None:
    """Each link, the numbers, whose events they are, and the end."""
    sebelum = AWAL_RANTAI
    for harus, satu in enumerate(peristiwa, 1):
        isi, objek = satu["isi"], f"peristiwa {harus}"
        aturan = {
            "rantai_urut": isi.get("urut") == harus,
            "rantai_lain": isi.get("permohonan") == permohonan,
            "rantai_putus": satu["hash_sebelum"] == sebelum,
            "rantai_isi": satu["hash"] == hash_peristiwa(satu["hash_sebelum"], isi),
        }
        for kode in (kode for kode, baik in aturan.items() if not baik):
            laporan.tambah(kode, objek)
        sebelum = satu["hash"]
    laporan.peristiwa, laporan.kepala = len(peristiwa), sebelum
    if sebelum != kepala:
        laporan.tambah("rantai_kepala")


def bandingkan_jangkar(
    peristiwa: Sequence[Peristiwa], permohonan: str, jangkar: Sequence[str], laporan: Laporan
) -> None:
    """What an anchor made on an earlier day says about this chain (`manage.py jangkar_log` writes them).

    Its seal holds, so its lines are those that our program wrote.
    """
    kepala, isi = jangkar[0].split() if jangkar else [], list(jangkar[1:])
    if len(kepala) != 4 or kepala[0] != TANDA_JANGKAR or kepala[3] != sidik("\n".join(isi).encode()):
        laporan.tambah("jangkar_rusak")
        return
    baris = next((satu.split() for satu in isi if satu.startswith(f"{permohonan} ")), None)
    if baris is None:
        laporan.tambah("jangkar_tiada")
    elif {satu["isi"]["urut"]: satu["hash"] for satu in peristiwa}.get(int(baris[1])) != baris[2]:
        laporan.tambah("jangkar_beda", f"peristiwa {baris[1]}")
    else:
        laporan.jangkar = f"cocok sampai peristiwa {baris[1]}, jangkar tanggal {kepala[1][:10]}"
