"""Finds routes of ours that forgot to say who may open them."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Module of a view ("package.") or start of a path ("folder/") → why it needs no policy of ours. One that no longer
# matches anything fails a test.
PENGECUALIAN: dict[str, str] = {
    "kelola/": "Wagtail's admin asks for its own permissions on every page.",
    "_util/": "Wagtail's helpers of private pages; its sign-in page among them is covered by our own.",
    "wagtail.": "Published pages are public by nature; Wagtail serves nothing else there.",
    "allauth.": "allauth guards its own account views.",
}


def _datar(pola: list[Any], awalan: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every route below these patterns, with its whole path."""
    for satu in pola:
        jalur = awalan + str(satu.pattern)
        if isinstance(satu, URLResolver):
            yield from _datar(satu.url_patterns, jalur)
        elif isinstance(satu, URLPattern):
            yield jalur, satu.callback


def _modul(view: Callable[..., Any]) -> str:
    """Where the view was written, also when it is a class."""
    return str(getattr(getattr(view, "view_class", view), "__module__", ""))


def _dikecualikan(jalur: str, modul: str, pengecualian: dict[str, str]) -> str | None:
    """The exemption that covers this route."""
    return next((awal for awal in pengecualian if f"{modul}.".startswith(awal) or jalur.startswith(awal)), None)


def semua_rute_tanpa_kebijakan(
    resolver: URLResolver | None = None, pengecualian: dict[str, str] | None = None
) -> list[str]:
    """Routes with neither a policy nor an exemption, as "path (module)"."""
    kecuali = PENGECUALIAN if pengecualian is None else pengecualian
    rute = _datar((resolver or get_resolver()).url_patterns)
    return [
        f"{jalur} ({_modul(view)})"
        for jalur, view in rute
        if not hasattr(view, "kebijakan") and _dikecualikan(jalur, _modul(view), kecuali) is None
    ]


def pengecualian_basi(resolver: URLResolver | None = None) -> list[str]:
    """Exemptions that no route needs any more."""
    rute = _datar((resolver or get_resolver()).url_patterns)
    terpakai = {_dikecualikan(jalur, _modul(view), PENGECUALIAN) for jalur, view in rute}
    return [awal for awal in PENGECUALIAN if awal not in terpakai]
