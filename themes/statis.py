"""Hashed and compressed static files. In a demo only our own are compressed: Wagtail's admin would cost ten seconds."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

ORANG_LAIN = ("wagtail", "rest_framework", "django_", "admin")  # folders of installed packages


class StatisTema(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; `DEMO` leaves out what no citizen loads."""

    def compress_files(self, paths: Any) -> Iterator[tuple[str, str]]:
        """(name, compressed name) of each file worth compressing."""
        pilihan = [p for p in paths if not settings.DEMO or not _orang_lain(p)]
        yield from super().compress_files(pilihan)


def _orang_lain(jalur: str) -> bool:
    return PurePosixPath(jalur).parts[0].startswith(ORANG_LAIN)
