"""Letter numbers: one counter per series and year; without gaps, because each number is issued, annulled or in a block.

A series is normally one register of one office. `SeriNomor` makes several registers, or several offices, share one.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone

from core.layanan.deklarasi import NaskahSurat
from core.surat.models import BlokNomor, Penghitung, SeriNomor, SuratKertas
from core.wilayah.borongan import kumpulkan, sekali
from core.wilayah.models import Unit

ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
BAWAAN: str = NaskahSurat.model_fields["nomor"].default
TITIK = "....."  # where a number on a printed sheet is completed by hand
LEWAT = "Dilewati karena %s berganti seri nomor"


@dataclass(frozen=True, slots=True)
class Ambilan:
    """A number taken: which counter it came from, and which it is."""

    penghitung: Penghitung
    urut: int


def ambil(unit: Unit, register: str, tahun: int, jumlah: int = 1) -> Ambilan:
    """The next number, or the first of the next `jumlah`.

    Must run in the transaction that inserts the letter: committed apart, a crash leaves a gap. The office's own row is
    locked first, so that a change of its series happens before or after, never between; then the counter of the series.
    """
    buku = _terkunci(unit.pk, register, tahun)
    hitung = _penghitung_seri(buku)
    if buku.puncak > hitung.terakhir:
        _lewati(hitung, buku, unit)
    dari = hitung.terakhir + 1
    hitung.terakhir = buku.puncak = dari + jumlah - 1
    kumpulkan(_simpan, None, [hitung, buku])
    return Ambilan(hitung, dari)


def _simpan(_: None, semua: list[Penghitung]) -> None:
    for baris in {satu.pk: satu for satu in semua}.values():
        baris.save(update_fields=["terakhir", "puncak"])


def _terkunci(unit_id: int, register: str, tahun: int) -> Penghitung:
    """The row, locked: else two clerks read the same `terakhir` (on SQLite the IMMEDIATE transaction is the lock).

    A block reads it once and counts on in it: its numbers are stored together or not at all.
    """
    return sekali(("penghitung", unit_id, register, tahun), partial(_kunci, unit_id, register, tahun))


def _kunci(unit_id: int, register: str, tahun: int) -> Penghitung:
    kunci: dict[str, Any] = {"unit_id": unit_id, "register": register, "tahun": tahun}
    ada = Penghitung.objects.select_for_update().filter(**kunci).first()
    if ada is None:
        Penghitung.objects.get_or_create(**kunci)
        ada = Penghitung.objects.select_for_update().get(**kunci)
    return ada


def _penghitung_seri(buku: Penghitung) -> Penghitung:
    """The counter this book takes from; the same object when the office counts by itself."""
    pemilik_id, seri = sekali(("seri", buku.pk), partial(seri_untuk, buku.unit_id, buku.register))
    if (pemilik_id, seri) == (buku.unit_id, buku.register):
        return buku
    return _terkunci(pemilik_id, seri, buku.tahun)


def seri_untuk(unit_id: int, register: str) -> tuple[int, str]:
    """Whose series, and which, this register of this office counts in; a row for the register beats one for all."""
    baris = SeriNomor.objects.filter(unit_id=unit_id, register__in=[register, ""]).order_by("-register").first()
    return (baris.pemilik_id, baris.seri) if baris else (unit_id, register)


def _lewati(hitung: Penghitung, buku: Penghitung, unit: Unit) -> None:
    """Bring the series above what this book has had; the numbers in between are annulled, with the reason."""
    blok = BlokNomor.objects.create(
        unit=unit,
        register=buku.register,
        tahun=buku.tahun,
        penghitung=hitung,
        jenis=BlokNomor.Jenis.LEWATI,
        dari=hitung.terakhir + 1,
        sampai=buku.puncak,
        alasan=(LEWAT % unit.nama)[:300],
    )
    isi_blok(blok, pola(BAWAAN, unit, buku.tahun), SuratKertas.Status.BATAL)
    hitung.terakhir = buku.puncak


def isi_blok(blok: BlokNomor, pola_nomor: str, status: str = SuratKertas.Status.BELUM) -> None:
    """One row for each number of a new block: from now on each of them is explained."""
    alasan = blok.alasan if status == SuratKertas.Status.BATAL else ""
    hari = timezone.localdate(blok.dibuat)
    semua = (
        SuratKertas(
            blok=blok,
            penghitung=blok.penghitung,
            urut=urut,
            nomor=pola_nomor.replace("{urut}", str(urut)),
            status=status,
            tanggal=hari,
            alasan=alasan,
        )
        for urut in range(blok.dari, blok.sampai + 1)
    )
    SuratKertas.objects.bulk_create(semua, batch_size=500)


def pola(templat: str, unit: Unit, tahun: int) -> str:
    """The number of a paper letter before it is written: "...../{urut}/438.7.8/2026", dots where the hand completes."""
    titik = dict.fromkeys(("klasifikasi", "bulan", "bulan_romawi"), TITIK)
    return templat.format(urut="{urut}", kode_unit=_kode(unit), tahun=tahun, **titik)


def _kode(unit: Unit) -> str:
    return unit.kode_surat or unit.kode


def susun(templat: str, unit: Unit, urut: int, hari: date, klasifikasi: str) -> str:
    """The number as printed, "460/12/438.7.8/2026"; `hari` in local time (31 December 23.59 WIB is still this year)."""
    return templat.format(
        klasifikasi=klasifikasi,
        urut=urut,
        kode_unit=_kode(unit),
        bulan=f"{hari.month:02d}",
        bulan_romawi=ROMAWI[hari.month - 1],
        tahun=hari.year,
    )


def tulis(surat: NaskahSurat, unit: Unit, urut: int, hari: date) -> str:
    """The number of a letter of this kind."""
    return susun(surat.nomor, unit, urut, hari, surat.klasifikasi)
