"""Widgets of the form. Templates are in themes/dasar/templates/layanan/."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class RadioWidget(forms.RadioSelect):
    """Up to seven options, each big enough for a thumb."""


class PilihanWidget(forms.Select):
    """A long list of options."""


class GandaWidget(forms.CheckboxSelectMultiple):
    """Tick boxes; none ticked is an answer too."""


class TanggalWidget(forms.MultiWidget):
    """hari, bulan, tahun as three short text boxes: `<nama>_hari`, `<nama>_bulan`, `<nama>_tahun`."""

    template_name = "layanan/tanggal.html"
    use_fieldset = True
    BAGIAN = (("hari", _("Hari"), 2), ("bulan", _("Bulan"), 9), ("tahun", _("Tahun"), 4))

    def __init__(self, *, lahir: bool = False) -> None:
        isi = {"hari": "bday-day", "bulan": "bday-month", "tahun": "bday-year"}
        super().__init__(
            {
                nama: forms.TextInput(
                    {
                        "inputmode": "numeric",
                        "autocomplete": isi[nama] if lahir else "off",
                        "maxlength": panjang,
                        "size": panjang,
                        "label": label,
                    }
                )
                for nama, label, panjang in self.BAGIAN
            }
        )

    def decompress(self, value: Any) -> list[str]:
        """An ISO date to its three parts, without leading zeros."""
        bagian = str(value or "").split("-")
        return [bagian[2].lstrip("0"), bagian[1].lstrip("0"), bagian[0]] if len(bagian) == 3 else ["", "", ""]
