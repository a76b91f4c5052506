"""Was a form sent by a page of ours? For forms on pages that are kept for everybody and so can hold no CSRF token."""

from urllib.parse import urlsplit

from django.http import HttpRequest

SENDIRI = frozenset(("same-origin", "none"))  # "none": the person's own doing, not a page's


def dari_situs_ini(request: HttpRequest) -> bool:
    """By what the browser says itself, which a page cannot forge: Sec-Fetch-Site, else Origin.

    Whoever sends neither is no browser, and has no visitor whose cookies could be misused.
    """
    if situs := request.META.get("HTTP_SEC_FETCH_SITE"):
        return situs in SENDIRI
    asal = request.META.get("HTTP_ORIGIN")
    return asal is None or urlsplit(asal).netloc == request.get_host()
