"""The signing desk: freeze, read, sign."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.akun.kebijakan import kebijakan
from core.layanan.kait import Tolak
from core.permohonan.akses import milik_petugas, petugas_ini
from core.permohonan.galat import Basi, TidakBoleh
from core.permohonan.models import Permohonan
from core.permohonan.pelaku import Pelaku
from core.permohonan.verba import catat_lihat, pastikan_boleh_ttd
from core.surat import arsip, verba
from core.surat.forms import FormulirTandaTangan
from core.surat.gambar import halaman_png
from core.surat.kueri import surat_kini
from core.surat.kueri_massal import berikut
from core.surat.models import StatusSurat, Surat, TandaTangan

MENOLAK = (TidakBoleh, Basi, Tolak, verba.NaskahGagal)


def _pelaku(request: HttpRequest) -> Pelaku:
    akun: Any = request.user
    return Pelaku(akun)


def _ke_berkas(request: HttpRequest, permohonan: Permohonan, galat: Any) -> HttpResponse:
    """Back to the application with the reason."""
    messages.error(request, galat.pesan)
    return redirect("permohonan:periksa_petugas", id=permohonan.pk)


@kebijakan("petugas")
@require_POST
def siapkan(request: HttpRequest, permohonan: UUID) -> HttpResponse:
    """Number and freeze, then show."""
    p = milik_petugas(request, permohonan)
    try:
        verba.siapkan(permohonan_id=p.pk, pelaku=_pelaku(request))
    except MENOLAK as galat:
        return _ke_berkas(request, p, galat)
    return redirect("surat:tandatangan", permohonan=p.pk)


@kebijakan("petugas")
@sensitive_post_parameters("frasa")
@require_http_methods(["GET", "HEAD", "POST"])
def tandatangan(request: HttpRequest, permohonan: UUID) -> HttpResponse:
    """The frozen letter, page by page, and the passphrase."""
    p = milik_petugas(request, permohonan)
    if request.method == "POST":
        return _bubuhkan(request, p)
    try:
        pastikan_boleh_ttd(permohonan=p, pelaku=_pelaku(request))
    except TidakBoleh as galat:
        return _ke_berkas(request, p, galat)
    catat_lihat(permohonan_id=p.pk, pelaku=_pelaku(request))
    return _halaman(request, p)


@sensitive_variables("frasa", "formulir")
def _bubuhkan(request: HttpRequest, p: Permohonan) -> HttpResponse:
    """Sign; every refusal leads to a page that says what to do next."""
    formulir = FormulirTandaTangan(request.POST)
    if not formulir.is_valid():
        return _halaman(request, p, formulir, status=422)
    sha, frasa = formulir.cleaned_data["sha"], formulir.cleaned_data["frasa"]
    try:
        surat = verba.tandatangani(permohonan_id=p.pk, pelaku=_pelaku(request), frasa=frasa, sha_dilihat=sha)
    except verba.PenandaGagal as galat:
        formulir.add_error("frasa", galat.pesan)
        return _halaman(request, p, formulir, status=422)
    except verba.SuratBerubah as galat:
        messages.warning(request, galat.pesan)
        return _halaman(request, p, status=409)
    except MENOLAK as galat:
        return _ke_berkas(request, p, galat)
    messages.success(request, _kalimat_selesai(surat))
    if "antrean" in request.POST:
        return redirect("surat:antrean")
    return redirect("permohonan:periksa_petugas", id=p.pk)


def _kalimat_selesai(surat: Surat) -> str:
    if surat.tanda_tangan.filter(status=TandaTangan.Status.MENUNGGU_SEGEL).exists():
        kalimat = _("Surat nomor %(nomor)s sudah Anda tandatangani; menunggu segel elektronik, lalu terbit sendiri.")
    else:
        kalimat = _("Surat nomor %(nomor)s sudah Anda tandatangani.")
    return kalimat % {"nomor": surat.nomor}


def _halaman(
    request: HttpRequest, p: Permohonan, formulir: FormulirTandaTangan | None = None, *, status: int = 200
) -> HttpResponse:
    surat = surat_kini(p)
    beku = surat is not None and surat.status in {StatusSurat.BEKU, StatusSurat.DITANDATANGANI}
    if beku and formulir is None:
        formulir = FormulirTandaTangan(initial={"sha": surat.sha_kini if surat else ""})
    isi = {"permohonan": p, "surat": surat if beku else None, "formulir": formulir} | _antrean(request, p)
    return render(request, "surat/tandatangan.html", isi, status=status)


def _antrean(request: HttpRequest, p: Permohonan) -> dict[str, Any]:
    """Leafing through the queue: where the next letter is."""
    if "antrean" not in request.GET and "antrean" not in request.POST:
        return {}
    return {"antrean": True, "berikut": berikut(petugas_ini(request), p)}


def _surat_beku(request: HttpRequest, permohonan: UUID) -> Surat:
    """The letter of a file this officer may open, or Http404."""
    surat = surat_kini(milik_petugas(request, permohonan))
    if surat is None or not surat.sha_kini:
        raise Http404
    return surat


@kebijakan("petugas")
@require_GET
def pratinjau(request: HttpRequest, permohonan: UUID) -> HttpResponse:
    """The very bytes that would be signed."""
    surat = _surat_beku(request, permohonan)
    isi = arsip.baca(surat.sha_kini)
    verba.catat_baca(surat=surat, pengguna=_pelaku(request).pengguna, halaman=range(1, surat.halaman + 1))
    jawab = HttpResponse(isi, content_type="application/pdf")
    jawab["Content-Disposition"] = "inline"
    return jawab


@kebijakan("petugas")
@require_GET
def halaman(request: HttpRequest, permohonan: UUID, n: int) -> HttpResponse:
    """One page of them as a picture."""
    surat = _surat_beku(request, permohonan)
    try:
        gambar = halaman_png(arsip.baca(surat.sha_kini), n)
    except IndexError:
        raise Http404 from None
    verba.catat_baca(surat=surat, pengguna=_pelaku(request).pengguna, halaman=[n])
    return HttpResponse(gambar, content_type="image/png")
