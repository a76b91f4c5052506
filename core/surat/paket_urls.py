"""The addresses that exist in the cage of a package: what a letter prints below its QR."""

from django.urls import include, path

urlpatterns = [path("", include("core.surat.urls"))]
