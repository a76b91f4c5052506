"""Public answers go over the wire compressed also where no proxy stands in front.

Only what the page cache gave a tag, to visitors without a session: such an answer holds nothing secret, so its length
tells nobody anything (BREACH). Compressed once for each tag and coding, and kept as long as it is asked for.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

Kunci = tuple[str, str]
TERLALU_KECIL = 700  # bytes; below it a packet more or less is all there is to gain
LEMBAR = 512  # compressed answers kept by one process, some 5 KB each
MUTU_BR, MUTU_GZ = 5, 6


def _brotli(isi: bytes) -> bytes:
    return brotli.compress(isi, quality=MUTU_BR)


def _gzip(isi: bytes) -> bytes:
    return gzip.compress(isi, MUTU_GZ, mtime=0)


CARA: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip}  # the better one first


def _sandi(request: HttpRequest) -> str:
    """The coding that this client takes; "" for none."""
    bagian = (satu.replace(" ", "").partition(";") for satu in request.META.get("HTTP_ACCEPT_ENCODING", "").split(","))
    mau = {nama.lower() for nama, _tanda, mutu in bagian if mutu not in ("q=0", "q=0.0")}
    return next((nama for nama in CARA if nama in mau), "")


def _pantas(request: HttpRequest, jawaban: HttpResponseBase) -> bool:
    """Whether this answer may be compressed; streams and files know their own business."""
    return (
        isinstance(jawaban, HttpResponse)
        and jawaban.status_code == 200
        and jawaban.has_header("ETag")
        and not jawaban.has_header("Content-Encoding")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and len(jawaban.content) > TERLALU_KECIL
    )


class Padat:
    """Middleware; stands in front of the page cache."""

    def __init__(self, lanjut: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.lanjut = lanjut
        self._isi: OrderedDict[Kunci, bytes] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        jawaban = self.lanjut(request)
        if not _pantas(request, jawaban):
            return jawaban
        patch_vary_headers(jawaban, ("Accept-Encoding",))
        if sandi := _sandi(request):
            self._padatkan(jawaban, sandi)  # type: ignore[arg-type]
        return jawaban

    def _padatkan(self, jawaban: HttpResponse, sandi: str) -> None:
        """The same answer in this coding; its tag is weak, since other bytes now bear it."""
        etag = jawaban["ETag"].removeprefix("W/")
        jawaban.content = self._ambil((etag, sandi), jawaban.content)
        jawaban["Content-Encoding"] = sandi
        jawaban["Content-Length"] = str(len(jawaban.content))
        jawaban["ETag"] = f"W/{etag}"

    def _ambil(self, kunci: Kunci, isi: bytes) -> bytes:
        padat = self._isi.pop(kunci, None) or CARA[kunci[1]](isi)
        self._isi[kunci] = padat
        if len(self._isi) > LEMBAR:
            self._isi.popitem(last=False)
        return padat
