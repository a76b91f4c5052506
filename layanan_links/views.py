"""Public pages of the register. They set no cookie, and whom a click belongs to is nobody's business."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from core.akun.kebijakan import kebijakan
from layanan_links import alamat, kueri, tampil, verba
from layanan_links.models import Tautan
from sipraja.simpanan import boleh_disimpan

PILIHAN_KEADAAN = (
    (kueri.BISA, gettext_noop("Bisa dibuka")),
    (kueri.RUSAK, gettext_noop("Sedang tidak bisa dibuka")),
    (kueri.TANPA_ALAMAT, gettext_noop("Alamat belum diketahui")),
)


def _tautan(kode: str) -> Tautan:
    """An entry that citizens see, or one that was merged into such an entry. Raises Http404."""
    dasar = Tautan.objects.select_related("kategori", "unit", "kesehatan", "digabung_ke")
    return get_object_or_404(dasar, kode=kode, keadaan__in=[Tautan.Keadaan.TAYANG, Tautan.Keadaan.DIGABUNG])


def _ke_pengganti(tautan: Tautan, rute: str) -> HttpResponse | None:
    """The old address of a merged entry leads to the kept one. Raises Http404 when that is gone as well."""
    kini = tautan.digabung_ke
    if kini is None:
        return None
    if not kini.tayang:
        raise Http404
    return redirect(rute, kini.kode, permanent=True)


@kebijakan("publik")
@boleh_disimpan
@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    """All applications: search and filters are a GET form."""
    saringan = kueri.Saringan.dari(request.GET)
    semua = tampil.daftar(saringan)
    isi: dict[str, Any] = {
        "kartu": semua.kartu,
        "jumlah": semua.jumlah,
        "lanjut": _alamat(request, sesudah=semua.lanjut) if semua.lanjut else "",
        "mula": _alamat(request) if saringan.sesudah else "",
        "saringan": saringan,
        "pilihan": kueri.pilihan(),
        "biaya": [satu for satu in Tautan.Biaya.choices if satu[0]],
        "keadaan": [(kode, _(nama)) for kode, nama in PILIHAN_KEADAAN],
    }
    return render(request, "layanan_links/daftar.html", isi)


def _alamat(request: HttpRequest, **ganti: str) -> str:
    """This list with the same filters, from another entry on."""
    data = request.GET.copy()
    data.pop("sesudah", None)
    data.update(ganti)
    return f"?{data.urlencode()}"


@kebijakan("publik")
@require_safe
def rinci(request: HttpRequest, kode: str) -> HttpResponse:
    """One application: what for, whose, how to get in, and how its link is doing."""
    tautan = _tautan(kode)
    if pindah := _ke_pengganti(tautan, "layanan_links:rinci"):
        return pindah
    isi = {
        "tautan": tautan,
        "keadaan": tampil.keadaan(tautan),
        "fakta": tampil.fakta(tautan),
        "host": alamat.host(tautan.alamat),
        "grafik": tampil.grafik_kini(tautan),
    }
    return render(request, "layanan_links/rinci.html", isi)


@kebijakan("publik")
@require_safe
def buka(request: HttpRequest, kode: str) -> HttpResponse:
    """Count one more, and go. The target is what Bagian Pemerintahan approved; nothing of the request is in it."""
    tautan = _tautan(kode)
    if pindah := _ke_pengganti(tautan, "layanan_links:buka"):
        return pindah
    if not tautan.alamat or tautan.kesehatan.mencurigakan:
        return redirect("layanan_links:rinci", tautan.kode)
    if request.method == "GET":
        verba.catat_klik(tautan_id=tautan.pk)
    jawab = HttpResponseRedirect(tautan.alamat)
    jawab["Referrer-Policy"] = "no-referrer"
    jawab["Cache-Control"] = "no-store"
    return jawab
