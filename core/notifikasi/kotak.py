"""The development outbox: e-mails that the file backend has written, read back for a page."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

PEMISAH = b"\n" + b"-" * 79 + b"\n"  # what django.core.mail.backends.filebased writes after each letter
PALING_BANYAK = 50


@dataclass(frozen=True, slots=True)
class Surel:
    """One letter as its reader sees it."""

    kepada: str
    judul: str
    tanggal: str
    isi: str


def baca_kotak(folder: Path) -> list[Surel]:
    """Newest letters first. An empty or missing folder is an empty outbox."""
    hasil: list[Surel] = []
    for berkas in sorted(folder.glob("*.log"), key=lambda f: f.stat().st_mtime, reverse=True):
        hasil += [_baca(potongan) for potongan in reversed(berkas.read_bytes().split(PEMISAH)) if potongan.strip()]
        if len(hasil) >= PALING_BANYAK:
            break
    return hasil[:PALING_BANYAK]


def _baca(mentah: bytes) -> Surel:
    surat = message_from_bytes(mentah, _class=EmailMessage, policy=policy.default)
    badan = surat.get_body(("plain",))
    isi = badan.get_content() if badan else ""
    return Surel(str(surat["To"] or ""), str(surat["Subject"] or ""), str(surat["Date"] or ""), str(isi))
