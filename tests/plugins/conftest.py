"""The regions that samples of services may name."""

from functools import cache

import pytest

from core.wilayah.models import Wilayah
from core.wilayah.muat import baris_wilayah
from tests.pabrik import POTONGAN, SIDOARJO


@cache
def _potongan() -> tuple[dict, ...]:
    return tuple(b for b in baris_wilayah(SIDOARJO) if b["kode"] in POTONGAN)


@pytest.fixture
def peta(db: None) -> None:
    """A slice of Sidoarjo: regions only, without the offices of `kecil`."""
    Wilayah.objects.bulk_create(
        Wilayah(kode=b["kode"], nama=b["nama"], tingkat=b["tingkat"], induk_id=b["induk"] or None) for b in _potongan()
    )
