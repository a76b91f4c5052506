"""The catalogue. It has one page; each service is a route below it, told from its declaration."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from cms import kueri, tampil
from cms.models.dasar import TanpaSimpanan
from core.layanan.deklarasi import Layanan
from core.layanan.masa import sudah_tutup
from core.layanan.register import registri

PANJANG_STANDAR = 600


class KatalogPage(TanpaSimpanan, RoutablePageMixin, Page):
    """The catalogue and, one route below, each service with the 14 components of Permenpan RB 15/2014.

    Persyaratan, prosedur, waktu, biaya, produk and dasar hukum come from the service's declaration; the components
    that are the same for every service of the kabupaten are the fields here.
    """

    pembuka = models.CharField(_("pembuka"), max_length=200, blank=True)
    pengaduan = models.TextField(_("penanganan pengaduan, saran, dan masukan"), max_length=PANJANG_STANDAR)
    sarana = models.TextField(_("sarana, prasarana, dan fasilitas"), max_length=PANJANG_STANDAR)
    kompetensi = models.TextField(_("kompetensi pelaksana"), max_length=PANJANG_STANDAR)
    jumlah_pelaksana = models.TextField(_("jumlah pelaksana"), max_length=PANJANG_STANDAR)
    pengawasan = models.TextField(_("pengawasan internal"), max_length=PANJANG_STANDAR)
    jaminan_pelayanan = models.TextField(_("jaminan pelayanan"), max_length=PANJANG_STANDAR)
    jaminan_keamanan = models.TextField(_("jaminan keamanan dan keselamatan"), max_length=PANJANG_STANDAR)
    evaluasi = models.TextField(_("evaluasi kinerja pelaksana"), max_length=PANJANG_STANDAR)

    STANDAR = (
        "pengaduan",
        "sarana",
        "kompetensi",
        "jumlah_pelaksana",
        "pengawasan",
        "jaminan_pelayanan",
        "jaminan_keamanan",
        "evaluasi",
    )
    content_panels = [
        *Page.content_panels,
        FieldPanel("pembuka"),
        MultiFieldPanel(
            [FieldPanel(nama) for nama in STANDAR], heading=_("Standar pelayanan yang sama untuk semua layanan")
        ),
    ]
    max_count = 1
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("katalog layanan")

    def standar(self) -> list[dict[str, str]]:
        """Filled components as accordions, in the order of the regulation."""
        return [
            {"judul": str(self._meta.get_field(nama).verbose_name).capitalize(), "isi": getattr(self, nama)}
            for nama in self.STANDAR
            if getattr(self, nama)
        ]

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
        """One service. A quarantined one keeps its page, from its last good version, without the button."""
        layanan = registri().ambil(kode)
        tutup = layanan is None and kode in kueri.kode_karantina()
        layanan = kueri.versi_terakhir(kode) if tutup else layanan
        if layanan is None and not tutup:
            raise Http404
        konteks = _konteks_layanan(layanan) if layanan else {}
        habis = layanan is not None and sudah_tutup(layanan)
        konteks |= {"tutup": tutup or habis, "habis": habis, "standar": self.standar()}
        return self.render(request, template="cms/layanan.html", context_overrides=konteks)


def _alamat(request: HttpRequest, **ganti: str) -> str:
    """This list with the same filters, from another card on."""
    data = request.GET.copy()
    data.pop("sesudah", None)
    data.update(ganti)
    return f"?{data.urlencode()}"


def _konteks_layanan(layanan: Layanan) -> dict[str, Any]:
    return {
        "layanan": layanan,
        "nama": tampil.nama_lengkap(layanan),
        "fakta": tampil.fakta(layanan),
        "syarat": tampil.syarat(layanan),
        "langkah": tampil.langkah(layanan),
    }
