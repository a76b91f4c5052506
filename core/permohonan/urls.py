from django.urls import URLPattern

app_name = "permohonan"
urlpatterns: list[URLPattern] = []
