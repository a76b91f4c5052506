"""The long tail: old news are not in memory; Wagtail's own search finds them when somebody asks for news alone."""

import pytest
from bs4 import BeautifulSoup

from publikasi import sumber
from tests.cms.conftest import map_layanan, situs  # noqa: F401 - fixtures
from tests.publikasi.conftest import indeks, tulis  # noqa: F401 - fixtures

pytestmark = [pytest.mark.django_db]


def judul(client, alamat: str) -> list[str]:
    isi = BeautifulSoup(client.get(alamat).content, "html.parser")
    return [a.get_text() for a in isi.select("li.layanan h3 a")]


def test_old_news_are_found_when_news_alone_are_asked_for(tulis, client, monkeypatch):  # noqa: F811
    monkeypatch.setattr(sumber, "BERITA_DICARI", 1)
    tulis("Panen raya garam")
    tulis("Jembatan timbang dibuka", "2026-11-21")

    assert judul(client, "/cari/?q=garam") == []
    assert judul(client, "/cari/?q=jembatan") == ["Jembatan timbang dibuka"]

    assert judul(client, "/cari/?q=garam&jenis=berita") == ["Panen raya garam"]
    assert judul(client, "/cari/?q=jembatan&jenis=berita") == ["Jembatan timbang dibuka"]  # once, not twice
    assert judul(client, "/cari/?q=garam+jembatan&jenis=berita") == ["Jembatan timbang dibuka"]  # its words in memory


def test_the_answer_leads_to_all_news(tulis, client):  # noqa: F811
    tulis("Panen raya garam")

    assert "/cari/?q=garam&amp;jenis=berita" in client.get("/cari/?q=garam").content.decode()


def test_signs_of_the_databases_language_mean_nothing(tulis, client):  # noqa: F811
    tulis("Panen raya garam")

    for tanya in ('" OR 1=1 --', "garam* NEAR(", "'; DROP", "a" * 80, "&|!():*<->", "garam AND", "-garam:"):
        assert client.get("/cari/", {"q": tanya, "jenis": "berita"}).status_code == 200
