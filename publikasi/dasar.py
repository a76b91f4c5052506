"""What all pages of the public site share: no cache for people with a name, and one address for both languages."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from sipraja.akar import akar_situs


class TanpaSimpanan:
    """Stands first among the bases of a page. Such a page is public by its kind (UU 14/2008, pasal 9): Wagtail offers
    no privacy for it and, with nothing to look up, asks the database less each time."""

    private_page_options: ClassVar[list[Any]] = []

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """None, whatever stands on the pages above."""
        return PageViewRestriction.objects.none()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A page seen while logged in is kept by no cache, also not by the service worker."""
        jawaban = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        if request.user.is_authenticated:
            add_never_cache_headers(jawaban)
        return jawaban

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """A translation is found at the address of its Indonesian page (docs/keputusan/016)."""
        akar = self._get_relevant_site_root_paths(request)  # type: ignore[attr-defined]
        if any(satu.language_code != settings.LANGUAGE_CODE for satu in akar) and (asal := halaman_asal(self)):
            return asal.get_url_parts(request)
        return super().get_url_parts(request)  # type: ignore[misc]

    @property
    def lang_isi(self) -> str:
        """The language of what editors wrote, when it differs from that of the buttons around it; else empty."""
        return lang_isi(self)


Halaman = TypeVar("Halaman", bound="QuerySet[Any]")


def di_situs_ini(halaman: Halaman) -> Halaman:
    """Of these pages those of the site that was asked; all of them while sites share their pages."""
    akar = akar_situs()
    return halaman.filter(path__startswith=akar) if akar else halaman


def lang_isi(baris: Any) -> str:
    """As above, for whatever has a `locale`."""
    kode = kode_bahasa(baris)
    return "" if kode == get_language() else kode


_KODE: dict[int, str] = {}  # languages of content by key: two rows that hardly ever change, asked for on every page


def kode_bahasa(baris: Any) -> str:
    """The language code of whatever has a `locale`."""
    if baris.locale_id not in _KODE:
        _KODE[baris.locale_id] = baris.locale.language_code
    return _KODE[baris.locale_id]


@receiver([post_save, post_delete], sender=Locale)
def _lupakan_kode(**_lain: Any) -> None:
    _KODE.clear()


def berbahasa_lain() -> bool:
    """Whether the reader has chosen another language than the one everything is written in first."""
    return get_language() != settings.LANGUAGE_CODE


def halaman_asal(halaman: Any) -> Page | None:
    """The page that this one translates; None when it is itself in the first language."""
    if kode_bahasa(halaman) == settings.LANGUAGE_CODE:
        return None
    asal = halaman.get_translation_or_none(Locale.get_default())
    return asal.specific if asal else None


def diterjemahkan(hasil: RouteResult) -> RouteResult:
    """The same find in the reader's language; a page without a published translation stays as it is.

    An alias (what stands for a page that nobody has translated yet) is no translation.
    """
    pengganti = hasil.page.localized
    if pengganti.pk == hasil.page.pk or pengganti.alias_of_id:
        return hasil
    return pada(pengganti.specific, hasil)


def pada(halaman: Page, hasil: RouteResult) -> RouteResult:
    """The same find on another page object. A sub-route is bound to the page that it was found on."""
    args = hasil.args
    if args and getattr(args[0], "__self__", None) is not None:
        args = (args[0].__func__.__get__(halaman), *args[1:])
    return RouteResult(halaman, args, dict(hasil.kwargs))
