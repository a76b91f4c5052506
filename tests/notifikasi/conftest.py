"""A real mail server that can be told to misbehave, and rows to send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from itertools import count

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from core.notifikasi import verba
from core.notifikasi.models import SUREL, Pesan
from tests import pabrik
from tests.alat import port_bebas

_urut = count(1)


class ServerSurel:
    """Handler of aiosmtpd. `jawab` decides the answer to each letter; accepted ones are in `diterima`."""

    def __init__(self) -> None:
        self.diterima = []
        self.jawab_penerima: Callable[[str], str] = lambda _alamat: "250 OK"
        self.jawab_isi: Callable[[int], str] = lambda _ke: "250 OK"
        self.datang = 0
        self.port = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        jawab = self.jawab_penerima(address)
        if jawab.startswith("250"):
            envelope.rcpt_tos.append(address)
        return jawab

    async def handle_DATA(self, server, session, envelope):
        self.datang += 1
        jawab = self.jawab_isi(self.datang)
        if jawab.startswith("250"):
            self.diterima.append(message_from_bytes(envelope.content, policy=policy.default))
        return jawab


@pytest.fixture
def server_surel(settings):
    """A mail server on a free port, and the settings that point to it."""
    penangan = ServerSurel()
    penangan.port = port_bebas()
    pengendali = Controller(penangan, hostname="127.0.0.1", port=penangan.port)
    pengendali.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", penangan.port, False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield penangan
    pengendali.stop()


@pytest.fixture
def siti(kecil):
    """A verified citizen with an e-mail address."""
    return pabrik.warga(kecil.pepelegi, nama="Siti Rahayu", email="siti@contoh.id")


@pytest.fixture
def surel_untuk():
    """Makes e-mail rows: `surel_untuk(warga)`."""

    def buat(warga, jenis="warga_diterima", **isi):
        kunci = f"uji:{next(_urut)}:{SUREL}"
        verba.tulis([Pesan(kunci=kunci, saluran=SUREL, penerima=warga.pengguna, jenis=jenis, **isi)])
        return Pesan.objects.get(kunci=kunci)

    return buat


@pytest.fixture
def majukan():
    """Make a waiting row due again, as if its wait (and its lease) were over."""

    def lakukan(pesan):
        lalu = timezone.now() - timedelta(hours=1)
        Pesan.objects.filter(pk=pesan.pk).update(coba_lagi_pada=lalu)
        Pesan.objects.filter(pk=pesan.pk, lease_sampai__isnull=False).update(lease_sampai=lalu)

    return lakukan
