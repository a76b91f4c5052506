"""The public site of `tests.cms`, and news upon it."""

from __future__ import annotations

from datetime import date

import pytest
from wagtail.models import Locale

from publikasi.models import Berita, IndeksBerita
from tests.cms.conftest import map_layanan, situs  # noqa: F401 - fixtures


@pytest.fixture
def indeks(situs):  # noqa: F811
    """The list of news, empty."""
    return IndeksBerita.objects.get()


@pytest.fixture
def tulis(indeks):
    """A function that publishes a news item."""

    def _tulis(judul: str, tanggal: str = "2026-11-20", **lain: object) -> Berita:
        slug = judul.lower().replace(" ", "-")
        isi = [{"type": "teks", "value": f"<p>Isi {judul}.</p>"}]
        berita = Berita(
            title=judul, slug=slug, tanggal=date.fromisoformat(tanggal), ringkas=f"Tentang {judul}.", isi=isi
        )
        for nama, nilai in lain.items():
            setattr(berita, nama, nilai)
        indeks.add_child(instance=berita)
        return berita

    return _tulis


@pytest.fixture
def inggris(situs):  # noqa: F811
    """English as a language of content."""
    return Locale.objects.get(language_code="en")
