"""Forms of a booking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.akun.medan import MedanSurel, MedanTeks, MedanTelepon
from core.layanan.widget import RadioWidget
from mpp.aturan import Slot
from mpp.models import LayananLoket
from mpp.tampil import slot_teks
from mpp.verba import Pemesan


def _pilihan(slot: Sequence[Slot]) -> list[tuple[str, str]]:
    return [(f"{s.mulai:%H%M}", _label(s)) for s in slot]


def _label(slot: Slot) -> str:
    jam = slot_teks(slot.mulai, slot.selesai)
    return _("%(jam)s (sisa %(n)s)") % {"jam": jam, "n": slot.sisa}


class FormJam(forms.Form):
    """Which of the free slots."""

    use_required_attribute = False
    mulai = forms.ChoiceField(
        label=gettext_lazy("Jam kedatangan"),
        widget=RadioWidget,
        error_messages={
            "required": gettext_lazy("Pilih jam kedatangan"),
            "invalid_choice": gettext_lazy("Jam itu baru saja penuh. Pilih jam lain."),
        },
    )

    def __init__(self, *args: Any, slot: Sequence[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mulai"].choices = _pilihan(slot)  # type: ignore[attr-defined]

    def clean_mulai(self) -> time:
        """The time of day."""
        teks = self.cleaned_data["mulai"]
        return time(int(teks[:2]), int(teks[2:]))


class FormPesan(FormJam):
    """Slot, name and phone; the e-mail only for the reminder."""

    nama = MedanTeks(
        label=gettext_lazy("Nama"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Isi nama orang yang datang")},
    )
    telepon = MedanTelepon(
        label=gettext_lazy("Nomor HP"),
        help_text=gettext_lazy("Contoh 0812 3456 7890. Hanya untuk antrean ini, dihapus 30 hari sesudahnya."),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    surel = MedanSurel(
        label=gettext_lazy("Alamat email"),
        required=False,
        help_text=gettext_lazy("Kami kirim pengingat sehari dan satu jam sebelum giliran Anda."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def pemesan(self, pengguna: Any) -> Pemesan:
        """Who comes; the account only of whoever is signed in."""
        isi = self.cleaned_data
        akun = pengguna if pengguna.is_authenticated else None
        return Pemesan(isi["nama"], isi["telepon"], isi["surel"], akun)


class FormAmbil(forms.Form):
    """What somebody in the hall comes for."""

    use_required_attribute = False
    layanan = forms.ModelChoiceField(
        LayananLoket.objects.none(),
        label=gettext_lazy("Keperluan"),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Pilih keperluannya"),
            "invalid_choice": gettext_lazy("Pilih keperluannya"),
        },
    )

    def __init__(self, *args: Any, kelompok_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dasar = LayananLoket.objects.filter(kelompok_id=kelompok_id, aktif=True).order_by("nama", "pk")
        self.fields["layanan"].queryset = dasar  # type: ignore[attr-defined]
        self.fields["layanan"].label_from_instance = lambda satu: satu.nama  # type: ignore[attr-defined]
