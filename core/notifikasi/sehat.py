"""Health of this installation: what an external watchdog asks, and what an operator looks at first.

Parts are imported where they are looked at: one that cannot even be imported must not take this page along.
"""

import time
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection

from core.notifikasi.kueri import keadaan

DENYUT_LAMA = 120.0  # seconds without a sign of life of the worker
ANTRE_LAMA = 600.0  # seconds that a due message may wait
SEGAR = 10.0  # seconds a report is reused: the page is public and must not become a way to wear the disk

_terakhir: tuple[float, dict[str, Any]] | None = None


def laporan() -> dict[str, Any]:
    """The report, at most ten seconds old."""
    global _terakhir  # noqa: PLW0603  one small cache per process
    kini = time.monotonic()
    if _terakhir is None or kini - _terakhir[0] > SEGAR:
        _terakhir = (kini, periksa())
    return _terakhir[1]


def periksa() -> dict[str, Any]:
    """Look at each part now. `sehat` is False when citizens or officers are hindered."""
    bagian = {nama: _coba(fungsi) for nama, fungsi in PEMERIKSA.items()}
    return {"sehat": all(b["sehat"] for b in bagian.values()), **bagian}


def _coba(fungsi: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return fungsi()
    except Exception as galat:  # a health page that crashes tells nothing
        return {"sehat": False, "galat": type(galat).__name__}


def _basis_data() -> dict[str, Any]:
    with connection.cursor() as kursor:
        kursor.execute("SELECT 1")
    return {"sehat": True, "mesin": connection.vendor}


def _antrean() -> dict[str, Any]:
    k = keadaan()
    pekerja_hidup = k.umur_denyut is not None and k.umur_denyut <= DENYUT_LAMA
    return {
        "sehat": pekerja_hidup and (k.umur_tertua or 0) <= ANTRE_LAMA,
        "menunggu": k.menunggu,
        "mati": k.mati,
        "umur_tertua_detik": _bulat(k.umur_tertua),
        "denyut_pekerja_detik": _bulat(k.umur_denyut),
    }


def _bulat(detik: float | None) -> float | None:
    return None if detik is None else round(detik, 1)


def _berkas() -> dict[str, Any]:
    """Write and remove one small file in each private storage."""
    for nama in ("berkas", "surat"):
        kunci = storages[nama].save("sehat/uji.txt", ContentFile(b"sehat"))
        storages[nama].delete(kunci)
    return {"sehat": True}


def _layanan() -> dict[str, Any]:
    """A quarantined service is closed, not the house: it is told, it does not turn the light red."""
    from core.layanan.register import registri

    reg = registri()
    return {"sehat": True, "terbuka": len(reg.semua()), "karantina": len(reg.karantina)}


def _perender() -> dict[str, Any]:
    from core.surat.mesin import mesin

    return {"sehat": True, "mode": mesin().modus()}


PEMERIKSA: dict[str, Callable[[], dict[str, Any]]] = {
    "basis_data": _basis_data,
    "antrean": _antrean,
    "berkas": _berkas,
    "layanan": _layanan,
    "perender": _perender,
}
