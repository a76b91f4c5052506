from django.urls import path

from pencarian import views

app_name = "pencarian"

urlpatterns = [
    path("cari/", views.cari, name="cari"),
]
