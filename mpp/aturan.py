"""Pure rules of turns: slots of a day, how many fit, which step follows which, how many one phone may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

# How far ahead a turn may be booked: two weeks reach over every block of holidays but Lebaran.
HARI_KE_DEPAN = 14
# A slot closes this long before it begins: whoever books it must still be able to come.
BATAS_PESAN = timedelta(minutes=30)
# Open bookings of one phone number on one day: a family's errand at three bodies, not a tout's stock.
MAKS_PESAN = 3
# Days after the visit until name, phone and e-mail are deleted. UU 25/2009 Pasal 42: a complaint about a service may be
# made within 30 days after it was received; until then the office must be able to see who came.
SIMPAN_HARI = 30
# How long before the slot somebody is reminded.
PENGINGAT = (timedelta(hours=24), timedelta(hours=1))
# Where the next open day is looked for: the longest row of closed days (Lebaran with joint leave) has eleven.
CARI_BUKA = 60

MENUNGGU, DIPANGGIL, DILAYANI, SELESAI = "menunggu", "dipanggil", "dilayani", "selesai"
TIDAK_HADIR, BATAL, DIPINDAH = "tidak_hadir", "batal", "dipindah"
DI_LOKET = (DIPANGGIL, DILAYANI)
# What still waits for a visit; only these can be cancelled, moved or reminded.
TERBUKA = (MENUNGGU, *DI_LOKET)
# These have given their place in the slot back.
LEPAS = (BATAL, DIPINDAH)

PANGGIL, PANGGIL_LAGI, LAYANI, LEWATI, SELESAIKAN = "panggil", "panggil-lagi", "layani", "lewati", "selesai"
# Step → (states it may begin in, state it leads to). Somebody who was skipped and comes after all is called again.
LANGKAH: dict[str, tuple[tuple[str, ...], str]] = {
    PANGGIL: ((MENUNGGU, TIDAK_HADIR), DIPANGGIL),
    PANGGIL_LAGI: ((DIPANGGIL,), DIPANGGIL),
    LAYANI: ((DIPANGGIL,), DILAYANI),
    LEWATI: ((DIPANGGIL,), TIDAK_HADIR),
    SELESAIKAN: (DI_LOKET, SELESAI),
}

Rentang = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Hari:
    """One day of one place: its opening hours, or why it is closed."""

    tanggal: date
    rentang: tuple[Rentang, ...]
    alasan: str = ""  # a noun phrase, "Hari Raya Natal"; empty for a weekday without hours

    @property
    def buka(self) -> bool:
        return bool(self.rentang)


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a day with its places."""

    mulai: time
    selesai: time
    kapasitas: int
    terisi: int = 0

    @property
    def sisa(self) -> int:
        """Never negative: a counter that was closed afterwards leaves more bookings than places."""
        return max(0, self.kapasitas - self.terisi)


def menit(jam: time) -> int:
    """Minutes since midnight."""
    return jam.hour * 60 + jam.minute


def _jam(menit_: int) -> time:
    return time(menit_ // 60, menit_ % 60)


def potong(rentang: Iterable[Rentang], panjang: int) -> Iterator[Rentang]:
    """Opening hours cut into slots of `panjang` minutes; the last of a stretch may be shorter."""
    for buka, tutup in sorted(rentang):
        for awal in range(menit(buka), menit(tutup), panjang):
            yield _jam(awal), _jam(min(awal + panjang, menit(tutup)))


def kapasitas(mulai: time, selesai: time, *, loket: int, per_giliran: int) -> int:
    """Turns that fit into a slot: each counter takes one after the other, and a begun one must be able to end."""
    return loket * ((menit(selesai) - menit(mulai)) // per_giliran)


def slot_hari(hari: Hari, *, panjang: int, loket: int, per_giliran: int, terisi: dict[time, int]) -> list[Slot]:
    """Slots of a day in order; a stretch too short for one turn is none."""
    semua = (
        Slot(mulai, selesai, kapasitas(mulai, selesai, loket=loket, per_giliran=per_giliran), terisi.get(mulai, 0))
        for mulai, selesai in potong(hari.rentang, panjang)
    )
    return [satu for satu in semua if satu.kapasitas]


def masih_bisa(tanggal: date, mulai: time, kini: datetime) -> bool:
    """Whether a slot is still far enough ahead to be booked; `kini` is local time."""
    return datetime.combine(tanggal, mulai) - BATAS_PESAN >= kini.replace(tzinfo=None)


def jatah_bebas(terpakai: Iterable[int]) -> int | None:
    """The lowest of this phone's places for the day that is free, or None."""
    pakai = set(terpakai)
    return next((n for n in range(1, MAKS_PESAN + 1) if n not in pakai), None)


def pengingat_berikut(mulai: datetime, sesudah: datetime) -> datetime | None:
    """The next reminder of a slot after a moment, or None."""
    return next((mulai - jarak for jarak in PENGINGAT if mulai - jarak > sesudah), None)


def nomor_tampil(huruf: str, nomor: int) -> str:
    """ "A-012": as it stands on the ticket and on the wall."""
    return f"{huruf}-{nomor:03d}"
