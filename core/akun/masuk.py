"""Forms of signing in: allauth's own, with our words and our tolerance for how people type."""

from typing import Any

from allauth.account import forms as dasar
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from core.akun.nik import rapikan_angka
from core.akun.sandi import SANDI_PETUNJUK


def atur(form: forms.Form, nama: str, *, label: Any, kosong: Any, petunjuk: Any = "", **attrs: str) -> None:
    """Give a field of allauth our label, hint and sentence, without a placeholder."""
    medan = form.fields[nama]
    medan.label, medan.help_text = label, petunjuk
    medan.error_messages["required"] = kosong
    medan.widget.attrs.pop("placeholder", None)
    medan.widget.attrs.update(attrs)


class TanpaRequired(forms.Form):
    """The server validates and answers with a sentence; the browser does not interrupt."""

    use_required_attribute = False


class FormMasuk(TanpaRequired, dasar.LoginForm):
    """Sign in with a NIK or an officer's user name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        atur(
            self,
            "login",
            label=_("NIK atau nama pengguna"),
            kosong=_("Isi NIK atau nama pengguna"),
            petunjuk=_("Warga memakai NIK, 16 angka di KTP. Petugas memakai nama pengguna."),
            autocomplete="username",
            autocapitalize="none",
            spellcheck="false",
        )
        atur(self, "password", label=_("Kata sandi"), kosong=_("Isi kata sandi"))

    def clean_login(self) -> str:
        """A NIK may be typed with spaces, dots and dashes; a user name keeps its own."""
        teks: str = super().clean_login()
        angka = rapikan_angka(teks)
        return angka if angka.isdigit() else teks


class FormLupaSandi(TanpaRequired, dasar.ResetPasswordForm):
    """Ask for a link to choose a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        petunjuk = _("Alamat email yang Anda tulis saat mendaftar.")
        atur(self, "email", label=_("Alamat email"), kosong=_("Isi alamat email"), petunjuk=petunjuk)
        self.fields["email"].validators = [EmailValidator(_("Tulis alamat email lengkap, contoh nama@gmail.com"))]


class SandiDuaKali(TanpaRequired):
    """A new password, typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        atur(self, "password1", label=_("Kata sandi baru"), kosong=_("Isi kata sandi baru"), petunjuk=SANDI_PETUNJUK)
        atur(self, "password2", label=_("Tulis sekali lagi"), kosong=_("Tulis kata sandi baru sekali lagi"))

    def clean(self) -> dict[str, Any]:
        """Both must be equal; said in our words, beside the second field."""
        isi = super(dasar.PasswordVerificationMixin, self).clean() or {}
        if isi.get("password1") and isi.get("password2") and isi["password1"] != isi["password2"]:
            self.add_error("password2", _("Kedua kata sandi belum sama. Tulis ulang."))
        return isi


class FormSandiBaru(SandiDuaKali, dasar.ResetPasswordKeyForm):
    """Choose a new password after following the link of a mail."""


class FormUbahSandi(SandiDuaKali, dasar.ChangePasswordForm):
    """Choose a new password while signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        atur(self, "oldpassword", label=_("Kata sandi sekarang"), kosong=_("Isi kata sandi yang sekarang"))


class FormPastikan(TanpaRequired, dasar.ReauthenticateForm):
    """The password once more, before something important."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        atur(self, "password", label=_("Kata sandi"), kosong=_("Isi kata sandi"))


def _atur_kode(form: forms.Form) -> None:
    """Six digits from an app, or one of the recovery codes."""
    atur(
        form,
        "code",
        label=_("Kode dari aplikasi"),
        kosong=_("Isi kode 6 angka"),
        petunjuk=_("Buka aplikasi kode di HP Anda. Bila HP hilang, tulis salah satu kode cadangan."),
        inputmode="numeric",
    )


class FormKode(TanpaRequired, mfa.AuthenticateForm):
    """Second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _atur_kode(self)


class FormKodeLagi(TanpaRequired, mfa.ReauthenticateForm):
    """The code once more, before something important."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _atur_kode(self)


class FormPasangKode(TanpaRequired, totp.ActivateTOTPForm):
    """Prove that the app has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _atur_kode(self)
