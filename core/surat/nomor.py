"""Letter numbers: one counter per office, register and year; without gaps, because a number is issued or annulled."""

from datetime import date

from core.layanan.deklarasi import NaskahSurat
from core.surat.models import Penghitung
from core.wilayah.models import Unit

ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def ambil(unit: Unit, register: str, tahun: int) -> int:
    """The next number. Must run in the transaction that inserts the letter: committed apart, a crash leaves a gap."""
    Penghitung.objects.get_or_create(unit=unit, register=register, tahun=tahun)
    # Without the row lock two clerks read the same `terakhir` (on SQLite the IMMEDIATE transaction is the lock).
    hitung = Penghitung.objects.select_for_update().get(unit=unit, register=register, tahun=tahun)
    hitung.terakhir += 1
    hitung.save(update_fields=["terakhir"])
    return hitung.terakhir


def tulis(surat: NaskahSurat, unit: Unit, urut: int, hari: date) -> str:
    """The number as printed, "460/12/438.7.8/2026"; `hari` in local time (31 December 23.59 WIB is still this year)."""
    return surat.nomor.format(
        klasifikasi=surat.klasifikasi,
        urut=urut,
        kode_unit=unit.kode_surat or unit.kode,
        bulan=f"{hari.month:02d}",
        bulan_romawi=ROMAWI[hari.month - 1],
        tahun=hari.year,
    )
