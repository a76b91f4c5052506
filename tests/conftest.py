"""Fixtures that every folder shares; all else is made with `tests.pabrik`."""

from __future__ import annotations

import os
from functools import cache
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from core.permohonan import pemicu
from core.surat import sertifikat
from core.wilayah.daerah import SIDOARJO
from core.wilayah.models import Wilayah
from core.wilayah.muat import baris_wilayah
from tests import basis_contoh, pabrik

KUNCI_UJI = 40  # more than any test makes, so that no two officers of one test have the same
PUTARAN_KDF = sertifikat.PUTARAN_KDF  # as it is outside the tests


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, django_db_modify_db_settings: None) -> bool:
    """On SQLite a copy of the migrated file counts as a database kept from before; PostgreSQL copies by itself."""
    uji = connection.settings_dict["TEST"]
    return django_db_keepdb or (connection.vendor == "sqlite" and basis_contoh.salin_sqlite(Path(uji["NAME"])))


@pytest.fixture
def kecil(db: None) -> pabrik.DaerahKecil:
    """The small regency: two kecamatan, three desa, one kelurahan, the dinas."""
    return pabrik.daerah_kecil()


@cache
def _potongan() -> tuple[dict[str, str], ...]:
    return tuple(b for b in baris_wilayah(SIDOARJO) if b["kode"] in pabrik.POTONGAN)


@pytest.fixture
def peta(db: None) -> None:
    """The regions of the small regency without its offices: for tests that only look codes and names up.

    Such a look-up cannot come out differently on another database, so these tests run on one only (see below).
    """
    Wilayah.objects.bulk_create(
        Wilayah(kode=b["kode"], nama=b["nama"], tingkat=b["tingkat"], induk_id=b["induk"] or None) for b in _potongan()
    )


@pytest.fixture(scope="session", autouse=True)
def _log_dapat_dikosongkan() -> None:
    """Emptying the database after a transactional test must get past the triggers that keep the log append-only."""
    asli = BaseDatabaseOperations.execute_sql_flush

    def kosongkan(self: Any, sql_list: list[str]) -> None:
        vendor = self.connection.vendor
        asli(self, [*pemicu.lepas(vendor), *sql_list, *pemicu.pasang(vendor)])

    BaseDatabaseOperations.execute_sql_flush = kosongkan


@pytest.fixture(scope="session", autouse=True)
def _kunci_murah() -> None:
    """Keys of officers by the hundred: no slow passphrase, and KUNCI_UJI pairs of RSA keys in turn instead of new ones.

    Making one costs 35 ms and locking it 25; certificates and files are new each time. Twin: tests/surat/test_frasa.py.
    """
    sertifikat.PUTARAN_KDF = 1
    buat = sertifikat.rsa.generate_private_key
    giliran = count()
    simpanan = cache(lambda _ke: buat(public_exponent=65537, key_size=sertifikat.PANJANG_RSA))
    sertifikat.rsa = SimpleNamespace(generate_private_key=lambda **_: simpanan(next(giliran) % KUNCI_UJI))


def _memakai_basis_data(item: pytest.Item) -> bool:
    dipakai = set(item.fixturenames)  # type: ignore[attr-defined]
    if "peta" in dipakai or item.get_closest_marker("satu_basis"):
        return False
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & dipakai)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database only what touches a database is run again: nothing else could come out differently."""
    if os.environ.get("UJI_HANYA_BASIS_DATA"):
        lepas = [item for item in items if not _memakai_basis_data(item)]
        config.hook.pytest_deselected(items=lepas)
        items[:] = [item for item in items if _memakai_basis_data(item)]
