"""Settings of the test run: the product's own, with a throw-away VAR, strict plugins and fast password hashing."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "kunci-khusus-uji-" + "0123456789" * 5)
os.environ.setdefault("DEMO", "1")
os.environ.setdefault("VAR", tempfile.mkdtemp(prefix="sipraja-uji-"))
os.environ.setdefault("LAYANAN_KETAT", "1")
os.environ.setdefault("ALAMAT_SITUS", "http://testserver")
os.environ.setdefault("HOST_DIIZINKAN", '["testserver", "127.0.0.1", "localhost"]')

from sipraja.settings import *  # noqa: F403
from sipraja.settings import DATABASES, STORAGES, VAR

# A look now and then would make counted queries depend on the clock; tests say when.
LAYANAN_SEGAR = SITUS_SEGAR = None
# Tests count what a page asks the database; those of the memories turn them on.
SIMPANAN_MEGA, INGAT_BARIS = 0, False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# A file, not memory: threads of race tests and a browser's live server must see one real WAL database.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "uji.sqlite3")}
elif contoh := os.environ.get("UJI_CONTOH_POSTGRES"):  # a migrated database to copy from (tests.basis_contoh)
    DATABASES["default"]["TEST"] = {"TEMPLATE": contoh.rpartition("/")[2]}
