"""Public pages kept in memory for visitors who are nobody in particular, until anything public changes.

Kept is what a view with `@boleh_disimpan`, or a page of Wagtail, answered to a GET without a session: status 200, no
cookie set (so no CSRF token), no `no-store` or `private`. What is kept counts for one moment (`sipraja.ingat.Saat`):
the stamp of the database, the registry of services and the day; when one of them differs, everything is made anew. Each
process has its own memory, the stamp is asked for at every request, so no process ever serves what another has changed.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from sipraja.ingat import Permintaan, Saat, mulai, saat_ini, selesai

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Kunci = tuple[str, ...]
MEGA = 1_048_576
BAGIAN_TERBESAR = 4  # one page may fill at most this part of the memory
PANJANG_KUKI = 60  # letters of a cookie that take part in the key; an honest one is shorter
RUTE_WAGTAIL = "wagtail_serve"  # Wagtail gives out published pages there and nothing else
MEMBACA = frozenset(("GET", "HEAD"))
JANGAN = frozenset(("no-store", "private"))
TETAP = ("ETag", "Cache-Control", "Vary", "Content-Language")  # what a 304 repeats


def boleh_disimpan(view: View) -> View:
    """Mark a public view: what it shows depends on the address, the language, the display choice, the day and tables
    of `sipraja.cap.RUANG`, on nothing else. One that also depends on the hour sets `Cache-Control: max-age=…`."""
    view.disimpan = True  # type: ignore[attr-defined]
    return view


@dataclass(frozen=True, slots=True)
class Rekaman:
    """An answer to be given again, and until when (of the clock)."""

    isi: bytes
    kepala: tuple[tuple[str, str], ...]
    etag: str
    sampai: float

    def jawab(self, request: HttpRequest) -> HttpResponse:
        """The whole page, or 304 for somebody who has it."""
        if self._punya(request):
            return self._tetap()
        jawaban = HttpResponse(self.isi)
        for nama, nilai in self.kepala:
            jawaban[nama] = nilai
        return jawaban

    def tandai(self, request: HttpRequest, jawaban: HttpResponse) -> HttpResponse:
        """The same for the answer from which this was just made."""
        if self._punya(request):
            return self._tetap()
        del jawaban["Vary"]
        for nama, nilai in self.kepala:
            jawaban[nama] = nilai
        return jawaban

    def _punya(self, request: HttpRequest) -> bool:
        ada = request.META.get("HTTP_IF_NONE_MATCH")
        return ada is not None and _cocok(ada, self.etag)

    def _tetap(self) -> HttpResponseNotModified:
        jawaban = HttpResponseNotModified()
        for nama, nilai in self.kepala:
            if nama in TETAP:
                jawaban[nama] = nilai
        return jawaban


def _cocok(kepala: str, etag: str) -> bool:
    """Weak comparison, as RFC 9110 wants it here: a proxy that compresses weakens our tag."""
    return any(satu in ("*", etag) for satu in (punya.removeprefix("W/") for punya in parse_etags(kepala)))


class Gudang:
    """The memory of one process: pages of one moment, those forgotten first that nobody asked for longest."""

    def __init__(self) -> None:
        self._kunci = threading.Lock()
        self._isi: OrderedDict[Kunci, Rekaman] = OrderedDict()
        self.saat: Saat | None = None
        self._bita = 0

    def ambil(self, kunci: Kunci, saat: Saat) -> Rekaman | None:
        """What was kept for this moment."""
        with self._kunci:
            if saat != self.saat:
                self._isi.clear()
                self.saat, self._bita = saat, 0
            rekaman = self._isi.get(kunci)
            if rekaman is None or rekaman.sampai < time.time():
                return None
            self._isi.move_to_end(kunci)
            return rekaman

    def simpan(self, kunci: Kunci, saat: Saat, rekaman: Rekaman) -> None:
        """Keep it, unless the moment has passed while it was made."""
        ruang = settings.SIMPANAN_MEGA * MEGA
        if len(rekaman.isi) > ruang // BAGIAN_TERBESAR:
            return
        with self._kunci:
            if saat != self.saat:
                return
            lama = self._isi.pop(kunci, None)
            self._isi[kunci] = rekaman
            self._bita += len(rekaman.isi) - (len(lama.isi) if lama else 0)
            while self._bita > ruang:
                self._bita -= len(self._isi.popitem(last=False)[1].isi)


class SimpananHalaman:
    """Middleware; stands before everything that knows people, and before what makes a page of a request."""

    def __init__(self, lanjut: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.lanjut = lanjut
        self.gudang = Gudang()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        kunci = _kunci(request) if _tanpa_nama(request) else None
        if kunci is None:
            return self._lanjut(request, None)
        saat = saat_ini(self.gudang.saat) if settings.SIMPANAN_MEGA else None
        if saat and (rekaman := self.gudang.ambil(kunci, saat)):
            return rekaman.jawab(request)
        if saat:
            request.cap = saat.cap  # type: ignore[attr-defined]  # for memories of others, such as the themes of sites
        return self._buat(request, kunci, saat)

    def _buat(self, request: HttpRequest, kunci: Kunci, saat: Saat | None) -> HttpResponseBase:
        """Without a moment nothing is kept, but the answer has its tag all the same."""
        jawaban = self._lanjut(request, saat)
        if not isinstance(jawaban, HttpResponse) or not _pantas(request, jawaban):
            return jawaban
        rekaman = _rekam(jawaban)
        if saat:
            self.gudang.simpan(kunci, saat, rekaman)
        return rekaman.tandai(request, jawaban)

    def _lanjut(self, request: HttpRequest, saat: Saat | None) -> HttpResponseBase:
        """Make the answer. What only reads may remember rows of its moment, whoever asks."""
        tanda = mulai(Permintaan(saat) if request.method in MEMBACA else None)
        try:
            return self.lanjut(request)
        finally:
            selesai(tanda)


def _tanpa_nama(request: HttpRequest) -> bool:
    """A visitor without a session. Who has one is never served from here, nor is his page kept."""
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
    )


def _kunci(request: HttpRequest) -> Kunci | None:
    """All that one address can look like to visitors without a name; None for a host that is not ours."""
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    kuki = (request.COOKIES.get(nama, "")[:PANJANG_KUKI] for nama in (settings.LANGUAGE_COOKIE_NAME, "tampilan"))
    return request.scheme or "", host, request.path_info, request.META.get("QUERY_STRING", ""), *kuki


def _pantas(request: HttpRequest, jawaban: HttpResponse) -> bool:
    rute = request.resolver_match
    if rute is None or not (rute.url_name == RUTE_WAGTAIL or getattr(rute.func, "disimpan", False)):
        return False
    return jawaban.status_code == 200 and not jawaban.cookies and not JANGAN & _arahan(jawaban).keys()


def _arahan(jawaban: HttpResponse) -> dict[str, str]:
    """Cache-Control as a dictionary."""
    bagian = (satu.partition("=") for satu in _bagian(jawaban, "Cache-Control"))
    return {nama.lower(): isi for nama, _sama, isi in bagian}


def _bagian(jawaban: HttpResponse, kepala: str) -> list[str]:
    """The parts of a header that is a list."""
    return [satu.strip() for satu in jawaban.headers.get(kepala, "").split(",") if satu.strip()]


def _rekam(jawaban: HttpResponse) -> Rekaman:
    """With a tag, and how long others may keep it: browsers ask each time, a proxy after `SIMPANAN_TEPI` seconds."""
    arahan = _arahan(jawaban)
    maks = arahan.get("max-age", "")
    umur = int(maks) if maks.isdecimal() else None
    tepi = settings.SIMPANAN_TEPI if umur is None else min(umur, settings.SIMPANAN_TEPI)
    etag = f'"{sha256(jawaban.content).hexdigest()[:32]}"'
    kepala = {nama: nilai for nama, nilai in jawaban.headers.items() if nama != "Vary"}
    kepala |= {"ETag": etag, "Cache-Control": f"public, max-age=0, s-maxage={tepi}, must-revalidate"}
    if beda := _beda(jawaban, tanpa_kuki="public" in arahan):
        kepala["Vary"] = ", ".join(beda)
    sampai = float("inf") if umur is None else time.time() + umur
    return Rekaman(jawaban.content, tuple(kepala.items()), etag, sampai)


def _beda(jawaban: HttpResponse, *, tanpa_kuki: bool) -> list[str]:
    """What the answer differs by. Language and display choice are cookies, unless the view itself said `public`.

    The phone's own language does not decide here (`themes.bahasa`), whatever Django's middleware says.
    """
    wajib = [] if tanpa_kuki else ["Cookie"]
    ada = [satu for satu in _bagian(jawaban, "Vary") if satu.lower() != "accept-language"]
    return list(dict.fromkeys([*wajib, *ada]))
