"""Dossier and proof bundle: made on request, streamed, kept by nobody's cache."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from core.akun.kebijakan import kebijakan
from core.permohonan.akses import milik_petugas, milik_warga, petugas_ini
from core.permohonan.galat import TidakBoleh, _
from core.permohonan.models import Permohonan
from core.permohonan.pelaku import Pelaku
from core.permohonan.verba import catat_lihat
from core.surat import berkas_lengkap as jilidan
from core.surat.bersih import NaskahGagal
from core.surat.kueri_arsip import pernah_terbit
from core.surat.verba_arsip import PEMOHON, PETUGAS, susun_bundel

# A dossier of a hundred uploads takes seconds of processor: two at a time leave the machine to the others.
_loket = threading.BoundedSemaphore(2)
DETIK_ANTRE = 20


@contextmanager
def _antre() -> Iterator[None]:
    if not _loket.acquire(timeout=DETIK_ANTRE):
        raise TidakBoleh(_("Sedang banyak berkas yang dibuat. Coba lagi sebentar lagi."))
    try:
        yield
    finally:
        _loket.release()


def _dibuka(request: HttpRequest, permohonan: UUID) -> Permohonan:
    """A file this officer may open, or Http404. The citizen can read that it was looked at."""
    akun: Any = request.user
    p = milik_petugas(request, permohonan)
    catat_lihat(permohonan_id=p.pk, pelaku=Pelaku(akun))
    return p


def _kirim(request: HttpRequest, p: Permohonan, buat: Callable[[], IO[bytes]], nama: str) -> HttpResponseBase:
    """The file, or back to the page of the application with the reason. Names hold the number, never a NIK."""
    try:
        with _antre():
            isi = buat()
    except (TidakBoleh, NaskahGagal) as galat:
        messages.error(request, galat.pesan)
        return redirect("permohonan:periksa_petugas", id=p.pk)
    return _unduhan(isi, nama)


def _unduhan(isi: IO[bytes], nama: str) -> FileResponse:
    jawab = FileResponse(isi, as_attachment=True, filename=nama)
    jawab["X-Content-Type-Options"] = "nosniff"
    jawab["Cache-Control"] = "private, no-store"
    return jawab


@kebijakan("petugas")
@require_GET
def berkas(request: HttpRequest, permohonan: UUID) -> HttpResponseBase:
    """The whole file as one PDF."""
    p = _dibuka(request, permohonan)
    kursi = petugas_ini(request)[0]
    pembuat = f"{kursi.pengguna.nama}, {kursi.nama_jabatan}"
    return _kirim(request, p, lambda: jilidan.susun(p, pembuat), f"berkas-{p.nomor}.pdf")


@kebijakan("petugas")
@require_GET
def bukti(request: HttpRequest, permohonan: UUID) -> HttpResponseBase:
    """The proof bundle, with the event chain."""
    p = _dibuka(request, permohonan)
    return _kirim(request, p, lambda: susun_bundel(permohonan=p, lingkup=PETUGAS), f"bukti-{p.nomor}.zip")


@kebijakan("warga")
@require_GET
def bukti_pemohon(request: HttpRequest, permohonan: UUID) -> HttpResponseBase:
    """The citizen's own bundle: the letters and what proves them, without the chain."""
    p = milik_warga(request, permohonan)
    if not pernah_terbit(p):
        raise Http404
    return _unduhan(susun_bundel(permohonan=p, lingkup=PEMOHON), f"bukti-{p.nomor}.zip")
