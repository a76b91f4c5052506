"""The e-mail channel: Django's mail backend, which is SMTP or, without a server, files under VAR."""

from django.conf import settings
from django.core.mail import EmailMessage

from core.notifikasi.aturan import id_surel
from core.notifikasi.models import Pesan
from core.notifikasi.teks import alamat, susun


class TanpaAlamat(Exception):
    """The person has no e-mail address (any more)."""


def buat(pesan: Pesan) -> EmailMessage:
    """The letter of an outbox row. Raises TanpaAlamat."""
    tujuan = alamat(pesan)
    if not tujuan:
        raise TanpaAlamat("penerima tidak punya alamat surel")
    kabar = susun(pesan, "surel")
    return EmailMessage(
        subject=kabar.judul,
        body=kabar.isi + "\n",
        to=[tujuan],
        headers={
            "Message-ID": id_surel(pesan.kunci, settings.ALAMAT_SITUS),
            "Auto-Submitted": "auto-generated",
        },
    )


def kirim(pesan: Pesan) -> None:
    """Send one letter; whatever the backend raises goes to the caller."""
    buat(pesan).send()
