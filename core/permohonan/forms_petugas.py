"""Forms of the officer's desk: search, pass on with a note, send back with reasons, refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.permohonan.forms import FormVersi, MedanKata

# In the citizen's language whatever the officer's is: shown to the citizen exactly as they stand here.
ALASAN_KOLOM = (
    "Isian ini berbeda dengan KTP. Tolong samakan dengan KTP.",
    "Isian ini berbeda dengan Kartu Keluarga. Tolong samakan dengan KK.",
    "Isian ini belum lengkap. Tolong lengkapi.",
    "Isian ini kurang jelas. Tolong tulis lebih rinci.",
)
ALASAN_BERKAS = (
    "Foto buram. Tolong foto ulang di tempat terang.",
    "Foto terpotong. Tolong foto ulang sampai keempat sudutnya terlihat.",
    "Berkas ini bukan yang diminta. Tolong unggah yang sesuai.",
    "Berkas ini sudah tidak berlaku. Tolong unggah yang terbaru.",
    "Nama di berkas ini berbeda dengan KTP. Tolong unggah yang sesuai.",
)
ALASAN_TOLAK = (
    "Anda tidak tinggal di wilayah kami. Ajukan ke kantor desa tempat tinggal Anda.",
    "Syarat layanan ini belum terpenuhi. Lengkapi dulu syaratnya, lalu ajukan lagi.",
    "Permohonan yang sama sudah kami proses. Lihat statusnya di daftar permohonan Anda.",
)
PANJANG = 500


class FormSaring(forms.Form):
    """Filters of the inbox; anything unknown filters nothing."""

    cari = forms.CharField(required=False, max_length=60)
    layanan = forms.SlugField(required=False, max_length=80)
    tenggat = forms.CharField(required=False, max_length=10)
    klaim = forms.CharField(required=False, max_length=10)

    def nilai(self) -> dict[str, str]:
        """The filters that are set and make sense."""
        self.is_valid()
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nilai}


class FormTeruskan(FormVersi):
    """Pass a file on, with a note for the next desk if wanted."""

    catatan = MedanKata(
        label=_("Catatan untuk meja berikutnya"),
        required=False,
        max_length=PANJANG,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Hanya dibaca petugas."),
    )


class FormTolak(FormVersi):
    """Refuse; the citizen reads the reason."""

    use_required_attribute = False
    alasan = MedanKata(
        label=_("Alasan menolak, seperti yang akan dibaca warga"),
        help_text=_("Tulis apa sebabnya dan apa yang bisa dilakukan warga."),
        max_length=PANJANG,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("Tulis alasan supaya warga tahu sebabnya"),
            "max_length": _("Tulis alasan paling panjang 500 huruf"),
        },
    )


@dataclass(frozen=True)
class Sasaran:
    """Something that can be asked for anew: an answer ("kolom") or an upload ("berkas")."""

    jenis: str
    nama: str
    label: str
    teks: str

    @property
    def kunci(self) -> str:
        """Part of the names of its fields."""
        return f"{self.jenis}__{self.nama}"

    @property
    def contoh(self) -> tuple[str, ...]:
        """Ready sentences."""
        return ALASAN_KOLOM if self.jenis == "kolom" else ALASAN_BERKAS


@dataclass
class BarisMinta:
    """One target with its three fields, for the template."""

    sasaran: Sasaran
    pilih: forms.BoundField
    alasan: forms.BoundField
    tulis: forms.BoundField


class FormKembalikan(FormVersi):
    """Which answers and uploads are to be repaired, each with a reason; and a word in general."""

    use_required_attribute = False
    umum = MedanKata(
        label=_("Catatan umum untuk warga"),
        required=False,
        max_length=PANJANG,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": _("Tulis catatan paling panjang 500 huruf")},
    )

    def __init__(self, *args: Any, sasaran: Sequence[Sasaran], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sasaran = list(sasaran)
        for satu in self.sasaran:
            pilihan = [("", _("Pilih alasan")), *((teks, teks) for teks in satu.contoh)]
            self.fields[f"pilih_{satu.kunci}"] = forms.BooleanField(required=False, label=satu.label)
            self.fields[f"alasan_{satu.kunci}"] = forms.ChoiceField(
                required=False, choices=pilihan, label=_("Alasan"), widget=forms.Select({"class": "isian"})
            )
            self.fields[f"tulis_{satu.kunci}"] = MedanKata(
                required=False, max_length=PANJANG, label=_("Atau tulis sendiri"),
                error_messages={"max_length": _("Tulis alasan paling panjang 500 huruf")},
                widget=forms.TextInput({"class": "isian", "autocomplete": "off"}),
            )  # fmt: skip

    @property
    def baris(self) -> list[BarisMinta]:
        """The targets in the order of the declaration."""
        return [
            BarisMinta(s, self[f"pilih_{s.kunci}"], self[f"alasan_{s.kunci}"], self[f"tulis_{s.kunci}"])
            for s in self.sasaran
        ]

    def clean(self) -> dict[str, Any]:
        """A ticked target has a reason, and there is at least something to repair."""
        data = super().clean() or self.cleaned_data
        for satu in self.sasaran:
            if data.get(f"pilih_{satu.kunci}") and not self._alasan(satu):
                kalimat = _("Pilih atau tulis alasan untuk “%(label)s”") % {"label": satu.label}
                self.add_error(f"tulis_{satu.kunci}", kalimat)
        if not self.errors and not (self.alasan("kolom") or self.alasan("berkas") or data.get("umum")):
            self.add_error("umum", _("Centang yang perlu diperbaiki, atau tulis catatan umum"))
        return data

    def _alasan(self, satu: Sasaran) -> str:
        data = self.cleaned_data
        return str(data.get(f"tulis_{satu.kunci}") or data.get(f"alasan_{satu.kunci}") or "").strip()

    def alasan(self, jenis: str) -> dict[str, str]:
        """Reasons by name. A reason without a tick counts too: nobody chooses one by accident."""
        semua = {s.nama: self._alasan(s) for s in self.sasaran if s.jenis == jenis}
        return {nama: teks for nama, teks in semua.items() if teks}
