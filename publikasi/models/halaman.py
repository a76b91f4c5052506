"""Questions and answers, contact and complaint, and the promise of service."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from publikasi.blok import BlokJam, BlokKanal, BlokLangkah, BlokTopik
from publikasi.dasar import TanpaSimpanan

BATAS_CARI = 80


class TanyaPage(TanpaSimpanan, Page):
    """Questions and answers by topic; `?q=` keeps those in which every word occurs."""

    pengantar = models.CharField(_("pengantar"), max_length=200, blank=True)
    topik = StreamField([("topik", BlokTopik())], verbose_name=_("topik"))

    content_panels = [*Page.content_panels, FieldPanel("pengantar"), FieldPanel("topik")]
    parent_page_types = ["cms.BerandaPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "publikasi/tanya.html"
    pengumuman_di = "lain"

    class Meta:
        verbose_name = _("tanya jawab")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from publikasi.kueri import saring_tanya

        q = " ".join(request.GET.get("q", "")[:BATAS_CARI].split())
        topik = saring_tanya(self, q)
        jumlah = sum(len(satu.butir) for satu in topik)
        return {**super().get_context(request, *args, **kwargs), "q": q, "daftar": topik, "jumlah": jumlah}


class KontakPage(TanpaSimpanan, Page):
    """How to reach the government, when it is open, and how to complain."""

    pengantar = models.CharField(_("pengantar"), max_length=200, blank=True)
    kanal = StreamField([("kanal", BlokKanal())], blank=True, verbose_name=_("cara menghubungi"))
    jam = StreamField([("jam", BlokJam())], blank=True, verbose_name=_("jam pelayanan"))
    pengaduan = StreamField([("langkah", BlokLangkah())], blank=True, verbose_name=_("jalur pengaduan"))
    catatan = models.TextField(_("catatan"), max_length=400, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("pengantar"),
        FieldPanel("kanal"),
        FieldPanel("jam"),
        FieldPanel("pengaduan"),
        FieldPanel("catatan"),
    ]
    parent_page_types = ["cms.BerandaPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "publikasi/kontak.html"
    pengumuman_di = "lain"

    class Meta:
        verbose_name = _("kontak dan pengaduan")


class MaklumatPage(TanpaSimpanan, Page):
    """The promise of service (UU 25/2009, pasal 22), and who has signed it."""

    pernyataan = models.TextField(_("pernyataan"), max_length=600)
    janji = StreamField([("butir", blocks.CharBlock(label=_("Butir"), max_length=240))], verbose_name=_("butir janji"))
    tempat = models.CharField(_("tempat"), max_length=60, blank=True)
    tanggal = models.DateField(_("tanggal"), null=True, blank=True)
    penanda_jabatan = models.CharField(_("jabatan yang menandatangani"), max_length=120, blank=True)
    penanda_nama = models.CharField(
        _("nama yang menandatangani"), max_length=120, blank=True, help_text=_("Kosongkan sampai benar ditandatangani.")
    )
    contoh = models.BooleanField(_("contoh untuk peragaan"), default=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("pernyataan"),
        FieldPanel("janji"),
        MultiFieldPanel(
            [FieldPanel(nama) for nama in ("tempat", "tanggal", "penanda_jabatan", "penanda_nama")],
            heading=_("Tanda tangan"),
        ),
        FieldPanel("contoh"),
    ]
    parent_page_types = ["cms.BerandaPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "publikasi/maklumat.html"
    pengumuman_di = "lain"

    class Meta:
        verbose_name = _("maklumat pelayanan")
