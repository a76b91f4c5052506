"""Addresses of this room. The pages /mpp/ and /mpp/<place>/ themselves are Wagtail's."""

from django.urls import URLPattern, URLResolver, path

from mpp import views_kantor, views_pesan, views_umum

app_name = "mpp"
urlpatterns: list[URLPattern | URLResolver] = [
    path("mpp/instansi/<slug:kode>/", views_umum.instansi, name="instansi"),
    path("mpp/<slug:tempat>/layar/", views_umum.layar, name="layar"),
    path("mpp/<slug:tempat>/layar/data/", views_umum.layar_data, name="layar_data"),
    path("mpp/<slug:tempat>/antrean/", views_umum.pilih, name="pilih"),
    path("mpp/<slug:tempat>/antrean/<slug:layanan>/", views_pesan.pilih_hari, name="hari"),
    path("mpp/<slug:tempat>/antrean/<slug:layanan>/<str:hari>/", views_pesan.pesan, name="pesan"),
    path("antrean/", views_pesan.milik, name="milik"),
    path("antrean/<str:kode>/", views_pesan.tiket, name="tiket"),
    path("antrean/<str:kode>/batal/", views_pesan.batal, name="batal"),
    path("antrean/<str:kode>/pindah/", views_pesan.pindah, name="pindah"),
    path("antrean/<str:kode>/pindah/<str:hari>/", views_pesan.pindah_jam, name="pindah_jam"),
    path("antrean/<str:kode>/kalender.ics", views_pesan.ics, name="ics"),
    path("kantor/antrean/", views_kantor.daftar, name="loket"),
    path("kantor/antrean/<int:loket>/", views_kantor.meja, name="meja"),
    path("kantor/antrean/<int:loket>/panggil/", views_kantor.panggil, name="panggil"),
    path("kantor/antrean/<int:loket>/ambil/", views_kantor.ambil, name="ambil"),
    path("kantor/antrean/<int:loket>/karcis/<int:antrean>/", views_kantor.karcis, name="karcis"),
    path("kantor/antrean/<int:loket>/<int:antrean>/<slug:aksi>/", views_kantor.tindak, name="tindak"),
]
