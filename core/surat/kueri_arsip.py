"""Reads for dossier and proof bundle: which letters of an application were ever published, and in which forms."""

from __future__ import annotations

from typing import Any

from core.permohonan.models import Permohonan
from core.permohonan.rantai import cap_waktu
from core.surat.models import StatusSurat, Surat

PERNAH_TERBIT = (StatusSurat.TERBIT, StatusSurat.DICABUT, StatusSurat.DIGANTI)


def pernah_terbit(permohonan: Permohonan) -> list[Surat]:
    """Published letters, withdrawn and replaced ones included, oldest first."""
    semua = Surat.objects.filter(permohonan=permohonan, status__in=PERNAH_TERBIT).select_related("unit")
    return list(semua.prefetch_related("terbitan").order_by("versi_surat"))


def bentuk_terbit(surat: Surat) -> list[dict[str, Any]]:
    """Every published form, oldest first; the last one is what the citizen downloads."""
    return [{"sha256": t.sha, "tingkat": t.profil, "waktu": cap_waktu(t.waktu)} for t in surat.terbitan.all()]
