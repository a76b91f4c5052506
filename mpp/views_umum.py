"""What everybody reads: bodies, what to choose, the wall of the hall."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.akun.kebijakan import kebijakan
from mpp import kueri, tampil
from mpp.models import Tempat
from sipraja.simpanan import boleh_disimpan


def tempat_ini(kode: str) -> Tempat:
    """A place that the public sees, or Http404."""
    return get_object_or_404(kueri.tempat_umum(), kode=kode)


@kebijakan("publik")
@boleh_disimpan
@require_safe
def instansi(request: HttpRequest, kode: str) -> HttpResponse:
    """One body: what it offers, and where."""
    ini = get_object_or_404(kueri.instansi_umum(), kode=kode)
    layanan = kueri.layanan_umum().filter(instansi=ini).order_by("kelompok__tempat__urutan", "nama", "pk")
    return render(request, "mpp/instansi.html", {"instansi": ini, "layanan": layanan})


@kebijakan("publik")
@boleh_disimpan
@require_safe
def pilih(request: HttpRequest, tempat: str) -> HttpResponse:
    """What the turn is for."""
    ini = tempat_ini(tempat)
    kartu = tampil.per_instansi(kueri.layanan_umum().filter(kelompok__tempat=ini))
    return render(request, "mpp/pilih.html", {"tempat": ini, "kartu": kartu})


@kebijakan("publik")
@never_cache
@require_safe
def layar(request: HttpRequest, tempat: str) -> HttpResponse:
    """The wall. Without a script it loads itself anew; with one it asks `layar_data`."""
    ini = tempat_ini(tempat)
    isi = {"tempat": ini, "layar": tampil.layar(ini, kueri.kini().date()), "kini": kueri.kini()}
    return render(request, "mpp/layar.html", isi)


@kebijakan("publik")
@never_cache
@require_safe
def layar_data(_request: HttpRequest, tempat: str) -> JsonResponse:
    """The same numbers for the script of the wall."""
    ini = tampil.layar(tempat_ini(tempat), kueri.kini().date())
    return JsonResponse({"dipanggil": ini.dipanggil, "berikut": ini.berikut})
