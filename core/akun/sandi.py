"""What we say about passwords."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

SANDI_PETUNJUK = gettext_lazy("Paling sedikit 8 huruf atau angka. Jangan angka saja, dan jangan nama Anda.")
KALIMAT_SANDI = {
    "password_too_short": gettext_lazy("Kata sandi terlalu pendek. Pakai paling sedikit 8 huruf atau angka."),
    "password_entirely_numeric": gettext_lazy("Kata sandi tidak boleh angka saja. Tambahkan huruf."),
    "password_too_common": gettext_lazy("Kata sandi ini mudah ditebak. Pakai kata lain, atau gabungkan dua kata."),
    "password_too_similar": gettext_lazy("Kata sandi ini mirip dengan data Anda. Pakai kata lain."),
}


def kalimat_sandi(galat: ValidationError) -> list[Any]:
    """Our sentence for each thing that Django's validators dislike."""
    return [KALIMAT_SANDI.get(satu.code or "", satu.messages[0]) for satu in galat.error_list]
