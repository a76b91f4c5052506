"""Watchdog around the queue's cluster. A worker that dies while it holds the cluster's lock freezes all others for good
(django-q2 issue 23); nothing inside the cluster notices, so this process, outside, does."""

import ctypes
import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress

from django.db import DatabaseError, close_old_connections

DENYUT_LAMA = 120.0  # seconds without a sign of life; sweepers run every minute even when nothing else happens
SABAR_BERHENTI = 70.0  # seconds for a task in hand (60 at most) before the cluster is killed
JEDA_LAHIR = 3.0  # seconds before a cluster that died by itself is started again
SELA = 1.0
PR_SET_PDEATHSIG = 1

catatan = logging.getLogger(__name__)


def _ikut_mati() -> None:
    """In the child: stop when the watchdog dies, or a restart would leave two clusters."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Pengawas:
    """Keeps one cluster process alive until it is told to stop."""

    def __init__(self, perintah: list[str], umur_denyut: Callable[[], float | None]) -> None:
        self.perintah, self.umur_denyut = perintah, umur_denyut
        self.berhenti = False
        self.lahir = 0.0
        self.anak: subprocess.Popen[bytes] | None = None

    def minta_berhenti(self, *_sinyal: object) -> None:
        """Handler of SIGTERM and SIGINT."""
        self.berhenti = True

    def jalan(self) -> None:
        """Block until asked to stop."""
        for sinyal in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sinyal, self.minta_berhenti)
        while not self.berhenti:
            self.satu_putaran()
            time.sleep(SELA)
        self.tutup()

    def satu_putaran(self) -> None:
        """Start, restart or leave alone."""
        if self.anak is None:
            self.lahirkan()
        elif self.anak.poll() is not None:
            catatan.error("Klaster antrean berhenti sendiri (kode %s)", self.anak.returncode)
            self.bunuh()  # what the main process left behind
            time.sleep(JEDA_LAHIR)
        elif self.beku():
            catatan.critical("Klaster antrean tidak berdenyut lebih dari %s detik; dinyalakan ulang", DENYUT_LAMA)
            self.bunuh()

    def lahirkan(self) -> None:
        """Start the cluster in a process group of its own, so that all its children can be killed at once."""
        # preexec_fn is safe: this process has one thread.
        self.anak = subprocess.Popen(self.perintah, start_new_session=True, preexec_fn=_ikut_mati)  # noqa: PLW1509
        self.lahir = time.monotonic()

    def beku(self) -> bool:
        """Whether the cluster had its chance and shows no life. An unreachable database is no reason to kill."""
        hidup = time.monotonic() - self.lahir
        if hidup <= DENYUT_LAMA:
            return False
        try:
            close_old_connections()
            umur = self.umur_denyut()
        except DatabaseError:
            return False
        return umur is None or umur > DENYUT_LAMA

    def bunuh(self) -> None:
        """SIGKILL to the whole group. Leases make this safe."""
        if self.anak is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.anak.pid, signal.SIGKILL)
            self.anak.wait()
            self.anak = None

    def tutup(self) -> None:
        """Let the task in hand end, then go."""
        if self.anak is None:
            return
        self.anak.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.anak.wait(SABAR_BERHENTI)
        self.bunuh()
