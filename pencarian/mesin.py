"""The index of this process. It is made anew when the fingerprint of a source or of the synonyms has changed."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils.translation import get_language

from core.wilayah.daerah import daerah_aktif
from pencarian.bawaan import baca
from pencarian.indeks import Bahasa, Indeks, Padanan
from pencarian.kata import pecah
from pencarian.models import Sinonim, daftar_kata
from pencarian.saringan import kelompok
from pencarian.sumber import SEGAR, semua
from sipraja.akar import akar_situs
from sipraja.cap import cap

Sidik = tuple[str, ...]
LAMA = 60.0  # seconds for which a fingerprint is believed while the database's stamp stays the same


@dataclass(frozen=True)
class Isi:
    """An index, the choices of filters of each of its entries, and what it was made from."""

    sidik: Sidik
    indeks: Indeks
    kelompok: tuple[dict[str, frozenset[str]], ...]


@dataclass(frozen=True)
class Jawab:
    """What a source said its fingerprint is, under which stamp of the database, and until when that is believed."""

    nilai: str
    cap: str | None
    sampai: float


_isi: dict[tuple[str, str], Isi] = {}  # by language (names of offices are translated) and by the tree of a site
_jawab: dict[str, Jawab] = {}  # by source
_kunci = threading.Lock()


def isi() -> Isi:
    """The index as it is now; one thread makes it, the others go on with the one before."""
    untuk = (get_language() or "", akar_situs())
    kini = _sidik_kini()
    ada = _isi.get(untuk)
    if ada and ada.sidik == kini:
        return ada
    if not _kunci.acquire(blocking=ada is None):
        return ada  # type: ignore[return-value]
    try:
        ada = _isi.get(untuk)
        if ada is None or ada.sidik != kini:
            ada = _isi[untuk] = _bangun(kini)
        return ada
    finally:
        _kunci.release()


def lupakan() -> None:
    """Ask every source again at the next search."""
    _jawab.clear()


def _sidik_kini() -> Sidik:
    """Fingerprints of all sources. One query: the stamp that changes with everything public.

    A kept page may only be made from an index as new as the stamp that it is kept under.
    """
    cap_kini = cap()
    semua_sidik = (_tanya(satu.jenis, satu.sidik, satu.segar, cap_kini) for satu in semua())
    return (*semua_sidik, _tanya("sinonim", _sidik_sinonim, SEGAR, cap_kini))


def _tanya(nama: str, sidik: Callable[[], str], segar: float, cap_kini: str | None) -> str:
    kini, ada = time.monotonic(), _jawab.get(nama)
    if ada is None or ada.cap != cap_kini or ada.sampai <= kini:
        sampai = kini + (LAMA if segar and cap_kini else segar)
        ada = _jawab[nama] = Jawab(sidik(), cap_kini, sampai)
    return ada.nilai


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
    # Everything here is of this regency: its name tells nothing apart.
    lewat = frozenset((*data["lewat"], *pecah(daerah_aktif().nama), "kabupaten"))
    return Bahasa(padanan, lewat, tuple(data["siapa"]))
