"""Finds routes of ours that forgot to say who may open them."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Module of a view → why it needs no policy of ours. A sentence each; one that no longer matches fails a test.
PENGECUALIAN: dict[str, str] = {
    "wagtail.": "Wagtail checks its own permissions; published pages are public by nature.",
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


def _dikecualikan(modul: str, pengecualian: dict[str, str]) -> str | None:
    """The exemption that covers this module."""
    return next((awal for awal in pengecualian if f"{modul}.".startswith(awal)), None)


def semua_rute_tanpa_kebijakan(
    resolver: URLResolver | None = None, pengecualian: dict[str, str] | None = None
) -> list[str]:
    """Routes with neither a policy nor an exemption, as "path (module)"."""
    kecuali = PENGECUALIAN if pengecualian is None else pengecualian
    rute = _datar((resolver or get_resolver()).url_patterns)
    return [
        f"{jalur} ({_modul(view)})"
        for jalur, view in rute
        if not hasattr(view, "kebijakan") and _dikecualikan(_modul(view), kecuali) is None
    ]


def pengecualian_basi(resolver: URLResolver | None = None) -> list[str]:
    """Exemptions that no route needs any more."""
    rute = _datar((resolver or get_resolver()).url_patterns)
    terpakai = {_dikecualikan(_modul(view), PENGECUALIAN) for _, view in rute}
    return [awal for awal in PENGECUALIAN if awal not in terpakai]
