"""Bundles to check and to forge: made once with real applications, then taken apart as plain bytes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from core.permohonan import jangkar
from core.surat import pemeriksa
from core.surat.bukti import bentuk, rantai
from core.surat.bukti.laporan import Laporan
from core.surat.bukti.periksa import periksa
from core.surat.verba_arsip import PEMOHON, PETUGAS, susun_bundel
from tests import pabrik
from tests.permohonan import bahan
from tests.surat import alur

LAPORAN = {bentuk.LAPORAN_JSON, bentuk.LAPORAN_TEKS}


@dataclass(frozen=True)
class Bukti:
    """The green case: `dua` signers on the letter of `petugas`, `satu` another letter, `dini` a file without one."""

    petugas: bytes
    pemohon: bytes
    satu: bytes
    dini: bytes
    jangkar: list[str]

    @property
    def akar(self) -> list[bytes]:
        return [data for nama, data in buka(self.petugas).items() if nama.startswith(bentuk.FOLDER_AKAR)]


def sediakan(tempat: Path) -> Bukti:
    """The green case under an archive and a CA of its own; the database is left as it was."""
    simpanan = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tempat / "surat"},
    }
    ubah = {"STORAGES": settings.STORAGES | {"surat": simpanan}, "SERTIFIKAT_DEMO": tempat / "ca"}
    with override_settings(**ubah), transaction.atomic():
        hasil = buat(pabrik.daerah_kecil())
        transaction.set_rollback(True)
    return hasil


@cache
def ingatan() -> Callable[..., Any]:
    """The real verifier, asked once for each letter under each set of roots: its answer depends on nothing else."""
    sekali = cache(pemeriksa.periksa)

    def periksa_sekali(pdf: bytes, akar: Any, penanda: Any, *, akar_stempel: Any) -> Any:
        return sekali(pdf, tuple(akar), frozenset(penanda), akar_stempel=tuple(akar_stempel))

    return periksa_sekali


def bundel(p: Any, lingkup: str = PETUGAS) -> bytes:
    with susun_bundel(permohonan=bahan.segar(p), lingkup=lingkup) as keluar:
        return keluar.read()


def buat(kecil: Any) -> Bukti:
    """Two letters under one CA, the first with two signers, and an application that has only just been sent."""
    k = alur.di_meja_ttd(kecil, *alur.DUA)
    dini = bundel(k.p)
    alur.terbit(k)
    alur.ke_camat(k)
    alur.tandatangani(k, k.kecamatan.camat)
    lain = bahan.Kantor(bahan.kirim(bahan.draf(bahan.warga(kecil.pepelegi))), None, k.desa, k.kecamatan)
    bahan.di_meja_kades(lain)
    alur.terbit(lain)
    baris = jangkar.buat(timezone.now())
    return Bukti(bundel(k.p), bundel(k.p, PEMOHON), bundel(lain.p), dini, baris)


def buka(zip_: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zip_)) as arsip:
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def kemas(isi: dict[str, bytes]) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, data in isi.items():
            arsip.writestr(nama, data)
    return keluar.getvalue()


def palsukan(isi: dict[str, bytes]) -> dict[str, bytes]:
    """The clever forger: the manifest is written anew over whatever was changed."""
    lama = json.loads(isi[bentuk.MANIFES])
    tanpa = {nama: data for nama, data in isi.items() if nama != bentuk.MANIFES}
    return isi | {bentuk.MANIFES: bentuk.manifes(tanpa, {k: lama[k] for k in ("dibuat", "lingkup", "situs")})}


def catatan(isi: dict[str, bytes]) -> Any:
    return json.loads(isi[bentuk.SURAT])


def surat_pertama(isi: dict[str, bytes]) -> tuple[Any, str]:
    """(record of the letter, name of its PDF in the bundle)."""
    satu = catatan(isi)["surat"][0]
    return satu, f"surat/{satu['bentuk'][0]['sha256']}.pdf"


def peristiwa(isi: dict[str, bytes]) -> list[Any]:
    return [json.loads(baris) for baris in isi[bentuk.RANTAI].splitlines()]


def tulis_ulang(isi: dict[str, bytes], semua: list[Any], *, sambung: bool) -> dict[str, bytes]:
    """The bundle with another chain; `sambung`: every hash, every number and the head are made to fit."""
    kepala = catatan(isi)
    sebelum = rantai.AWAL_RANTAI
    for urut, satu in enumerate(semua, 1) if sambung else ():
        satu["isi"]["urut"], satu["hash_sebelum"] = urut, sebelum
        satu["hash"] = sebelum = rantai.hash_peristiwa(sebelum, satu["isi"])
        kepala["kepala"] = sebelum
    return palsukan(isi | {bentuk.RANTAI: rantai.tulis(semua), bentuk.SURAT: bentuk.tulis_json(kepala)})


def kode(isi: dict[str, bytes], **pilihan: Any) -> set[str]:
    """Which rules a bundle breaks."""
    laporan: Laporan = periksa(isi, **pilihan)
    return {satu.kode for satu in laporan.temuan}
