"""The words of a reminder, made from the id of the turn when it is sent or shown."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from core.notifikasi.models import Pesan
from mpp import kueri
from mpp.models import Antrean
from mpp.tampil import slot_teks


def _nomor(pesan: Pesan) -> int:
    return int(pesan.data["antrean"])


def tautan(pesan: Pesan) -> str:
    """The ticket; one's own list when its code has been deleted. The bell asks once for each of its lines."""
    antrean = Antrean.objects.only("kode").filter(pk=_nomor(pesan)).first()
    return antrean.get_absolute_url() if antrean else reverse("mpp:milik")


def alamat(pesan: Pesan) -> str:
    """The e-mail address given with the booking, as long as we keep it."""
    return Antrean.objects.filter(pk=_nomor(pesan)).values_list("surel", flat=True).first() or ""


def konteks(semua: list[Pesan]) -> dict[int, dict[str, Any]]:
    """What the template may say."""
    dasar = Antrean.objects.select_related("kelompok__tempat", "layanan")
    antrean = dasar.in_bulk({_nomor(satu) for satu in semua})
    return {satu.pk: _isi(antrean[_nomor(satu)]) for satu in semua}


def _isi(antrean: Antrean) -> dict[str, Any]:
    tempat = antrean.kelompok.tempat
    hari = kueri.Jadwal(tempat, antrean.hari, 0).hari(antrean.hari) if antrean.terbuka else None
    return {
        "nama": antrean.nama,
        "nomor": antrean.nomor_tampil,
        "layanan": antrean.layanan.nama,
        "bawa": antrean.layanan.daftar_bawa,
        "tempat": tempat,
        "mulai": antrean.mulai_pada,
        "jam": slot_teks(antrean.mulai, antrean.selesai),
        "tutup": hari is not None and not hari.buka,
    }
