"""Django settings. Values that differ between installations come from `sipraja.pengaturan` only."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from sipraja.basisdata import basis_data
from sipraja.pengaturan import AKAR, Pengaturan
from themes import daftar

_p = Pengaturan()

BASE_DIR = AKAR
VAR: Path = _p.var
DEMO: bool = _p.demo
DEBUG: bool = _p.debug
DAERAH: str = _p.daerah
TEMA_TAMBAHAN: Path | None = _p.tema_tambahan
ALAMAT_SUMBER: str = _p.alamat_sumber
SITUS_SEGAR: float | None = 5.0  # seconds between two looks at the sites and their themes; None: only when told
ALAMAT_SITUS: str = _p.alamat_situs.rstrip("/")
LAYANAN_TAMBAHAN: Path | None = _p.layanan_tambahan
LAYANAN_KETAT: bool = _p.layanan_ketat
LAYANAN_RUSAK: Path | None = AKAR / "demo" / "layanan_rusak" if _p.layanan_rusak_contoh else None
LAYANAN_SEGAR: float | None = 2.0  # seconds between two looks at the approved packages; None: only when told
PLUGIN_BAWAAN: Path = AKAR / "plugins"
SERTIFIKAT_DEMO: Path = VAR / "sertifikat-demo"
SERTIFIKAT_AKAR = _p.sertifikat_akar
STEMPEL_ALAMAT, STEMPEL_TINGKAT = _p.stempel_alamat, _p.stempel_tingkat
STEMPEL_CA, STEMPEL_WAJIB = _p.stempel_ca, _p.stempel_wajib
PKCS11_MODUL, PKCS11_TOKEN = _p.pkcs11_modul, _p.pkcs11_token

SIMPANAN_TEPI = _p.simpanan_tepi
SIMPANAN_MEGA = 0 if DEBUG else _p.simpanan_mega  # a developer wants to see the template just saved
INGAT_BARIS = True  # public rows are remembered until one changes (sipraja.ingat); tests count what is asked
KORS_ASAL = _p.kors_asal
TAUTAN_PORT, TAUTAN_JARINGAN = _p.tautan_port, _p.tautan_jaringan

BSRE_ALAMAT, BSRE_CA = _p.bsre_alamat, _p.bsre_ca
BSRE_PENGGUNA = _p.bsre_pengguna
# Stays wrapped: error reports print settings, and Django knows by their English names which are secret.
BSRE_SANDI = _p.bsre_sandi


def _kunci_rahasia() -> str:
    """The secret key; a demo keeps a random one under VAR so that sessions survive a restart."""
    if kunci := _p.secret_key.get_secret_value():
        return kunci
    if not (DEMO or DEBUG):
        raise ImproperlyConfigured("Isi SECRET_KEY dengan teks acak panjang (lihat .env.example).")
    from django.core.management.utils import get_random_secret_key

    berkas = VAR / "kunci-rahasia-demo"
    if not berkas.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        berkas.touch(mode=0o600)
        berkas.write_text(get_random_secret_key())
    return berkas.read_text()


SECRET_KEY = _kunci_rahasia()
SECRET_KEY_FALLBACKS = [k for k in [_p.secret_key_lama.get_secret_value()] if k]
ALLOWED_HOSTS = _p.host_diizinkan
CSRF_TRUSTED_ORIGINS = [ALAMAT_SITUS]
ROOT_URLCONF = "sipraja.urls"
WSGI_APPLICATION = "sipraja.wsgi.application"
AUTH_USER_MODEL = "akun.Pengguna"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_basis = basis_data(_p.database_url, VAR)
DATABASES: dict[str, dict[str, Any]] = {"default": _basis}
_postgres = _basis["ENGINE"].endswith("postgresql")

# The rooms that know applications and letters; the preview and the cage of packages run with these alone.
RUANG_INTI = ["core.wilayah", "core.berkas", "core.layanan", "core.akun", "core.permohonan", "core.surat"]
INSTALLED_APPS = [
    "themes",
    "themes.situs",
    *RUANG_INTI,
    "core.notifikasi",
    "pencarian",
    "peristiwa",
    "layanan_links",
    "mpp",
    "publikasi",
    "cms",
    "api",
    *(["demo"] if DEMO else []),
    "pratinjau",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "django_q",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sitemaps",
    "django.contrib.sessions",
    "django.contrib.messages",
    *(["django.contrib.postgres"] if _postgres else []),
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sipraja.kors.Kors",
    "sipraja.padat.Padat",
    "sipraja.simpanan.SimpananHalaman",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "themes.situs.tengah.TemaSitus",
    "themes.bahasa.PilihBahasa",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.berkas.gudang.HalamanGudangTutup",
    "sipraja.nol.TanpaNol",
    "cms.perantara.TerbitDitolak",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [AKAR / "themes" / "dasar" / "templates"],
        "OPTIONS": {
            # The theme of the site that was asked wins over the base.
            "loaders": [
                (
                    "themes.pemuat.Tersimpan",
                    [
                        "themes.pemuat.Tema",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "themes.konteks.tampilan",
            ],
            "builtins": ["themes.templatetags.tampilan", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [AKAR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"  # WIB: letters are dated and numbered in local time
USE_THOUSAND_SEPARATOR = False  # it would print every id in a form as "1.234"; amounts ask for force_grouping

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [AKAR / "themes" / "dasar" / "static", *daftar.statis(daftar.semua(TEMA_TAMBAHAN).values())]
MEDIA_ROOT = VAR / "media"  # Wagtail's own images and documents; never a citizen's file
MEDIA_URL = "/media/"


def _privat(nama: str) -> dict[str, Any]:
    """Storage of private files: a local folder readable by this user only, or an S3 bucket."""
    if not _p.s3_ember:
        pilihan = {"location": VAR / nama, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": pilihan}
    from botocore.config import Config  # half a second that an installation without S3 need not wait

    # Short waits: a server that is down must become a sentence, not a worker that hangs for minutes. Checksums only
    # where S3 demands them: not every other server knows the newer kind.
    klien = Config(
        s3={"addressing_style": "path"},
        signature_version="s3v4",
        connect_timeout=3,
        read_timeout=20,
        retries={"mode": "standard", "max_attempts": 2},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _p.s3_ember,
            "location": nama,
            "endpoint_url": _p.s3_alamat or None,
            "access_key": _p.s3_kunci.get_secret_value(),
            "secret_key": _p.s3_rahasia.get_secret_value(),
            "client_config": klien,
            "default_acl": None,
            "querystring_expire": 60,
            # A letter's key is the hash of its bytes: written twice at once, the second must not get another name.
            "file_overwrite": nama == "surat",
        },
    }


STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "berkas": _privat("berkas"),
    "surat": _privat("surat"),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "themes.statis.StatisTema"
    },
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _p.redis_url}
    if _p.redis_url
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_bersama"},
    # Wagtail's resized pictures: in the shared table each look-up would be a write.
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "gambar", "TIMEOUT": 600},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

DEFAULT_FROM_EMAIL = SERVER_EMAIL = _p.surel_pengirim
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_FILE_PATH = VAR / "surel"
if not _p.smtp_host:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS = _p.smtp_host, _p.smtp_port, _p.smtp_tls
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _p.smtp_pengguna, _p.smtp_sandi.get_secret_value()
EMAIL_TIMEOUT = 20

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{nama}"}
    for nama in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

# Security headers. The public pages and the desk carry a strict content policy, Wagtail's admin its own.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _p.https
SECURE_HSTS_SECONDS = 31_536_000 if _p.https else 0
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "themes.galat.csrf_gagal"
SESSION_COOKIE_AGE = 8 * 3600  # absolute limit of a shared desa computer's working day
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
if _p.proksi_tepercaya:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/kelola/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:", "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "object-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        # No text becomes script, not even by our own mistake; the one policy registers the service worker.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["portal"],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # repeated tables have many fields; the schema caps rows
FILE_UPLOAD_PERMISSIONS = 0o600

WAGTAIL_SITE_NAME = "SIPRAJA"
WAGTAILADMIN_BASE_URL = ALAMAT_SITUS
WAGTAIL_I18N_ENABLED = True  # one address for all languages: docs/keputusan/016
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no picture of an officer is asked from abroad
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "TITLE": "Antarmuka terbuka",
    "DESCRIPTION": "Katalog, layanan, formulir, tautan, dan berita sebuah kabupaten. Hanya dibaca, tanpa kuki.",
    "VERSION": "1.0.0",
    "LICENSE": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_PUBLIC": True,
    "COMPONENT_NO_READ_ONLY_REQUIRED": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "POSTPROCESSING_HOOKS": ["api.skema.tanpa_sisa"],  # lists of choices stay where they are used
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"layar": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["layar"], "level": "WARNING"},
}
if not DEBUG:
    SILENCED_SYSTEM_CHECKS = [] if _p.https else ["security.W004", "security.W008", "security.W012", "security.W016"]

# Apps bring their own constants; the files beside them say why.
from core.akun.setelan import *  # noqa: E402, F403
from core.berkas.setelan import *  # noqa: E402, F403
from core.notifikasi.setelan import *  # noqa: E402, F403

# Rooms in front of core have sweepers of their own.
PENYAPU = [
    *PENYAPU,  # noqa: F405
    "cms.verba_halaman.lengkapi_halaman",
    "cms.verba_halaman.terbitkan_terjadwal",
    "layanan_links.verba_periksa.sapu",
]
