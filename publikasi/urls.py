"""Addresses of this room."""

from django.urls import URLPattern, URLResolver

app_name = "publikasi"
urlpatterns: list[URLPattern | URLResolver] = []
