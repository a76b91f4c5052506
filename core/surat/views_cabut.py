"""Withdraw or replace a published letter: one page each, for who may, after the password once more."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.akun.kebijakan import kebijakan
from core.permohonan.akses import milik_petugas
from core.permohonan.galat import Basi, TidakBoleh
from core.permohonan.models import Permohonan
from core.permohonan.pelaku import Pelaku
from core.permohonan.views_petugas import hitungan
from core.surat import verba_cabut
from core.surat.forms import FormulirCabut
from core.surat.kueri import boleh_mencabut, surat_terakhir
from core.surat.models import Surat


@kebijakan("petugas")
@require_http_methods(["GET", "POST"])
def cabut(request: HttpRequest, permohonan: UUID) -> HttpResponse:
    """Withdraw, and end the application."""
    return _untuk_yang_berwenang(request, permohonan, ganti=False)


@kebijakan("petugas")
@require_http_methods(["GET", "POST"])
def ganti(request: HttpRequest, permohonan: UUID) -> HttpResponse:
    """Withdraw, and have a new letter made."""
    return _untuk_yang_berwenang(request, permohonan, ganti=True)


def _untuk_yang_berwenang(request: HttpRequest, permohonan: UUID, *, ganti: bool) -> HttpResponse:
    """For everybody else the page does not exist."""
    p, akun = milik_petugas(request, permohonan), request.user
    surat = surat_terakhir(p)
    if surat is None or not boleh_mencabut(surat, akun):  # type: ignore[arg-type]
        raise Http404
    if request.method == "GET" and not surat.terbit:
        messages.info(request, _("Surat nomor %(nomor)s sudah dicabut.") % {"nomor": surat.nomor})
        return redirect("permohonan:periksa_petugas", id=p.pk)
    return _setelah_sandi(request, p, surat, ganti)


def _setelah_sandi(request: HttpRequest, p: Permohonan, surat: Surat, ganti: bool) -> HttpResponse:
    """The page, once the password was given lately; raises ReauthenticationRequired before.

    Imported late: the preview and the cage of a package load these addresses too, and have no tables of signing in.
    """
    from allauth.account.decorators import reauthentication_required

    jawab: HttpResponse = reauthentication_required(_halaman)(request, p, surat, ganti)
    return jawab


def _halaman(request: HttpRequest, p: Permohonan, surat: Surat, ganti: bool) -> HttpResponse:
    if request.method == "GET":
        return _tampil(request, p, surat, ganti, FormulirCabut(initial={"versi": p.versi}))
    formulir = FormulirCabut(request.POST)
    if not formulir.is_valid():
        return _tampil(request, p, surat, ganti, formulir, status=422)
    akun: Any = request.user
    isi = {nama: formulir.cleaned_data[nama] for nama in ("versi", "sebab", "keterangan")}
    kerjakan = verba_cabut.ganti if ganti else verba_cabut.cabut
    try:
        kerjakan(permohonan_id=p.pk, pelaku=Pelaku(akun), **isi)
    except (TidakBoleh, Basi) as galat:
        return _tampil(request, milik_petugas(request, p.pk), surat, ganti, formulir, pesan=galat.pesan, status=409)
    messages.success(request, _kalimat(ganti) % {"nomor": surat.nomor})
    return redirect("permohonan:periksa_petugas", id=p.pk)


def _kalimat(ganti: bool) -> str:
    if ganti:
        return _("Surat nomor %(nomor)s dicabut. Berkasnya kembali ke meja pertama untuk dibuatkan surat pengganti.")
    return _("Surat nomor %(nomor)s dicabut. Pemohon sudah dikabari.")


def _tampil(
    request: HttpRequest,
    p: Permohonan,
    surat: Surat,
    ganti: bool,
    formulir: FormulirCabut,
    *,
    pesan: str = "",
    status: int = 200,
) -> HttpResponse:
    """After a stale click the words stay, with the version of now: looked at again, they can be sent."""
    isi = {
        "p": p,
        "surat": surat,
        "ganti": ganti,
        "formulir": formulir,
        "versi": p.versi,
        "pesan": pesan,
        "hitungan": hitungan(request),
    }
    return render(request, "surat/cabut.html", isi, status=status)
