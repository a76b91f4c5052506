"""System check: every sweeper named in the settings can be called."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string


@register()
def penyapu_ada(**_lain: Any) -> list[CheckMessage]:
    """A misspelt sweeper would fail once a minute in a log that nobody reads."""
    return [Error(f"PENYAPU: {jalur} tidak dapat dipanggil", id="notifikasi.E001") for jalur in settings.PENYAPU
            if not _dapat_dipanggil(jalur)]  # fmt: skip


def _dapat_dipanggil(jalur: str) -> bool:
    try:
        return callable(import_string(jalur))
    except ImportError:
        return False
