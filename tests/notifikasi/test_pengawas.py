"""The watchdog: a cluster that hangs is killed with all its children, one that dies is started again."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import DatabaseError

from core.notifikasi import pengawas
from core.notifikasi.pengawas import Pengawas
from tests.alat import tunggu

pytestmark = pytest.mark.django_db  # before it asks for the heartbeat it drops connections that died

# A parent with a child of its own, like the cluster; it prints the child's pid.
BERANAK = "import subprocess,time;p=subprocess.Popen(['sleep','60']);print(p.pid,flush=True);time.sleep(60)"


def hidup(pid):
    """Whether the process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def penjaga(monkeypatch):
    """A watchdog around a sleeping process, impatient enough for a test."""
    monkeypatch.setattr(pengawas, "JEDA_LAHIR", 0)
    dibuat = Pengawas([sys.executable, "-c", BERANAK], lambda: 5.0)
    yield dibuat
    dibuat.bunuh()


def test_it_starts_a_cluster_and_leaves_a_living_one_alone(penjaga):
    penjaga.satu_putaran()
    pid = penjaga.anak.pid
    penjaga.satu_putaran()
    assert penjaga.anak.pid == pid


def test_a_cluster_that_died_is_started_again(penjaga):
    penjaga.satu_putaran()
    pid = penjaga.anak.pid
    os.kill(pid, signal.SIGKILL)
    penjaga.anak.wait()
    penjaga.satu_putaran()
    penjaga.satu_putaran()
    assert penjaga.anak.pid != pid
    assert hidup(penjaga.anak.pid)


def test_a_silent_cluster_is_killed_with_its_children(penjaga, capfd):
    penjaga.satu_putaran()
    induk = penjaga.anak.pid
    anak = _pid_anak(induk)
    penjaga.lahir -= pengawas.DENYUT_LAMA + 1
    penjaga.umur_denyut = lambda: pengawas.DENYUT_LAMA + 1
    penjaga.satu_putaran()
    assert penjaga.anak is None
    assert tunggu(lambda: not hidup(anak) and not hidup(induk), 5)


def _pid_anak(induk):
    assert tunggu(lambda: subprocess.run(["pgrep", "-P", str(induk)], capture_output=True, check=False).stdout, 10)
    return int(subprocess.run(["pgrep", "-P", str(induk)], capture_output=True, check=True).stdout.split()[0])


@pytest.mark.parametrize("umur", [5.0, 119.0])
def test_a_beating_cluster_lives_on(penjaga, umur):
    """Twin: age alone kills nobody."""
    penjaga.satu_putaran()
    penjaga.lahir -= pengawas.DENYUT_LAMA + 1
    penjaga.umur_denyut = lambda: umur
    assert not penjaga.beku()


def test_a_new_cluster_gets_its_time_before_it_is_judged(penjaga):
    penjaga.umur_denyut = lambda: None
    penjaga.satu_putaran()
    assert not penjaga.beku()
    penjaga.lahir -= pengawas.DENYUT_LAMA + 1
    assert penjaga.beku()


def test_an_unreachable_database_kills_nobody(penjaga):
    def putus():
        raise DatabaseError("putus")

    penjaga.umur_denyut = putus
    penjaga.satu_putaran()
    penjaga.lahir -= pengawas.DENYUT_LAMA + 1
    assert not penjaga.beku()


def test_asked_to_stop_it_ends_the_cluster(penjaga, monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # handlers belong to the main thread
    utas = threading.Thread(target=penjaga.jalan)
    utas.start()
    assert tunggu(lambda: penjaga.anak is not None, 5)
    pid = penjaga.anak.pid
    penjaga.minta_berhenti()
    utas.join(10)
    assert not utas.is_alive()
    assert not hidup(pid)


def test_the_cluster_dies_with_a_killed_watchdog(tmp_path):
    """Otherwise the restart by systemd would leave two clusters."""
    naskah = (
        "import sys,time;from core.notifikasi.pengawas import Pengawas;"
        "p=Pengawas(['sleep','60'],lambda:1.0);p.satu_putaran();print(p.anak.pid,flush=True);time.sleep(60)"
    )
    proses = subprocess.Popen([sys.executable, "-c", naskah], stdout=subprocess.PIPE, text=True)
    anak = int(proses.stdout.readline())
    assert hidup(anak)
    mulai = time.monotonic()
    proses.kill()
    proses.wait()
    assert tunggu(lambda: not hidup(anak), 5), time.monotonic() - mulai
