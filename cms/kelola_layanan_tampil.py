"""What the admin's pages about services show, as plain values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.layanan import kueri
from core.layanan.deklarasi import Layanan
from core.layanan.models import PaketLayanan
from core.layanan.paket_hasil import kalimat_temuan
from core.layanan.register import Karantina, Registri, registri


def lencana(paket: PaketLayanan) -> dict[str, str]:
    """The word and Wagtail's tag class of a package's state."""
    if paket.status == PaketLayanan.Status.DIAJUKAN and paket.gagal:
        return {"kata": _("Belum lulus pemeriksaan"), "kelas": "w-status--label"}
    utama = paket.status in (PaketLayanan.Status.DISETUJUI, PaketLayanan.Status.DIAJUKAN)
    return {"kata": paket.get_status_display(), "kelas": "w-status--primary" if utama else ""}


def temuan_rapi(temuan: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings as lines, those that block first."""
    urut = sorted(temuan, key=lambda satu: satu.get("tingkat") == "ingat")
    return [{"kalimat": kalimat_temuan(satu), "gagal": satu.get("tingkat") != "ingat"} for satu in urut]


def keadaan_layanan() -> dict[str, Any]:
    """Rows of the state page: quarantined first, then the sound ones."""
    daftar = registri()
    gagal = kueri.gagal_terbaru(timezone.localdate())
    layanan = [_sehat(daftar, satu, gagal.pop(satu.kode, [])) for satu in daftar.semua()]
    return {
        "karantina": [_karantina(satu) for satu in daftar.karantina],
        "layanan": layanan,
        "gagal_lain": gagal,  # installed packages, and services that are gone
        "jumlah": {"sehat": len(layanan), "karantina": len(daftar.karantina)},
        "macet": sorted(nama for nama, utas in daftar.macet.items() if utas.is_alive()),
    }


def _sehat(daftar: Registri, satu: Layanan, gagal: list[Any]) -> dict[str, Any]:
    asal = daftar.asal(satu.kode)
    return {
        "layanan": satu,
        "asal": asal,
        "letak": _pendek(asal.sebutan),
        "fungsi": daftar.berfungsi(satu.kode),
        "gagal": gagal,
        "jumlah_gagal": sum(g.jumlah for g in gagal),
    }


def _karantina(satu: Karantina) -> dict[str, Any]:
    return {"k": satu, "letak": _pendek(satu.sumber), "rincian": _pendek(satu.rincian).splitlines()}


def _pendek(teks: str) -> str:
    """Paths of this installation from its own root on: shorter, and they name no server."""
    return teks.replace(f"{Path(settings.BASE_DIR)}/", "")
