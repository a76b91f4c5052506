"""Who may read /api/ from a page of another site (CORS). Never with cookies: the interface looks at none."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

AWALAN = "/api/"
BOLEH = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",  # a day without asking again
}
TERBACA = "ETag, Retry-After"  # headers that a script of another site may see


class Kors:
    """Middleware; outside the memory of pages, so that what is kept is the same for every site."""

    def __init__(self, lanjut: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.lanjut = lanjut

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(AWALAN):
            return self.lanjut(request)
        tanya = request.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META
        jawaban = HttpResponse(status=204) if tanya else self.lanjut(request)
        if asal := _asal(request, jawaban):
            jawaban["Access-Control-Allow-Origin"] = asal
            jawaban["Access-Control-Expose-Headers"] = TERBACA
            if tanya:
                for nama, isi in BOLEH.items():
                    jawaban[nama] = isi
        return jawaban


def _asal(request: HttpRequest, jawaban: HttpResponseBase) -> str:
    """The origin to name in the answer; empty for one that is not invited."""
    if "*" in settings.KORS_ASAL:
        return "*"
    if settings.KORS_ASAL:
        patch_vary_headers(jawaban, ["Origin"])
    asal = request.META.get("HTTP_ORIGIN", "")
    return asal if asal in settings.KORS_ASAL else ""
