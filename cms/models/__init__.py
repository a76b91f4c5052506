"""Wagtail pages, by concern."""

from cms.models.bantuan import BantuanPage, StandarPage
from cms.models.beranda import BerandaPage
from cms.models.katalog import KatalogPage

__all__ = ["BantuanPage", "BerandaPage", "KatalogPage", "StandarPage"]
