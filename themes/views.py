"""Service worker, manifest, offline page and the component gallery. Each speaks for the site that was asked."""

import hashlib
import json
from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static

from core.akun.kebijakan import kebijakan
from themes import galeri, profil
from themes.templatetags.tampilan import tema

ASET = ("tokens.css", "gaya.css", "aplikasi.js", "ikon.svg", "huruf/plus-jakarta-sans.woff2")
ASET_TEMA = ("tema.css", "lambang.svg")
MANIFES = "aplikasi.webmanifest"
SEJAM = 3600


def _aset() -> list[str]:
    """Addresses of what every page of this site needs."""
    return [*map(static, ASET), *map(tema, ASET_TEMA)]


def _versi(aset: list[str]) -> str:
    """Changes when a hashed asset changes, so that an old cache is dropped."""
    return hashlib.sha256("".join(aset).encode()).hexdigest()[:12]


@kebijakan("publik")
def pekerja(request: HttpRequest) -> HttpResponse:
    """The service worker."""
    aset = _aset()
    konteks = {"versi": _versi(aset), "aset": aset, "awalan_static": settings.STATIC_URL}
    jawaban = HttpResponse(render_to_string("sw.js", konteks), content_type="text/javascript; charset=utf-8")
    jawaban["Cache-Control"] = "no-cache"
    return jawaban


@cache
def _manifes(kode: str) -> dict[str, Any]:
    """The theme's own manifest: colours, pictures, shortcuts."""
    isi: dict[str, Any] = json.loads((profil.folder(kode) / "static" / "tema" / MANIFES).read_text(encoding="utf-8"))
    return isi


def _dengan_alamat(gambar: list[dict[str, str]]) -> list[dict[str, str]]:
    """Pictures of the theme under their hashed addresses."""
    return [{**satu, "src": tema(satu["src"])} for satu in gambar]


@kebijakan("publik")
def manifes(request: HttpRequest) -> HttpResponse:
    """What Android needs to install this site: the theme's manifest with the site's own name."""
    daerah = profil.aktif()
    isi = _manifes(daerah.kode) | {"short_name": daerah.aplikasi}
    isi["name"] = f"{daerah.aplikasi} Kabupaten {daerah.kabupaten}"
    isi |= {nama: _dengan_alamat(isi[nama]) for nama in ("icons", "screenshots") if nama in isi}
    jawaban = HttpResponse(json.dumps(isi, ensure_ascii=False), content_type="application/manifest+json")
    jawaban["Cache-Control"] = f"public, max-age={SEJAM}"
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
