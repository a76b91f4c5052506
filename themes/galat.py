"""Error pages: what happened, that nothing is lost, and what to do. 500 and 503 touch neither session nor database."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from themes import profil


def _halaman(request: HttpRequest, templat: str, status: int) -> HttpResponse:
    return render(request, templat, status=status)


def permintaan_buruk(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: also a form with far too many fields or a broken header."""
    return _tenang("400.html", 400)


def dilarang(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a page for officers or editors."""
    return _halaman(request, "403.html", 403)


def tidak_ada(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: also what an officer of another desa sees, so it must not tell whether the thing exists."""
    return _halaman(request, "404.html", 404)


def _tenang(templat: str, status: int) -> HttpResponse:
    """Render without a request: no session, no user, no query. Our own failure must not fail again."""
    return HttpResponse(render_to_string(templat, {"daerah": profil.aktif()}), status=status)


def bermasalah(request: HttpRequest) -> HttpResponse:
    """500."""
    return _tenang("500.html", 500)


def sedang_diperbarui(request: HttpRequest) -> HttpResponse:
    """503, for a gate in front of the views while the site is updated."""
    jawaban = _tenang("503.html", 503)
    jawaban["Retry-After"] = "600"
    return jawaban


def csrf_gagal(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: usually a page left open over night; say that the saved answers are still there."""
    return _halaman(request, "403_csrf.html", 403)
