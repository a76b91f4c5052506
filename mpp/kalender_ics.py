"""One turn as an iCalendar file (RFC 5545): two alarms, and the phone reminds by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from mpp import aturan
from mpp.models import Antrean

BARIS_MAKS = 75  # octets; longer lines are folded (RFC 5545, 3.1)


def _lipat(baris: str) -> str:
    """Fold at 75 octets without cutting a letter in two."""
    hasil: list[str] = []
    kini = b""
    for huruf in baris:
        bita = huruf.encode()
        if len(kini) + len(bita) > BARIS_MAKS - (1 if hasil else 0):
            hasil.append(kini.decode())
            kini = b""
        kini += bita
    return "\r\n ".join([*hasil, kini.decode()])


def _aman(teks: str) -> str:
    """Escape what would end a value."""
    tanpa_baris = " ".join(teks.split())
    return tanpa_baris.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _saat(waktu: datetime) -> str:
    return waktu.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _alarm(jarak: timedelta, judul: str) -> list[str]:
    jam = int(jarak.total_seconds() // 3600)
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{judul}", f"TRIGGER:-PT{jam}H", "END:VALARM"]


def acara(antrean: Antrean, alamat: str) -> str:
    """The file. No name, no phone: calendars are shared and synchronised."""
    tempat = antrean.kelompok.tempat
    judul = _aman(_("Antrean %(nomor)s, %(tempat)s") % {"nomor": antrean.nomor_tampil, "tempat": tempat.nama})
    selesai = timezone.make_aware(datetime.combine(antrean.hari, antrean.selesai))
    baris = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SIPRAJA//antrean//ID",
        "BEGIN:VEVENT",
        f"UID:antrean-{antrean.kode}",
        f"DTSTAMP:{_saat(antrean.dibuat)}",
        f"DTSTART:{_saat(antrean.mulai_pada)}",
        f"DTEND:{_saat(selesai)}",
        f"SUMMARY:{judul}",
        f"LOCATION:{_aman(f'{tempat.nama}, {tempat.alamat}')}",
        f"DESCRIPTION:{_aman(antrean.layanan.nama)} {alamat}",
        *(b for jarak in aturan.PENGINGAT for b in _alarm(jarak, judul)),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(_lipat(satu) for satu in baris) + "\r\n"
