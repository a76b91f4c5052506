"""Addresses of this room."""

from django.urls import path

from layanan_links import views

app_name = "layanan_links"
urlpatterns = [
    path("tautan/", views.daftar, name="daftar"),
    path("tautan/<slug:kode>/", views.rinci, name="rinci"),
    path("tautan/<slug:kode>/buka/", views.buka, name="buka"),
]
