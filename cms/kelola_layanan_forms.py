"""Forms of the admin's pages about packages: upload one, decide about one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.layanan import kueri, verba
from core.layanan.models import PaketLayanan
from core.layanan.paket_zip import KB, MAKS_TERKEMAS, PaketDitolak
from core.layanan.register import registri
from core.surat.paket_periksa import periksa_paket
from core.wilayah.models import Unit


class FormPaket(forms.Form):
    """One .zip for one office. `temuan` holds what the examination found when it could not be kept."""

    berkas = forms.FileField(
        label=gettext_lazy("Berkas paket (.zip)"),
        help_text=gettext_lazy("Folder satu layanan yang dikemas menjadi .zip, paling besar 1 MB, tanpa program."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={"required": gettext_lazy("Pilih berkas .zip dahulu.")},
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Untuk kantor"),
        empty_label=None,
        error_messages={"required": gettext_lazy("Pilih kantor yang mengajukan.")},
    )

    def __init__(self, *args: Any, pengguna: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pengguna = pengguna
        self.temuan: list[dict[str, Any]] = []
        self.fields["unit"].queryset = kueri.kantor_pengguna(pengguna)  # type: ignore[attr-defined]

    def clean_berkas(self) -> bytes:
        """The bytes, never more than the limit."""
        berkas = self.cleaned_data["berkas"]
        if berkas.size > MAKS_TERKEMAS:
            raise forms.ValidationError(_("Berkas ini lebih dari %(kb)s KB.") % {"kb": MAKS_TERKEMAS // KB})
        return berkas.read()

    def clean(self) -> dict[str, Any]:
        """Examine and keep in one go: the examination takes seconds, its answer belongs to this very file."""
        isi = super().clean() or {}
        if not self.errors:
            try:
                self._simpan(isi)
            except PaketDitolak as galat:
                self.add_error("berkas", list(galat.pesan))
            except verba.TidakDapat as galat:
                self.add_error("berkas", galat.pesan)
        return isi

    def _simpan(self, isi: dict[str, Any]) -> None:
        hasil = periksa_paket(isi["berkas"], lain=[la for la in registri().semua() if not _unggahan(la.kode)])
        if hasil.layanan is None:
            self.temuan = hasil.temuan
        self.paket = verba.ajukan_paket(pengguna=self.pengguna, unit=isi["unit"], isi=isi["berkas"], hasil=hasil)

    def save(self) -> PaketLayanan:
        """The package that was kept."""
        return self.paket


def _unggahan(kode: str) -> bool:
    """Uploaded services are left out of the comparison: a new version may resemble the old one."""
    return registri().asal(kode).jenis == "unggahan"


class FormPutusan(forms.Form):
    """The button that was pressed, and a reason where one is needed."""

    aksi = forms.ChoiceField(choices=[("setujui", ""), ("tolak", ""), ("tarik", "")])
    alasan = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Wajib untuk menolak; dibaca oleh kantor yang mengunggah."),
    )

    @property
    def butuh_alasan(self) -> bool:
        """Whether the reason is what a refusal of the verb is about."""
        return self.cleaned_data.get("aksi") == "tolak" and not self.cleaned_data.get("alasan", "").strip()

    def jalankan(self, paket_id: int, pengguna: Any) -> str:
        """Do it; answers the sentence to show. Raises TidakDapat."""
        aksi, alasan = self.cleaned_data["aksi"], self.cleaned_data["alasan"]
        if aksi == "setujui":
            verba.setujui_paket(paket_id=paket_id, pengguna=pengguna)
            return _("Paket disetujui. Layanan tampil untuk warga dalam beberapa detik.")
        if aksi == "tolak":
            verba.tolak_paket(paket_id=paket_id, pengguna=pengguna, alasan=alasan)
            return _("Paket ditolak. Kantor pengunggah dapat membaca alasannya.")
        verba.tarik_paket(paket_id=paket_id, pengguna=pengguna, alasan=alasan)
        return _("Paket ditarik. Permohonan yang sudah berjalan tetap dapat diselesaikan.")
