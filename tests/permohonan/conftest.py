"""Fixtures of the tests of applications."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.permohonan import bahan


@pytest.fixture
def senin() -> Iterator[time_machine.Coordinates]:
    """Monday 23 November 2026, 09.41 WIB; the clock stands still until moved."""
    with time_machine.travel(bahan.SENIN, tick=False) as jam:
        yield jam


@pytest.fixture(autouse=True)
def surat_uji() -> Iterator[None]:
    """The small service is one of those this process offers: a draft of a service that is gone cannot be filled in."""
    with bahan.terpasang(bahan.layanan()):
        yield


@pytest.fixture
def kantor(kecil, senin) -> bahan.Kantor:
    """A file at the first desk of the standard desa route."""
    return bahan.kantor(kecil)
