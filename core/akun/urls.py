from django.urls import URLPattern, path

from core.akun import views, views_daftar, views_kantor

app_name = "akun"
urlpatterns: list[URLPattern] = [
    path("daftar/", views_daftar.daftar, name="daftar"),
    path("daftar/langkah/<int:n>/", views_daftar.isi_langkah, name="langkah"),
    path("daftar/foto/<str:jenis>/", views_daftar.foto_draf, name="foto_draf"),
    path("daftar/selesai/", views_daftar.terdaftar, name="terdaftar"),
    path("akun/profil/", views.profil, name="profil"),
    path("akun/kontak/", views.kontak, name="kontak"),
    path("akun/foto/<str:jenis>/", views.foto_profil, name="foto_profil"),
    path("tampilan/", views.tampilan, name="tampilan"),
    path("kantor/warga/", views_kantor.antrean_warga, name="antrean_warga"),
    path("kantor/warga/<int:id>/", views_kantor.periksa_warga, name="periksa_warga"),
    path("kantor/warga/<int:id>/foto/<str:jenis>/", views_kantor.foto_warga, name="foto_warga"),
]
