"""Wagtail pages, by concern."""

from cms.models.bantuan import BantuanPage, StandarPage
from cms.models.beranda import BerandaPage
from cms.models.katalog import KatalogPage
from cms.models.layanan import LayananPage

__all__ = ["BantuanPage", "BerandaPage", "KatalogPage", "LayananPage", "StandarPage"]
