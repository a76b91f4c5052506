"""The strip of announcements."""

from typing import Any

from django import template
from django.template.context import Context

from publikasi import kueri

register = template.Library()
IKON = {"biasa": "acara", "perhatian": "awas", "gangguan": "galat"}
JENIS = {"biasa": "", "perhatian": "perhatian", "gangguan": "galat"}


@register.inclusion_tag("publikasi/pengumuman.html", takes_context=True)
def pengumuman(context: Context, letak: str) -> dict[str, Any]:
    """What is announced at this place ("beranda", "layanan", "lain"). One query."""
    baris = kueri.pengumuman(letak)
    return {"semua": [{"p": satu, "gambar": IKON[satu.tingkat], "jenis": JENIS[satu.tingkat]} for satu in baris]}
