"""Help and contact, and the service standard of all services."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import kueri
from cms.blok import isi_halaman
from cms.models.dasar import TanpaSimpanan


class BantuanPage(TanpaSimpanan, Page):
    """How to, questions, contact. An office's numbers are printed only when an editor has written them."""

    isi = StreamField(isi_halaman(), blank=True, verbose_name=_("isi"))
    telepon = models.CharField(_("telepon"), max_length=40, blank=True)
    whatsapp = models.CharField(_("WhatsApp"), max_length=40, blank=True)
    surel = models.EmailField(_("surel"), blank=True)
    alamat = models.TextField(_("alamat"), max_length=300, blank=True)
    jam_buka = models.CharField(_("jam buka"), max_length=120, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("isi"),
        MultiFieldPanel(
            [FieldPanel(nama) for nama in ("telepon", "whatsapp", "surel", "alamat", "jam_buka")], heading=_("Kontak")
        ),
    ]
    max_count_per_parent = 1
    subpage_types: list[str] = []
    template = "cms/bantuan.html"
    pengumuman_di = "lain"

    class Meta:
        verbose_name = _("halaman bantuan")


class StandarPage(TanpaSimpanan, Page):
    """Service standard of all services in one table, from the declarations."""

    pengantar = models.TextField(_("pengantar"), max_length=600)

    content_panels = [*Page.content_panels, FieldPanel("pengantar")]
    max_count_per_parent = 1
    subpage_types: list[str] = []
    template = "cms/standar.html"
    pengumuman_di = "lain"

    class Meta:
        verbose_name = _("standar pelayanan")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "kartu": kueri.daftar_kartu(kueri.Saringan())}
