"""Addresses of this room."""

from django.urls import path

from peristiwa import views

app_name = "peristiwa"
urlpatterns = [
    path("peristiwa/", views.daftar, name="daftar"),
    path("peristiwa/<slug:kunci>/", views.satu, name="satu"),
    path("peristiwa/<slug:kunci>/mulai/", views.mulai, name="mulai"),
    path("rangkaian/", views.semua_rangkaian, name="semua"),
    path("rangkaian/<uuid:id>/", views.rangkaian, name="rangkaian"),
    path("rangkaian/<uuid:id>/<int:butir>/", views.buka, name="buka"),
]
