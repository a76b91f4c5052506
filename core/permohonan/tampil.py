"""An application told in plain words to the citizen: where it is, whether to act, what happened, when it ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from core.layanan.tampak import sebut_baris
from core.permohonan.aturan import BERAKHIR, DI_MEJA, Status
from core.permohonan.lampiran import baris_bernomor, urai_kode
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.waktu import tenggat
from core.wilayah.peran import sebutan

if TYPE_CHECKING:
    from core.layanan.deklarasi import Layanan

Jenis = Peristiwa.Jenis


@dataclass
class Kabar:
    """The status card: a badge, one sentence where the file is, one whether the citizen has to act."""

    lencana: str
    judul: str
    teks: str


@dataclass
class Butir:
    """One line of the timeline, as the component `lini` reads it."""

    keadaan: str  # beres | kini | nanti | henti
    judul: str
    waktu: datetime | None = None
    keterangan: str = ""
    catatan: str = ""
    ikon: str = ""


# --- Status card ------------------------------------------------------------------------------------------------------


def kabar(p: Permohonan) -> Kabar:
    """The status card of an application that has been sent."""
    if p.status in DI_MEJA:
        return _kabar_di_meja(p)
    if p.dicabut_pada and p.status == Status.DITOLAK:
        return Kabar("dicabut", _("Surat Anda dicabut"), p.alasan)
    judul, teks = {
        Status.PERLU_PERBAIKAN: (_judul_perbaikan(p), _hal_pertama(p)),
        Status.DITOLAK: (_("Permohonan ditolak"), p.alasan),
        Status.DIBATALKAN: (_("Permohonan dibatalkan"), _("Anda boleh mengajukan lagi kapan saja.")),
        Status.SELESAI: (_("Permohonan Anda selesai"), _kalimat_selesai(p)),
        Status.DRAF: (_("Permohonan ini belum dikirim"), _("Lengkapi isiannya, lalu kirim.")),
    }[Status(p.status)]
    return Kabar(p.status, judul, teks)


def _judul_perbaikan(p: Permohonan) -> str:
    return _("Ada berkas yang perlu Anda unggah") if p.perbaikan.get("tagihan") else _("Ada yang perlu Anda perbaiki")


def _kabar_di_meja(p: Permohonan) -> Kabar:
    diam = _("Anda tidak perlu melakukan apa-apa sekarang. Bila ada kabar, kami beri tahu.")
    if p.terbit_pada:
        return Kabar(
            "selesai", _("Surat Anda sudah terbit"), _("Unduh suratnya sekarang. Surat boleh dicetak sendiri.")
        )
    if p.dicabut_pada:
        lama = _("Surat yang lama tidak berlaku lagi.")
        return Kabar(p.status, _("Surat Anda sedang dibuat ulang"), f"{lama} {diam}")
    aksi = p.versi_layanan.layanan().rute[p.tahap or 0].aksi
    lencana = "menunggu_ttd" if aksi == "tandatangan" else p.status
    return Kabar(lencana, kalimat_letak(p, aksi), diam)


def kalimat_letak(p: Permohonan, aksi: str) -> str:
    """ "Sedang diperiksa petugas desa di Desa Pepelegi"."""
    kalimat = {
        "periksa": _("Sedang diperiksa %(siapa)s di %(kantor)s"),
        "paraf": _("Menunggu paraf %(siapa)s di %(kantor)s"),
        "tandatangan": _("Menunggu tanda tangan %(siapa)s di %(kantor)s"),
        "teruskan": _("Sedang diteruskan %(siapa)s di %(kantor)s"),
        "cetak": _("Sedang disiapkan %(siapa)s di %(kantor)s"),
        "kirim_instansi": _("Sedang dikirim %(siapa)s di %(kantor)s ke instansi tujuan"),
    }[aksi]
    return kalimat % {"siapa": sebutan(p.peran), "kantor": p.unit.nama if p.unit else ""}


def _hal_pertama(p: Permohonan) -> str:
    """The first thing to repair, in the officer's own words."""
    layanan, minta = p.versi_layanan.layanan(), p.perbaikan
    for nama, alasan in minta.get("kolom", {}).items():
        return f"{layanan.kolom[nama].label}: {alasan}" if nama in layanan.kolom else alasan
    for kode, alasan in minta.get("berkas", {}).items():
        return f"{label_berkas(layanan, kode, p.isian)}: {alasan}"
    return str(minta.get("umum", ""))


def label_berkas(layanan: Layanan, kode: str, isian: dict[str, Any] | None = None) -> str:
    """Label of an upload; one of a row is called by it ("KTP anggota: Budi"), or by its number when the row is gone."""
    unggahan, nomor = urai_kode(layanan, kode)
    if unggahan is None:
        return kode
    isi = baris_bernomor(isian or {}, unggahan, nomor) if nomor is not None else None
    if isi is not None:
        return f"{unggahan.label}: {sebut_baris(isi, nomor or 0)}"
    return f"{unggahan.label} {nomor}" if nomor is not None else unggahan.label


def _kalimat_selesai(p: Permohonan) -> str:
    if p.terbit_pada:
        return _("Unduh suratnya, lalu simpan. Surat boleh dicetak sendiri.")
    return p.versi_layanan.layanan().produk or _("Semua tahap sudah dilewati.")


# --- When -------------------------------------------------------------------------------------------------------------


def perkiraan_selesai(p: Permohonan) -> datetime | None:
    """When the last stage should be done: this desk's deadline plus the working hours of the stages to come.

    None once the letter is out: what the offices still do then, the citizen does not wait for.
    """
    if p.status not in DI_MEJA or p.tahap is None or p.tenggat is None or p.terbit_pada:
        return None
    rute = p.versi_layanan.layanan().rute
    sisa = sum(rute[i].sla for i in p.rute_berlaku if i > p.tahap)
    return tenggat(p.tenggat, sisa).pada if sisa else p.tenggat


# --- Timeline ---------------------------------------------------------------------------------------------------------


def lini_masa(p: Permohonan, peristiwa: Iterable[Peristiwa]) -> list[Butir]:
    """What happened, what is going on, and what is still to come; labels are those of the pinned version."""
    layanan = p.versi_layanan.layanan()
    lalu = [butir for satu in peristiwa if (butir := _lalu(satu, layanan))]
    return [*lalu, *_sekarang(p, layanan), *_nanti(p, layanan)]


def _besar(teks: str) -> str:
    return teks[:1].upper() + teks[1:]


def _oleh(satu: Peristiwa) -> str:
    """Role and office in the citizen's words, not the title on the officer's door."""
    siapa = sebutan(satu.data.get("kursi", {}).get("peran", ""))
    return _besar(", ".join(filter(None, (siapa, satu.unit.nama if satu.unit else ""))))


def _lalu(satu: Peristiwa, layanan: Layanan) -> Butir | None:
    if satu.jenis in (Jenis.TAHAP_SELESAI, Jenis.DITANDATANGANI):
        tahap = layanan.rute[satu.data["tahap"]]
        kata = satu.data.get("catatan", "") if satu.data.get("tagihan") else ""  # other notes are for officers only
        return Butir("beres", tahap.tahap, satu.waktu, _oleh(satu), kata)
    dijawab = _("Berkas Anda terkirim") if satu.data.get("menjawab") else _("Perbaikan Anda terkirim")
    judul = {
        Jenis.DIAJUKAN: _("Permohonan terkirim"),
        Jenis.DIPERBAIKI: dijawab,
        Jenis.BERKAS_DISUSULKAN: _("Berkas Anda terkirim"),
        Jenis.SURAT_TERBIT: _("Surat terbit"),
        Jenis.DIBUKA_KEMBALI: _("Surat pengganti mulai dibuat"),
        Jenis.SELESAI: _("Permohonan selesai"),
    }.get(Jenis(satu.jenis))
    return Butir("beres", judul, satu.waktu) if judul else _berhenti(satu)


def _berhenti(satu: Peristiwa) -> Butir | None:
    if satu.jenis == Jenis.DIKEMBALIKAN:
        minta = satu.data.get("perbaikan", {})
        umum = minta.get("umum", "")
        if minta.get("tagihan"):
            return None  # told by the stage that asked
        return Butir("beres", _("Petugas minta perbaikan"), satu.waktu, _oleh(satu), umum, "awas")
    if satu.jenis == Jenis.DITOLAK:
        return Butir("henti", _("Permohonan ditolak"), satu.waktu, _oleh(satu), satu.data.get("alasan", ""), "galat")
    if satu.jenis == Jenis.SURAT_DICABUT:
        bentuk = "beres" if satu.data.get("ganti") else "henti"
        return Butir(bentuk, _("Surat dicabut"), satu.waktu, _oleh(satu), satu.data.get("alasan", ""), "galat")
    if satu.jenis == Jenis.DIBATALKAN:
        return Butir("henti", _("Dibatalkan oleh Anda"), satu.waktu, "", satu.data.get("alasan", ""), "tutup")
    return None


def _sekarang(p: Permohonan, layanan: Layanan) -> list[Butir]:
    if p.status == Status.PERLU_PERBAIKAN:
        kalimat = _("Menunggu berkas dari Anda") if p.perbaikan.get("tagihan") else _("Menunggu perbaikan dari Anda")
        return [Butir("kini", kalimat, ikon="ubah")]
    if p.status not in DI_MEJA or p.tahap is None:
        return []
    kantor = ", ".join(filter(None, (sebutan(p.peran), p.unit.nama if p.unit else "")))
    return [Butir("kini", layanan.rute[p.tahap].tahap, None, _besar(kantor))]


def _nanti(p: Permohonan, layanan: Layanan) -> list[Butir]:
    if p.status in BERAKHIR or p.tahap is None:
        return []
    mulai = p.tahap if p.status == Status.PERLU_PERBAIKAN else p.tahap + 1
    sisa = [layanan.rute[i] for i in p.rute_berlaku if i >= mulai and i not in p.tahap_lulus]
    return [Butir("nanti", tahap.tahap, None, _besar(sebutan(tahap.peran))) for tahap in sisa]


def surat_terbit(p: Permohonan) -> Any:
    """The published letter, or None. core.surat lies above this app, so it is asked through the reverse relation."""
    relasi: Any = getattr(p, "surat", None)
    return relasi.filter(status="terbit").first() if relasi is not None and p.terbit_pada else None
