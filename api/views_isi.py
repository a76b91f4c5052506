"""Links, halls, life events and editors' pages. Only what the public sees on the site anyway."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from api import bentuk, isi_lain
from api.dasar import PANJANG_CARI, PANJANG_KUNCI, Param, ParamDaftar, Umum, halaman
from api.skema import jawaban
from cms.models import LayananPage
from layanan_links import kueri as kueri_tautan
from mpp import kueri as kueri_mpp
from peristiwa import kueri as kueri_peristiwa


def asal(request: Request) -> str:
    """Scheme and host of the site that was asked."""
    return request.build_absolute_uri("/")[:-1]


class ParamTautan(ParamDaftar):
    """Filters of the register."""

    q = serializers.CharField(required=False, max_length=PANJANG_CARI, help_text="Tiap kata harus ada.")
    kategori = serializers.SlugField(required=False, max_length=PANJANG_KUNCI)
    kantor = serializers.RegexField(
        r"^[a-z0-9.-]+\Z", required=False, max_length=PANJANG_KUNCI, help_text="Kode kantor pemilik."
    )
    biaya = serializers.ChoiceField(["gratis", "berbayar"], required=False)


class TautanView(Umum):
    """The register of applications."""

    parameter = ParamTautan

    @extend_schema(
        operation_id="tautan", summary="Aplikasi perangkat daerah", parameters=[ParamTautan],
        responses=jawaban(bentuk.berhalaman(bentuk.Tautan)), tags=["tautan"],
    )  # fmt: skip
    def get(self, request: Request, **kunci: Any) -> Any:
        """Aplikasi yang tayang, berurut kode, dengan keadaan tautannya."""
        return super().get(request, **kunci)

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        saring = kueri_tautan.Saringan(
            q=" ".join(param.get("q", "").split()), kategori=param.get("kategori", ""), biaya=param.get("biaya", "")
        )
        semua = kueri_tautan.untuk_umum().filter(saring.syarat(), kode__gt=param.get("sesudah", ""))
        if kantor := param.get("kantor"):
            semua = semua.filter(unit__kode=kantor)
        baris = list(semua.order_by("kode")[: param["banyak"] + 1])
        potong = baris[: param["banyak"]]
        lanjut = potong[-1].kode if len(baris) > len(potong) else ""
        return halaman(request, [isi_lain.tautan(asal(request), satu) for satu in potong], lanjut)


class MppView(Umum):
    """Halls with counters."""

    parameter = ParamDaftar

    @extend_schema(
        operation_id="mpp", summary="Mal Pelayanan Publik", parameters=[ParamDaftar],
        responses=jawaban(bentuk.berhalaman(bentuk.Mpp)), tags=["mpp"],
    )  # fmt: skip
    def get(self, request: Request, **kunci: Any) -> Any:
        """Tempat, jam buka, hari tutup, loket, dan layanan di loket, berurut kode."""
        return super().get(request, **kunci)

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        semua = kueri_mpp.untuk_umum().filter(kode__gt=param.get("sesudah", "")).order_by("kode")
        baris = list(semua[: param["banyak"] + 1])
        potong = baris[: param["banyak"]]
        isi = [isi_lain.tempat(asal(request), satu, timezone.localdate()) for satu in potong]
        return halaman(request, isi, potong[-1].kode if len(baris) > len(potong) else "")


class PeristiwaView(Umum):
    """Life events."""

    @extend_schema(
        operation_id="peristiwa", summary="Peristiwa hidup", parameters=[Param],
        responses=jawaban(bentuk.berhalaman(bentuk.Peristiwa)), tags=["layanan"],
    )  # fmt: skip
    def get(self, request: Request, **kunci: Any) -> Any:
        """Peristiwa yang terbit, seperti menikah atau pindah, berurut seperti di situs, dengan langkahnya; sekaligus.

        Teksnya ditulis penyunting dan berbahasa Indonesia. Layanan yang sedang ditutup tidak disebut.
        """
        return super().get(request, **kunci)

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        semua = kueri_peristiwa.untuk_umum()
        return halaman(request, [isi_lain.peristiwa(asal(request), satu) for satu in semua], "")


# --- Pages ------------------------------------------------------------------------------------------------------------


class ParamHalaman(ParamDaftar):
    """Filters of the pages."""

    sesudah = serializers.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, help_text="Nomor butir terakhir halaman sebelumnya."
    )
    jenis = serializers.SlugField(
        required=False, max_length=PANJANG_KUNCI, help_text="Seperti yang disebut di butirnya."
    )


def situs_umum(request: Request, bahasa: str) -> tuple[str, PageQuerySet[Page]]:
    """Path of the site's home page, and the published pages below it that everybody may read, in one language.

    Services are left out: they have their own list.
    """
    situs = Site.find_for_request(request._request)
    if situs is None:
        return "", Page.objects.none()
    akar = situs.root_page
    if akar.locale.language_code != bahasa:
        akar = akar.get_translations().filter(locale__language_code=bahasa).first()
    if akar is None:
        return "", Page.objects.none()
    dalam = Page.objects.live().public().descendant_of(akar, inclusive=True).not_type(LayananPage)
    return akar.url_path, dalam


class DaftarHalamanView(Umum):
    """Editors' pages."""

    parameter = ParamHalaman

    @extend_schema(
        operation_id="daftar_halaman", summary="Halaman situs", parameters=[ParamHalaman],
        responses=jawaban(bentuk.berhalaman(bentuk.HalamanRingkas)), tags=["halaman"],
    )  # fmt: skip
    def get(self, request: Request, **kunci: Any) -> Any:
        """Halaman yang terbit dan untuk umum, berurut nomor. Halaman layanan ada di /api/v1/layanan/."""
        return super().get(request, **kunci)

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        akar, semua = situs_umum(request, param["bahasa"])
        semua = semua.filter(pk__gt=param.get("sesudah", 0)).order_by("pk")
        if jenis := param.get("jenis"):
            semua = semua.filter(content_type__model__in=[jenis, f"{jenis}page"])
        baris = list(semua[: param["banyak"] + 1])
        potong = baris[: param["banyak"]]
        isi = [isi_lain.halaman(asal(request), akar, param["bahasa"], satu) for satu in potong]
        return halaman(request, isi, str(potong[-1].pk) if len(baris) > len(potong) else "")


class HalamanView(Umum):
    """One page."""

    @extend_schema(
        operation_id="halaman", summary="Satu halaman dengan isinya", parameters=[Param],
        responses=jawaban(bentuk.Halaman, 404), tags=["halaman"],
    )  # fmt: skip
    def get(self, request: Request, **kunci: Any) -> Any:
        """Isi sebagai blok: teks, dan teks kaya sebagai HTML sederhana."""
        return super().get(request, **kunci)

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        akar, semua = situs_umum(request, param["bahasa"])
        satu = semua.filter(pk=kunci["id"]).specific().first()
        if satu is None:
            raise Http404
        ringkas = isi_lain.halaman(asal(request), akar, param["bahasa"], satu)
        return ringkas | {"isi": isi_lain.isi_halaman(request._request, satu)}
