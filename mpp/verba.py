"""A citizen's verbs: book a turn, take one in the hall, cancel, move."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from core.permohonan.galat import TidakBoleh
from core.permohonan.nomor import ABJAD
from mpp import aturan, kueri
from mpp.aturan import Hari, Slot
from mpp.models import Antrean, BukuAntrean, Kelompok, LayananLoket

PANJANG_KODE = 20  # a hundred random bits: the code alone opens the ticket


def _(kalimat: str) -> str:
    """Mark a sentence for makemessages; TidakBoleh translates it for whoever reads it."""
    return kalimat


@dataclass(frozen=True, slots=True)
class Pemesan:
    """Who comes. In the hall nobody is asked."""

    nama: str = ""
    telepon: str = ""  # E.164
    surel: str = ""
    pengguna: Any = None


@transaction.atomic
def pesan(*, layanan: LayananLoket, hari: date, mulai: time, pemesan: Pemesan, saat: datetime) -> Antrean:
    """Book a turn from home. Raises TidakBoleh with a sentence that names the way out."""
    return _pesan(layanan, hari, mulai, pemesan, saat)


def _pesan(layanan: LayananLoket, hari: date, mulai: time, pemesan: Pemesan, saat: datetime) -> Antrean:
    buku = _kunci_buku(layanan.kelompok, hari)
    slot = _slot_dipesan(layanan.kelompok, hari, mulai, saat)
    jatah = _jatah(pemesan.telepon, hari)
    return _catat(buku, layanan, slot, pemesan, jatah=jatah, ingat_pada=_ingat(hari, slot, saat))


@transaction.atomic
def ambil_di_tempat(*, layanan: LayananLoket, saat: datetime) -> Antrean:
    """A turn for somebody in the hall: the first slot of today with room. Raises TidakBoleh."""
    kelompok, hari = layanan.kelompok, saat.date()
    buku = _kunci_buku(kelompok, hari)
    keadaan = kueri.Jadwal(kelompok.tempat, hari).hari(hari)
    slot = next((s for s in _slot_hari(kelompok, keadaan) if s.sisa and s.selesai > saat.time()), None)
    if slot is None:
        raise TidakBoleh(_("Giliran hari ini sudah habis atau loket sudah tutup. Tawarkan hari lain."))
    return _catat(buku, layanan, slot, Pemesan(), asal=Antrean.Asal.LOKET)


@transaction.atomic
def batalkan(*, antrean_id: int) -> Antrean:
    """Give a turn back. Its number stays used: nobody else gets it. Raises TidakBoleh once it has been called."""
    return _lepaskan(antrean_id, aturan.BATAL)


@transaction.atomic
def pindahkan(*, antrean_id: int, hari: date, mulai: time, saat: datetime) -> Antrean:
    """Another slot: a new turn with a new number, in one step with giving the old one back. Raises TidakBoleh."""
    lama = _lepaskan(antrean_id, aturan.DIPINDAH)
    if lama.mulai_pada <= saat:
        raise TidakBoleh(_("Jam antrean ini sudah mulai, jadi tidak dapat dipindah. Pesan antrean baru."))
    orang = Pemesan(lama.nama, lama.telepon, lama.surel, lama.pengguna)
    baru = _pesan(lama.layanan, hari, mulai, orang, saat)
    Antrean.objects.filter(pk=baru.pk).update(menggantikan=lama)
    return baru


# --- One place in one slot --------------------------------------------------------------------------------------------


def _kunci_buku(kelompok: Kelompok, hari: date) -> BukuAntrean:
    """Hold the day's book of this queue until commit: numbers and places are counted by one at a time."""
    kunci: dict[str, Any] = {"kelompok": kelompok, "hari": hari}
    ada = BukuAntrean.objects.select_for_update().filter(**kunci).first()
    if ada is None:
        BukuAntrean.objects.get_or_create(**kunci)
        ada = BukuAntrean.objects.select_for_update().get(**kunci)
    return ada


def _slot_hari(kelompok: Kelompok, hari: Hari) -> list[Slot]:
    isi = kueri.terisi(kelompok, hari.tanggal, hari.tanggal).get(hari.tanggal, {})
    return kueri.slot(kelompok, hari, isi, kueri.jumlah_loket(kelompok))


def _slot_dipesan(kelompok: Kelompok, hari: date, mulai: time, saat: datetime) -> Slot:
    """The slot, if it exists, is far enough ahead and has room."""
    keadaan = pastikan_buka(kelompok, hari, saat)
    slot = next((s for s in _slot_hari(kelompok, keadaan) if s.mulai == mulai), None)
    if slot is None or not aturan.masih_bisa(hari, mulai, saat):
        raise TidakBoleh(_("Jam itu sudah lewat atau tidak ada. Pilih jam lain."))
    if not slot.sisa:
        raise TidakBoleh(_("Jam %(jam)s baru saja penuh. Pilih jam lain."), jam=f"{mulai:%H.%M}")
    return slot


def pastikan_buka(kelompok: Kelompok, hari: date, saat: datetime) -> Hari:
    """The day, if it can be booked. Raises TidakBoleh for a closed or too distant one; it names the next open day."""
    jadwal = kueri.Jadwal(kelompok.tempat, saat.date())
    if not 0 <= (hari - saat.date()).days < aturan.HARI_KE_DEPAN:
        raise TidakBoleh(_("Antrean dapat dipesan paling jauh %(n)s hari ke depan."), n=aturan.HARI_KE_DEPAN)
    keadaan = jadwal.hari(hari)
    if not keadaan.buka:
        raise tutup(kelompok.tempat.nama, keadaan, jadwal.buka_sesudah(hari))
    return keadaan


def tutup(nama: str, hari: Hari, buka: Hari | None) -> TidakBoleh:
    """The sentence about a closed day: why, and when it opens again."""
    sebut = _sebut(hari.tanggal)
    isi = {"tempat": nama, "hari": f"{sebut} ({hari.alasan})" if hari.alasan else sebut}
    if buka is None:
        return TidakBoleh(_("%(tempat)s tutup pada %(hari)s."), **isi)
    return TidakBoleh(_("%(tempat)s tutup pada %(hari)s. Buka lagi %(buka)s."), **isi, buka=_sebut(buka.tanggal))


def _sebut(hari: date) -> str:
    return date_format(hari, "l, j F Y")


def _jatah(telepon: str, hari: date) -> int | None:
    """Which of this phone's places of the day is taken; none without a phone. Raises TidakBoleh when all are."""
    if not telepon:
        return None
    terpakai = Antrean.objects.filter(telepon=telepon, hari=hari, status__in=aturan.TERBUKA)
    jatah = aturan.jatah_bebas(n for n in terpakai.values_list("jatah", flat=True) if n)
    if jatah is None:
        raise TidakBoleh(
            _("Nomor HP ini sudah punya %(n)s antrean pada hari itu. Batalkan salah satu, atau pilih hari lain."),
            n=aturan.MAKS_PESAN,
        )
    return jatah


def _ingat(hari: date, slot: Slot, saat: datetime) -> datetime | None:
    mulai = timezone.make_aware(datetime.combine(hari, slot.mulai))
    return aturan.pengingat_berikut(mulai, saat)


def _catat(buku: BukuAntrean, layanan: LayananLoket, slot: Slot, pemesan: Pemesan, **isi: Any) -> Antrean:
    """The next number, bound to its row in the same transaction."""
    buku.terakhir += 1
    buku.save(update_fields=["terakhir"])
    isi |= {"nama": pemesan.nama, "telepon": pemesan.telepon, "surel": pemesan.surel, "pengguna": pemesan.pengguna}
    try:
        with transaction.atomic():
            return Antrean.objects.create(
                kelompok=layanan.kelompok,
                layanan=layanan,
                hari=buku.hari,
                mulai=slot.mulai,
                selesai=slot.selesai,
                nomor=buku.terakhir,
                kode=kode_baru(),
                **isi,
            )
    except IntegrityError as galat:  # the same phone booked in another queue at this very instant
        raise TidakBoleh(_("Ada pesanan lain dari nomor HP ini pada saat yang sama. Coba sekali lagi.")) from galat


def kode_baru() -> str:
    """The secret of a ticket."""
    return "".join(secrets.choice(ABJAD) for _huruf in range(PANJANG_KODE))


def _lepaskan(antrean_id: int, status: str) -> Antrean:
    """From waiting to given back, once: the counter may call at the same instant."""
    dasar = Antrean.objects.filter(pk=antrean_id, status=aturan.MENUNGGU)
    if not dasar.update(status=status, jatah=None, ingat_pada=None, ditutup_pada=timezone.now()):
        raise TidakBoleh(_("Antrean ini sudah dipanggil atau sudah dibatalkan, jadi tidak dapat diubah lagi."))
    return Antrean.objects.select_related("layanan__kelompok__tempat", "pengguna").get(pk=antrean_id)
