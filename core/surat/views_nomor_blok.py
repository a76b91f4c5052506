"""Numbers for letters on paper: take a block, print its sheet, enter afterwards what became of each number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.akun.kebijakan import kebijakan
from core.akun.titipan import ambil
from core.permohonan.galat import TidakBoleh
from core.surat import kueri_nomor as kueri
from core.surat import verba_nomor
from core.surat.aturan_nomor import PENCATAT
from core.surat.forms_nomor import FormAlasan, FormBlok, FormKertas
from core.surat.models import BlokNomor, SuratKertas
from core.surat.views_nomor import kantor_ini, kode, pelaku_ini

PETUGAS_BUKU = sorted(PENCATAT)
TERAKHIR = 50  # blocks on the list; older ones are found in the book


def _blok(request: HttpRequest, blok: int) -> BlokNomor:
    """A block of an office where this officer keeps the book, or Http404."""
    return get_object_or_404(kueri.blok_kantor([satu.pk for satu in kantor_ini(request)]), pk=blok)


def _nomor(request: HttpRequest, blok: int, urut: int) -> SuratKertas:
    """One number of it, or Http404."""
    milik = _blok(request, blok)
    kertas = get_object_or_404(SuratKertas, blok=milik, urut=urut)
    kertas.blok = milik
    return kertas


def _coba(form: Any, verba: Callable[[], object]) -> bool:
    """Run the verb; a refusal stands above the form, which keeps what was typed."""
    try:
        verba()
    except TidakBoleh as galat:
        form.add_error(None, galat.pesan)
        return False
    return True


def _masukan(request: HttpRequest) -> Any:
    """What was sent, or what was typed before the session ended."""
    return request.POST if request.method == "POST" else ambil(request)


@kebijakan("petugas", PETUGAS_BUKU)
@require_GET
def daftar_blok(request: HttpRequest) -> HttpResponse:
    """The last blocks, with what is still to be entered."""
    kantor = kantor_ini(request)
    return render(request, "surat/nomor_daftar.html", {"semua": kueri.blok_kantor([k.pk for k in kantor])[:TERAKHIR]})


@kebijakan("petugas", PETUGAS_BUKU)
@require_http_methods(["GET", "HEAD", "POST"])
def blok_baru(request: HttpRequest) -> HttpResponse:
    """Take the next numbers, then show their sheet."""
    kantor = kantor_ini(request)
    register = sorted({satu for unit in kantor for satu in kueri.register_kantor(unit)})
    form = FormBlok(_masukan(request), kantor=kantor, register=register, initial={"register": kueri.UMUM})
    if request.method == "POST" and form.is_valid():
        hasil: list[BlokNomor] = []
        isi = form.cleaned_data | {"pelaku": pelaku_ini(request)}
        if _coba(form, lambda: hasil.append(verba_nomor.sediakan_blok(**isi))):
            return redirect("surat:blok", blok=hasil[0].pk)
    return render(request, "surat/nomor_blok_baru.html", {"form": form}, status=kode(form))


@kebijakan("petugas", PETUGAS_BUKU)
@require_GET
def blok(request: HttpRequest, blok: int) -> HttpResponse:
    """The numbers of one block and what became of them."""
    milik = _blok(request, blok)
    semua = milik.surat_kertas.select_related("dicatat_oleh").order_by("urut")
    return render(request, "surat/nomor_blok.html", {"blok": milik, "semua": semua})


@kebijakan("petugas", PETUGAS_BUKU)
@require_GET
def lembar(request: HttpRequest, blok: int) -> HttpResponse:
    """The sheet to fill in by hand while there is no network."""
    milik = _blok(request, blok)
    naskah = sorted({(n.klasifikasi, n.judul) for n in kueri.naskah_kantor(milik.unit, milik.register)})
    isi = {"blok": milik, "semua": milik.surat_kertas.order_by("urut"), "naskah": naskah}
    return render(request, "surat/nomor_lembar.html", isi)


@kebijakan("petugas", PETUGAS_BUKU)
@require_http_methods(["GET", "HEAD", "POST"])
def catat(request: HttpRequest, blok: int, urut: int) -> HttpResponse:
    """Enter the paper letter of one number."""
    kertas = _nomor(request, blok, urut)
    naskah = kueri.naskah_kantor(kertas.blok.unit, kertas.blok.register)
    form = FormKertas(_masukan(request), blok=kertas.blok, naskah=naskah, initial=_dari_sebelumnya(kertas))
    if request.method == "POST" and form.is_valid():
        isi = form.isi() | {"blok_id": blok, "urut": urut, "pelaku": pelaku_ini(request)}
        if _coba(form, lambda: verba_nomor.catat_surat_kertas(**isi)):
            return _berikutnya(request, kertas, _("Nomor urut %(urut)s tercatat.") % {"urut": urut})
    return render(request, "surat/nomor_catat.html", {"form": form, "k": kertas}, status=_kode(form, kertas))


def _dari_sebelumnya(kertas: SuratKertas) -> dict[str, str]:
    """Who signed the letter before has probably signed this one."""
    dicatat = SuratKertas.objects.filter(blok=kertas.blok, status=SuratKertas.Status.TERPAKAI)
    terakhir = dicatat.order_by("-dicatat", "-urut").first()
    return {"penanda": terakhir.penanda} if terakhir else {}


def _berikutnya(request: HttpRequest, kertas: SuratKertas, kalimat: str) -> HttpResponse:
    """On to the next empty line of the sheet, or back to the block."""
    messages.success(request, kalimat)
    belum = SuratKertas.objects.filter(blok=kertas.blok, status=SuratKertas.Status.BELUM, urut__gt=kertas.urut)
    lanjut = belum.order_by("urut").first()
    if lanjut:
        return redirect("surat:catat", blok=kertas.blok_id, urut=lanjut.urut)
    return redirect("surat:blok", blok=kertas.blok_id)


def _kode(form: Any, kertas: SuratKertas) -> int:
    """409 for a number that somebody has entered meanwhile."""
    return 409 if form.is_bound and kertas.status != SuratKertas.Status.BELUM else kode(form)


@kebijakan("petugas", PETUGAS_BUKU)
@require_http_methods(["GET", "HEAD", "POST"])
def tidak_dipakai(request: HttpRequest, blok: int, urut: int) -> HttpResponse:
    """Say why one number went to no letter."""
    kertas = _nomor(request, blok, urut)
    form = FormAlasan(_masukan(request))
    if request.method == "POST" and form.is_valid():
        isi = {"blok_id": blok, "urut": urut, "alasan": form.cleaned_data["alasan"], "pelaku": pelaku_ini(request)}
        if _coba(form, lambda: verba_nomor.batalkan_nomor_blok(**isi)):
            return _berikutnya(request, kertas, _("Nomor urut %(urut)s dicatat tidak dipakai.") % {"urut": urut})
    isi = {"form": form, "k": kertas, "blok": kertas.blok}
    return render(request, "surat/nomor_tidak.html", isi, status=_kode(form, kertas))


@kebijakan("petugas", PETUGAS_BUKU)
@require_http_methods(["GET", "HEAD", "POST"])
def sisa(request: HttpRequest, blok: int) -> HttpResponse:
    """Close a block: the numbers not entered were not used."""
    milik = _blok(request, blok)
    if not milik.belum:  # type: ignore[attr-defined]
        raise Http404
    form = FormAlasan(_masukan(request))
    if request.method == "POST" and form.is_valid():
        jumlah: list[int] = []
        isi = {"blok_id": blok, "alasan": form.cleaned_data["alasan"], "pelaku": pelaku_ini(request)}
        if _coba(form, lambda: jumlah.append(verba_nomor.batalkan_sisa_blok(**isi))):
            messages.success(request, _("%(n)s nomor dicatat tidak dipakai.") % {"n": jumlah[0]})
            return redirect("surat:blok", blok=blok)
    return render(request, "surat/nomor_tidak.html", {"form": form, "blok": milik}, status=kode(form))
