"""The index of this process. It is made anew when the fingerprint of a source or of the synonyms has changed."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils.translation import get_language

from pencarian.bawaan import baca
from pencarian.indeks import Bahasa, Indeks, Padanan
from pencarian.models import Sinonim, daftar_kata
from pencarian.saringan import kelompok
from pencarian.sumber import SEGAR, semua

Sidik = tuple[str, ...]


@dataclass(frozen=True)
class Isi:
    """An index, the choices of filters of each of its entries, and what it was made from."""

    sidik: Sidik
    indeks: Indeks
    kelompok: tuple[dict[str, frozenset[str]], ...]


_isi: dict[str, Isi] = {}  # by language: names of offices are translated
_sidik: dict[str, tuple[float, str]] = {}  # by source: until when a fingerprint is believed
_kunci = threading.Lock()


def isi() -> Isi:
    """The index as it is now; one thread makes it, the others go on with the one before."""
    bahasa = get_language() or ""
    kini = _sidik_kini()
    ada = _isi.get(bahasa)
    if ada and ada.sidik == kini:
        return ada
    if not _kunci.acquire(blocking=ada is None):
        return ada  # type: ignore[return-value]
    try:
        ada = _isi.get(bahasa)
        if ada is None or ada.sidik != kini:
            ada = _isi[bahasa] = _bangun(kini)
        return ada
    finally:
        _kunci.release()


def lupakan() -> None:
    """Ask every source again at the next search. Another process notices by itself, within `SEGAR` seconds."""
    _sidik.clear()


def _sidik_kini() -> Sidik:
    return (*(_tanya(satu.jenis, satu.sidik, satu.segar) for satu in semua()), _tanya("sinonim", _sidik_sinonim, SEGAR))


def _tanya(nama: str, sidik: Callable[[], str], segar: float) -> str:
    kini = time.monotonic()
    sampai, nilai = _sidik.get(nama, (0.0, ""))
    if sampai <= kini:
        nilai = sidik()
        _sidik[nama] = (kini + segar, nilai)
    return nilai


def _sidik_sinonim() -> str:
    return str(sorted(Sinonim.objects.aggregate(n=Count("pk"), akhir=Max("diubah"), atas=Max("pk")).items()))


def _bangun(sidik: Sidik) -> Isi:
    entri = [satu for sumber in semua() for satu in sumber.daftar()]
    return Isi(sidik, Indeks(entri, _bahasa()), tuple(kelompok(satu) for satu in entri))


def _bahasa() -> Bahasa:
    data = baca("sinonim")
    padanan = tuple(
        Padanan(daftar_kata(kata), daftar_kata(berarti))
        for kata, berarti in Sinonim.objects.filter(aktif=True).values_list("kata", "berarti")
    )
    return Bahasa(padanan, frozenset(data["lewat"]), tuple(data["siapa"]))
