"""The officer at a counter. Which counters somebody may open is decided by `kueri.loket_petugas` alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.akun.kebijakan import kebijakan
from core.permohonan.akses import petugas_ini
from core.permohonan.galat import TidakBoleh
from mpp import aturan, kueri, tampil, verba, verba_loket
from mpp.forms import FormAmbil
from mpp.models import Antrean, Loket
from mpp.views_pesan import qr

SEHALAMAN = 30


def _loket(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The counter in the address, if it is one of the officer's; Http404 otherwise."""

    @wraps(view)
    def bungkus(request: HttpRequest, loket: int, **kwargs: Any) -> HttpResponse:
        return view(request, get_object_or_404(kueri.loket_petugas(petugas_ini(request)), pk=loket), **kwargs)

    return bungkus


def _antrean(loket: Loket, pk: int) -> Antrean:
    """A turn of this counter's queue today, or Http404."""
    dasar = Antrean.objects.select_related("kelompok__tempat", "layanan")
    return get_object_or_404(dasar, pk=pk, kelompok=loket.kelompok, hari=kueri.kini().date())


@kebijakan("petugas")
@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    """The counters of this officer."""
    return render(request, "mpp/kantor_daftar.html", {"loket": kueri.loket_petugas(petugas_ini(request))})


@kebijakan("petugas")
@require_safe
@_loket
def meja(request: HttpRequest, loket: Loket) -> HttpResponse:
    """Today's queue of one counter."""
    return _meja(request, loket)


def _meja(request: HttpRequest, loket: Loket, form: FormAmbil | None = None, status: int = 200) -> HttpResponse:
    saat, kelompok = kueri.kini(), loket.kelompok_id
    menunggu = kueri.menunggu(kelompok, saat.date()).select_related("kelompok", "layanan")
    baris, lanjut = kueri.sehalaman(menunggu, request.GET.get("sesudah", ""), SEHALAMAN)
    isi = {
        "loket": loket,
        "sekarang": kueri.di_loket(loket, saat.date()),
        "baris": baris,
        "lanjut": lanjut,
        "ringkas": _ringkas(kueri.ringkas_hari(kelompok, saat.date())),
        "absen": kueri.tidak_hadir(kelompok, saat.date())[:SEHALAMAN],
        "kini": saat.time(),
        "form": form or FormAmbil(kelompok_id=kelompok),
    }
    return render(request, "mpp/kantor_meja.html", isi, status=status)


def _ringkas(jumlah: dict[str, int]) -> list[tuple[str, int]]:
    """The figures above the list."""
    semua = ((_("Menunggu"), aturan.MENUNGGU), (_("Selesai"), aturan.SELESAI), (_("Tidak hadir"), aturan.TIDAK_HADIR))
    return [(kata, jumlah.get(status, 0)) for kata, status in semua]


def _kerjakan(request: HttpRequest, loket: Loket, perbuatan: Callable[[], object]) -> HttpResponse:
    """Do it and show the counter again; a refusal is one sentence above it."""
    try:
        perbuatan()
    except TidakBoleh as galat:
        messages.warning(request, galat.pesan)
    return redirect("mpp:meja", loket=loket.pk)


@kebijakan("petugas")
@require_POST
@_loket
def panggil(request: HttpRequest, loket: Loket) -> HttpResponse:
    """Call whoever is next."""
    saat = kueri.kini()
    return _kerjakan(request, loket, lambda: verba_loket.panggil_berikut(loket=loket, petugas=request.user, saat=saat))


@kebijakan("petugas")
@require_POST
@_loket
def tindak(request: HttpRequest, loket: Loket, antrean: int, aksi: str) -> HttpResponse:
    """One step of one turn."""
    if aksi not in aturan.LANGKAH:
        raise Http404
    ini, saat = _antrean(loket, antrean), kueri.kini()
    if aksi == aturan.PANGGIL:
        isi: dict[str, Any] = {"loket": loket, "antrean": ini, "petugas": request.user, "saat": saat}
        return _kerjakan(request, loket, lambda: verba_loket.panggil_nomor(**isi))
    return _kerjakan(request, loket, lambda: verba_loket.langkah(loket=loket, antrean=ini, aksi=aksi, saat=saat))


@kebijakan("petugas")
@require_http_methods(["POST"])
@_loket
def ambil(request: HttpRequest, loket: Loket) -> HttpResponse:
    """A turn for somebody who stands here; its ticket is printed."""
    form = FormAmbil(request.POST, kelompok_id=loket.kelompok_id)
    if not form.is_valid():
        return _meja(request, loket, form, 422)
    try:
        antrean = verba.ambil_di_tempat(layanan=form.cleaned_data["layanan"], saat=kueri.kini())
    except TidakBoleh as galat:
        form.add_error(None, galat.pesan)
        return _meja(request, loket, form, 409)
    return redirect("mpp:karcis", loket=loket.pk, antrean=antrean.pk)


@kebijakan("petugas")
@require_safe
@_loket
def karcis(request: HttpRequest, loket: Loket, antrean: int) -> HttpResponse:
    """The paper ticket of a turn taken in the hall."""
    ini = _antrean(loket, antrean)
    if ini.asal != Antrean.Asal.LOKET or not ini.kode:
        raise Http404  # the ticket of somebody at home is his own
    isi = {"loket": loket, "antrean": ini, "qr": qr(ini), "jam": tampil.slot_teks(ini.mulai, ini.selesai)}
    return render(request, "mpp/karcis.html", isi)
