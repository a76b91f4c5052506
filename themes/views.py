"""Service worker, offline page and the component gallery."""

import hashlib

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static

from core.akun.kebijakan import kebijakan
from themes import galeri, profil

ASET = ("tokens.css", "tema/tema.css", "gaya.css", "aplikasi.js", "ikon.svg", "huruf/plus-jakarta-sans.woff2")


def _versi() -> str:
    """Changes when a hashed asset changes, so that an old cache is dropped."""
    return hashlib.sha256("".join(map(static, ASET)).encode()).hexdigest()[:12]


@kebijakan("publik")
def pekerja(request: HttpRequest) -> HttpResponse:
    """The service worker."""
    konteks = {"versi": _versi(), "aset": ASET, "awalan_static": settings.STATIC_URL}
    jawaban = HttpResponse(render_to_string("sw.js", konteks), content_type="text/javascript; charset=utf-8")
    jawaban["Cache-Control"] = "no-cache"
    return jawaban


@kebijakan("publik")
def luring(request: HttpRequest) -> HttpResponse:
    """The page shown without network; kept by the service worker."""
    return HttpResponse(render_to_string("luring.html", {"daerah": profil.aktif()}))


@kebijakan("publik")
def komponen(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who make pages; only in a demo."""
    if not settings.DEMO:
        raise Http404
    return render(request, "themes/galeri.html", galeri.contoh())
