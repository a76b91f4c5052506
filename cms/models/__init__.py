"""Wagtail pages, by concern; and what the groups of editors were given."""

from cms.models.bantuan import BantuanPage, StandarPage
from cms.models.bekal import BekalKelompok
from cms.models.beranda import BerandaPage
from cms.models.katalog import KatalogPage
from cms.models.layanan import LayananPage

__all__ = ["BantuanPage", "BekalKelompok", "BerandaPage", "KatalogPage", "LayananPage", "StandarPage"]
