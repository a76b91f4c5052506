"""Addresses of the preview: the author's page, and the names of the citizen's pages that the templates link to."""

from django.urls import URLPattern, include, path

from core.permohonan import urls as permohonan
from core.surat import urls as surat
from pratinjau import views, warga

DI_SINI = {"langkah": warga.langkah, "berkas": warga.berkas, "periksa": warga.periksa}


def _ganti(pola: URLPattern) -> URLPattern:
    """The same address and name, answered by the preview."""
    return path(str(pola.pattern), DI_SINI.get(str(pola.name), warga.bukan_di_sini), name=pola.name)


urlpatterns = [
    path("", views.halaman, name="pratinjau"),
    path("sidik/", views.sidik, name="sidik"),
    path("lupakan/<slug:contoh>/", views.lupakan, name="lupakan"),
    path("pemeriksaan/", views.pemeriksaan, name="pemeriksaan"),
    path("cetakan/<slug:contoh>.pdf", views.surat_pdf, name="surat_pdf"),
    path("cetakan/<slug:contoh>/<int:nomor>.png", views.surat_png, name="surat_png"),
    path("", include(([_ganti(pola) for pola in permohonan.urlpatterns], "permohonan"))),
    path("", include(([_ganti(pola) for pola in surat.urlpatterns], "surat"))),
]
