"""Context of every page: the profile of the kabupaten, the reader's display choice, and lazy facts about who reads."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from themes import profil

HURUF = ("besar", "lebih")
BERLOKET = ("kecamatan", "dinas", "luar")  # kinds of offices that may have a counter in a Mal Pelayanan Publik


def pilihan_tampilan(request: HttpRequest) -> dict[str, str]:
    """Size of letters and contrast from the cookie `tampilan`; unknown words are ignored."""
    kata = set(re.findall(r"[a-z]+", request.COOKIES.get("tampilan", "")[:60]))
    huruf = next((h for h in HURUF if h in kata), "")
    return {"huruf": huruf, "kontras": "tinggi" if "tinggi" in kata else ""}


def _penugasan(request: HttpRequest) -> list[Any]:
    """Today's offices of the reader; citizens and visitors have none. A desk view has asked already."""
    if hasattr(request, "penugasan"):
        return request.penugasan
    pengguna = getattr(request, "user", None)
    if pengguna is None or not pengguna.is_authenticated or hasattr(pengguna, "warga"):
        return []
    from core.wilayah.kueri import penugasan_aktif

    return penugasan_aktif(pengguna, timezone.localdate())


def _lonceng(request: HttpRequest) -> int:
    """Number of unread bell messages, 100 at most (shown as 99+)."""
    pengguna = getattr(request, "user", None)
    if pengguna is None or not pengguna.is_authenticated:
        return 0
    from core.notifikasi.kueri import jumlah_belum_dibaca

    return jumlah_belum_dibaca(pengguna)


def _keadaan_kunci(request: HttpRequest) -> Any:
    """The state of the reader's signing key; None for whoever signs nothing today."""
    from core.surat.kueri_kunci import peran_penanda
    from core.surat.masa_kunci import keadaan_pejabat

    if not peran_penanda() & {satu.jabatan.peran for satu in _penugasan(request)}:
        return None
    return keadaan_pejabat(request.user)


def _hitungan(request: HttpRequest) -> dict[str, int]:
    """The counts of the desk's menu, where a view does not hand them in: the menu is the same on every page."""
    kursi = _penugasan(request)
    if not kursi:
        return {}
    from core.permohonan.views_petugas import hitungan_kursi

    return hitungan_kursi(kursi)


def _malas(hitung: Callable[[HttpRequest], Any], request: HttpRequest) -> Any:
    """Ask the database only when a template really prints the value."""
    return SimpleLazyObject(lambda: hitung(request))


def tampilan(request: HttpRequest) -> dict[str, Any]:
    """Django context processor."""
    return {
        "daerah": profil.aktif(),
        "sumber": settings.ALAMAT_SUMBER,
        "tampilan": pilihan_tampilan(request),
        "jumlah_lonceng": _malas(_lonceng, request),
        "penugasan": _malas(_penugasan, request),
        "hitungan": _malas(_hitungan, request),
        "keadaan_kunci": _malas(_keadaan_kunci, request),
        "ada_loket": _malas(lambda satu: any(p.jabatan.unit.jenis in BERLOKET for p in _penugasan(satu)), request),
        "peran_kini": _malas(lambda satu: {p.jabatan.peran for p in _penugasan(satu)}, request),
    }
