"""One fleet for all tests of this folder; each begins with an empty log."""

import pytest

from tests.layanan_links.armada import berlayar


@pytest.fixture(scope="session")
def _armada():
    with berlayar() as satu:
        yield satu


@pytest.fixture
def armada(_armada):
    _armada.diminta.clear()
    _armada.serentak.clear()
    _armada.terbanyak.clear()
    _armada.terkirim, _armada.lambat = 0, 0.0
    return _armada
