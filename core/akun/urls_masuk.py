"""allauth's views under Indonesian addresses. Only these: signing up, social accounts and e-mail management stay shut.

The names are allauth's own, because its code reverses them.
"""

from allauth.account import views
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from core.akun.kebijakan import kebijakan

# Mounted over the two sign-in pages of Wagtail (see setelan.py).
ke_masuk = kebijakan("publik")(RedirectView.as_view(url="/akun/masuk/?next=/kelola/"))
ke_daftar = kebijakan("publik")(RedirectView.as_view(pattern_name="akun:daftar"))

urlpatterns: list[URLPattern | URLResolver] = [
    path("masuk/", views.login, name="account_login"),
    path("keluar/", views.logout, name="account_logout"),
    path("daftar/", ke_daftar, name="account_signup"),
    path("nonaktif/", views.account_inactive, name="account_inactive"),
    path("pastikan/", views.reauthenticate, name="account_reauthenticate"),
    path("sandi/ubah/", views.password_change, name="account_change_password"),
    path("sandi/pasang/", views.password_set, name="account_set_password"),
    path("sandi/lupa/", views.password_reset, name="account_reset_password"),
    path("sandi/lupa/terkirim/", views.password_reset_done, name="account_reset_password_done"),
    path("sandi/baru/selesai/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("kode/", include("allauth.mfa.urls")),
]
