"""What editors choose for a site: one row for each Wagtail Site; one without a row looks like the installation."""

import hashlib
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from themes import daftar
from themes.profil import Identitas
from themes.situs.gambar import LambangDitolak, olah


def pilihan_tema() -> list[tuple[str, str]]:
    """Themes of this installation, the empty choice first."""
    return [("", str(_("Tema bawaan"))), *((kode, kode) for kode in daftar.semua(settings.TEMA_TAMBAHAN))]


class FormIdentitas(WagtailAdminModelForm):
    """The model's fields, and the upload that becomes two of them."""

    unggahan = forms.FileField(
        label=_("Lambang daerah"),
        required=False,
        help_text=_("PNG, JPG, atau WebP, paling besar 4 MB. Pakai lambang resmi; latar tembus pandang paling baik."),
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
    )
    lepas_lambang = forms.BooleanField(label=_("Hapus lambang, pakai tanda aplikasi"), required=False)
    tema = forms.ChoiceField(label=_("Tema"), choices=pilihan_tema, required=False)

    def clean_unggahan(self) -> Any:
        """The upload as our own PNG files."""
        berkas = self.cleaned_data["unggahan"]
        try:
            return olah(berkas) if berkas else None
        except LambangDitolak as galat:
            raise ValidationError(str(galat)) from galat

    def save(self, commit: bool = True) -> Any:
        if lambang := self.cleaned_data.get("unggahan"):
            self.instance.pasang(lambang.kecil, lambang.besar)
        elif self.cleaned_data.get("lepas_lambang"):
            self.instance.pasang(b"", b"")
        return super().save(commit=commit)


@register_setting(icon="site", order=1)
class IdentitasSitus(BaseSiteSetting):
    """Theme, name and coat of arms of one site. The pictures lie in the row: every web server has them."""

    tema = models.CharField(_("tema"), max_length=40, blank=True)
    nama = models.CharField(
        _("nama aplikasi"), max_length=40, blank=True, help_text=_("Kosong: nama dari tema, misalnya SIPRAJA.")
    )
    kepanjangan = models.CharField(_("kepanjangan"), max_length=120, blank=True)
    lambang_kecil = models.BinaryField(blank=True, default=b"", editable=False)
    lambang_besar = models.BinaryField(blank=True, default=b"", editable=False)
    sidik = models.CharField(max_length=16, blank=True, editable=False, db_index=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("unggahan"), FieldPanel("lepas_lambang")], heading=_("Lambang di kepala dan kaki halaman")
        ),
        MultiFieldPanel([FieldPanel("tema"), FieldPanel("nama"), FieldPanel("kepanjangan")], heading=_("Wajah situs")),
    ]
    base_form_class = FormIdentitas

    class Meta:
        verbose_name = _("lambang dan tema")

    def pasang(self, kecil: bytes, besar: bytes) -> None:
        """Take these PNG files as the coat of arms; empty ones remove it."""
        self.lambang_kecil, self.lambang_besar = kecil, besar
        self.sidik = hashlib.sha256(kecil + besar).hexdigest()[:16] if kecil else ""

    def identitas(self) -> Identitas:
        """As pages see it. A theme whose folder is gone does not take the site down with it."""
        tema = self.tema if self.tema in daftar.semua(settings.TEMA_TAMBAHAN) else ""
        return Identitas(tema, self.nama, self.kepanjangan, self.sidik)
