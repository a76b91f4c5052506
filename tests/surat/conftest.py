"""Fixtures of the tests of letters."""

from types import SimpleNamespace

import pytest
import time_machine
from django.core.files.storage import storages

from core.surat.bukti import surat
from tests.permohonan import bahan
from tests.surat import alur, bahan_bukti


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


@pytest.fixture(scope="session")
def hijau(django_db_setup, django_db_blocker, tmp_path_factory):
    """Proof bundles of real letters of real applications, made once."""
    with django_db_blocker.unblock():
        return bahan_bukti.sediakan(tmp_path_factory.mktemp("bukti"))


@pytest.fixture
def nilai_sekali(monkeypatch):
    """Hundreds of forgeries around one letter: the same letter under the same roots is judged once."""
    monkeypatch.setattr(surat, "pemeriksa", SimpleNamespace(periksa=bahan_bukti.ingatan()))
