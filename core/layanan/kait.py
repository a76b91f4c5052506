"""Calling plugins: `kabarkan` (notify), `tanyakan` (gate), `saring` (filter). Product code never calls `pm.hook`.

Each plugin is called by itself, with its own copies and with a time limit (`jatah` says what that can and cannot do).
What fails is logged and counted by plugin and place; never the message of the exception, which may hold a citizen's
data.
"""

from __future__ import annotations

import copy
import logging
import traceback
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.layanan import catatan
from core.layanan.jatah import Macet, dalam_waktu
from core.layanan.register import Registri, registri
from core.layanan.spesifikasi import GERBANG, KABAR, SARINGAN, Tolak

__all__ = ["Tolak", "kabarkan", "saring", "tanyakan"]
log = logging.getLogger(__name__)
BATAS_DETIK = 2.0  # a pure function over one application takes a thousandth of this


def kabarkan(nama: str, *, kode: str, sumber: Registri | None = None, **data: Any) -> list[str]:
    """Tell the plugins of service `kode` what happened. Fails open; returns the names of plugins that failed."""
    _pastikan(nama, KABAR)
    gagal = []
    daftar = sumber or registri()
    for plugin in daftar.plugin_untuk(kode):
        try:
            _panggil(daftar, nama, plugin, kode, data)
        except Exception as galat:
            _catat(nama, plugin, galat)
            gagal.append(plugin)
    return gagal


def tanyakan(nama: str, *, kode: str, sumber: Registri | None = None, **data: Any) -> None:
    """Ask every gate of service `kode`. Raises `Tolak` when one refuses, breaks, or could not be loaded."""
    _pastikan(nama, GERBANG)
    daftar = sumber or registri()
    karantina = daftar.dikarantina(kode)
    if karantina is not None and karantina.berfungsi:
        raise Tolak(_("Layanan ini sedang ditutup sementara. Petugas kami sudah diberi tahu; coba lagi nanti."))
    for plugin in daftar.plugin_untuk(kode):
        try:
            _panggil(daftar, nama, plugin, kode, data)
        except Tolak:
            raise
        except Exception as galat:
            # Fails closed: a crashed veto must not open the way to a signature.
            _catat(nama, plugin, galat)
            raise Tolak(_("Pemeriksaan layanan ini sedang terganggu. Coba lagi nanti.")) from galat


def saring(
    nama: str, nilai: dict[str, Any], *, kode: str, sumber: Registri | None = None, **data: Any
) -> dict[str, Any]:
    """`nilai` with what plugins lay over it; a plugin that fails or answers nonsense changes nothing."""
    _pastikan(nama, SARINGAN)
    daftar = sumber or registri()
    hasil = dict(nilai)
    for plugin in daftar.plugin_untuk(kode):
        try:
            for jawaban in _panggil(daftar, nama, plugin, kode, data | {"nilai": hasil}):
                hasil = hasil | dict(jawaban)
        except Exception as galat:
            _catat(nama, plugin, galat)
    return hasil


def _pastikan(nama: str, jenis: tuple[str, ...]) -> None:
    if nama not in jenis:
        raise ValueError(f"{nama} bukan salah satu dari {', '.join(jenis)}")


def _panggil(daftar: Registri, nama: str, plugin: str, kode: str, data: dict[str, Any]) -> list[Any]:
    """The answers of one plugin, in time. Raises whatever it raises, Macet, or RuntimeError for an exit."""
    if (utas := daftar.macet.get(plugin)) and utas.is_alive():
        raise Macet(BATAS_DETIK, utas)  # the last call still hangs: one lost thread is enough
    daftar.macet.pop(plugin, None)

    def jalan() -> list[Any]:
        return [satu for kait in daftar.kait_satu(nama, plugin) for satu in kait(kode=kode, **copy.deepcopy(data))]

    try:
        return dalam_waktu(jalan, BATAS_DETIK)
    except SystemExit as galat:
        raise RuntimeError("plugin memanggil exit") from galat
    except Macet as galat:
        daftar.macet[plugin] = galat.utas
        raise


def _catat(nama: str, plugin: str, galat: Exception) -> None:
    bingkai = traceback.extract_tb(galat.__traceback__)[-1]
    tempat = "" if isinstance(galat, Macet) else f"{Path(bingkai.filename).name} baris {bingkai.lineno}"
    log.error("Kait %s pada %s gagal: %s di %s", nama, plugin, type(galat).__name__, tempat or "(tidak selesai)")
    catatan.catat(plugin, nama, type(galat).__name__, tempat)
