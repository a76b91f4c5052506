"""What editors write around the registers: drafts, history and schedule are Wagtail's own."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from mpp.models.tempat import Tempat

# The pages tell what is closed in the next days: kept no longer than this, midnight is missed by minutes at most.
SEGAR_DETIK = 300
FITUR_TEKS = ["bold", "link", "ol", "ul"]


def isi_halaman() -> list[tuple[str, blocks.Block]]:
    """A heading, a text, a picture: free HTML would not stay readable."""
    return [
        ("judul", blocks.CharBlock(max_length=120, label=_("Judul"), icon="title", template="mpp/blok/judul.html")),
        ("teks", blocks.RichTextBlock(features=FITUR_TEKS, label=_("Teks"), template="mpp/blok/teks.html")),
        ("gambar", ImageBlock(label=_("Gambar"), template="mpp/blok/gambar.html")),
    ]


class HalamanMpp(Page):
    """Kept by shared caches for minutes, and not at all for who has signed in."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        jawaban: HttpResponse = super().serve(request, *args, **kwargs)
        if request.user.is_authenticated:
            add_never_cache_headers(jawaban)
        else:
            patch_cache_control(jawaban, max_age=SEGAR_DETIK)
        return jawaban


class MppPage(HalamanMpp):
    """All places, with the bodies that sit there."""

    pembuka = models.CharField(_("pembuka"), max_length=200, blank=True)
    isi = StreamField(isi_halaman(), blank=True, verbose_name=_("isi tambahan"))

    content_panels = [*Page.content_panels, FieldPanel("pembuka"), FieldPanel("isi")]
    max_count_per_parent = 1
    subpage_types = ["mpp.TempatPage"]
    template = "mpp/beranda.html"

    class Meta:
        verbose_name = _("halaman Mal Pelayanan Publik")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from mpp import tampil

        return {**super().get_context(request, *args, **kwargs), **tampil.isi_beranda()}


class TempatPage(HalamanMpp):
    """One place: counters and hours come from the register, the words around them from here."""

    # No OneToOne: a translation of the page, or that of a second site, tells of the same place.
    tempat = models.ForeignKey(Tempat, verbose_name=_("tempat"), on_delete=models.PROTECT, related_name="halaman")
    pembuka = models.CharField(_("pembuka"), max_length=200, blank=True)
    isi = StreamField(isi_halaman(), blank=True, verbose_name=_("isi tambahan"))

    content_panels = [*Page.content_panels, FieldPanel("tempat"), FieldPanel("pembuka"), FieldPanel("isi")]
    parent_page_types = ["mpp.MppPage"]
    subpage_types: list[str] = []
    template = "mpp/tempat.html"

    class Meta:
        verbose_name = _("halaman satu tempat")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from mpp import tampil

        return {**super().get_context(request, *args, **kwargs), **tampil.isi_tempat(self.tempat)}
