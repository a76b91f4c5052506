"""The citizen's download, and the public check: by code, by QR, by upload; as a page, as JSON, and as a print."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from core.akun.kebijakan import kebijakan
from core.permohonan.akses import milik_warga
from core.surat import arsip, kueri, kueri_cek, kuota
from core.surat.forms import FormulirBerkas, FormulirKode
from core.surat.kueri_json import putusan_json, surat_json
from core.surat.kunci import kepercayaan
from core.surat.models import Surat
from core.surat.validasi import Hasil, nilai

# A strict check costs a second of processor: a crowd of uploads must not take the whole machine.
_loket = threading.BoundedSemaphore(2)
DETIK_ANTRE = 20


class LoketPenuh(Exception):
    """Nobody had time to look at the file. That is no verdict on it."""


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


# --- Every answer of the check ----------------------------------------------------------------------------------------


def _umum(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Counted per address; not for search engines, not for caches: the state may change any minute.

    Without a CSRF token: nothing is stored, and the programs of a bank hold no cookie of ours.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def bungkus(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            detik = kuota.tunggu(request)
            jawab = _penuh(request, detik, 429) if detik else view(request, *args, **kwargs)
        except LoketPenuh:
            jawab = _penuh(request, DETIK_ANTRE, 503)
        jawab["X-Robots-Tag"] = "noindex, nofollow"
        jawab["Cache-Control"] = "no-store"
        patch_vary_headers(jawab, ["Accept"])
        return jawab

    return bungkus


def _minta_json(request: HttpRequest) -> bool:
    """Asked for in the address, or as the type a program prefers."""
    pilihan = request.get_preferred_type(["text/html", "application/json"])
    return request.GET.get("format") == "json" or pilihan == "application/json"


def _penuh(request: HttpRequest, detik: int, status: int) -> HttpResponse:
    """Come again in so many seconds."""
    if status == 429:
        kalimat = _("Terlalu banyak pemeriksaan dari jaringan Anda. Coba lagi dalam %(n)s detik.") % {"n": detik}
    else:
        kalimat = _("Banyak berkas sedang diperiksa. Berkas Anda belum diperiksa; coba lagi sebentar lagi.")
    if _minta_json(request):
        jawab: HttpResponse = JsonResponse({"galat": "coba_lagi", "kalimat": kalimat, "tunggu": detik}, status=status)
    else:
        jawab = render(request, "surat/cek_penuh.html", {"kalimat": kalimat}, status=status)
    jawab["Retry-After"] = str(detik)
    return jawab


def _salah(formulir: Any) -> JsonResponse:
    """What a program sent wrongly, in words."""
    galat = {nama: [str(p) for p in pesan] for nama, pesan in formulir.errors.items()}
    return JsonResponse({"galat": "isian", "isian": galat}, status=422)


# --- Without saying which letter --------------------------------------------------------------------------------------


@kebijakan("publik")
@_umum
def cek_masuk(request: HttpRequest) -> HttpResponse:
    """Type the code, or hand in the PDF."""
    if request.method == "POST":
        return _unggah(request)
    if "kode" in request.GET or _minta_json(request):
        return _dengan_kode(request)
    return _masuk(request)


def _dengan_kode(request: HttpRequest) -> HttpResponse:
    formulir = FormulirKode(request.GET)
    if not formulir.is_valid():
        return _salah(formulir) if _minta_json(request) else _masuk(request, kode=formulir, status=422)
    jawab = redirect("surat:cek", kode=formulir.cleaned_data["kode"])
    if request.GET.get("format") == "json":
        jawab["Location"] += "?format=json"
    return jawab


def _unggah(request: HttpRequest) -> HttpResponse:
    """The verdict, and the letter that this file is, or begins with."""
    formulir = FormulirBerkas(request.POST, request.FILES)
    if not formulir.is_valid():
        return _salah(formulir) if _minta_json(request) else _masuk(request, formulir=formulir, status=422)
    pdf = formulir.cleaned_data["berkas"].read()
    cocok = kueri_cek.surat_berkas(pdf)
    return _jawab(request, _periksa(pdf, cocok), cocok or kueri_cek.surat_asal(pdf), "surat/cek_masuk.html")


def _masuk(request: HttpRequest, *, status: int = 200, **isi: Any) -> HttpResponse:
    isi = {"kode": FormulirKode(), "formulir": FormulirBerkas()} | isi
    return render(request, "surat/cek_masuk.html", isi, status=status)


# --- One letter -------------------------------------------------------------------------------------------------------


@kebijakan("publik")
@_umum
def cek(request: HttpRequest, kode: str) -> HttpResponse:
    """The state of one letter, what to compare, and the comparison with an uploaded PDF."""
    surat = kueri_cek.surat_publik(kode_cek=kode)
    if surat is None:
        return _tidak_dikenal(request)
    if request.method == "POST":
        return _bandingkan(request, surat)
    if _minta_json(request):
        return JsonResponse(surat_json(surat))
    return render(request, "surat/cek.html", _isi_surat(surat) | {"formulir": FormulirBerkas()})


def _tidak_dikenal(request: HttpRequest) -> HttpResponse:
    if _minta_json(request):
        return JsonResponse({"keadaan": "tidak_dikenal"}, status=404)
    return render(request, "surat/cek_tidak_ada.html", {"kode": FormulirKode()}, status=404)


def _bandingkan(request: HttpRequest, surat: Surat) -> HttpResponse:
    """Is this file that letter? Another original is another letter, whatever QR stands on it (threat T6)."""
    formulir = FormulirBerkas(request.POST, request.FILES)
    if not formulir.is_valid():
        if _minta_json(request):
            return _salah(formulir)
        return render(request, "surat/cek.html", _isi_surat(surat) | {"formulir": formulir}, status=422)
    pdf = formulir.cleaned_data["berkas"].read()
    return _jawab(request, _periksa(pdf, surat), surat, "surat/cek.html")


def _isi_surat(surat: Surat | None) -> dict[str, Any]:
    """What the page says of a letter, and the line that makes a print of it a proof."""
    bukti = {"diperiksa": kueri_cek.saat(timezone.now())}
    if surat is None:
        return bukti
    return bukti | {
        "surat": surat,
        "keadaan": kueri_cek.keadaan(surat),
        "fakta": kueri_cek.fakta(surat),
        "penanda": kueri_cek.penanda(surat),
        "segel": kueri_cek.segel(surat),
        "tingkat": kueri_cek.tingkat(surat),
    }


# --- The verdict on a file --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Diperiksa:
    """A file that was looked at: the verdict, its fingerprint, and the published letter whose very bytes it is."""

    hasil: Hasil
    sha: str
    cocok: Surat | None


def _periksa(pdf: bytes, surat: Surat | None) -> Diperiksa:
    """Compare with one letter, or with none: then only its signatures speak."""
    bentuk = kueri_cek.bentuk_terbit(surat) if surat else set()
    return Diperiksa(_nilai(pdf, bentuk), sha256(pdf).hexdigest(), kueri_cek.surat_berkas(pdf))


def _nilai(pdf: bytes, bentuk: set[str]) -> Hasil:
    """One at a counter. Raises LoketPenuh for who would wait too long."""
    if not _loket.acquire(timeout=DETIK_ANTRE):
        raise LoketPenuh
    try:
        return nilai(pdf, bentuk, kepercayaan())  # certificates expire: each signature is judged at its own time
    finally:
        _loket.release()


def _jawab(request: HttpRequest, diperiksa: Diperiksa, surat: Surat | None, templat: str) -> HttpResponse:
    if _minta_json(request):
        return JsonResponse(putusan_json(diperiksa.hasil, surat, diperiksa.cocok))
    isi = {"kode": FormulirKode(), "formulir": FormulirBerkas(), "hasil": diperiksa.hasil, "sha": diperiksa.sha}
    isi["cocok"] = diperiksa.cocok
    return render(request, templat, isi | _isi_surat(surat))
