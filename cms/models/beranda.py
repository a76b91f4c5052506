"""The home page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms import kueri
from cms.blok import daftar_favorit, isi_halaman
from cms.models.dasar import TanpaSimpanan
from core.layanan.register import registri
from layanan_links.tampil import kartu_beranda
from mpp.kueri import ada_tempat
from peristiwa.kueri import semua_kartu
from publikasi.dasar import berbahasa_lain, diterjemahkan, halaman_asal
from publikasi.kueri import berita_terbaru


class BerandaPage(TanpaSimpanan, Page):
    """Home: greeting, search, announcements, shortcuts, favourites, life events, how it goes, news, applications, MPP.

    A home page in another language is the root of the translations; addresses are those of the first language.
    """

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
    template = "cms/beranda.html"
    pengumuman_di = "beranda"

    class Meta:
        verbose_name = _("beranda")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """In another language: what stands at this address in the first one, then its translation when there is one."""
        if not berbahasa_lain():
            return super().route(request, path_components)
        asal = halaman_asal(self) or self
        return diterjemahkan(Page.route(asal, request, path_components))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context(request, *args, **kwargs)
        return {
            **konteks,
            "sering": kueri.kartu_sering([blok.value for blok in self.favorit]),
            "peristiwa": semua_kartu()[: kueri.JUMLAH_PERISTIWA],
            "jumlah_layanan": len(registri().semua()),
            "aplikasi": kartu_beranda(),
            "berita": berita_terbaru(),
            "ada_mpp": ada_tempat(),
        }
