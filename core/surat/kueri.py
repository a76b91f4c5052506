"""Reads: which letter, and what the public may know about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.permohonan.models import Permohonan
from core.surat.models import HIDUP, StatusSurat, Surat, TandaTangan

BELUM = (StatusSurat.DINOMORI, StatusSurat.BEKU, StatusSurat.DITANDATANGANI)


def surat_kini(permohonan: Permohonan) -> Surat | None:
    """The living letter of an application."""
    return Surat.objects.filter(permohonan=permohonan, status__in=HIDUP).select_related("unit").first()


def surat_terbit(permohonan: Permohonan) -> Surat | None:
    """The letter the citizen may download."""
    return Surat.objects.filter(permohonan=permohonan, status=StatusSurat.TERBIT).first()


def surat_publik(**syarat: str) -> Surat | None:
    """A letter for the verification page, with its signers."""
    terkait = Surat.objects.select_related("unit", "permohonan__pemohon__pengguna")
    return terkait.prefetch_related("tanda_tangan").filter(**syarat).first()


@dataclass(frozen=True, slots=True)
class Keadaan:
    """The state of a letter in one word, and as a sentence; `jenis` and `gambar` choose the badge."""

    kode: str
    jenis: str
    gambar: str
    judul: str
    kalimat: str


def keadaan(surat: Surat, hari: date | None = None) -> Keadaan:
    """What the verification page says first. A demonstration letter is never simply called valid."""
    if surat.status in BELUM:
        kurang = surat.tanda_tangan.exclude(status=TandaTangan.Status.SAH).count()
        kalimat = _("Surat ini masih menunggu %(n)s tanda tangan dan belum boleh dipakai.") % {"n": kurang}
        return Keadaan("belum_sah", "perhatian", "tunggu", _("Belum sah"), kalimat)
    if surat.status != StatusSurat.TERBIT:
        return _tidak_berlaku(surat)
    if surat.berlaku_sampai and surat.berlaku_sampai < (hari or timezone.localdate()):
        kalimat = _("Surat ini asli, tetapi masa berlakunya sudah lewat.")
        return Keadaan("lewat", "perhatian", "jam", _("Sudah tidak berlaku"), kalimat)
    if surat.konteks["surat"]["demonstrasi"]:
        kalimat = _("Surat ini dibuat untuk percobaan. Tanda tangannya cocok, tetapi tidak sah secara hukum.")
        return Keadaan("percobaan", "perhatian", "awas", _("Surat percobaan"), kalimat)
    kalimat = _("Surat ini terdaftar dan ditandatangani. Cocokkan isinya dengan surat di tangan Anda.")
    return Keadaan("sah", "sukses", "beres", _("Sah"), kalimat)


def _tidak_berlaku(surat: Surat) -> Keadaan:
    judul, kalimat = {
        StatusSurat.BATAL: (_("Dibatalkan"), _("Nomor ini dibatalkan dan suratnya tidak pernah terbit.")),
        StatusSurat.DICABUT: (_("Dicabut"), _("Surat ini sudah dicabut. Jangan dipakai lagi.")),
        StatusSurat.DIGANTI: (_("Diganti"), _("Surat ini sudah diganti surat lain. Jangan dipakai lagi.")),
    }[StatusSurat(surat.status)]
    return Keadaan(str(surat.status), "galat", "galat", judul, kalimat)


def samarkan_nama(nama: str) -> str:
    """ "Siti Aminah" → "S••• A•••••": enough to compare with a paper in the hand, useless to collect."""
    return " ".join(kata[0] + "•" * (len(kata) - 1) for kata in nama.split())


def fakta(surat: Surat) -> list[tuple[str, str]]:
    """What to compare with the paper. Never a NIK."""
    baris: list[tuple[str, Any]] = [
        (_("Nomor surat"), surat.nomor),
        (_("Perihal"), surat.judul),
        (_("Penerbit"), surat.unit.nama),
        (_("Tanggal surat"), _tanggal(surat.tanggal)),
        (_("Nama pemohon"), samarkan_nama(surat.permohonan.pemohon.pengguna.nama)),
        (_("Jumlah halaman"), surat.halaman or None),
        (_("Berlaku sampai"), _tanggal(surat.berlaku_sampai)),
        (_("Alasan"), surat.alasan_batal),
    ]
    return [(label, str(isi)) for label, isi in baris if isi]


def _tanggal(hari: date | None) -> str:
    from django.utils.formats import date_format

    return date_format(hari, "j F Y") if hari else ""


def penanda(surat: Surat) -> list[TandaTangan]:
    """Signatures given, with the office held at that time."""
    return [t for t in surat.tanda_tangan.all() if t.status == TandaTangan.Status.SAH]


def sebagai_json(surat: Surat) -> dict[str, Any]:
    """The page for programs."""
    kini = keadaan(surat)
    return {
        "keadaan": kini.kode,
        "kalimat": kini.kalimat,
        "demonstrasi": surat.konteks["surat"]["demonstrasi"],
        "nomor": surat.nomor,
        "perihal": surat.judul,
        "penerbit": surat.unit.nama,
        "tanggal": surat.tanggal.isoformat(),
        "pemohon": samarkan_nama(surat.permohonan.pemohon.pengguna.nama),
        "halaman": surat.halaman,
        "berlaku_sampai": surat.berlaku_sampai.isoformat() if surat.berlaku_sampai else None,
        "sha256": surat.sha_kini if surat.terbit else None,
        "penanda_tangan": list(_penanda_json(penanda(surat))),
    }


def _penanda_json(semua: Iterable[TandaTangan]) -> Iterable[dict[str, Any]]:
    for ttd in semua:
        yield {
            "nama": ttd.nama,
            "jabatan": ttd.jabatan,
            "unit": ttd.unit_nama,
            "waktu": ttd.waktu.isoformat() if ttd.waktu else None,
            "sertifikat": {"subjek": ttd.sertifikat_subjek, "nomor_seri": ttd.sertifikat_serial},
        }
