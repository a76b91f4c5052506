"""Addresses of this room."""

from django.urls import URLPattern, URLResolver

app_name = "mpp"
urlpatterns: list[URLPattern | URLResolver] = []
