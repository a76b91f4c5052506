"""Addresses of this room."""

from django.urls import URLPattern, URLResolver

app_name = "layanan_links"
urlpatterns: list[URLPattern | URLResolver] = []
