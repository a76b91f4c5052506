"""Who may open a page. Every view of ours carries one `@kebijakan(...)`; a route without one fails a test.

The policy decides on the *kind* of visitor only. Which rows somebody may see is decided by the `untuk(...)` querysets;
what lies outside is a 404, so that nobody learns what exists. "masuk" is anybody who has signed in.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import wraps
from typing import Any, Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.akun.titipan import titip
from core.wilayah.kueri import penugasan_aktif
from core.wilayah.peran import EDITOR

Jenis = Literal["publik", "masuk", "warga", "petugas", "editor"]
View = Callable[..., HttpResponseBase]
JENIS: tuple[Jenis, ...] = ("publik", "masuk", "warga", "petugas", "editor")

# An officer's screen in a shared room: signed out after this long without a request.
DIAM_PETUGAS = timedelta(minutes=15)
_TERAKHIR = "petugas_terakhir"


def _kembali_ke(request: HttpRequest) -> str:
    """Where to go after signing in. A POST cannot be repeated, so go back to the page that held the form."""
    if request.method == "GET":
        return request.get_full_path()
    asal = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(asal, {request.get_host()}, require_https=request.is_secure()):
        bagian = urlsplit(asal)
        return bagian.path + (f"?{bagian.query}" if bagian.query else "")
    return request.path


def _kalimat_habis(request: HttpRequest) -> str:
    """Typed words are kept for the next session, files cannot be."""
    if request.FILES:
        return _("Anda keluar otomatis karena lama tidak dipakai. Masuk lagi, lalu pilih berkasnya sekali lagi.")
    return _("Anda keluar otomatis karena lama tidak dipakai. Isian tersimpan; masuk lagi untuk melanjutkan.")


def _minta_masuk(request: HttpRequest, *, habis: bool) -> HttpResponse:
    """To the sign-in page; a visitor whose session ended while working is told so."""
    tujuan = _kembali_ke(request)
    if habis:
        titip(request)
        messages.warning(request, _kalimat_habis(request))
    return redirect_to_login(tujuan, settings.LOGIN_URL)


def _terlalu_lama_diam(request: HttpRequest) -> bool:
    """Whether this officer has been away too long; remembers the moment, at most once a minute."""
    kini = int(timezone.now().timestamp())
    terakhir = int(request.session.get(_TERAKHIR, kini))
    if kini - terakhir > DIAM_PETUGAS.total_seconds():
        return True
    if kini - terakhir >= 60 or _TERAKHIR not in request.session:
        request.session[_TERAKHIR] = kini
    return False


def _periksa_warga(request: HttpRequest) -> None:
    """Only somebody with a citizen's account."""
    if getattr(request.user, "warga", None) is None:
        raise Http404


def _periksa_petugas(request: HttpRequest, peran: Sequence[str]) -> None:
    """Only somebody who holds an office today; `request.penugasan` tells the view which ones."""
    semua = penugasan_aktif(request.user, timezone.localdate())
    cocok = [satu for satu in semua if not peran or satu.jabatan.peran in peran]
    if not cocok:
        raise Http404
    request.penugasan = cocok  # type: ignore[attr-defined]


def _periksa_editor(request: HttpRequest) -> None:
    """Only those who edit the site's content: by office, or by Wagtail's own permission."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        _periksa_petugas(request, (EDITOR,))


def _pastikan(request: HttpRequest, jenis: Jenis, peran: Sequence[str]) -> None:
    """Http404 for a signed-in person of the wrong kind."""
    if jenis == "warga":
        _periksa_warga(request)
    elif jenis == "petugas":
        _periksa_petugas(request, peran)
    elif jenis == "editor":
        _periksa_editor(request)


def _jaga(request: HttpRequest, jenis: Jenis, peran: Sequence[str]) -> HttpResponse | None:
    """A redirect for who must sign in first, Http404 for the wrong kind, None for who may pass."""
    if not request.user.is_authenticated:
        return _minta_masuk(request, habis=request.method not in ("GET", "HEAD"))
    if jenis in ("petugas", "editor") and _terlalu_lama_diam(request):
        logout(request)
        return _minta_masuk(request, habis=True)
    _pastikan(request, jenis, peran)
    return None


def kebijakan(jenis: Jenis, peran: str | Sequence[str] | None = None) -> Callable[[View], View]:
    """Decorator of a view (outermost). `peran` narrows "petugas" to holders of these roles."""
    if jenis not in JENIS:
        raise ValueError(f"kebijakan {jenis!r} tidak dikenal")
    daftar_peran = (peran,) if isinstance(peran, str) else tuple(peran or ())

    def hias(view: View) -> View:
        @wraps(view)
        def bungkus(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if jenis == "publik":
                return view(request, *args, **kwargs)
            jawab = _jaga(request, jenis, daftar_peran) or view(request, *args, **kwargs)
            if not jawab.has_header("Cache-Control"):
                add_never_cache_headers(jawab)  # a shared computer: the back button shows nothing after sign-out
            return jawab

        bungkus.kebijakan = jenis  # type: ignore[attr-defined]
        bungkus.kebijakan_peran = daftar_peran  # type: ignore[attr-defined]
        return bungkus

    return hias
