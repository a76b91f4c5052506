"""Masking of long numbers in text that leaves the house."""

import re

_PANJANG = re.compile(r"\d(?:[\s.-]?\d){7,}")  # eight digits and more, also when grouped: "3515 0812 …"


def tanpa_angka_panjang(teks: str) -> str:
    """Mask runs of eight digits and more: an officer's remark or a mail server's answer may repeat a NIK."""
    return _PANJANG.sub(lambda cocok: cocok[0][:2] + "•" * 6, teks)
