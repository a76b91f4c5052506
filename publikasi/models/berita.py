"""News: a list by date, and one page for each item."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from publikasi.blok import isi_berita
from publikasi.dasar import TanpaSimpanan


class IndeksBerita(TanpaSimpanan, Page):
    """The list of news, newest first; `?tahun=` and `?tag=` filter, `?sesudah=` goes on."""

    pengantar = models.CharField(_("pengantar"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("pengantar")]
    parent_page_types = ["cms.BerandaPage"]
    subpage_types = ["publikasi.Berita"]
    max_count_per_parent = 1
    template = "publikasi/indeks_berita.html"
    pengumuman_di = "lain"

    class Meta:
        verbose_name = _("daftar berita")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from publikasi.kueri import halaman_berita

        return {**super().get_context(request, *args, **kwargs), **halaman_berita(self, request.GET)}


class TagBerita(TaggedItemBase):
    """A news item under a word."""

    content_object = ParentalKey("publikasi.Berita", related_name="pasangan_tag", on_delete=models.CASCADE)


class Berita(TanpaSimpanan, Page):
    """One news item. `tanggal` is the day of the news, not of the click on "Terbitkan"."""

    tanggal = models.DateField(_("tanggal"), default=timezone.localdate, db_index=True)
    ringkas = models.CharField(_("ringkasan"), max_length=200, help_text=_("Satu atau dua kalimat, tampil di daftar."))
    gambar = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("gambar"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    gambar_alt = models.CharField(
        _("keterangan gambar untuk yang tidak bisa melihat"),
        max_length=160,
        blank=True,
        help_text=_("Ceritakan apa yang tampak. Wajib bila ada gambar."),
    )
    isi = StreamField(isi_berita(), verbose_name=_("isi"))
    contoh = models.BooleanField(
        _("contoh untuk peragaan"), default=False, help_text=_("Tampil dengan tanda “Contoh”, bukan kabar sungguhan.")
    )
    tag = ClusterTaggableManager(_("kata kunci"), through=TagBerita, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("tanggal"),
        FieldPanel("ringkas"),
        MultiFieldPanel([FieldPanel("gambar"), FieldPanel("gambar_alt")], heading=_("Gambar")),
        FieldPanel("isi"),
        FieldPanel("tag"),
        FieldPanel("contoh"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("ringkas"), index.SearchField("isi")]
    parent_page_types = ["publikasi.IndeksBerita"]
    subpage_types: list[str] = []
    template = "publikasi/berita.html"
    pengumuman_di = "lain"

    class Meta:
        verbose_name = _("berita")

    def clean(self) -> None:
        """Raises ValidationError for a picture without words."""
        super().clean()
        if self.gambar_id and not self.gambar_alt.strip():
            pesan = _("Ceritakan gambarnya dalam satu kalimat, untuk warga yang memakai pembaca layar.")
            raise ValidationError({"gambar_alt": pesan})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from publikasi.kueri import berita_lain

        return {**super().get_context(request, *args, **kwargs), "lain": berita_lain(self)}
