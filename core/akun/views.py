"""A person's own account, and how the pages look."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.akun import verba
from core.akun.asal import dari_situs_ini
from core.akun.kebijakan import kebijakan
from core.akun.langkah import LangkahKontak
from core.akun.models import Warga
from core.akun.ringkasan import ringkasan_warga
from core.berkas.verba import sajikan
from core.wilayah.kueri import penugasan_aktif

HURUF = ("biasa", "besar", "lebih")
KONTRAS = ("biasa", "tinggi")
SETAHUN = 365 * 24 * 3600


class FormKontak(forms.Form):
    """How to reach the citizen. The password guards the address to which a reset link goes."""

    use_required_attribute = False
    telepon = LangkahKontak.base_fields["telepon"]
    email = LangkahKontak.base_fields["email"]
    kata_sandi = forms.CharField(
        label=gettext_lazy("Kata sandi"),
        strip=False,
        help_text=gettext_lazy("Untuk memastikan bahwa ini Anda."),
        error_messages={"required": gettext_lazy("Isi kata sandi")},
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, warga: Warga, **kwargs: Any) -> None:
        kwargs["initial"] = {"telepon": warga.telepon, "email": warga.pengguna.email}
        super().__init__(*args, **kwargs)
        self.warga = warga

    def clean_kata_sandi(self) -> str:
        """The present password."""
        sandi: str = self.cleaned_data["kata_sandi"]
        if not self.warga.pengguna.check_password(sandi):
            raise forms.ValidationError(_("Kata sandi salah. Coba lagi."))
        return sandi


@kebijakan("masuk")
@require_safe
def profil(request: HttpRequest) -> HttpResponse:
    """Who am I here, and has the desa accepted me."""
    warga = getattr(request.user, "warga", None)
    if warga is None:
        jabatan = penugasan_aktif(request.user, timezone.localdate())
        return render(request, "akun/profil_petugas.html", {"jabatan": jabatan})
    return render(request, "akun/profil.html", {"warga": warga, "bagian": ringkasan_warga(warga)})


@kebijakan("warga")
@require_http_methods(["GET", "HEAD", "POST"])
def kontak(request: HttpRequest) -> HttpResponse:
    """Change the phone number and the address for news."""
    warga = request.user.warga  # type: ignore[union-attr]
    form = FormKontak(request.POST if request.method == "POST" else None, warga=warga)
    if request.method == "POST" and form.is_valid():
        verba.ubah_kontak(warga=warga, telepon=form.cleaned_data["telepon"], email=form.cleaned_data["email"])
        messages.success(request, _("Nomor HP dan email sudah diganti."))
        return redirect("akun:profil")
    return render(request, "akun/kontak.html", {"form": form})


@kebijakan("warga")
@require_safe
def foto_profil(request: HttpRequest, jenis: str) -> HttpResponseBase:
    """My own photo of KTP or KK."""
    berkas = getattr(request.user.warga, f"foto_{jenis}", None) if jenis in ("ktp", "kk") else None  # type: ignore[union-attr]
    if berkas is None:
        raise Http404
    return sajikan(berkas)


def _pilihan_lama(request: HttpRequest) -> dict[str, str]:
    """What the cookie says now: `huruf=besar&kontras=tinggi`."""
    pasang = (bagian.partition("=") for bagian in request.COOKIES.get("tampilan", "").split("&"))
    return {nama: nilai for nama, _tanda, nilai in pasang if nama in ("huruf", "kontras")}


def _ingat(jawab: HttpResponse, nama: str, isi: str) -> None:
    jawab.set_cookie(nama, isi, max_age=SETAHUN, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


@kebijakan("publik")
@csrf_exempt
@require_POST
def tampilan(request: HttpRequest) -> HttpResponse:
    """Size of letters, contrast and language, remembered for a year in this browser.

    Without a token: the form stands on every public page, and these are kept for all visitors.
    """
    if not dari_situs_ini(request):
        raise PermissionDenied
    pilihan = _pilihan_lama(request)
    for nama, boleh in (("huruf", HURUF), ("kontras", KONTRAS)):
        if (nilai := request.POST.get(nama)) in boleh:
            pilihan[nama] = str(nilai)
    kembali = request.POST.get("kembali", "")
    aman = url_has_allowed_host_and_scheme(kembali, {request.get_host()}, require_https=request.is_secure())
    jawab = redirect(kembali if aman else "/")
    isi = "&".join(f"{nama}={pilihan[nama]}" for nama in sorted(pilihan) if pilihan[nama] in (*HURUF, *KONTRAS))
    _ingat(jawab, "tampilan", isi)
    if (bahasa := request.POST.get("bahasa")) in dict(settings.LANGUAGES):
        _ingat(jawab, settings.LANGUAGE_COOKIE_NAME, str(bahasa))
    return jawab
