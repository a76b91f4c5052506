"""Middleware: the running request wears the theme of its site. Behind it `themes.profil.aktif()` needs no request."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from themes import profil
from themes.situs import kueri


class TemaSitus:
    """Sets the identity for the time of one request, also for the error pages of what fails inside."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        tanda = profil.pakai(kueri.identitas(request))
        try:
            return self.get_response(request)
        finally:
            profil.lepas(tanda)
