"""The form of a batch."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class FormulirSesi(forms.Form):
    """The secret for the whole batch: a passphrase, or a code that the gateway has sent. One of the two."""

    frasa = forms.CharField(
        label=gettext_lazy("Frasa sandi sertifikat elektronik"),
        help_text=gettext_lazy("Dipakai sekali untuk semua surat ini dan tidak disimpan."),
        strip=False,
        max_length=256,
        error_messages={"required": gettext_lazy("Isi frasa sandi untuk menandatangani.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "isian"}),
    )
    totp = forms.CharField(
        label=gettext_lazy("Kode sekali pakai dari BSrE"),
        help_text=gettext_lazy("Isi kode atau frasa sandi, salah satu saja."),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "isian"}),
    )
    tanpa_dibaca = forms.BooleanField(
        required=False,
        label=gettext_lazy("Saya menandatangani juga surat yang belum saya buka."),
        widget=forms.CheckboxInput(attrs={"class": "centang"}),
    )

    def __init__(self, *args: Any, belum_dibaca: int = 0, kode: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.belum_dibaca = belum_dibaca
        self.fields["frasa"].required = not kode
        if not kode:
            del self.fields["totp"]
        if not belum_dibaca:
            del self.fields["tanpa_dibaca"]

    def clean(self) -> dict[str, Any]:
        """One secret, and a word about what was not read."""
        isi = super().clean() or {}
        if "totp" in self.fields and not isi.get("frasa") and not isi.get("totp"):
            self.add_error("frasa", _("Isi frasa sandi, atau kode sekali pakai di bawahnya."))
        if self.belum_dibaca and not isi.get("tanpa_dibaca"):
            kalimat = _("%(n)s surat belum Anda buka. Baca dulu, atau centang bahwa Anda menandatangani tanpa membuka.")
            self.add_error("tanpa_dibaca", kalimat % {"n": self.belum_dibaca})
        return isi
