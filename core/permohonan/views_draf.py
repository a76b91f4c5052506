"""Before any page of a draft is shown: is its service still open, and is there a newer version of it?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from core.permohonan import draf, verba
from core.permohonan.akses import milik_warga, warga_ini
from core.permohonan.alur import Alur
from core.permohonan.aturan import Status
from core.permohonan.models import Permohonan

Tampilan = Callable[..., HttpResponse]


def draf_kini(selamatkan: Callable[..., None]) -> Callable[[Tampilan], Tampilan]:
    """Decorator of the pages that fill in a draft: moves it to the version of now, or says that the service is closed.

    ``selamatkan`` first stores what was sent from the page of the old version: nothing typed is lost by the move.
    """

    def hias(tampilan: Tampilan) -> Tampilan:
        @wraps(tampilan)
        def bungkus(request: HttpRequest, id: UUID, **isi: Any) -> HttpResponse:
            p = milik_warga(request, id)
            kini, keadaan = draf.hubungan(p) if p.status == Status.DRAF else (None, draf.SAMA)
            if keadaan == draf.SAMA or request.headers.get("X-Simpan") == "otomatis":
                return tampilan(request, id, **isi)
            selamatkan(request, Alur(p), **isi)
            if kini is None or keadaan == draf.TUTUP:
                return halaman_tutup(request, milik_warga(request, id), keadaan)
            verba.majukan_versi(permohonan_id=id, warga=warga_ini(request), layanan=kini)
            return redirect(_sesudah_maju(request, id))

        return bungkus

    return hias


def _sesudah_maju(request: HttpRequest, id: UUID) -> str:
    """To the check page when he was about to send, else to the first page with something to fill in."""
    if request.path == reverse("permohonan:periksa", args=[id]):
        return request.path
    return Alur(milik_warga(request, id)).lanjutkan()


def halaman_tutup(request: HttpRequest, p: Permohonan, keadaan: str) -> HttpResponse:
    """The draft can be read and thrown away; nothing can be sent."""
    kini, _keadaan = draf.hubungan(p)
    alur = Alur(p)
    isi = {
        "p": p,
        "layanan": kini or alur.layanan,
        "keadaan": keadaan,
        "bagian": alur.ringkasan(),
    }
    return render(request, "permohonan/tutup.html", isi, status=200 if request.method == "GET" else 409)
