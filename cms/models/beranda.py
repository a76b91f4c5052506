"""The home page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import kueri
from cms.blok import daftar_favorit, isi_halaman
from cms.models.dasar import TanpaSimpanan
from core.layanan.register import registri


class BerandaPage(TanpaSimpanan, Page):
    """Home: greeting, search, shortcuts, favourites, life events, how it goes."""

    sambutan = models.CharField(_("sambutan"), max_length=80)
    ajakan = models.CharField(_("ajakan"), max_length=160)
    contoh_cari = models.CharField(_("contoh pencarian"), max_length=60, default="surat pindah")
    favorit = StreamField(daftar_favorit(), blank=True, verbose_name=_("paling sering diurus"))
    isi = StreamField(isi_halaman(), blank=True, verbose_name=_("isi tambahan"))

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("sambutan"), FieldPanel("ajakan"), FieldPanel("contoh_cari")], heading=_("Sambutan")
        ),
        FieldPanel("favorit"),
        FieldPanel("isi"),
    ]
    max_count = 1
    template = "cms/beranda.html"

    class Meta:
        verbose_name = _("beranda")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context(request, *args, **kwargs)
        return {
            **konteks,
            "sering": kueri.kartu_sering([blok.value for blok in self.favorit]),
            "peristiwa": kueri.daftar_peristiwa()[: kueri.JUMLAH_PERISTIWA],
            "jumlah_layanan": len(registri().semua()),
        }
