"""`layanan skema`: the JSON Schema of layanan.toml for editors, and the reference page made from the same model."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from core.layanan.perintah.dasar import Perintah, Tindakan
from core.layanan.rujukan import teks_rujukan
from core.layanan.skema import teks_skema

SKEMA = Path("docs/rujukan/layanan.schema.json")
RUJUKAN = Path("docs/rujukan/kontrak-layanan.md")


def argumen(parser: ArgumentParser) -> None:
    """Options."""
    parser.add_argument("--tulis", action="store_true", help=f"Tulis {SKEMA} dan {RUJUKAN}")
    parser.add_argument("--periksa", action="store_true", help="Jangan menulis; gagal bila kedua berkas itu basi")


def isi_berkas() -> dict[Path, str]:
    """The generated files with what belongs in them."""
    return {settings.BASE_DIR / SKEMA: teks_skema(), settings.BASE_DIR / RUJUKAN: teks_rujukan()}


def jalankan(perintah: Perintah, **pilihan: Any) -> None:
    """Print the schema, write both files, or compare them. Raises CommandError when they are stale."""
    if not (pilihan["tulis"] or pilihan["periksa"]):
        perintah.stdout.write(teks_skema(), ending="")
        return
    for berkas, teks in isi_berkas().items():
        if pilihan["periksa"]:
            _bandingkan(berkas, teks)
        else:
            berkas.write_text(teks, encoding="utf-8")
    perintah.stdout.write("Sudah ditulis." if pilihan["tulis"] else "Keduanya cocok.")


def _bandingkan(berkas: Path, teks: str) -> None:
    if not berkas.is_file() or berkas.read_text(encoding="utf-8") != teks:
        raise CommandError(f"{berkas.name} basi. Jalankan: manage.py layanan skema --tulis")


SKEMA_TINDAKAN = Tindakan("skema", "JSON Schema layanan.toml untuk penyunting teks", jalankan, argumen)
