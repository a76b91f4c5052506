"""How allauth behaves here: signing up elsewhere, going on to the right desk, addresses of visitors."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.akun.sandi import kalimat_sandi
from core.wilayah.daerah import daerah_aktif
from core.wilayah.kueri import penugasan_aktif

_SALAH = _("NIK atau kata sandi salah. Periksa lagi, atau ketuk Lupa kata sandi.")


class PengaturAkun(DefaultAccountAdapter):
    """Our answers to allauth's questions."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _SALAH,
        "email_password_mismatch": _SALAH,
        "too_many_login_attempts": _("Terlalu banyak percobaan. Tunggu 5 menit, lalu coba lagi."),
        "incorrect_password": _("Kata sandi salah. Coba lagi."),
        "enter_current_password": _("Tulis kata sandi Anda yang sekarang."),
        "invalid_password_reset": _("Tautan ini sudah dipakai atau lewat waktunya. Minta tautan baru."),
        "rate_limited": _("Terlalu sering. Tunggu sebentar, lalu coba lagi."),
        "invalid_login": _SALAH,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Citizens register at /daftar/; officers are appointed."""
        return False

    def clean_password(self, password: str, user: Any = None) -> str:
        """Django's validators, in our words."""
        try:
            return str(super().clean_password(password, user=user))
        except ValidationError as galat:
            raise ValidationError(kalimat_sandi(galat)) from galat

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Citizens see their applications, officers their desk, everybody else the front page."""
        return halaman_awal(request.user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the link was."""
        return halaman_awal(request.user)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in a reset mail: always our public address, whatever host name the request claimed."""
        return settings.ALAMAT_SITUS + reverse("account_reset_password_from_key", kwargs=_bagian_kunci(key))

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """No "Successfully signed in as 3515…": a NIK does not belong on the screen of a desa office."""


class PengaturKode(DefaultMFAAdapter):
    """The second factor."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Kode salah atau sudah berganti. Tulis kode yang tampil sekarang di aplikasi."),
        "cannot_generate_recovery_codes": _("Nyalakan dulu kode dari aplikasi."),
    }

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """The name under which the app lists us; never a NIK."""
        return str(user)

    def get_totp_issuer(self) -> str:
        """Our name in the app."""
        return daerah_aktif().aplikasi


def _bagian_kunci(key: str) -> dict[str, str]:
    """allauth hands over "<user>-<token>" in one word."""
    uid, _pisah, token = key.partition("-")
    return {"uidb36": uid, "key": token}


def halaman_awal(pengguna: Any) -> str:
    """Where somebody begins after signing in. The desks above this app are named by their agreed addresses."""
    if getattr(pengguna, "warga", None) is not None:
        return "/permohonan/" if pengguna.warga.terverifikasi else reverse("akun:profil")
    if _petugas(pengguna):
        return "/kantor/"
    return "/kelola/" if pengguna.has_perm("wagtailadmin.access_admin") else "/"


def _petugas(pengguna: AbstractBaseUser) -> bool:
    """Whether this person sits at a desk today."""
    return bool(penugasan_aktif(pengguna, timezone.localdate()))
