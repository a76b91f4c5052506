"""Fixtures that every folder shares; all else is made with `tests.pabrik`."""

from __future__ import annotations

import pytest

from tests import pabrik


@pytest.fixture
def kecil(db: None) -> pabrik.DaerahKecil:
    """The small regency: two kecamatan, three desa, one kelurahan, the dinas."""
    return pabrik.daerah_kecil()
