"""Settings inside the cage where an uploaded package is examined: no secret, no network, one read-only table.

The parent (`core.surat.paket_periksa`) names the little database of the regions in WILAYAH_SQLITE.
"""

import os

from sipraja.settings import *  # noqa: F403
from sipraja.settings import RUANG_INTI

INSTALLED_APPS = [
    *RUANG_INTI,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = []
ROOT_URLCONF = "core.surat.paket_urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"file:{os.environ['WILAYAH_SQLITE']}?mode=ro&immutable=1",
        "OPTIONS": {"uri": True},
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
