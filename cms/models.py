"""Wagtail pages. The catalogue has one page; each service is a route below it, told from its declaration."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import kueri, tampil
from cms.blok import daftar_favorit, isi_halaman
from core.layanan.deklarasi import Layanan
from core.layanan.masa import sudah_tutup
from core.layanan.register import registri

PANJANG_STANDAR = 600


class TanpaSimpanan:
    """Stands first among the bases: a page seen while logged in is kept by no cache, also not by the service worker."""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        jawaban = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        if request.user.is_authenticated:
            add_never_cache_headers(jawaban)
        return jawaban


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
    max_count = 1
    subpage_types: list[str] = []
    template = "cms/bantuan.html"

    class Meta:
        verbose_name = _("halaman bantuan")


class StandarPage(TanpaSimpanan, Page):
    """Service standard of all services in one table, from the declarations."""

    pengantar = models.TextField(_("pengantar"), max_length=600)

    content_panels = [*Page.content_panels, FieldPanel("pengantar")]
    max_count = 1
    subpage_types: list[str] = []
    template = "cms/standar.html"

    class Meta:
        verbose_name = _("standar pelayanan")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "kartu": kueri.daftar_kartu(kueri.Saringan())}
