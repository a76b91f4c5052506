"""How long to wait, when to give up, and what a failure of the other mail server means."""

import random
import uuid
from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPConnectError, SMTPDataError, SMTPRecipientsRefused

import pytest

from core.notifikasi import aturan
from core.notifikasi.samaran import tanpa_angka_panjang


def test_the_first_wait_is_about_a_minute_and_the_last_about_three_days():
    assert timedelta(seconds=48) <= aturan.jeda_ulang(1) <= timedelta(seconds=72)
    terakhir = aturan.jeda_ulang(aturan.MAKS_PERCOBAAN - 1)
    assert timedelta(hours=72) * 0.8 <= terakhir <= timedelta(hours=72) * 1.2


def test_waits_grow_and_never_leave_the_table():
    tengah = [aturan.jeda_ulang(n, _TanpaGoyang()) for n in range(1, 40)]
    assert tengah == sorted(tengah)
    assert tengah[-1] == timedelta(hours=72)


def test_letters_that_failed_together_do_not_come_back_together():
    acak = random.Random(7)
    assert len({aturan.jeda_ulang(3, acak) for _ in range(100)}) > 90


def test_without_jitter_they_would_come_back_together():
    """Twin: the previous test sees a missing jitter."""
    assert len({aturan.jeda_ulang(3, _TanpaGoyang()) for _ in range(100)}) == 1


class _TanpaGoyang(random.Random):
    def uniform(self, a, b):
        return (a + b) / 2


@pytest.mark.parametrize(
    ("galat", "hasil"),
    [
        (SMTPRecipientsRefused({"a@b.id": (550, b"no such user")}), True),
        (SMTPRecipientsRefused({"a@b.id": (450, b"try later")}), False),
        (SMTPDataError(554, b"spam"), True),
        (SMTPDataError(451, b"greylisted"), False),
        (SMTPAuthenticationError(535, b"our own password is wrong"), False),
        (SMTPConnectError(421, b"busy"), False),
        (ConnectionRefusedError(), False),
        (TimeoutError(), False),
    ],
)
def test_only_a_final_no_to_the_letter_itself_is_final(galat, hasil):
    assert aturan.percuma(galat) is hasil


def test_the_message_id_is_the_same_at_every_attempt_and_differs_per_row():
    satu = aturan.id_surel("peristiwa:12:surel:7", "https://sipraja.example.go.id:8443")
    assert satu == aturan.id_surel("peristiwa:12:surel:7", "https://sipraja.example.go.id:8443")
    assert satu != aturan.id_surel("peristiwa:13:surel:7", "https://sipraja.example.go.id:8443")
    kepala, host = satu.strip("<>").split("@")
    assert (uuid.UUID(kepala).version, host) == (5, "sipraja.example.go.id")


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("NIK 3515081208900004 tidak cocok", "NIK 35•••••• tidak cocok"),
        ("nomor 0812-3456-7890 salah", "nomor 08•••••• salah"),
        ("3515 0812 0890 0004", "35••••••"),
        ("RT 003 RW 012, tahun 2026", "RT 003 RW 012, tahun 2026"),
        ("lahir 12-08-1990", "lahir 12••••••"),
    ],
)
def test_long_numbers_in_a_remark_are_masked(teks, hasil):
    assert tanpa_angka_panjang(teks) == hasil
