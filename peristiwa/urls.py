"""Addresses of this room."""

from django.urls import URLPattern, URLResolver

app_name = "peristiwa"
urlpatterns: list[URLPattern | URLResolver] = []
