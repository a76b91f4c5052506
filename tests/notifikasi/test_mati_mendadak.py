"""kill -9 in the middle of sending, with the real worker, a real queue and a real mail server: nothing is lost."""

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from core.notifikasi import aturan
from core.notifikasi.models import MENUNGGU, TERKIRIM, Denyut, Pesan
from tests.alat import server_redis, tunggu

AKAR = Path(__file__).resolve().parents[2]
SURAT = 12
LAMA = 150  # seconds to wait for a worker at most; starting Python on a busy machine takes most of it
pytestmark = pytest.mark.django_db(transaction=True)


def alamat_basis_data():
    """The test database as a DATABASE_URL, for another process."""
    isi = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{isi['NAME']}"
    return f"postgres://{isi['USER']}:{isi['PASSWORD']}@{isi['HOST']}:{isi['PORT']}/{isi['NAME']}"


class Pekerja:
    """`manage.py pekerja` as an operator starts it."""

    def __init__(self, port_surel, redis=""):
        self.lingkungan = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "sipraja.settings_uji",
            "DATABASE_URL": alamat_basis_data(),
            "VAR": str(settings.VAR),
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(port_surel),
            "SMTP_TLS": "false",
            "REDIS_URL": redis,
        }
        self.proses = None

    def mulai(self):
        perintah = [sys.executable, "manage.py", "pekerja"]
        self.proses = subprocess.Popen(perintah, cwd=AKAR, env=self.lingkungan, stderr=subprocess.DEVNULL)

    def klaster(self):
        """Pid of the cluster, which leads a process group of its own."""
        hasil = subprocess.run(["pgrep", "-P", str(self.proses.pid)], capture_output=True, text=True, check=False)
        return int(hasil.stdout.split()[0]) if hasil.stdout else None

    def bunuh_semua(self):
        klaster = self.klaster()
        self.proses.kill()
        self.proses.wait()
        if klaster:
            with suppress(ProcessLookupError):
                os.killpg(klaster, signal.SIGKILL)

    def tutup(self):
        self.proses.terminate()
        return self.proses.wait(90)


# With the Redis broker the queue is not in the database: the second pass has nothing new to see there.
DUA_BROKER = pytest.mark.parametrize(
    "pekerja", ["orm", pytest.param("redis", marks=pytest.mark.satu_basis)], indirect=True
)


@pytest.fixture
def pekerja(request, server_surel):
    """A worker, with the queue in the database unless said otherwise; stopped for good afterwards."""
    redis = getattr(request, "param", "orm") == "redis"
    dibuat = Pekerja(server_surel.port, server_redis() if redis else "")
    yield dibuat
    if dibuat.proses and dibuat.proses.poll() is None:
        dibuat.bunuh_semua()


@pytest.fixture
def tertahan(server_surel):
    """Letters hang while being handed over until `lepas()`; `ada` tells that one does."""

    class Tahan:
        ada = False
        aktif = True

    asli = server_surel.handle_DATA

    async def handle_DATA(server, session, envelope):
        if Tahan.aktif and len(server_surel.diterima) >= 3:
            Tahan.ada = True
            while Tahan.aktif:
                await asyncio.sleep(0.05)
        return await asli(server, session, envelope)

    server_surel.handle_DATA = handle_DATA
    yield Tahan
    Tahan.aktif = False


def waktu_berlalu():
    """As if leases and waits were over, and every bell lost its way long ago."""
    lalu = timezone.now() - timedelta(hours=1)
    Pesan.objects.filter(status=MENUNGGU).update(coba_lagi_pada=lalu)
    Pesan.objects.filter(lease_sampai__isnull=False).update(lease_sampai=lalu)


def semua_terkirim():
    return not Pesan.objects.exclude(status=TERKIRIM).exists()


@DUA_BROKER
def test_nothing_is_lost_when_everything_is_killed_in_the_middle(pekerja, server_surel, tertahan, siti, surel_untuk):
    daftar = [surel_untuk(siti) for _ in range(SURAT)]
    OrmQ.objects.all().delete()  # every bell is lost: the sweeper alone must find the rows
    waktu_berlalu()
    pekerja.mulai()
    assert tunggu(lambda: tertahan.ada, LAMA), "pekerja tidak mulai mengirim"
    pekerja.bunuh_semua()
    terpegang = Pesan.objects.filter(status=MENUNGGU, lease_sampai__gt=timezone.now())
    assert terpegang.exists()  # the kill did come in the middle
    tertahan.aktif = False
    waktu_berlalu()
    pekerja.mulai()
    assert tunggu(semua_terkirim, LAMA), list(Pesan.objects.values_list("status", "percobaan", "galat"))
    diterima = [s["Message-ID"] for s in server_surel.diterima]
    assert set(diterima) == {aturan.id_surel(p.kunci, settings.ALAMAT_SITUS) for p in daftar}
    assert Pesan.objects.filter(percobaan__gt=1).exists()
    assert pekerja.tutup() == 0


def test_a_row_under_lease_is_not_taken_before_its_time(pekerja, server_surel, siti, surel_untuk):
    """Twin: it is the end of the lease that brings a killed letter back, not the restart."""
    terpegang, bebas = surel_untuk(siti), surel_untuk(siti)
    waktu_berlalu()
    Pesan.objects.filter(pk=terpegang.pk).update(percobaan=1, lease_sampai=timezone.now() + timedelta(minutes=5))
    pekerja.mulai()
    assert tunggu(lambda: Pesan.objects.get(pk=bebas.pk).status == TERKIRIM, LAMA)
    assert Pesan.objects.get(pk=terpegang.pk).status == MENUNGGU
    assert len(server_surel.diterima) == 1


@pytest.mark.satu_basis  # the watchman looks at a process; the heart beat is one row
def test_a_killed_cluster_comes_back_by_itself(pekerja, server_surel, siti, surel_untuk):
    pekerja.mulai()
    assert tunggu(lambda: Denyut.objects.filter(pk="pekerja").exists(), LAMA)
    assert Schedule.objects.count() == len(settings.PENYAPU)
    lama = pekerja.klaster()
    os.killpg(lama, signal.SIGKILL)
    assert tunggu(lambda: pekerja.klaster() not in (None, lama), LAMA)
    assert pekerja.proses.poll() is None
