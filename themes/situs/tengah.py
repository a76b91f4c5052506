"""Middleware: the running request wears the theme of its site. Behind it `themes.profil.aktif()` needs no request."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from sipraja import akar
from themes import profil
from themes.situs import kueri


class TemaSitus:
    """Sets the identity for the time of one request, also for the error pages of what fails inside."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        wajah = kueri.wajah(request)
        if wajah.situs is not None:
            # Where Wagtail looks before it asks the database.
            request._wagtail_site = wajah.situs  # type: ignore[attr-defined]
        tanda, tanda_akar = profil.pakai(wajah.identitas), akar.pakai(wajah.akar)
        try:
            return self.get_response(request)
        finally:
            akar.lepas(tanda_akar)
            profil.lepas(tanda)
