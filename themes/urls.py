"""Addresses that belong to the look: the service worker (its scope is its folder, so it must live at the root)."""

from django.urls import path

from themes import views

app_name = "themes"
urlpatterns = [
    path("sw.js", views.pekerja, name="pekerja"),
    path("luring/", views.luring, name="luring"),
    path("pengembang/komponen/", views.komponen, name="komponen"),
]
