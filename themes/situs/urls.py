from django.urls import URLPattern, path

from themes.situs import views

app_name = "situs"
urlpatterns: list[URLPattern] = [
    path("lambang/<slug:sidik>-<slug:ukuran>.png", views.lambang, name="lambang"),
]
