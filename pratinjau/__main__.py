"""`python -m pratinjau FOLDER`: the preview's own process. `manage.py layanan pratinjau` starts it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def utama(argumen: list[str] | None = None) -> None:
    """Prepare the small database, then serve until Ctrl-C."""
    pilihan = _baca(argumen)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pratinjau.settings")
    import django

    django.setup()
    from pratinjau import peladen

    try:
        peladen.siapkan()
        peladen.jalankan(pilihan.folder, contoh=pilihan.contoh, port=pilihan.port)
    except OSError as galat:
        sys.exit(f"Port {pilihan.port} tidak dapat dipakai ({galat.strerror}). Coba: --port {pilihan.port + 1}")
    except KeyboardInterrupt:
        pass


def _baca(argumen: list[str] | None) -> argparse.Namespace:
    baca = argparse.ArgumentParser(prog="manage.py layanan pratinjau")
    baca.add_argument("folder", type=Path)
    baca.add_argument("--contoh", default="sah")
    baca.add_argument("--port", type=int, default=8765)
    return baca.parse_args(argumen)


if __name__ == "__main__":
    utama()
