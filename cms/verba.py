"""`siapkan_situs`: make the public pages of this installation. Idempotent; never overwrites an editor's work."""

from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from cms import isi_awal
from cms.akar import akar_halaman
from cms.kelompok import siapkan_kelompok
from cms.models import BantuanPage, BerandaPage, KatalogPage, StandarPage
from cms.verba_halaman import lengkapi_halaman
from core.wilayah.daerah import daerah_aktif
from layanan_links.muat import muat as muat_tautan
from pencarian.verba import siapkan_sinonim
from peristiwa.verba import siapkan_peristiwa
from publikasi.verba import siapkan_publikasi
from themes import profil

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


def _pastikan(kelas: type[Halaman], induk: Page, slug: str, isi: dict[str, Any]) -> Halaman:
    """The one page of this kind; made with its first words when it is not there."""
    if ada := kelas.objects.first():
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
