"""The number of an application: said on the phone, typed from a receipt, and not to be guessed."""

import secrets
from datetime import datetime

from django.utils import timezone

from core.wilayah.daerah import daerah_aktif

# Crockford's base 32: no I, L, O, U, so that nothing read aloud or off a bad print is mistaken.
ABJAD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def nomor_acak(sekarang: datetime) -> str:
    """Like "SDA-2611-7K3M-Q9TX": the regency, year and month, and 40 random bits.

    Public tracking also asks for digits of the NIK and counts tries, so the number alone opens nothing (threat T8).
    """
    acak = "".join(secrets.choice(ABJAD) for _ in range(8))
    return f"{daerah_aktif().awalan_nomor}-{timezone.localtime(sekarang):%y%m}-{acak[:4]}-{acak[4:]}"


def rapikan_nomor(teks: str) -> str:
    """What a person typed, in our spelling: capitals, O as 0, I and L as 1, dashes where they belong."""
    awalan, _, sisa = teks.strip().upper().replace(" ", "-").partition("-")
    angka = sisa.replace("-", "").translate(str.maketrans("OIL", "011"))
    return "-".join(bagian for bagian in (awalan, angka[:4], angka[4:8], angka[8:]) if bagian)
