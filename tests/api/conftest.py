"""The site of the catalogue's tests, and a limit that counts anew for each test."""

import pytest

from api import batas
from tests.cms.conftest import map_layanan, situs  # noqa: F401 -- fixtures


@pytest.fixture(autouse=True)
def _batas_baru(monkeypatch):
    monkeypatch.setattr("api.dasar.batas", batas.Batas())
