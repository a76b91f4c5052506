"""Fixtures of the tests of letters."""

import pytest
import time_machine
from django.core.files.storage import storages

from tests.permohonan import bahan
from tests.surat import alur


@pytest.fixture
def arsip_uji(settings, tmp_path):
    """An empty archive and a CA of this test's own."""
    settings.STORAGES = settings.STORAGES | {
        "surat": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "surat"},
        }
    }
    settings.SERTIFIKAT_DEMO = tmp_path / "ca"
    return storages["surat"]


@pytest.fixture
def senin():
    """Monday 23 November 2026, 09.41 WIB; the clock stands still until moved."""
    with time_machine.travel(bahan.SENIN, tick=False) as jam:
        yield jam


@pytest.fixture
def meja(kecil, senin, arsip_uji):
    """A file at the desk of the only signer."""
    return alur.di_meja_ttd(kecil)


@pytest.fixture
def meja_dua(kecil, senin, arsip_uji):
    """A file at the desk of the first of two signers."""
    return alur.di_meja_ttd(kecil, *alur.DUA)
