"""Planted bugs: each is a mistake that somebody could make in the protocol, switched on in this process only.

The harness must catch each of them: the twin of its zero.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from django.db import transaction
from django.utils import timezone

from core.notifikasi import penerima
from core.notifikasi import verba as verba_kabar
from core.permohonan.models import Permohonan
from core.surat import arsip, konteks, nomor, verba_beku, verba_niat, verba_pulih, verba_sah, verba_ttd
from core.surat.mesin import mesin
from core.surat.models import StatusSurat, Surat, TandaTangan
from core.surat.penanda import lokal
from core.surat.penilaian import Dinilai
from core.surat.titik import titik
from tests.surat.mati import daftar


@contextmanager
def nomor_di_luar_transaksi() -> Iterator[None]:
    """The number is committed before the letter is inserted."""
    ambil, nomori = nomor.ambil, verba_beku._nomori

    def dahulu(permohonan_id: Any, pelaku: Any) -> Any:
        p = Permohonan.objects.get(pk=permohonan_id)
        if Surat.objects.filter(permohonan=p).exists():
            return nomori(permohonan_id, pelaku)
        layanan, hari = p.versi_layanan.layanan(), timezone.localdate()
        unit = konteks.para_penanda(p, layanan, hari, pelaku)[0].unit
        with transaction.atomic():
            jadi = ambil(unit, layanan.surat.register, hari.year)
        with patch.object(nomor, "ambil", lambda *_: jadi):
            return nomori(permohonan_id, pelaku)

    with patch.object(verba_beku, "_nomori", dahulu):
        yield


@contextmanager
def status_sebelum_berkas() -> Iterator[None]:
    """The row names bytes that are stored afterwards."""

    def bekukan(surat: Surat) -> Surat:
        if surat.sha_beku:
            return surat
        layanan = surat.permohonan.versi_layanan.layanan()
        pdf = mesin().cetak(layanan.naskah, konteks.lengkapi(surat.konteks))
        sha = verba_beku.arsip.sha256(pdf).hexdigest()
        Surat.objects.filter(pk=surat.pk).update(sha_beku=sha, sha_kini=sha, halaman=1, status=StatusSurat.BEKU)
        arsip.simpan(pdf)
        surat.refresh_from_db()
        return surat

    with patch.object(verba_beku, "bekukan", bekukan):
        yield


@contextmanager
def terbit_sebelum_berkas() -> Iterator[None]:
    """The signed bytes are stored after the letter has been published."""
    sahkan_blok = verba_ttd.sahkan_blok
    tunda: list[bytes] = []

    def nanti(pdf: bytes) -> str:
        tunda.append(pdf)
        return arsip.sha256(pdf).hexdigest()

    def sah(*isi: Any) -> Any:
        hasil = sahkan_blok(*isi)
        titik("t2.tetap")
        for satu in tunda:
            arsip.simpan(satu)
        return hasil

    with patch.object(verba_ttd, "simpan", nanti), patch.object(verba_ttd, "sahkan_blok", sah):
        yield


@contextmanager
def kabar_sesudah_commit() -> Iterator[None]:
    """Messages are written when the step is already committed."""
    tulis = verba_kabar.tulis

    def nanti(pesan: Any) -> None:
        isi = list(pesan)
        transaction.on_commit(lambda: (titik("kabar.kirim"), tulis(isi)))

    with patch.object(penerima.verba, "tulis", nanti):
        yield


@contextmanager
def tanpa_sewa() -> Iterator[None]:
    """Nobody looks whether another attempt is at work."""

    def jatuh_tempo(surat: Surat, p: Permohonan) -> TandaTangan:
        return surat.tanda_tangan.get(tahap=p.tahap or 0)

    with patch.object(verba_niat, "_ttd_jatuh_tempo", jatuh_tempo):
        yield


@contextmanager
def adopsi_tanpa_pemeriksaan() -> Iterator[None]:
    """A device returns damaged bytes now and then; they are stored unjudged, and recovery adopts them unjudged."""
    asli = lokal.tanda_tangani

    def cacat(*isi: Any, **lain: Any) -> bytes:
        pdf = bytearray(asli(*isi, **lain))
        if secrets.randbelow(2):
            pdf[len(pdf) // 2] ^= 1
        return bytes(pdf)

    def percaya(_pdf: bytes, _sebelum: bytes, _sha: str, _urut: int, kunci: Any, _temuan: Any = None) -> Dinilai:
        return Dinilai(kunci.sertifikat, "B-B", None)

    with ExitStack() as tumpuk:
        tumpuk.enter_context(patch.object(lokal, "tanda_tangani", cacat))
        tumpuk.enter_context(patch.object(verba_ttd, "pastikan_bubuhan", percaya))
        tumpuk.enter_context(patch.object(verba_pulih, "pastikan_bubuhan", percaya))
        yield


@contextmanager
def cetak_ulang_saat_pulih() -> Iterator[None]:
    """Recovery renders a letter again that has been frozen and shown."""
    selesaikan = verba_pulih._selesaikan

    def ulang(ttd: TandaTangan, penyegel: Any) -> str:
        surat = ttd.surat
        isi = konteks.lengkapi(surat.konteks)
        isi["penandatangan"][0]["tanggal"] = "2020-01-01"
        surat.sha_beku = surat.sha_kini = arsip.simpan(mesin().cetak(None, isi))
        surat.save(update_fields=["sha_beku", "sha_kini"])
        return selesaikan(ttd, penyegel)

    with patch.object(verba_pulih, "_selesaikan", ulang):
        yield


@contextmanager
def nomor_baru_saat_pulih() -> Iterator[None]:
    """Recovery throws the unfinished letter away; the officer gets another number."""

    def buang(surat: Surat) -> str:
        Surat.objects.filter(pk=surat.pk).update(status=StatusSurat.BATAL, alasan_batal="terputus")
        return "dibuang"

    with patch.object(verba_pulih, "_bekukan", buang):
        yield


@contextmanager
def t2_tanpa_transaksi() -> Iterator[None]:
    """Letter and application are written one after the other, each for itself."""
    telanjang: Any = verba_sah.sahkan
    while hasattr(telanjang, "__wrapped__"):
        telanjang = telanjang.__wrapped__

    def satu_satu(pelaku: Any, semua: Any) -> list[Any]:
        return [telanjang(niat, pelaku, hasil) for niat, hasil in semua]

    with patch.object(verba_ttd, "sahkan_blok", satu_satu):
        yield


BENIH = (
    nomor_di_luar_transaksi, status_sebelum_berkas, terbit_sebelum_berkas, kabar_sesudah_commit, tanpa_sewa,
    adopsi_tanpa_pemeriksaan, cetak_ulang_saat_pulih, nomor_baru_saat_pulih, t2_tanpa_transaksi,
)  # fmt: skip
TANAM: dict[str, Callable[[], Any]] = dict(zip(daftar.TANAM, BENIH, strict=True))
