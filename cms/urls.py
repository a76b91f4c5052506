"""Addresses beside Wagtail's pages: sheets for the wall, the sitemap, robots.txt."""

from django.urls import path

from cms import views_papan

app_name = "cms"
urlpatterns = [
    path("poster/", views_papan.pilih, name="poster"),
    path("poster/maklumat.pdf", views_papan.maklumat, name="poster_maklumat"),
    path("poster/<str:kode>/", views_papan.rinci, name="poster_desa"),
    path("poster/<str:kode>/<slug:jenis>.pdf", views_papan.unduh, name="poster_unduh"),
    path("sitemap.xml", views_papan.peta, name="peta"),
    path("robots.txt", views_papan.robots, name="robots"),
]
