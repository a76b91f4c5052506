"""Addresses of this room. All read, nothing writes; whatever else is asked below gets a problem, not a page."""

from typing import Any

from django.urls import URLPattern, URLResolver, path, re_path

from api import galat, views, views_berita, views_isi, views_layanan, views_wilayah
from core.akun.kebijakan import kebijakan
from sipraja.simpanan import boleh_disimpan


def _umum(view: Any) -> Any:
    return kebijakan("publik")(boleh_disimpan(view.as_view()))


app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", _umum(views.AwalView), name="awal"),
    path("schema/", _umum(views.SkemaView), name="skema"),
    path("katalog/", _umum(views_layanan.KatalogView), name="katalog"),
    path("layanan/", _umum(views_layanan.DaftarLayananView), name="layanan"),
    path("layanan/<slug:kode>/", _umum(views_layanan.LayananView), name="layanan_satu"),
    path("wilayah/", _umum(views_wilayah.WilayahView), name="wilayah"),
    path("tautan/", _umum(views_isi.TautanView), name="tautan"),
    path("mpp/", _umum(views_isi.MppView), name="mpp"),
    path("peristiwa/", _umum(views_isi.PeristiwaView), name="peristiwa"),
    path("halaman/", _umum(views_isi.DaftarHalamanView), name="halaman"),
    path("halaman/<int:id>/", _umum(views_isi.HalamanView), name="halaman_satu"),
    path("berita/", _umum(views_berita.BeritaView), name="berita"),
    re_path(r"^(?P<sisa>.*)$", kebijakan("publik")(galat.tidak_ada), name="tidak_ada"),
]
