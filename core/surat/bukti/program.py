"""The command of the verifier: `python alat/periksa_bukti.py BUNDEL.zip`, or `manage.py periksa_bukti`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from asn1crypto import pem

from core.surat.bukti.laporan import Laporan
from core.surat.bukti.periksa import periksa, subjek
from core.surat.bukti.wadah import BundelDitolak, baca

UTUH, TIDAK_UTUH, SALAH_PAKAI = 0, 1, 2
MEMORI, CPU = 2 << 30, 300  # bytes and seconds: what a hostile PDF may cost the auditor's machine


def tambah_pilihan(satu: argparse.ArgumentParser) -> None:
    """The arguments, for our own parser and for Django's."""
    satu.add_argument("bundel", type=Path, help="Bundel (.zip) yang diperiksa.")
    satu.add_argument(
        "--akar", type=Path, action="append", metavar="BERKAS", help="Sertifikat akar (PEM atau DER) yang Anda percaya."
    )
    satu.add_argument("--jangkar", type=Path, metavar="BERKAS", help="Keluaran jangkar_log dari hari sebelumnya.")
    satu.add_argument("--segel", metavar="BARIS", help="Baris pertama jangkar, dari tempat yang Anda percaya.")
    satu.add_argument("--json", action="store_true", help="Hasil sebagai JSON.")


def utama(argumen: Sequence[str] | None = None) -> int:
    """The command line."""
    pengurai = argparse.ArgumentParser(description="Memeriksa bundel bukti tanpa jaringan dan tanpa basis data.")
    tambah_pilihan(pengurai)
    return jalankan(pengurai.parse_args(argumen))


def jalankan(pilihan: argparse.Namespace) -> int:
    """Judge, print, and say by the exit code: 0 whole, 1 not whole, 2 could not be asked."""
    try:
        akar = None if pilihan.akar is None else [der for berkas in pilihan.akar for der in baca_akar(berkas)]
        jangkar = _baca_jangkar(pilihan.jangkar, pilihan.segel)
        laporan = nilai(pilihan.bundel, akar, jangkar)
    except (OSError, ValueError) as galat:
        sys.stderr.write(f"{galat}\n")
        return SALAH_PAKAI
    hasil = json.dumps(laporan.sebagai_json(), ensure_ascii=False, indent=1) if pilihan.json else laporan.sebagai_teks()
    sys.stdout.write(hasil.rstrip("\n") + "\n")
    return UTUH if laporan.utuh else TIDAK_UTUH


def nilai(bundel: Path, akar: Sequence[bytes] | None = None, jangkar: Sequence[str] | None = None) -> Laporan:
    """The verdict on a file. Raises OSError when it cannot be read."""
    try:
        return periksa(baca(bundel), akar=akar, jangkar=jangkar)
    except BundelDitolak as galat:
        laporan = Laporan()
        laporan.tambah(galat.kode, galat.objek)
        return laporan


def baca_akar(berkas: Path) -> list[bytes]:
    """The certificates of a file, PEM or DER. Raises ValueError when there is none, OSError."""
    isi = berkas.read_bytes()
    semua = [der for _jenis, _kepala, der in pem.unarmor(isi, multiple=True)] if pem.detect(isi) else [isi]
    if not all(subjek(der) for der in semua):
        raise ValueError(f"{berkas} bukan sertifikat")
    return semua


def _baca_jangkar(berkas: Path | None, segel: str | None) -> list[str] | None:
    if berkas is None:
        return None
    baris = berkas.read_text(encoding="utf-8").splitlines()
    if segel is not None and baris[:1] != [segel.strip()]:
        raise ValueError("Baris pertama jangkar bukan segel yang Anda berikan.")
    return baris


def batasi() -> None:
    """Limits for the whole process, where the system knows them (not on Windows)."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORI, MEMORI))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
