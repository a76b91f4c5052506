"""Small forms of the citizen's pages and of the public status page."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.permohonan.nomor import rapikan_nomor


class FormKirim(forms.Form):
    """The declaration under a complete application. `kunci` is the token that makes a double click one application."""

    use_required_attribute = False
    setuju = forms.BooleanField(
        label=_("Saya menyatakan data dan berkas ini benar. Saya tahu memberi keterangan palsu ada akibat hukumnya."),
        error_messages={"required": _("Centang pernyataan bahwa data Anda benar")},
    )
    kunci = forms.CharField(min_length=16, max_length=64, widget=forms.HiddenInput)
    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class FormVersi(forms.Form):
    """A button that acts on the version somebody saw."""

    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class MedanKata(forms.CharField):
    """Somebody's own words. The server says when they are too long; a browser would cut them in silence."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`."""
        return {nama: isi for nama, isi in super().widget_attrs(widget).items() if nama != "maxlength"}


class FormBatal(FormVersi):
    """Withdrawing an application."""

    use_required_attribute = False
    alasan = MedanKata(
        label=_("Alasan membatalkan"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": _("Tulis alasan paling panjang 300 huruf")},
    )


class FormLacak(forms.Form):
    """Number of an application and a second thing that only its owner knows."""

    use_required_attribute = False
    nomor = forms.CharField(
        label=_("Nomor permohonan"),
        help_text=_("Ada di tanda terima, contoh SDA-2611-7K3M-Q9TX."),
        max_length=40,
        error_messages={"required": _("Isi nomor permohonan"), "max_length": _("Nomor permohonan tidak sepanjang itu")},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    nik_akhir = forms.CharField(
        label=_("4 angka terakhir NIK pemohon"),
        help_text=_("Supaya orang lain tidak bisa melihat status Anda."),
        max_length=20,
        error_messages={"required": _("Isi 4 angka terakhir NIK")},
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_nomor(self) -> str:
        """In our spelling, however it was typed."""
        return rapikan_nomor(self.cleaned_data["nomor"])

    def clean_nik_akhir(self) -> str:
        """Exactly four digits."""
        angka = re.sub(r"[\s.-]", "", self.cleaned_data["nik_akhir"])
        if not re.fullmatch(r"[0-9]{4}", angka):
            raise forms.ValidationError(_("Tulis 4 angka terakhir NIK saja"))
        return angka
