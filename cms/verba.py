"""`siapkan_situs`: make the public pages of this installation. Idempotent; never overwrites an editor's work."""

from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page, Site

from cms import isi_awal
from cms.akar import akar_halaman
from cms.kelompok import siapkan_kelompok
from cms.models import BantuanPage, BerandaPage, KatalogPage, LayananPage, StandarPage
from cms.verba_halaman import lengkapi_halaman
from core.wilayah.daerah import daerah_aktif
from layanan_links.muat import muat as muat_tautan
from pencarian.verba import siapkan_sinonim
from peristiwa.verba import siapkan_peristiwa
from publikasi.models import Berita
from publikasi.verba import siapkan_publikasi
from themes import profil
from themes.situs.models import IdentitasSitus


class SitusSudahAda(Exception):
    """There is a site at this host; the argument is the host."""


Halaman = TypeVar("Halaman", bound=Page)
PORT_BAKU = {"http": 80, "https": 443}


@transaction.atomic
def siapkan_situs() -> Site:
    """Home, catalogue, help and standard below the root, and the site record that points at the home page."""
    daerah = profil.aktif()
    beranda = _pastikan(BerandaPage, akar_halaman(), "beranda", isi_awal.beranda(daerah))
    _pastikan(KatalogPage, beranda, "layanan", isi_awal.katalog())
    _pastikan(BantuanPage, beranda, "bantuan", isi_awal.bantuan())
    _pastikan(StandarPage, beranda, "standar-pelayanan", isi_awal.standar(daerah))
    siapkan_publikasi(beranda, daerah_aktif(), peragaan=settings.DEMO)
    situs = _situs(beranda, daerah.aplikasi)
    _hapus_sambutan_bawaan()
    siapkan_kelompok()
    muat_tautan(daerah_aktif())
    siapkan_sinonim()
    siapkan_peristiwa()
    lengkapi_halaman()
    return situs


@transaction.atomic
def buat_situs(*, host: str, nama: str, tema: str) -> Site:
    """Another site with pages of its own: copies of those of the main site, without its news.

    Editors change them; the services, counters and applications stay those of the installation. Raises SitusSudahAda.
    """
    if Site.objects.filter(hostname=host).exists():
        raise SitusSudahAda(host)
    utama = Site.objects.select_related("root_page").get(is_default_site=True)
    asal = utama.root_page.specific
    slug = slugify(host.replace(".", "-"))
    beranda = _salin(asal, asal.get_parent(), {"slug": slug, "title": nama, "draft_title": nama})
    situs = Site.objects.create(hostname=host, port=utama.port, root_page=beranda, site_name=nama)
    IdentitasSitus.objects.create(site=situs, tema=tema, nama=nama)
    lengkapi_halaman()
    return situs


def _salin(asal: Page, induk: Page, ganti: dict[str, str] | None = None) -> Page:
    """A page and what stands below it; not news, nor pages of services that could not be published now."""
    baru = asal.copy(to=induk, copy_revisions=False, update_attrs=ganti, log_action=None)
    for anak in asal.get_children().specific():
        if not (isinstance(anak, Berita) or (isinstance(anak, LayananPage) and anak.kurang())):
            _salin(anak, baru)
    return baru


def _pastikan(kelas: type[Halaman], induk: Page, slug: str, isi: dict[str, Any]) -> Halaman:
    """The one page of this kind below; made with its first words when it is not there."""
    if ada := kelas.objects.descendant_of(induk).first():
        return ada
    halaman = kelas(slug=slug, **isi)
    induk.add_child(instance=halaman)
    halaman.save_revision().publish()
    return halaman


def _situs(beranda: Page, nama: str) -> Site:
    alamat = urlsplit(settings.ALAMAT_SITUS)
    nilai = {
        "hostname": alamat.hostname or "localhost",
        "port": alamat.port or PORT_BAKU.get(alamat.scheme, 80),
        "root_page": beranda,
        "site_name": nama,
    }
    situs, _baru = Site.objects.update_or_create(is_default_site=True, defaults=nilai)
    return situs


def _hapus_sambutan_bawaan() -> None:
    """Wagtail's own "Welcome" page, only while it is an empty page without children."""
    for halaman in Page.objects.filter(depth=2, slug="home", numchild=0):
        if halaman.specific_class is Page:
            halaman.delete()
