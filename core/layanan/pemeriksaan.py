"""`manage.py check`: one message for each plugin in quarantine."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from core.layanan.register import LayananRusak, registri


@register("layanan")
def periksa_karantina(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A warning each in production (a broken plugin must not stop the system); an error in strict mode."""
    try:
        karantina = registri().karantina
    except LayananRusak as galat:
        return [Error(str(galat), hint="Perbaiki foldernya; LAYANAN_KETAT menolak plugin rusak.", id="layanan.E001")]
    jenis = Error if settings.LAYANAN_KETAT else Warning
    akibat = "Layanan ini tampil sebagai sedang ditutup sampai foldernya diperbaiki."
    return [
        jenis(f"{k.kode} ({k.sumber}): {k.rincian}", hint=f"{k.tempat} {k.saran} {akibat}".strip(), id="layanan.W001")
        for k in karantina
    ]
