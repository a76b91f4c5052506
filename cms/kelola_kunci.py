"""The admin's pages about signing keys: officers and their keys, how offices sign, the seals of organisations.

Only for who holds the admin's seat of the kabupaten. Passphrases and PINs are used in the request and shown nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin.auth import permission_denied
from wagtail.log_actions import log

from cms import kelola_kunci_forms as formulir
from cms.kelola_kunci_tampil import baris_pejabat, baris_segel, fakta
from cms.menu import SubmenuBerizin
from core.permohonan.galat import TidakBoleh
from core.surat import kueri_kunci, masa_kunci, verba_kunci
from core.surat.kueri_kunci import Pejabat
from core.surat.models import KunciSegel

Lihat = Callable[..., HttpResponse]
SEHALAMAN = 50


def berizin(view: Lihat) -> Lihat:
    """Only for the admins of the kabupaten; others are told so by Wagtail. No cache keeps these pages."""

    @wraps(view)
    def jaga(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if kueri_kunci.boleh_kelola(request.user) else permission_denied(request)

    return never_cache(sensitive_post_parameters("frasa", "sandi")(jaga))


def _bingkai(judul: str, *akhir: tuple[str, str]) -> dict[str, Any]:
    """Title and breadcrumbs, from the list of officers on."""
    semua = [(reverse("wagtailadmin_home"), _("Beranda")), (reverse("kunci_pejabat"), _("Kunci pejabat")), *akhir]
    remah = [{"url": alamat, "label": label} for alamat, label in semua]
    return {"header_title": judul, "header_icon": "key", "breadcrumbs_items": remah}


# --- Officers ---------------------------------------------------------------------------------------------------------


@berizin
@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    """Everybody who signs today, those whose key needs somebody first."""
    cari = request.GET.get("cari", "").strip()[:80]
    semua = kueri_kunci.para_pejabat(timezone.localdate(), cari)
    halaman = Paginator(semua, SEHALAMAN).get_page(request.GET.get("p"))
    isi = {
        "baris": [baris_pejabat(satu) for satu in halaman],
        "halaman": halaman,
        "cari": cari,
        "jumlah": len(semua),
        "perlu": sum(satu.keadaan.kode != masa_kunci.Kode.BAIK for satu in semua),
    }
    return render(request, "kelola_kunci/daftar.html", isi | _bingkai(_("Kunci tanda tangan pejabat")))


def _pejabat(pk: int) -> Pejabat:
    if satu := kueri_kunci.pejabat(pk):
        return satu
    raise Http404


@berizin
@require_GET
def rinci(request: HttpRequest, pk: int) -> HttpResponse:
    """One officer: the key in use, its certificate, and those before it."""
    return _rinci(request, _pejabat(pk))


def _rinci(request: HttpRequest, satu: Pejabat) -> HttpResponse:
    isi = {
        "baris": baris_pejabat(satu),
        "fakta": fakta(satu),
        "riwayat": kueri_kunci.riwayat(pengguna=satu.pengguna),
        "cara": formulir.CARA,
        "dapat_dihentikan": satu.kunci and satu.keadaan.boleh and not satu.keadaan.jauh,
    }
    nama = satu.pengguna.nama
    return render(request, "kelola_kunci/rinci.html", isi | _bingkai(nama, ("", nama)))


@berizin
@require_POST
def segarkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask BSrE, if its last word is older than an hour."""
    if kunci := _pejabat(pk).kunci:
        masa_kunci.segarkan(kunci)
    return redirect("kunci_pejabat_rinci", pk)


@berizin
@require_http_methods(["GET", "POST"])
def daftarkan(request: HttpRequest, pk: int, cara: str) -> HttpResponse:
    """Register a key for this officer: a .p12, a device, or BSrE."""
    satu = _pejabat(pk)
    kelas = formulir.PEJABAT.get(cara)
    if kelas is None:
        raise Http404
    form = kelas(request.POST or None, request.FILES or None)
    if kunci := _jalankan(form, pengguna=satu.pengguna, oleh=request.user):
        log(kunci, "wagtail.edit", user=request.user, title=satu.pengguna.nama)
        _sambut(request, kunci)
        return redirect("kunci_pejabat_rinci", pk)
    isi = {"form": form, "balik": reverse("kunci_pejabat_rinci", args=[pk]), "pejabat": satu}
    bingkai = _bingkai(form.judul, (isi["balik"], satu.pengguna.nama), ("", form.judul))
    return render(request, "kelola_kunci/isi.html", isi | bingkai, status=422 if form.errors else 200)


def _jalankan(form: formulir.FormKunci, **isi: Any) -> Any:
    """The row when the form was sent and its verb agreed; a refusal becomes an error of the form."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return form.jalankan(**isi)
    except TidakBoleh as galat:
        form.add_error(None, galat.pesan)
        return None


def _sambut(request: HttpRequest, kunci: Any) -> None:
    """What to compare: whose certificate it is, as it names itself."""
    if kunci.sertifikat is None:
        messages.success(request, _("Tersimpan. Sertifikatnya tercatat saat tanda tangan pertama."))
        return
    messages.success(request, _("Tersimpan. Sertifikat atas nama: %(nama)s") % {"nama": kunci.sertifikat.subjek})


@berizin
@require_POST
def hentikan(request: HttpRequest, pk: int) -> HttpResponse:
    """A key that was lost signs no more."""
    satu = _pejabat(pk)
    try:
        kunci = verba_kunci.hentikan_kunci(pengguna=satu.pengguna, oleh=request.user)
    except TidakBoleh as galat:
        messages.error(request, galat.pesan)
    else:
        log(kunci, "wagtail.edit", user=request.user, title=satu.pengguna.nama)
        messages.success(request, _("Kunci dihentikan. Surat yang sudah ditandatangani tetap sah."))
    return redirect("kunci_pejabat_rinci", pk)


# --- Offices ----------------------------------------------------------------------------------------------------------


@berizin
@require_http_methods(["GET", "POST"])
def penggerak(request: HttpRequest) -> HttpResponse:
    """How the officers of an office sign who have no key of their own."""
    form = formulir.FormPenggerak(request.POST or None)
    if form.is_bound and form.is_valid():
        form.jalankan(oleh=request.user)
        messages.success(request, _("Tersimpan."))
        return redirect("kunci_penggerak")
    isi = {"form": form, "baris": kueri_kunci.para_penggerak()}
    bingkai = _bingkai(_("Cara tanda tangan per kantor"), ("", _("Per kantor")))
    return render(request, "kelola_kunci/penggerak.html", isi | bingkai, status=422 if form.errors else 200)


# --- Seals ------------------------------------------------------------------------------------------------------------


@berizin
@require_GET
def segel(request: HttpRequest) -> HttpResponse:
    """Seals of organisations and their state."""
    isi = {"baris": [baris_segel(*satu) for satu in kueri_kunci.para_segel()], "cara": formulir.CARA_SEGEL}
    return render(request, "kelola_kunci/segel.html", isi | _bingkai(_("Segel elektronik"), ("", _("Segel"))))


@berizin
@require_http_methods(["GET", "POST"])
def pasang_segel(request: HttpRequest, cara: str) -> HttpResponse:
    """Install the seal of an office, or replace it."""
    kelas = formulir.SEGEL.get(cara)
    if kelas is None:
        raise Http404
    form = kelas(request.POST or None, request.FILES or None)
    if kunci := _jalankan(form, oleh=request.user):
        log(kunci, "wagtail.edit", user=request.user, title=kunci.nama)
        _sambut(request, kunci)
        return redirect("kunci_segel")
    isi = {"form": form, "balik": reverse("kunci_segel")}
    bingkai = _bingkai(form.judul, (isi["balik"], _("Segel")), ("", form.judul))
    return render(request, "kelola_kunci/isi.html", isi | bingkai, status=422 if form.errors else 200)


@berizin
@require_POST
def nonaktifkan_segel(request: HttpRequest, pk: int) -> HttpResponse:
    """New letters of that office go without a seal."""
    verba_kunci.nonaktifkan_segel(segel_id=pk, oleh=request.user)
    if kunci := KunciSegel.objects.filter(pk=pk).first():
        log(kunci, "wagtail.edit", user=request.user, title=kunci.nama)
    messages.success(request, _("Segel dinonaktifkan. Surat baru kantor itu terbit tanpa segel."))
    return redirect("kunci_segel")


ALAMAT: list[URLPattern] = [
    path("kunci/", daftar, name="kunci_pejabat"),
    path("kunci/per-kantor/", penggerak, name="kunci_penggerak"),
    path("kunci/segel/", segel, name="kunci_segel"),
    path("kunci/segel/pasang/<slug:cara>/", pasang_segel, name="kunci_segel_pasang"),
    path("kunci/segel/<int:pk>/nonaktifkan/", nonaktifkan_segel, name="kunci_segel_nonaktifkan"),
    path("kunci/<int:pk>/", rinci, name="kunci_pejabat_rinci"),
    path("kunci/<int:pk>/segarkan/", segarkan, name="kunci_pejabat_segarkan"),
    path("kunci/<int:pk>/hentikan/", hentikan, name="kunci_pejabat_hentikan"),
    path("kunci/<int:pk>/daftarkan/<slug:cara>/", daftarkan, name="kunci_pejabat_daftarkan"),
]


def _boleh(request: HttpRequest) -> bool:
    return kueri_kunci.boleh_kelola(request.user)


def menu() -> SubmenuBerizin:
    """Officers, offices and seals, below one heading."""
    isi = [
        (gettext_lazy("Kunci pejabat"), reverse("kunci_pejabat"), "key"),
        (gettext_lazy("Cara per kantor"), reverse("kunci_penggerak"), "home"),
        (gettext_lazy("Segel elektronik"), reverse("kunci_segel"), "success"),
    ]
    return SubmenuBerizin(gettext_lazy("Kunci TTE"), boleh=_boleh, isi=isi, icon_name="key", order=260)
