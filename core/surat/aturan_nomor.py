"""Pure rules of the number registers: who may, which day a paper letter may bear, what is safe in a spreadsheet."""

import re
import unicodedata
from datetime import date

from core.permohonan.galat import TidakBoleh, _
from core.wilayah import peran

# Keeps the book: takes blocks, enters paper letters.
PENCATAT = frozenset(
    {
        peran.OPERATOR_DESA,
        peran.SEKRETARIS_DESA,
        peran.KEPALA_DESA,
        peran.OPERATOR_KECAMATAN,
        peran.SEKRETARIS_KECAMATAN,
        peran.CAMAT,
        peran.OPERATOR_DINAS,
        peran.KEPALA_BIDANG,
        peran.KEPALA_DINAS,
        peran.PETUGAS_KUA,
        peran.PETUGAS_KEPOLISIAN,
    }
)
# Annuls the number of a letter that waits for a signature: who answers for the office's letters.
PEMBATAL = frozenset(
    {
        peran.SEKRETARIS_DESA,
        peran.KEPALA_DESA,
        peran.SEKRETARIS_KECAMATAN,
        peran.CAMAT,
        peran.KEPALA_BIDANG,
        peran.KEPALA_DINAS,
    }
)
PENGATUR_SERI = frozenset({peran.ADMIN_KABUPATEN})
MAKS_BLOK = 200  # more than a desa writes by hand in a month; a slip of the finger takes no year's numbers
ALASAN_MIN = 5  # "x" explains nothing to an auditor
KLASIFIKASI = re.compile(r"[0-9]+(\.[0-9]+)*")
# What Excel, LibreOffice and Google Sheets take for a formula, also in full width (OWASP, CSV injection).
_RUMUS = frozenset("=+-@|%")


def pastikan_jumlah(jumlah: int) -> None:
    """Raises TidakBoleh unless a block may be this large."""
    if not 1 <= jumlah <= MAKS_BLOK:
        raise TidakBoleh(_("Ambil 1 sampai %(maks)s nomor sekaligus."), maks=MAKS_BLOK)


def pastikan_alasan(alasan: str) -> str:
    """The reason without spaces around it. Raises TidakBoleh when it says nothing."""
    bersih = alasan.strip()
    if len(bersih) < ALASAN_MIN:
        raise TidakBoleh(_("Tulis alasannya dalam satu kalimat. Alasan ini tercatat di buku agenda."))
    return bersih


def pastikan_tanggal(tanggal: date, *, dibuat: date, hari_ini: date, tahun: int) -> None:
    """Raises TidakBoleh unless a paper letter of this block may bear this date."""
    if tanggal > hari_ini:
        raise TidakBoleh(_("Tanggal surat belum terjadi. Tulis tanggal yang tertera di surat kertas."))
    if tanggal < dibuat:
        kalimat = _("Blok ini baru diambil tanggal %(dibuat)s. Tanggal surat tidak boleh lebih awal.")
        raise TidakBoleh(kalimat, dibuat=f"{dibuat:%d-%m-%Y}")
    if tanggal.year != tahun:
        kalimat = _("Blok ini berisi nomor tahun %(tahun)s. Surat tahun %(lain)s memakai nomor tahun itu.")
        raise TidakBoleh(kalimat, tahun=tahun, lain=tanggal.year)


def pastikan_klasifikasi(klasifikasi: str) -> None:
    """Raises TidakBoleh unless it looks like an archive code: "460", "474.4"."""
    if not KLASIFIKASI.fullmatch(klasifikasi):
        raise TidakBoleh(_("Tulis kode klasifikasi dengan angka dan titik, contoh 474.4"))


def aman_lembar(isi: str) -> str:
    """Text that a spreadsheet shows and never computes: what would start a formula gets an apostrophe in front."""
    polos = "".join(" " if unicodedata.category(huruf) in {"Cc", "Cf", "Zl", "Zp"} else huruf for huruf in isi)
    awal = unicodedata.normalize("NFKC", polos.lstrip())[:1]
    return f"'{polos}" if awal in _RUMUS and awal else polos
