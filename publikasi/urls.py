"""Addresses of this room; its pages are Wagtail's."""

from django.urls import path

from publikasi import views

app_name = "publikasi"
urlpatterns = [
    path("berita/rss/", views.umpan, name="umpan"),
    path("media/images/<path:nama>", views.gambar, name="gambar"),
]
