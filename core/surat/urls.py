"""Addresses of letters: the signing desk, the citizen's download, the public verification."""

from django.urls import path

from core.surat import views_cabut, views_petugas, views_umum

app_name = "surat"
urlpatterns = [
    path("kantor/surat/<uuid:permohonan>/siapkan/", views_petugas.siapkan, name="siapkan"),
    path("kantor/surat/<uuid:permohonan>/tandatangan/", views_petugas.tandatangan, name="tandatangan"),
    path("kantor/surat/<uuid:permohonan>/pratinjau/", views_petugas.pratinjau, name="pratinjau"),
    path("kantor/surat/<uuid:permohonan>/halaman/<int:n>/", views_petugas.halaman, name="halaman"),
    path("kantor/surat/<uuid:permohonan>/cabut/", views_cabut.cabut, name="cabut"),
    path("kantor/surat/<uuid:permohonan>/ganti/", views_cabut.ganti, name="ganti"),
    path("surat/<uuid:permohonan>/unduh/", views_umum.unduh, name="unduh"),
    path("cek/", views_umum.cek_masuk, name="cek_masuk"),
    path("cek/<str:kode>/", views_umum.cek, name="cek"),
]
