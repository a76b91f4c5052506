"""The server of the preview: regions loaded into a small database of its own, then one address on this computer."""

from __future__ import annotations

import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIServer

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import WSGIRequestHandler

from core.wilayah.daerah import daerah_aktif
from core.wilayah.models import Wilayah
from core.wilayah.muat import muat
from pratinjau.meja import Meja, buka

ALAMAT = "127.0.0.1"  # never another one: the pages have no sign-in


class Diam(WSGIRequestHandler):
    """No line for each request: the polling would bury what matters."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Peladen(ThreadingMixIn, WSGIServer):
    """A page and its frames are asked for at once."""

    daemon_threads = True
    request_queue_size = 64


def siapkan() -> None:
    """The table of regions, which region questions and letters read. Nothing else is stored."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", "wilayah", verbosity=0)
    if not Wilayah.objects.exists():
        _kata(f"Memuat wilayah {daerah_aktif().kabupaten}, sekali saja …")
        muat(daerah_aktif())


def jalankan(folder: Path, *, contoh: str, port: int) -> None:
    """Serve until interrupted. Raises OSError when the port is taken."""
    meja = buka(Meja(folder, contoh))
    with Peladen((ALAMAT, port), Diam) as peladen:
        peladen.set_app(StaticFilesHandler(WSGIHandler()))
        _kata(f"Pratinjau {folder.name}: http://{ALAMAT}:{peladen.server_port}/")
        _kata("Ubah berkas di folder itu; halaman mengikuti sendiri. Berhenti: Ctrl-C.")
        for galat in meja.segarkan().galat:
            _kata(f"! {galat}")
        peladen.serve_forever()


def _kata(teks: str) -> None:
    sys.stdout.write(teks + "\n")
    sys.stdout.flush()
