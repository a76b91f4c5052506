"""Fixtures that every folder shares; all else is made with `tests.pabrik`."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from core.permohonan import pemicu
from tests import pabrik


@pytest.fixture
def kecil(db: None) -> pabrik.DaerahKecil:
    """The small regency: two kecamatan, three desa, one kelurahan, the dinas."""
    return pabrik.daerah_kecil()


@pytest.fixture(scope="session", autouse=True)
def _log_dapat_dikosongkan() -> None:
    """Emptying the database after a transactional test must get past the triggers that keep the log append-only."""
    asli = BaseDatabaseOperations.execute_sql_flush

    def kosongkan(self: Any, sql_list: list[str]) -> None:
        vendor = self.connection.vendor
        asli(self, [*pemicu.lepas(vendor), *sql_list, *pemicu.pasang(vendor)])

    BaseDatabaseOperations.execute_sql_flush = kosongkan
