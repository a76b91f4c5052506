"""Names of uploads, cleaned for showing. They never become a path."""

import re
import unicodedata

DERET_ANGKA = re.compile(r"\d(?:[ ._-]?\d){7,}")  # a NIK, a KK number or a phone number written into the file name
AKHIRAN = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}


def _terlihat(huruf: str) -> bool:
    """Letters and signs only: no control, bidi or private-use character."""
    return unicodedata.category(huruf)[0] != "C"


def nama_tampil(asli: str, jenis: str) -> str:
    """A harmless name with the ending of what the file has become; long runs of digits are masked."""
    pangkal = unicodedata.normalize("NFC", asli).replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    bersih = "".join(huruf for huruf in pangkal if _terlihat(huruf) and huruf not in '<>:"|?*;&')
    bersih = re.sub(r"\s+", " ", DERET_ANGKA.sub("xxxx", bersih)).strip(" .")
    return (bersih[:80] or "berkas") + AKHIRAN[jenis]
