"""The root of all pages and collections; made anew, with its language, in a database that was emptied."""

from django.conf import settings
from wagtail.models import Collection, Locale, Page


def akar_halaman() -> Page:
    """Where every tree of pages begins."""
    if akar := Page.get_first_root_node():
        return akar
    bahasa, _baru = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    return Page.add_root(instance=Page(title="Root", slug="root", locale=bahasa))


def akar_koleksi() -> Collection:
    """Where every collection of pictures begins."""
    return Collection.get_first_root_node() or Collection.add_root(name="Root")
