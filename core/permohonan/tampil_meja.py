"""A file told to an officer: deadline in words, what may be done with it, its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.permohonan import aturan, verba
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.tagihan import diminta_setelah
from core.permohonan.tampil import kalimat_letak, label_berkas

if TYPE_CHECKING:
    from core.akun.models import Pengguna
    from core.layanan.deklarasi import Layanan

Jenis = Peristiwa.Jenis


@dataclass(frozen=True)
class Lencana:
    """A badge: kind, icon, words."""

    jenis: str
    ikon: str
    teks: str


def lencana_tenggat(batas: datetime | None, sekarang: datetime) -> Lencana:
    """ "Lewat 3 jam", "Hari ini, 15.30", "Besok, 12.00", "Rabu, 25 November"."""
    if batas is None:
        return Lencana("netral", "jam", _("Tanpa batas"))
    if batas < sekarang:
        return Lencana("galat", "awas", _("Lewat %(lama)s") % {"lama": _lama(sekarang - batas)})
    lokal, hari = timezone.localtime(batas), timezone.localdate(sekarang)
    jam = lokal.strftime("%H.%M")
    if lokal.date() == hari:
        return Lencana("perhatian", "jam", _("Hari ini, %(jam)s") % {"jam": jam})
    if lokal.date() == hari + timedelta(days=1):
        return Lencana("netral", "jam", _("Besok, %(jam)s") % {"jam": jam})
    return Lencana("netral", "jam", date_format(lokal, "l, j F"))


def _lama(selisih: timedelta) -> str:
    menit = int(selisih.total_seconds() // 60)
    if menit < 60:
        return _("%(n)s menit") % {"n": max(1, menit)}
    if menit < 24 * 60:
        return _("%(n)s jam") % {"n": menit // 60}
    return _("%(n)s hari") % {"n": menit // (24 * 60)}


@dataclass(frozen=True)
class Baris:
    """One row of the inbox."""

    p: Permohonan
    layanan: Layanan
    tahap: str
    batas: Lencana
    klaim: str


def baris(p: Permohonan, pengguna: Pengguna, sekarang: datetime) -> Baris:
    """A file as a row: no query, everything was selected with it."""
    layanan = p.versi_layanan.layanan()
    tahap = layanan.rute[p.tahap].tahap if p.tahap is not None else ""
    return Baris(p, layanan, tahap, lencana_tenggat(p.tenggat, sekarang), _klaim(p, pengguna, sekarang))


def _klaim(p: Permohonan, pengguna: Pengguna, sekarang: datetime) -> str:
    if not aturan.klaim_berlaku(p.keadaan(), sekarang) or p.pengklaim is None:
        return ""
    return _("Anda ambil") if p.pengklaim == pengguna else _("Diambil %(nama)s") % {"nama": p.pengklaim.nama}


def letak(p: Permohonan) -> str:
    """Where a file that has left the officer's desk is now; empty when it is nowhere any more."""
    if p.status == aturan.Status.PERLU_PERBAIKAN:
        return _("Menunggu berkas dari pemohon") if p.perbaikan.get("tagihan") else _("Menunggu perbaikan pemohon")
    if p.status not in aturan.DI_MEJA:
        return ""
    return kalimat_letak(p, p.versi_layanan.layanan().rute[p.tahap or 0].aksi)


# --- What may be done -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tindakan:
    """The action bar. `alasan` says why nothing can be done; `utama` is the label of the main button.

    `tagihan`: uploads asked for after this stage; the note is then for the citizen, and required.
    """

    boleh: bool
    alasan: str = ""
    utama: str = ""
    tandatangan: bool = False
    diambil: bool = False
    tagihan: str = ""


def tindakan(p: Permohonan, pengguna: Pengguna, sekarang: datetime) -> Tindakan:
    """What this officer may do now, as the verbs would judge it."""
    try:
        verba.pastikan_boleh(p, verba.Pelaku(pengguna), sekarang)
    except verba.TidakBoleh as galat:
        return Tindakan(boleh=False, alasan=galat.pesan)
    layanan = p.versi_layanan.layanan()
    tahap, diambil = layanan.rute[p.tahap or 0], aturan.klaim_berlaku(p.keadaan(), sekarang)
    ttd = tahap.aksi == aturan.TANDATANGAN
    tagihan = "" if ttd else ", ".join(u.label for u in diminta_setelah(p, layanan, tahap.tahap))
    return Tindakan(True, "", label_aksi(tahap.aksi), tandatangan=ttd, diambil=diambil, tagihan=tagihan)


def label_aksi(aksi: str) -> str:
    """The main button of a stage."""
    return {
        "periksa": _("Setujui dan teruskan"),
        "paraf": _("Paraf dan teruskan"),
        "tandatangan": _("Siapkan & tanda tangani"),
        "teruskan": _("Teruskan"),
        "cetak": _("Selesai, sudah diserahkan"),
        "kirim_instansi": _("Kirim ke instansi tujuan"),
    }[aksi]


# --- History ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Riwayat:
    """One line of the log as officers read it."""

    waktu: datetime
    judul: str
    oleh: str
    catatan: list[str]


def riwayat(peristiwa: Any, layanan: Layanan, isian: dict[str, Any] | None = None) -> list[Riwayat]:
    """The whole log, newest first; `isian` names the rows whose uploads are spoken of."""
    return [_satu(p, layanan, isian) for p in reversed(list(peristiwa))]


def _satu(p: Peristiwa, layanan: Layanan, isian: dict[str, Any] | None) -> Riwayat:
    judul = str(Jenis(p.jenis).label)
    if "tahap" in p.data and p.jenis in (Jenis.TAHAP_SELESAI, Jenis.TAHAP_DIMASUKI, Jenis.TAHAP_DILEWATI):
        judul = f"{judul}: {layanan.rute[p.data['tahap']].tahap}"
    nama = p.aktor.nama if p.aktor else ""
    if p.jenis == Jenis.BERKAS_DISUSULKAN:
        judul = f"{judul}: {label_berkas(layanan, p.data['kode'])}"
    return Riwayat(p.waktu, judul, ", ".join(filter(None, (nama, p.jabatan))), _catatan(p, layanan, isian))


def _catatan(p: Peristiwa, layanan: Layanan, isian: dict[str, Any] | None) -> list[str]:
    minta = p.data.get("perbaikan", {})
    kolom = [f"{_label(layanan, nama)}: {teks}" for nama, teks in minta.get("kolom", {}).items()]
    berkas = [f"{label_berkas(layanan, kode, isian)}: {teks}" for kode, teks in minta.get("berkas", {}).items()]
    return [*kolom, *berkas, *filter(None, (minta.get("umum"), p.data.get("alasan"), p.data.get("catatan")))]


def _label(layanan: Layanan, nama: str) -> str:
    return layanan.kolom[nama].label if nama in layanan.kolom else nama
