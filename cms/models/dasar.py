"""What all public pages share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class TanpaSimpanan:
    """Stands first among the bases: a page seen while logged in is kept by no cache, also not by the service worker."""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        jawaban = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        if request.user.is_authenticated:
            add_never_cache_headers(jawaban)
        return jawaban
