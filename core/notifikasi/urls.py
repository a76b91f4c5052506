from django.urls import path

from core.notifikasi import views

app_name = "notifikasi"
urlpatterns = [
    path("lonceng/", views.lonceng, name="lonceng"),
    path("lonceng/dibaca/", views.dibaca, name="dibaca"),
    path("lonceng/<int:nomor>/", views.buka, name="buka"),
    path("sehat/", views.halaman_sehat, name="sehat"),
    path("pengembang/kotak-keluar/", views.kotak_keluar, name="kotak_keluar"),
]
