"""One page for each registered service. What the service declares is read from the registry and stored nowhere here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms import kelengkapan, rincian
from cms.blok_layanan import catatan_layanan, tanya_jawab
from cms.models.dasar import TanpaSimpanan
from cms.models.komponen import KomponenStandar
from cms.models.terbit import TerbitBilaLengkap
from cms.panel import PanelDeklarasi, PanelKurang
from core.layanan.kueri import BOLEH_PUTUSKAN

TIDAK_ADA_LAGI = 410  # Gone: the address was right once


class LayananPage(TanpaSimpanan, KomponenStandar, TerbitBilaLengkap):  # type: ignore[django-manager-missing]
    """What editors add to a service: its own service standard, notes, pictures, questions and answers.

    Title and slug are the service's code; name, requirements, steps, time, cost, product and legal basis are asked of
    the registry each time. A service that disappears keeps its page, which then says so.
    """

    kantor = models.ForeignKey(
        "wilayah.Unit",
        verbose_name=_("kantor pengampu"),
        help_text=_("Penyunting kantor ini boleh menyunting halaman ini. Bila kosong: kantor yang disebut alurnya."),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    catatan = StreamField(catatan_layanan(), blank=True, verbose_name=_("catatan dan gambar"))
    tanya = StreamField(tanya_jawab(), blank=True, verbose_name=_("tanya jawab"))

    search_fields = [*Page.search_fields, index.SearchField("nama", boost=3), index.AutocompleteField("nama")]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    PanelKurang(),
                    FieldPanel("catatan"),
                    FieldPanel("tanya"),
                    PanelDeklarasi(heading=_("Dari layanannya (hanya dibaca)")),
                ],
                heading=_("Isi halaman"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel(nama) for nama in KomponenStandar.STANDAR],
                        heading=_("Khusus layanan ini"),
                        help_text=_("Yang dikosongkan memakai teks dari Katalog layanan."),
                    )
                ],
                heading=_("Standar pelayanan"),
            ),
            ObjectList([FieldPanel("kantor", permission=BOLEH_PUTUSKAN), PublishingPanel()], heading=_("Pengaturan")),
        ]
    )
    is_creatable = False  # pages come into being by themselves (cms.verba_halaman)
    parent_page_types = ["cms.KatalogPage"]
    subpage_types: list[str] = []
    template = "cms/layanan.html"

    class Meta:
        verbose_name = _("halaman layanan")
        permissions = [("sunting_halaman_kantor", "Dapat menyunting halaman layanan kantornya sendiri")]

    @property
    def kode(self) -> str:
        """The service's code."""
        return str(self.slug)

    @cached_property
    def keadaan(self) -> rincian.Keadaan:
        """The service as it is now: open, closed for now, or gone."""
        return rincian.keadaan(self.kode)

    def nama(self) -> str:
        """The service's name as it is declared now; its code when nothing is known of it any more."""
        return self.keadaan.nama or self.kode

    @cached_property
    def katalog(self) -> Any:
        """The catalogue above, with the texts that are the same for all services."""
        return self.get_parent().specific

    def kurang(self) -> list[str]:
        """What is missing of the 14 components, and of pictures and answers."""
        return list(kelengkapan.kurang(self))

    def komponen(self) -> list[rincian.Komponen]:
        """The written components: this page's own text, else that of the catalogue."""
        semua = [(nama, self.isi_komponen(nama) or self.katalog.isi_komponen(nama)) for nama in self.STANDAR]
        return [rincian.Komponen(nama, self.sebutan(nama), isi) for nama, isi in semua if isi]

    def get_admin_display_title(self) -> str:
        """Editors read the name, and whether the service is still there."""
        if self.keadaan.hilang:
            return str(_("%(nama)s (tidak terdaftar lagi)")) % {"nama": self.nama()}
        return self.nama()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context(request, *args, **kwargs)
        return {**konteks, **rincian.konteks(self.keadaan, self.komponen())}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; one whose service is gone says so, and search engines forget it."""
        jawaban = super().serve(request, *args, **kwargs)
        if self.keadaan.hilang:
            jawaban.status_code = TIDAK_ADA_LAGI
        return jawaban

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> Iterator[dict[str, Any]]:
        """Nothing for a service that is gone."""
        return iter([]) if self.keadaan.hilang else iter(super().get_sitemap_urls(request))
