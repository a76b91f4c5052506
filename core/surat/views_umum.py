"""The citizen's download, and the public verification pages."""

import threading
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from core.akun.kebijakan import kebijakan
from core.permohonan.akses import milik_warga
from core.surat import arsip, kueri
from core.surat.forms import FormulirBerkas, FormulirKode
from core.surat.kunci import kepercayaan
from core.surat.models import Surat
from core.surat.validasi import ALASAN, Hasil, Putusan, nilai

# A strict check costs a second of processor: a crowd of uploads must not take the whole machine.
_loket = threading.BoundedSemaphore(2)
DETIK_ANTRE = 20


@kebijakan("warga")
@require_GET
def unduh(request: HttpRequest, permohonan: UUID) -> HttpResponse:
    """The published letter, for its owner."""
    surat = kueri.surat_terbit(milik_warga(request, permohonan))
    if surat is None:
        raise Http404
    jawab = HttpResponse(arsip.baca(surat.sha_kini), content_type="application/pdf")
    nama = slugify(f"{surat.judul} {surat.nomor.replace('/', '-').replace('.', '-')}")
    jawab["Content-Disposition"] = f'attachment; filename="{nama}.pdf"'
    return jawab


@kebijakan("publik")
@require_http_methods(["GET", "HEAD", "POST"])
def cek_masuk(request: HttpRequest) -> HttpResponse:
    """Type the code, or hand in the PDF."""
    if "kode" in request.GET:
        return _dengan_kode(request)
    if request.method != "POST":
        return _masuk(request)
    formulir = FormulirBerkas(request.POST, request.FILES)
    if not formulir.is_valid():
        return _masuk(request, formulir=formulir, status=422)
    hasil, surat = _nilai_bebas(formulir.cleaned_data["berkas"].read())
    return _masuk(request, hasil=hasil, surat=surat)


def _dengan_kode(request: HttpRequest) -> HttpResponse:
    formulir = FormulirKode(request.GET)
    if not formulir.is_valid():
        return _masuk(request, kode=formulir, status=422)
    return redirect("surat:cek", kode=formulir.cleaned_data["kode"])


def _masuk(request: HttpRequest, *, status: int = 200, **isi: Any) -> HttpResponse:
    isi = {"kode": FormulirKode(), "formulir": FormulirBerkas()} | isi
    return _publik(render(request, "surat/cek_masuk.html", isi, status=status))


@kebijakan("publik")
@require_http_methods(["GET", "HEAD", "POST"])
def cek(request: HttpRequest, kode: str) -> HttpResponse:
    """The state of one letter, what to compare, and the comparison with an uploaded PDF."""
    surat = kueri.surat_publik(kode_cek=kode)
    json = request.GET.get("format") == "json"
    if surat is None:
        if json:
            return _publik(JsonResponse({"keadaan": "tidak_dikenal"}, status=404))
        return _publik(render(request, "surat/cek_tidak_ada.html", {"kode": FormulirKode()}, status=404))
    if json and request.method != "POST":
        return _publik(JsonResponse(kueri.sebagai_json(surat)))
    return _satu(request, surat)


def _satu(request: HttpRequest, surat: Surat) -> HttpResponse:
    formulir, hasil, status = FormulirBerkas(), None, 200
    if request.method == "POST":
        formulir = FormulirBerkas(request.POST, request.FILES)
        if formulir.is_valid():
            # Certificates expire; whether they were good when the letter was signed is what counts.
            saat, arsip_ = surat.terbit_pada, {surat.sha_kini} if surat.terbit_pada else set()
            hasil = _nilai(formulir.cleaned_data["berkas"].read(), arsip_, saat)
        else:
            status = 422
    isi = {
        "surat": surat,
        "keadaan": kueri.keadaan(surat),
        "fakta": kueri.fakta(surat),
        "penanda": kueri.penanda(surat),
        "formulir": formulir,
        "hasil": hasil,
    }
    return _publik(render(request, "surat/cek.html", isi, status=status))


def _nilai_bebas(pdf: bytes) -> tuple[Hasil, Surat | None]:
    """The verdict when nobody said which letter it should be."""
    sha = sha256(pdf).hexdigest()
    surat = kueri.surat_publik(sha_kini=sha, terbit_pada__isnull=False)  # type: ignore[arg-type]
    return _nilai(pdf, {sha} if surat else set()), surat


def _nilai(pdf: bytes, sha_arsip: set[str], saat: datetime | None = None) -> Hasil:
    """One at a counter; who waits too long is asked to come again."""
    if not _loket.acquire(timeout=DETIK_ANTRE):
        return Hasil(Putusan.TIDAK_SAH, [str(ALASAN["terlalu_berat"])])
    try:
        return nilai(pdf, sha_arsip, kepercayaan(saat or timezone.now()))
    finally:
        _loket.release()


def _publik(jawab: HttpResponse) -> HttpResponse:
    """Not for search engines, not for caches: the state may change any minute."""
    jawab["X-Robots-Tag"] = "noindex, nofollow"
    jawab["Cache-Control"] = "no-store"
    return jawab
