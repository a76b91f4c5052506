"""Pages: the bell, the development outbox, and health."""

from pathlib import Path
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.akun.kebijakan import kebijakan
from core.akun.models import Pengguna
from core.notifikasi import kueri, sehat, verba
from core.notifikasi.kotak import baca_kotak
from core.notifikasi.models import SUREL, Pesan
from core.notifikasi.teks import tautan


def _pembaca(request: HttpRequest) -> Pengguna:
    """Who reads; the policy "masuk" lets nobody else through."""
    return cast(Pengguna, request.user)


def _bilangan(teks: str | None) -> int | None:
    """A positive number from a query or form, or None; nothing a visitor types here is an error."""
    return int(teks) if teks and teks.isascii() and teks.isdigit() and len(teks) <= 18 else None


@kebijakan("masuk")
@require_safe
def lonceng(request: HttpRequest) -> HttpResponse:
    """The reader's messages, newest first."""
    lini, lanjut = kueri.halaman_lonceng(_pembaca(request), _bilangan(request.GET.get("sebelum")))
    data = {"lini": lini, "lanjut": lanjut, "ada_baru": any(satu.baru for satu in lini)}
    return render(request, "notifikasi/lonceng.html", data)


@kebijakan("masuk")
@require_POST
def dibaca(request: HttpRequest) -> HttpResponse:
    """Mark all messages up to the newest one the reader saw as read."""
    verba.tandai_dibaca(pengguna=request.user, sampai=_bilangan(request.POST.get("sampai")))
    return redirect("notifikasi:lonceng")


@kebijakan("masuk")
@require_POST
def buka(request: HttpRequest, nomor: int) -> HttpResponse:
    """Mark one message as read and go to its page."""
    pesan = get_object_or_404(kueri.lonceng_milik(_pembaca(request)), pk=nomor)
    verba.tandai_dibaca(pengguna=request.user, pesan_id=pesan.pk)
    return redirect(tautan(pesan))


@kebijakan("publik")
@never_cache
@require_safe
def halaman_sehat(request: HttpRequest) -> JsonResponse:
    """Health as JSON; 503 when something hinders the work."""
    laporan = sehat.laporan()
    return JsonResponse(laporan, status=200 if laporan["sehat"] else 503)


@kebijakan("publik")
@require_safe
def kotak_keluar(request: HttpRequest) -> HttpResponse:
    """E-mails written in a demonstration. There is no such page anywhere else."""
    if not settings.DEMO:
        raise Http404
    menunggu = Pesan.objects.filter(saluran=SUREL).exclude(status="terkirim").order_by("-id")[:50]
    surel = baca_kotak(Path(settings.EMAIL_FILE_PATH))
    return render(request, "notifikasi/kotak_keluar.html", {"surel": surel, "menunggu": menunggu})
