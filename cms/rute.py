"""Which page lies at an address: asked of Wagtail once, then remembered until anything public changes."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail import views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from core.akun.kebijakan import kebijakan
from publikasi.dasar import pada
from sipraja.ingat import ingat_atau


@kebijakan("publik")
def halaman(request: HttpRequest, path: str) -> HttpResponseBase:
    """Every page of Wagtail. Published or not, and whom it is for, is judged by Wagtail as always."""
    situs = Site.find_for_request(request)
    if situs is not None:
        bagian = tuple(satu for satu in path.split("/") if satu)
        hasil, sub = ingat_atau(("rute", situs.root_page_id, bagian), lambda: _cari(request, path))
        # Where Wagtail looks first.
        request._wagtail_route_for_request = _salinan(hasil)  # type: ignore[attr-defined]
        if sub is not None:
            request.routable_resolver_match = sub  # type: ignore[attr-defined]
    return views.serve(request, path)


def _cari(request: HttpRequest, path: str) -> tuple[RouteResult, Any]:
    """What Wagtail finds, and the route inside the page when it has routes of its own. Raises Http404."""
    hasil = Page.route_for_request(request, path)
    if hasil is None:
        raise Http404
    return _salinan(hasil), getattr(request, "routable_resolver_match", None)


def _salinan(hasil: RouteResult) -> RouteResult:
    """The find with a page of its own: what one request hangs on it must not meet the next one."""
    return pada(copy(hasil.page), hasil)
