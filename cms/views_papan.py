"""Posters: choose a desa, download its sheets. Also the sitemap and robots.txt of the public pages."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps.views import sitemap as peta_wagtail

from cms import papan
from cms.peta_situs import PetaSitus
from core.akun.kebijakan import kebijakan
from core.wilayah.models import Wilayah
from publikasi.dasar import di_situs_ini
from publikasi.models import MaklumatPage
from sipraja.simpanan import boleh_disimpan

DESA = (Wilayah.Tingkat.DESA, Wilayah.Tingkat.KELURAHAN)
TERTUTUP = ("/kelola/", "/akun/", "/permohonan/", "/kantor/", "/lonceng/", "/cari/", "/tampilan/")


@kebijakan("publik")
@require_safe
@boleh_disimpan
def pilih(request: HttpRequest) -> HttpResponse:
    """All kecamatan; with `?kec=`, the desa of one."""
    kecamatan = Wilayah.objects.filter(tingkat=Wilayah.Tingkat.KECAMATAN).order_by("nama")
    terpilih = next((satu for satu in kecamatan if satu.kode == request.GET.get("kec")), None)
    desa = Wilayah.objects.filter(induk=terpilih, tingkat__in=DESA).order_by("nama") if terpilih else []
    return render(request, "cms/poster.html", {"kecamatan": kecamatan, "terpilih": terpilih, "desa": desa})


@kebijakan("publik")
@require_safe
@boleh_disimpan
def rinci(request: HttpRequest, kode: str) -> HttpResponse:
    """The sheets of one desa."""
    desa = _desa(kode)
    return render(request, "cms/poster_desa.html", {"desa": desa, "jumlah": len(papan.layanan_desa())})


@kebijakan("publik")
@require_safe
def unduh(request: HttpRequest, kode: str, jenis: str) -> HttpResponse:
    """One sheet as PDF."""
    if jenis not in papan.JENIS:
        raise Http404
    desa = _desa(kode)
    isi = papan.poster(desa) if jenis == "poster" else papan.sop(desa)
    return _pdf(isi, f"{jenis}-{slugify(desa.nama_lengkap)}")


@kebijakan("publik")
@require_safe
def maklumat(request: HttpRequest) -> HttpResponse:
    """The promise of service as PDF."""
    semua = di_situs_ini(MaklumatPage.objects.live().public())
    halaman = semua.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if halaman is None:
        raise Http404
    return _pdf(papan.maklumat(halaman), "maklumat-pelayanan")


def _desa(kode: str) -> Wilayah:
    return get_object_or_404(Wilayah.objects.select_related("induk"), kode=kode, tingkat__in=DESA)


def _pdf(isi: bytes, nama: str) -> HttpResponse:
    jawaban = HttpResponse(isi, content_type="application/pdf")
    jawaban["Content-Disposition"] = f'inline; filename="{nama}.pdf"'
    jawaban["Cache-Control"] = "public, max-age=300"
    return jawaban


@kebijakan("publik")
@require_safe
@boleh_disimpan
def peta(request: HttpRequest) -> HttpResponseBase:
    """/sitemap.xml"""
    return peta_wagtail(request, sitemaps={"halaman": PetaSitus})


@kebijakan("publik")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """/robots.txt: a demonstration is not for search engines at all."""
    larang = ["/"] if settings.DEMO else TERTUTUP
    baris = ["User-agent: *", *(f"Disallow: {jalur}" for jalur in larang)]
    baris += ["", f"Sitemap: {settings.ALAMAT_SITUS}/sitemap.xml", ""]
    return HttpResponse("\n".join(baris), content_type="text/plain; charset=utf-8")
