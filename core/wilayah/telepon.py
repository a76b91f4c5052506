"""Phone numbers the way Indonesians write them."""

import re

import phonenumbers
from django.utils.translation import gettext as _

from core.wilayah.nik import rapikan_angka


class TeleponSalah(ValueError):
    """Not a phone number; `pesan` shows how one looks."""

    def __init__(self) -> None:
        self.pesan = _("Tulis nomor HP yang aktif, contoh 0812 3456 7890")
        super().__init__(self.pesan)


def _berawalan(teks: str) -> str:
    """`62812…` without a plus would be read as a landline of area 0628: such a number gets its plus."""
    angka = rapikan_angka(re.sub(r"[()]", "", teks))
    return f"+{angka}" if angka.startswith("62") else angka


def periksa_telepon(teks: str) -> str:
    """E.164 (`+6281234567890`) of 08…, 8…, 62…, +62… or an area code. Raises `TeleponSalah`."""
    try:
        nomor = phonenumbers.parse(_berawalan(teks), "ID")
    except phonenumbers.NumberParseException as galat:
        raise TeleponSalah from galat
    if not phonenumbers.is_valid_number(nomor):
        raise TeleponSalah
    return phonenumbers.format_number(nomor, phonenumbers.PhoneNumberFormat.E164)


def telepon_tampil(e164: str) -> str:
    """`0812-3456-7890`, as people read it."""
    try:
        nomor = phonenumbers.parse(e164, "ID")
    except phonenumbers.NumberParseException:
        return e164
    gaya = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(nomor, gaya.NATIONAL if nomor.country_code == 62 else gaya.INTERNATIONAL)
