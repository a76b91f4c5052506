"""Pure rules of delivery: how long to wait, when to give up, and what a failure means."""

import random
import uuid
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from urllib.parse import urlsplit

MENIT, JAM = timedelta(minutes=1), timedelta(hours=1)
JEDA = (MENIT, 5 * MENIT, 15 * MENIT, JAM, 4 * JAM, 12 * JAM, 24 * JAM, 48 * JAM, 72 * JAM)
MAKS_PERCOBAAN = len(JEDA) + 1
GOYANGAN = 0.2  # ± share; ten thousand letters that failed together must not come back together

# Longer than a task may run (60 s), so that two workers never hold one row.
LEASE = timedelta(minutes=5)
# A row this young still has its own bell in the queue; the sweeper leaves it alone.
SABAR = timedelta(seconds=30)

RUANG_NAMA = uuid.UUID("6f0f3c1e-6f0b-5b1f-9d0c-5a1b7a1e0e11")  # never change: it derives every Message-ID


def jeda_ulang(percobaan: int, acak: random.Random | None = None) -> timedelta:
    """Wait after the n-th failed attempt (from 1): 1 minute growing to 72 hours, give or take a fifth."""
    dasar = JEDA[min(percobaan, len(JEDA)) - 1]
    return dasar * (acak or random).uniform(1 - GOYANGAN, 1 + GOYANGAN)


def habis(percobaan: int) -> bool:
    """Whether the attempts are used up."""
    return percobaan >= MAKS_PERCOBAAN


def percuma(galat: Exception) -> bool:
    """Whether the other mail server said a final no (5xx) to this letter; anything else may pass later."""
    if isinstance(galat, SMTPRecipientsRefused):
        return all(kode >= 500 for kode, _pesan in galat.recipients.values())
    return isinstance(galat, SMTPDataError) and galat.smtp_code >= 500


def id_surel(kunci: str, situs: str) -> str:
    """The Message-ID of an outbox row: the same at every attempt, so that mail programs recognise a duplicate."""
    host = urlsplit(situs).hostname
    return f"<{uuid.uuid5(RUANG_NAMA, f'{situs} {kunci}')}@{host}>"
