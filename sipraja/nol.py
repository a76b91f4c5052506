"""An address with a NUL character leads nowhere: PostgreSQL refuses such text with an error, SQLite does not."""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

NOL = "\x00"


class TanpaNol:
    """Answer 404 before any query sees it."""

    def __init__(self, lanjut: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.lanjut = lanjut

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if NOL in request.path or any(NOL in nilai for isi in request.GET.lists() for nilai in (isi[0], *isi[1])):
            raise Http404
        return self.lanjut(request)
