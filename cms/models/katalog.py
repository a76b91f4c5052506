"""The catalogue: the list of services and the texts that are the same for all of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Locale, Page
from wagtail.url_routing import RouteResult

from cms import kelengkapan, kueri, rincian, tampil
from cms.models.dasar import TanpaSimpanan
from cms.models.komponen import KomponenStandar
from cms.models.layanan import LayananPage
from cms.models.terbit import TerbitBilaLengkap


class KatalogPage(TanpaSimpanan, RoutablePageMixin, KomponenStandar, TerbitBilaLengkap):  # type: ignore[django-manager-missing]
    """The list of services, and the components of the service standard that are the same for all of them.

    Below it stands one `LayananPage` for each service; a service that has none yet is a route here.
    """

    pembuka = models.CharField(_("pembuka"), max_length=200, blank=True)
    content_panels = [
        *Page.content_panels,
        FieldPanel("pembuka"),
        MultiFieldPanel(
            [FieldPanel(nama) for nama in KomponenStandar.STANDAR],
            heading=_("Standar pelayanan yang sama untuk semua layanan"),
            help_text=_("Kosongkan yang berbeda tiap layanan; halaman layanan lalu wajib mengisinya sendiri."),
        ),
    ]
    max_count_per_parent = 1
    subpage_types = ["cms.LayananPage"]

    class Meta:
        verbose_name = _("katalog layanan")

    def kurang(self) -> list[str]:
        """Texts emptied here on which published service pages still lean."""
        return list(kelengkapan.katalog_kurang(self))

    def bersandar(self, nama: str) -> int:
        """How many published service pages have no text of their own for this component."""
        return LayananPage.objects.child_of(self).live().filter(**{nama: ""}).count() if self.pk else 0

    def komponen(self) -> list[rincian.Komponen]:
        """The components that are the same for every service."""
        semua = [(nama, self.isi_komponen(nama)) for nama in self.STANDAR]
        return [rincian.Komponen(nama, self.sebutan(nama), isi) for nama, isi in semua if isi]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A service with a published page is that page; another one is told by the route below."""
        if len(path_components) == 1 and (halaman := self.halaman_layanan(path_components[0])):
            return RouteResult(halaman)
        return super().route(request, path_components)

    def halaman_layanan(self, kode: str) -> LayananPage | None:
        """The published page of a service, with this catalogue above it; untranslated ones in Indonesian."""
        if halaman := LayananPage.objects.child_of(self).live().filter(slug=kode).first():
            halaman._cached_parent_obj = halaman.katalog = self
            return halaman
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return None
        asal = self.get_translation_or_none(Locale.get_default())
        return asal.halaman_layanan(kode) if asal else None

    @path("")
    def daftar(self, request: HttpRequest) -> HttpResponse:
        """The list: search and filters are a GET form, answered by the server."""
        saringan = kueri.Saringan.dari(request.GET)
        semua = kueri.daftar_kartu(saringan)
        kartu, lanjut = kueri.sehalaman(semua, saringan.sesudah)
        konteks = {
            "kartu": kartu,
            "jumlah": len(semua),
            "lanjut": _alamat(request, sesudah=lanjut) if lanjut else "",
            "mula": _alamat(request) if len(semua) > len(kartu) and saringan.sesudah else "",
            "saringan": saringan,
            "tempat": [{"kunci": k, "nama": n, "ya": k in saringan.di} for k, n in tampil.TEMPAT.items()],
            "peristiwa": kueri.daftar_peristiwa(),
        }
        return self.render(request, template="cms/katalog.html", context_overrides=konteks)

    @path("<slug:kode>/")
    def rincian(self, request: HttpRequest, kode: str) -> HttpResponse:
        """A service without a page yet, or whose page is a draft: from its declaration alone."""
        kini = rincian.keadaan(kode)
        if kini.hilang:
            raise Http404
        return self.render(
            request, template="cms/layanan.html", context_overrides=rincian.konteks(kini, self.komponen())
        )


def _alamat(request: HttpRequest, **ganti: str) -> str:
    """This list with the same filters, from another card on."""
    data = request.GET.copy()
    data.pop("sesudah", None)
    data.update(ganti)
    return f"?{data.urlencode()}"
