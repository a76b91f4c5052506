"""Freezing many letters: numbers for a block in one transaction, while press and archive work on the one before."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any
from uuid import UUID

from django.db import transaction

from core.layanan.kait import Tolak
from core.permohonan.galat import Basi, TidakBoleh
from core.permohonan.pelaku import Pelaku
from core.surat.bersih import NaskahGagal
from core.surat.models import StatusSurat, Surat
from core.surat.persediaan import sediakan_surat, sediakan_versi
from core.surat.titik import titik
from core.surat.verba_beku import bahan_cetak, cetak, kembali_ke_awal, namai, nomori
from core.wilayah.borongan import Meleset, borongan, ubah
from core.wilayah.ingatan import ingatan

BLOK = 50  # letters that get their numbers in one transaction
SERENTAK = 8  # letters on the way to the archive at once: one waits for the press, the others for the disk
MENOLAK = (TidakBoleh, Basi, Tolak, NaskahGagal)
Siap = Surat | TidakBoleh | NaskahGagal | Basi | Tolak
Janji = list[tuple[Siap, Future[dict[str, Any]] | None]]


def siapkan_blok(*, semua: Sequence[UUID], pelaku: Pelaku) -> list[Siap]:
    """`siapkan` for several applications; one answer each, in order. A refusal concerns its own letter alone."""
    return list(_siapkan(semua, pelaku))


def _siapkan(semua: Sequence[UUID], pelaku: Pelaku) -> Iterator[Siap]:
    with ThreadPoolExecutor(SERENTAK, "cetak") as tukang:
        dulu: Janji = []
        for awal in range(0, len(semua), BLOK):
            kini = [_suruh_cetak(tukang, satu) for satu in _nomori_blok(semua[awal : awal + BLOK], pelaku)]
            yield from _namai_blok(dulu)
            dulu = kini
        yield from _namai_blok(dulu)


def _nomori_blok(semua: Sequence[UUID], pelaku: Pelaku) -> list[Siap]:
    try:
        with transaction.atomic(), ingatan(), borongan():
            _sediakan(semua)
            nomor: list[Siap] = [nomori(pk, pelaku) or kembali_ke_awal() for pk in semua]
    except (*MENOLAK, Meleset):  # one by one, so that a refusal takes back its own letter alone
        nomor = _satu_satu(semua, pelaku)
    titik("nomor.tetap")
    return nomor


def _satu_satu(semua: Sequence[UUID], pelaku: Pelaku) -> list[Siap]:
    jawaban: list[Siap] = []
    with transaction.atomic(), ingatan():
        _sediakan(semua)
        for pk in semua:
            try:
                with transaction.atomic():
                    jawaban.append(nomori(pk, pelaku) or kembali_ke_awal())
            except MENOLAK as galat:
                jawaban.append(galat)
    return jawaban


def _sediakan(semua: Sequence[UUID]) -> None:
    """All files are locked before the counter: whoever holds a file may wait for the counter."""
    sediakan_surat(semua)
    sediakan_versi(semua)


def _suruh_cetak(tukang: ThreadPoolExecutor, surat: Siap) -> tuple[Siap, Future[dict[str, Any]] | None]:
    """Set the press to work; what it needs is read here, because its threads have no database."""
    if not isinstance(surat, Surat) or surat.sha_beku:
        return surat, None
    try:
        return surat, tukang.submit(cetak, *bahan_cetak(surat))
    except MENOLAK as galat:
        return galat, None


def _namai_blok(janji: Janji) -> list[Siap]:
    jawaban = [satu for satu, _cetak in janji]
    jadi: list[tuple[int, Surat, dict[str, Any]]] = []
    for urut, (surat, cetakan) in enumerate(janji):
        if isinstance(surat, Surat) and cetakan is not None:
            try:
                jadi.append((urut, surat, cetakan.result()))
            except MENOLAK as galat:
                jawaban[urut] = galat
    for (urut, _surat, _kolom), hasil in zip(jadi, _namai([(s, k) for _urut, s, k in jadi]), strict=True):
        jawaban[urut] = hasil
    return jawaban


def _namai(jadi: list[tuple[Surat, dict[str, Any]]]) -> list[Siap]:
    try:
        with transaction.atomic(), borongan():
            for surat, kolom in jadi:
                ubah(Surat, {"pk": surat.pk, "status": StatusSurat.DINOMORI}, kolom)
    except Meleset:  # one was annulled, or somebody has opened it at the same time
        return [_namai_satu(surat, kolom) for surat, kolom in jadi]
    for surat, kolom in jadi:
        titik("beku")
        for nama, nilai in kolom.items():
            setattr(surat, nama, nilai)
    return [surat for surat, _kolom in jadi]


def _namai_satu(surat: Surat, kolom: dict[str, Any]) -> Siap:
    try:
        return namai(surat, kolom)
    except TidakBoleh as galat:
        return galat
