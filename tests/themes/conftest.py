"""One browser and one running site, shared by the browser tests of this folder.

The site has two hosts: 127.0.0.1 wears the theme of its own regency, localhost the other one. A third theme, made by
`manage.py tema baru`, lies ready.
"""

import pytest

from tests.e2e.situs import situs_hidup
from tests.themes.aksesibilitas import chromium
from themes.baru import Pesanan, buat

DUA_HOST = """
from urllib.parse import urlsplit
from django.conf import settings
from wagtail.models import Site
from themes.situs.models import IdentitasSitus
utama = Site.objects.get(is_default_site=True)
situs, _ = Site.objects.get_or_create(hostname="localhost", port=utama.port, root_page=utama.root_page)
IdentitasSitus.objects.update_or_create(site=situs, defaults={{"tema": "{tema}"}})
"""


def pakai_tema(situs, tema):
    """From now on localhost wears this theme."""
    situs.kelola("shell", "-v", "0", "-c", DUA_HOST.format(tema=tema))
    return situs.alamat.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="package")
def peramban():
    with chromium() as satu:
        yield satu


@pytest.fixture(scope="package")
def situs_sidoarjo(tmp_path_factory):
    tema = tmp_path_factory.mktemp("tema")
    buat(Pesanan("uji", "LAYANAN UJI", "Tema ketiga", "#7a1f3d"), tema)
    # pytest has set settings of its own; what is measured here is what a visitor meets: hashed, compressed, kept
    lain = {"TEMA_TAMBAHAN": str(tema), "DJANGO_SETTINGS_MODULE": "sipraja.settings"}
    with situs_hidup("sidoarjo", tmp_path_factory.mktemp("sidoarjo"), **lain) as satu:
        yield satu


@pytest.fixture(scope="package")
def dua_tema(situs_sidoarjo):
    """Address by theme."""
    return {"sidoarjo": situs_sidoarjo.alamat, "trenggalek": pakai_tema(situs_sidoarjo, "trenggalek")}
