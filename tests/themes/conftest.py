"""One browser and one running site a theme, shared by the browser tests of this folder."""

import pytest

from tests.e2e.situs import situs_hidup
from tests.themes.aksesibilitas import chromium


@pytest.fixture(scope="package")
def peramban():
    with chromium() as satu:
        yield satu


@pytest.fixture(scope="package")
def situs_sidoarjo(tmp_path_factory):
    with situs_hidup("sidoarjo", tmp_path_factory.mktemp("sidoarjo")) as satu:
        yield satu


@pytest.fixture(scope="package")
def situs_trenggalek(tmp_path_factory):
    with situs_hidup("trenggalek", tmp_path_factory.mktemp("trenggalek")) as satu:
        yield satu
