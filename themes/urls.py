"""Addresses that belong to the look. The service worker must live at the root: its scope is its folder."""

from django.urls import path

from themes import sumber, views

app_name = "themes"
urlpatterns = [
    path("sw.js", views.pekerja, name="pekerja"),
    path("aplikasi.webmanifest", views.manifes, name="manifes"),
    path("sumber/", sumber.unduh, name="sumber"),
    path("luring/", views.luring, name="luring"),
    path("pengembang/komponen/", views.komponen, name="komponen"),
]
