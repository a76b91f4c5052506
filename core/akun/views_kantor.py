"""The desa office compares new citizens with their photos."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core.akun import kueri, pilihan, verba
from core.akun.aturan import ALASAN_TOLAK, Basi, data_berubah, peringatan
from core.akun.kebijakan import kebijakan
from core.akun.medan import MedanTeks
from core.akun.models import Warga
from core.akun.ringkasan import ringkasan_warga
from core.akun.titipan import ambil, titip
from core.berkas.verba import sajikan
from core.wilayah.peran import OPERATOR_DESA

SARING = (
    (pilihan.MENUNGGU, gettext_lazy("Menunggu")),
    (pilihan.TERVERIFIKASI, gettext_lazy("Diterima")),
    (pilihan.DITOLAK, gettext_lazy("Ditolak")),
)
FOTO = {"ktp": gettext_lazy("Foto KTP"), "kk": gettext_lazy("Foto Kartu Keluarga")}


class FormTolak(forms.Form):
    """Why a registration is rejected; the citizen reads these very words."""

    use_required_attribute = False
    alasan = MedanTeks(
        label=gettext_lazy("Alasan, seperti yang akan dibaca warga"),
        max_length=300,
        help_text=gettext_lazy("Tulis apa yang perlu diperbaiki."),
        error_messages={"required": gettext_lazy("Tulis alasan supaya warga tahu apa yang perlu diperbaiki")},
        widget=forms.Textarea({"rows": 3}),
    )


def _milik(request: HttpRequest, id: int) -> Warga:
    """A citizen of this officer's desa; anybody else's does not exist here."""
    return get_object_or_404(kueri.untuk_petugas(request.penugasan), pk=id)  # type: ignore[attr-defined]


@kebijakan("petugas", peran=OPERATOR_DESA)
@require_safe
def antrean_warga(request: HttpRequest) -> HttpResponse:
    """Who waits, longest first."""
    status = request.GET.get("status", pilihan.MENUNGGU)
    if status not in dict(pilihan.STATUS_WARGA):
        raise Http404
    semua = kueri.untuk_petugas(request.penugasan)  # type: ignore[attr-defined]
    baris = kueri.antrean(semua, status, request.GET.get("sesudah", ""))
    halaman, lanjut = baris[: kueri.SEHALAMAN], ""
    if len(baris) > kueri.SEHALAMAN:
        lanjut = "?" + urlencode({"status": status, "sesudah": kueri.kunci_warga(halaman[-1])})
    isi = {"baris": halaman, "status": status, "pilihan": SARING, "lanjut": lanjut}
    return render(request, "akun/antrean_warga.html", isi)


@kebijakan("petugas", peran=OPERATOR_DESA)
@require_http_methods(["GET", "HEAD", "POST"])
def periksa_warga(request: HttpRequest, id: int) -> HttpResponse:
    """All data beside the photos, and the two decisions."""
    warga = _milik(request, id)
    form = _form_tolak(request)
    if request.method == "POST" and (request.POST.get("aksi") == "terima" or form.is_valid()):
        return _putuskan(request, warga, form)
    return render(request, "akun/periksa_warga.html", _isi(warga, form), status=422 if form.errors else 200)


def _form_tolak(request: HttpRequest) -> FormTolak:
    """With the reason just sent, or the one kept when the session had ended or a colleague was faster."""
    if request.POST.get("aksi") == "tolak":
        return FormTolak(request.POST)
    titipan = ambil(request) if request.method == "GET" else None
    return FormTolak(initial={"alasan": titipan.get("alasan", "")} if titipan else None)


def _isi(warga: Warga, form: FormTolak) -> dict[str, Any]:
    """Context of the page."""
    return {
        "warga": warga,
        "bagian": ringkasan_warga(warga),
        "peringatan": peringatan(warga),
        "foto": [(jenis, judul, getattr(warga, f"foto_{jenis}")) for jenis, judul in FOTO.items()],
        "form": form,
        "contoh": ALASAN_TOLAK,
        "cap": warga.didaftarkan.isoformat(),
    }


def _cap(request: HttpRequest) -> datetime:
    """When the data that this officer saw was sent in."""
    try:
        cap = parse_datetime(request.POST.get("cap", ""))
    except ValueError:
        cap = None
    if cap is None:
        raise data_berubah()
    return cap


def _putuskan(request: HttpRequest, warga: Warga, form: FormTolak) -> HttpResponse:
    """One verb, and back to the queue; a stale click is told who was faster."""
    terima = request.POST.get("aksi") == "terima"
    alasan = "" if terima else form.cleaned_data["alasan"]
    try:
        verba.periksa(
            warga_id=warga.pk,
            petugas=request.user,  # type: ignore[arg-type]
            terima=terima,
            didaftarkan=_cap(request),
            alasan=alasan,
        )
    except Basi as basi:
        titip(request)
        messages.warning(request, basi.pesan)
        return redirect("akun:periksa_warga", id=warga.pk)
    kalimat = _("%(nama)s diterima.") if terima else _("%(nama)s ditolak. Alasannya sudah dikabarkan.")
    messages.success(request, kalimat % {"nama": warga.pengguna.nama})
    return redirect("akun:antrean_warga")


@kebijakan("petugas", peran=OPERATOR_DESA)
@require_safe
def foto_warga(request: HttpRequest, id: int, jenis: str) -> HttpResponseBase:
    """A photo of KTP or KK, for the desa that verifies it."""
    berkas = getattr(_milik(request, id), f"foto_{jenis}", None) if jenis in FOTO else None
    if berkas is None:
        raise Http404
    return sajikan(berkas, f"{jenis}{'.jpg' if berkas.adalah_gambar else '.pdf'}")
