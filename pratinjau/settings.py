"""Settings of the preview: the product's look and press, an own small database, no people, this computer only."""

import os
import secrets

os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))

from sipraja.basisdata import sqlite
from sipraja.settings import *  # noqa: F403
from sipraja.settings import DAERAH, RUANG_INTI, STORAGES, VAR

ROOT_URLCONF = "pratinjau.urls"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]  # another name is another site that points its visitors at this port
DATABASES = {"default": sqlite(VAR / f"pratinjau-{DAERAH}.sqlite3")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
INSTALLED_APPS = [  # no admin, no queue, no sign-in: the preview starts in a second or two
    "themes",
    *RUANG_INTI,
    "pratinjau",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "themes.bahasa.PilihBahasa",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
SECURE_SSL_REDIRECT = CSRF_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "pratinjau"
SECURE_HSTS_SECONDS = 0
