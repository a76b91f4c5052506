"""When the place of private files does not answer: one exception for a broken disk and an S3 server that is down."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)


class GudangTutup(Exception):
    """The storage cannot be reached, or refuses. Nothing is lost: the same step may be tried again."""


@contextmanager
def jaga(
    galat_baru: Callable[[], Exception] = GudangTutup, *, lewat: type[OSError] = FileNotFoundError
) -> Iterator[None]:
    """Raise `galat_baru` for whatever goes wrong with the storage; `lewat` is an answer, not a failure, and passes."""
    try:
        yield
    except lewat:
        raise
    except Exception as galat:
        if not _gangguan(galat):
            raise
        log.exception("Tempat berkas privat terganggu")
        raise galat_baru() from galat


def _gangguan(galat: Exception) -> bool:
    """A failure of disk, network or S3 server. Imported when asked: an installation without S3 starts faster."""
    from botocore.exceptions import BotoCoreError, ClientError
    from s3transfer.exceptions import RetriesExceededError

    return isinstance(galat, OSError | BotoCoreError | ClientError | RetriesExceededError)


class HalamanGudangTutup:
    """Middleware: a page that needs a private file says so when none can be had, instead of a general 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before or after."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """503, and when to come again."""
        if not isinstance(exception, GudangTutup):
            return None
        jawab = render(request, "berkas/tutup.html", status=503)
        jawab["Retry-After"] = "120"
        return jawab
