"""Pages on which Bagian Pemerintahan decides: proposals of the OPD, and probable duplicates."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.auth import permission_denied

from core.wilayah.models import Unit
from layanan_links import kueri, verba
from layanan_links.forms import FormGabung, FormPutusan
from layanan_links.models import Kategori, Tautan, Usulan

Lihat = Callable[..., HttpResponse]


def pengelola(view: Lihat) -> Lihat:
    """Only for who decides; pages of the admin are kept by no cache."""

    @wraps(view)
    def jaga(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        boleh = request.user.has_perm(kueri.BOLEH_SETUJUI)
        return view(request, *args, **kwargs) if boleh else permission_denied(request)

    return never_cache(jaga)


def _kerangka(judul: str, ikon: str) -> dict[str, Any]:
    remah = [(reverse("wagtailadmin_home"), _("Beranda")), ("", judul)]
    return {
        "breadcrumbs_items": [{"url": alamat, "label": label} for alamat, label in remah],
        "header_title": judul,
        "header_icon": ikon,
    }


@pengelola
@require_GET
def daftar_usulan(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first."""
    isi = _kerangka(_("Usulan aplikasi"), "tasks") | {"usulan": kueri.usulan_menunggu()}
    return render(request, "layanan_links_kelola/usulan.html", isi)


@pengelola
@require_GET
def lihat_usulan(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal beside what citizens see now."""
    return _halaman_usulan(request, _usulan(pk), FormPutusan())


def _usulan(pk: int) -> Usulan:
    dasar = Usulan.objects.select_related("tautan__unit", "tautan__kategori", "diajukan_oleh", "diputus_oleh")
    return get_object_or_404(dasar, pk=pk)


def _halaman_usulan(request: HttpRequest, usulan: Usulan, form: FormPutusan, status: int = 200) -> HttpResponse:
    isi = _kerangka(str(usulan), "tasks") | {"usulan": usulan, "banding": banding(usulan), "form": form}
    return render(request, "layanan_links_kelola/usulan_satu.html", isi, status=status)


def banding(usulan: Usulan) -> list[dict[str, Any]]:
    """Field by field: now, then, and whether it differs. A new entry has no now."""
    lama = verba.isi_dari(usulan.tautan) if usulan.tautan.tayang else {}
    nama = {medan: getattr(Tautan._meta.get_field(medan), "verbose_name", medan) for medan in verba.MEDAN}
    return [
        {
            "nama": str(nama[medan]).capitalize(),
            "lama": _kata(medan, lama.get(medan)),
            "baru": _kata(medan, usulan.isi.get(medan)),
            "beda": not usulan.tautan.tayang or lama.get(medan) != usulan.isi.get(medan),
        }
        for medan in verba.MEDAN
    ]


def _kata(medan: str, nilai: Any) -> str:
    """A stored value as it is read on pages."""
    if medan == "unit":
        return str(Unit.objects.filter(pk=nilai).first() or "") if nilai else ""
    if medan == "kategori":
        return str(Kategori.objects.filter(pk=nilai).first() or nilai or "")
    pilihan = dict(Tautan._meta.get_field(medan).choices or [])  # type: ignore[union-attr]
    return str(pilihan.get(nilai, nilai or ""))


@pengelola
@require_POST
def putuskan(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or refuse."""
    usulan, form = _usulan(pk), FormPutusan(request.POST)
    if not form.is_valid():
        return _halaman_usulan(request, usulan, form, 422)
    try:
        kalimat = form.jalankan(usulan.pk, request.user)
    except verba.TidakDapat as galat:
        form.add_error(None, str(galat))
        return _halaman_usulan(request, usulan, form, 422)
    messages.success(request, kalimat)
    return redirect("usulan_aplikasi")


@pengelola
@require_GET
def daftar_kembar(request: HttpRequest) -> HttpResponse:
    """Pairs that look like one application."""
    isi = _kerangka(_("Aplikasi kembar"), "copy") | {"pasangan": kueri.kembar_menunggu()}
    return render(request, "layanan_links_kelola/kembar.html", isi)


@pengelola
@require_POST
def gabungkan(request: HttpRequest) -> HttpResponse:
    """Merge a pair, or remember that it is none."""
    form = FormGabung(request.POST)
    try:
        if form.is_valid():
            messages.success(request, form.jalankan(request.user))
        else:
            messages.error(request, _("Pilih dahulu aplikasi yang dipakai."))
    except verba.TidakDapat as galat:
        messages.error(request, str(galat))
    return redirect("kembar_aplikasi")


@never_cache
@require_POST
def periksa_sekarang(request: HttpRequest, pk: int) -> HttpResponse:
    """The worker looks at the link within a minute; whoever keeps the entry may ask for it."""
    tautan = get_object_or_404(kueri.untuk_pengelola(request.user), pk=pk)
    verba.minta_periksa(tautan=tautan)
    messages.success(request, _("Tautan diperiksa dalam satu menit. Muat ulang halaman ini untuk melihat hasilnya."))
    return redirect("aplikasi_dinas_modeladmin_inspect", tautan.pk)


ALAMAT: list[URLPattern] = [
    path("usulan-aplikasi/", daftar_usulan, name="usulan_aplikasi"),
    path("usulan-aplikasi/<int:pk>/", lihat_usulan, name="usulan_aplikasi_satu"),
    path("usulan-aplikasi/<int:pk>/putuskan/", putuskan, name="usulan_aplikasi_putuskan"),
    path("kembar-aplikasi/", daftar_kembar, name="kembar_aplikasi"),
    path("kembar-aplikasi/gabung/", gabungkan, name="kembar_aplikasi_gabung"),
    path("aplikasi_dinas/<int:pk>/periksa/", periksa_sekarang, name="periksa_aplikasi"),
]
