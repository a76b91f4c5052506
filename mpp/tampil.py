"""What the pages say, in words and ready for the templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from mpp import aturan, kueri
from mpp.aturan import Hari, Rentang
from mpp.models import Antrean, Instansi, Kelompok, LayananLoket, Tempat
from mpp.models.tempat import HARI
from sipraja.ingat import diingat

# Closed days of so many days ahead are announced on the page of a place.
UMUMKAN_TUTUP = 45
# Numbers of each queue that the wall shows as next.
BERIKUTNYA = 4

LENCANA: dict[str, tuple[str, str]] = {
    aturan.MENUNGGU: ("proses", "tunggu"),
    aturan.DIPANGGIL: ("perhatian", "lonceng"),
    aturan.DILAYANI: ("proses", "orang"),
    aturan.SELESAI: ("sukses", "beres"),
    aturan.TIDAK_HADIR: ("netral", "tutup"),
    aturan.BATAL: ("netral", "tutup"),
    aturan.DIPINDAH: ("netral", "pindah"),
}


def jam_teks(rentang: Iterable[Rentang]) -> str:
    """ "08.00–11.30 dan 13.00–15.00"."""
    return f" {_('dan')} ".join(f"{buka:%H.%M}–{tutup:%H.%M}" for buka, tutup in sorted(rentang))


def slot_teks(mulai: time, selesai: time) -> str:
    """ "09.00–10.00"."""
    return f"{mulai:%H.%M}–{selesai:%H.%M}"


@dataclass(frozen=True, slots=True)
class BarisJam:
    """Days in a row with the same hours, "Senin–Kamis"."""

    hari: str
    jam: str  # empty: closed


def jam_sepekan(tempat: Tempat) -> list[BarisJam]:
    """The week in as few lines as it has different hours."""
    jam: dict[int, list[Rentang]] = {}
    for satu in tempat.jam_buka.all():
        jam.setdefault(satu.hari, []).append((satu.buka, satu.tutup))
    hasil: list[tuple[int, int, str]] = []
    for nomor, _nama in HARI:
        teks = jam_teks(jam.get(nomor, []))
        if hasil and hasil[-1][2] == teks:
            hasil[-1] = (hasil[-1][0], nomor, teks)
        else:
            hasil.append((nomor, nomor, teks))
    return [BarisJam(_rentang_hari(awal, akhir), teks) for awal, akhir, teks in hasil]


def _rentang_hari(awal: int, akhir: int) -> str:
    nama = dict(HARI)
    if awal == akhir:
        return str(nama[awal])
    sambung = f" {_('dan')} " if akhir == awal + 1 else "–"
    return f"{nama[awal]}{sambung}{nama[akhir]}"


@dataclass(slots=True)
class Kartu:
    """A body with its services, as a page lists them."""

    instansi: Instansi
    layanan: list[LayananLoket] = field(default_factory=list)


def per_instansi(layanan: Iterable[LayananLoket]) -> list[Kartu]:
    """Services under their bodies, both by name."""
    hasil: dict[int, Kartu] = {}
    for satu in sorted(layanan, key=lambda s: (s.instansi.nama.casefold(), s.nama, s.pk)):
        hasil.setdefault(satu.instansi_id, Kartu(satu.instansi)).layanan.append(satu)
    return list(hasil.values())


@dataclass(frozen=True, slots=True)
class KartuTempat:
    """A place in the list of places."""

    tempat: Tempat
    alamat: str
    jam: list[BarisJam]
    jumlah_layanan: int
    instansi: list[str]


def _kartu_tempat(tempat: Tempat, halaman: dict[int, str]) -> KartuTempat:
    layanan = [satu for kelompok in tempat.kelompok.all() for satu in kelompok.layanan.all()]
    instansi = [kartu.instansi.nama for kartu in per_instansi(layanan)]
    alamat = halaman.get(tempat.pk) or reverse("mpp:pilih", args=[tempat.kode])
    return KartuTempat(tempat, alamat, jam_sepekan(tempat), len(layanan), instansi)


@diingat
def isi_beranda() -> dict[str, Any]:
    """All places and all bodies."""
    halaman = kueri.halaman_tempat()
    return {
        "tempat": [_kartu_tempat(satu, halaman) for satu in kueri.untuk_umum()],
        "instansi": list(kueri.instansi_umum()),
    }


@diingat
def isi_tempat(tempat: Tempat) -> dict[str, Any]:
    """One place: hours, closed days ahead, bodies with services, counters."""
    prefetch_related_objects([tempat], "jam_buka", "hari_tutup")
    layanan = list(kueri.layanan_umum().filter(kelompok__tempat=tempat))
    jam = jam_sepekan(tempat)
    kelompok = list(tempat.kelompok.prefetch_related(kueri.loket_buka()))
    return {
        "tempat": tempat,
        "jam": jam,
        "fakta": _fakta(jam, len(layanan), sum(len(satu.loket.all()) for satu in kelompok)),
        "tutup": kueri.Jadwal(tempat, kueri.kini().date()).tutup_khusus(UMUMKAN_TUTUP),
        "kartu": per_instansi(layanan),
        "kelompok": kelompok,
    }


def _fakta(jam: list[BarisJam], layanan: int, loket: int) -> list[dict[str, str]]:
    """The hours of the days on which it opens, then how much there is."""
    buka = [{"ikon": "jam", "judul": satu.hari, "isi": satu.jam} for satu in jam if satu.jam]
    jumlah = [("daftar", _("Layanan"), layanan), ("orang-banyak", _("Loket"), loket)]
    return [*buka, *({"ikon": i, "judul": j, "isi": str(n)} for i, j, n in jumlah)]


@dataclass(frozen=True, slots=True)
class PilihanHari:
    """A day to choose, or why it cannot be chosen."""

    hari: Hari
    sisa: int

    @property
    def bisa(self) -> bool:
        return self.sisa > 0


def pilihan_hari(kelompok: Kelompok) -> list[PilihanHari]:
    """The days ahead; weekdays without hours are left out, closed and full ones say so."""
    semua = (PilihanHari(hari, sisa) for hari, sisa in kueri.hari_pesan(kelompok, kueri.kini()))
    return [satu for satu in semua if satu.hari.buka or satu.hari.alasan]


@dataclass(frozen=True, slots=True)
class Tampilan:
    """What the wall shows: numbers and counters, never a name."""

    dipanggil: list[dict[str, str]]
    berikut: list[dict[str, Any]]


def layar(tempat: Tempat, hari: date) -> Tampilan:
    """Three queries for any number of turns."""
    nomor: dict[int, list[str]] = {}
    for satu in kueri.antre_di(tempat, hari):
        nomor.setdefault(satu.kelompok_id, []).append(satu.nomor_tampil)
    berikut = [
        {
            "huruf": kelompok.huruf,
            "nama": kelompok.nama,
            "nomor": nomor.get(kelompok.pk, [])[:BERIKUTNYA],
            "jumlah": len(nomor.get(kelompok.pk, [])),
        }
        for kelompok in tempat.kelompok.order_by("huruf")
    ]
    return Tampilan([_panggilan(satu) for satu in kueri.di_layar(tempat, hari)], berikut)


def _panggilan(antrean: Antrean) -> dict[str, str]:
    """`tanda` changes with each call of the same number, so that the wall can ring again."""
    assert antrean.loket is not None  # noqa: S101 - for mypy; who stands at a counter has one
    return {
        "nomor": antrean.nomor_tampil,
        "loket": antrean.loket.nama,
        "tanda": f"{antrean.pk}.{antrean.panggilan}",
        "status": antrean.status,
    }
