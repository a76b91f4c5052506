"""Integrity checks of applications and their logs: I4, I5, I7 and the triggers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from core.permohonan import aturan, pemicu
from core.permohonan.integritas import Temuan, daftarkan
from core.permohonan.lampiran import sidik_lampiran
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.pelaku import kelompokkan_aksi
from core.permohonan.pencatat import kolom_keadaan, sebagai_kejadian
from core.permohonan.rantai import periksa_rantai, sidik
from core.wilayah.kueri import berlaku
from core.wilayah.models import Cuti, Penugasan

Jenis = Peristiwa.Jenis
BONGKAHAN = 500  # files read at a time: a whole regency must not be held in memory
PERBUATAN_PETUGAS = (
    Jenis.DIKLAIM, Jenis.DILEPAS, Jenis.TAHAP_SELESAI, Jenis.DITANDATANGANI, Jenis.DIKEMBALIKAN, Jenis.DITOLAK,
    Jenis.SURAT_DICABUT,
)  # fmt: skip


def _berkas_dengan_log() -> Iterator[tuple[Permohonan, list[Peristiwa]]]:
    """Every file with its log, a few queries per 500 files."""
    terakhir = None
    while True:
        lanjut = Q(pk__gt=terakhir) if terakhir else Q()
        bongkah = list(
            Permohonan.objects.filter(lanjut).select_related("pemohon", "versi_layanan").order_by("pk")[:BONGKAHAN]
        )
        if not bongkah:
            return
        log = Peristiwa.objects.filter(permohonan__in=bongkah).select_related("aktor").order_by("permohonan", "urut")
        per_berkas = {pk: list(isi) for pk, isi in groupby(log, key=lambda e: e.permohonan_id)}
        yield from ((p, per_berkas.get(p.pk, [])) for p in bongkah)
        terakhir = bongkah[-1].pk


@daftarkan("permohonan.rantai")
def rantai_utuh() -> Iterator[Temuan]:
    """I7: every hash chain is whole and ends where the file says."""
    for p, log in _berkas_dengan_log():
        if not log:
            yield Temuan("RANTAI_KOSONG", p.nomor, "Permohonan tanpa satu pun peristiwa.")
            continue
        for kalimat in periksa_rantai(log, p.kepala_rantai):
            yield Temuan("RANTAI_PUTUS", p.nomor, f"Log: {kalimat}.")


@daftarkan("permohonan.keadaan")
def keadaan_cocok() -> Iterator[Temuan]:
    """I7: replaying the log gives the stored columns; answers and uploads are those that were sent."""
    for p, log in _berkas_dengan_log():
        try:
            hasil = aturan.putar_ulang(map(sebagai_kejadian, log))
        except (aturan.LogRusak, KeyError, TypeError, ValueError) as galat:
            yield Temuan("LOG_MUSTAHIL", p.nomor, f"Log tidak mungkin terjadi: {galat}.")
            continue
        for nama in _kolom_beda(p, hasil):
            yield Temuan("KEADAAN_BEDA", p.nomor, f"Kolom {nama} tidak sama dengan hasil pemutaran ulang log.")
        yield from _kiriman_cocok(p, log)
        if p.versi_layanan.sidik != _versi_menurut(log, p.versi_layanan.sidik):
            yield Temuan("VERSI_BEDA", p.nomor, "Versi layanan tidak sama dengan yang tertulis di log.")


def _versi_menurut(log: list[Peristiwa], bawaan: str) -> str:
    """The version named last: when it was begun, moved forward, or sent."""
    return next((str(e.data["layanan"]) for e in reversed(log) if "layanan" in e.data), bawaan)


def _kolom_beda(p: Permohonan, hasil: aturan.Keadaan) -> list[str]:
    beda = [nama for nama, nilai in kolom_keadaan(hasil).items() if getattr(p, nama) != nilai]
    # A citizen's edits raise the version without an event, so the log can only be behind while he edits.
    if p.status in aturan.DI_WARGA and p.versi > hasil.versi:
        beda.remove("versi")
    return beda


def _kiriman_cocok(p: Permohonan, log: list[Peristiwa]) -> Iterator[Temuan]:
    kirim = [e for e in log if e.jenis in {Jenis.DIAJUKAN, Jenis.DIPERBAIKI}]
    if not kirim or p.status in aturan.DI_WARGA or _batal_saat_perbaikan(log):
        return
    susul = [e for e in log if e.jenis == Jenis.BERKAS_DISUSULKAN and e.urut > kirim[-1].urut]
    if sidik(p.isian) != kirim[-1].data["isian"]:
        yield Temuan("ISIAN_BEDA", p.nomor, "Isian tidak sama dengan yang dikirim pemohon.")
    if sidik_lampiran(p) != [*kirim, *susul][-1].data["lampiran"]:
        yield Temuan("LAMPIRAN_BEDA", p.nomor, "Lampiran tidak sama dengan yang dikirim pemohon.")


def _batal_saat_perbaikan(log: list[Peristiwa]) -> bool:
    """Withdrawn, or its letter withdrawn, in the middle of a repair: half-edited answers were never sent again."""
    putusan = [e.jenis for e in log if e.jenis not in {Jenis.DILIHAT, Jenis.SURAT_TERBIT}]
    return putusan[-2:] in ([Jenis.DIKEMBALIKAN, Jenis.DIBATALKAN], [Jenis.DIKEMBALIKAN, Jenis.SURAT_DICABUT])


@daftarkan("permohonan.tahap")
def terbit_hanya_setelah_semua_tahap() -> Iterator[Temuan]:
    """I4: before a letter was out or a file ended well, every stage that applied was done, by distinct persons."""
    for p, log in _berkas_dengan_log():
        aksi = kelompokkan_aksi(e for e in log if e.jenis in {Jenis.TAHAP_SELESAI, Jenis.DITANDATANGANI})
        if aksi[aturan.PERIKSA] & aksi[aturan.TANDATANGAN]:
            yield Temuan("PEMERIKSA_MENANDATANGANI", p.nomor, "Orang yang sama memeriksa dan menandatangani.")
        if any(p.pemohon.pengguna_id in orang for orang in aksi.values()):
            yield Temuan("PEMOHON_MENANGANI", p.nomor, "Pemohon menangani permohonannya sendiri.")
        for e in _terlalu_dini(log):
            yield Temuan(
                "TAHAP_TERLEWAT", p.nomor, f"Peristiwa {e.urut} ({e.jenis}) terjadi sebelum semua tahap lulus."
            )


def _terlalu_dini(log: list[Peristiwa]) -> Iterator[Peristiwa]:
    k = aturan.Keadaan()
    for e in log:
        try:
            k = aturan.terapkan(k, sebagai_kejadian(e))
        except (aturan.LogRusak, KeyError):
            return  # reported by permohonan.keadaan
        if e.jenis == Jenis.SELESAI and aturan.tahap_terlewat(k):
            yield e
        if e.jenis == Jenis.SURAT_TERBIT and aturan.tahap_terlewat(k, _ttd_terakhir(log)):
            yield e


def _ttd_terakhir(log: list[Peristiwa]) -> int | None:
    return max((e.data["tahap"] for e in log if e.jenis == Jenis.DITANDATANGANI), default=None)


@daftarkan("permohonan.jabatan")
def pelaku_berwenang() -> Iterator[Temuan]:
    """I5: every officer's act was done from a seat held on that day, at the desk where the file was."""
    perbuatan = Peristiwa.objects.filter(jenis__in=PERBUATAN_PETUGAS).select_related("permohonan")
    for e in perbuatan.order_by("permohonan", "urut").iterator(BONGKAHAN):
        peran = (e.data.get("kursi") or {}).get("peran", "")
        if not pernah_menjabat(e.aktor_id, (e.unit_id, peran), e.waktu):
            kalimat = f"Peristiwa {e.urut} ({e.jenis}) oleh orang yang hari itu tidak memegang jabatannya."
            yield Temuan("TANPA_WENANG", e.permohonan.nomor, kalimat)


def pernah_menjabat(pengguna: int | None, kursi: tuple[int | None, str], waktu: datetime) -> bool:
    """Whether this person held that seat on the day of ``waktu``, himself or as a substitute.

    Asks history, unlike ``penugasan_aktif``: an account closed since, or leave recorded later, changes no past act.
    """
    hari, (unit, peran) = timezone.localdate(waktu), kursi
    cuti = Cuti.objects.filter(berlaku(hari), dicatat_pada__lte=waktu)
    sendiri = Penugasan.objects.filter(berlaku(hari), pengguna=pengguna).exclude(pk__in=cuti.values("penugasan"))
    ganti = Q(pengganti=pengguna, penugasan__jabatan__unit=unit, penugasan__jabatan__peran=peran)
    return (
        sendiri.filter(jabatan__unit=unit, jabatan__peran=peran).exists()
        or Cuti.objects.filter(ganti, berlaku(hari)).exists()
    )


@daftarkan("permohonan.pemicu")
def pemicu_terpasang() -> Iterator[Temuan]:
    """The triggers that make the log append-only are there: SQLite drops them silently when a table is rebuilt."""
    pg = connection.vendor == "postgresql"
    perintah = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'"
        if pg
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    )
    with connection.cursor() as kursor:
        kursor.execute(perintah, [pemicu.TABEL])
        ada = {nama for (nama,) in kursor.fetchall()}
    for nama in pemicu.nama_pemicu(connection.vendor):
        if nama not in ada:
            yield Temuan("PEMICU_HILANG", nama, "Log dapat diubah: pemicu basis data tidak terpasang.")
