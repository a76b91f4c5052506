"""One address for both languages: the cookie decides, what nobody has translated stays Indonesian."""

from __future__ import annotations

import pytest
from django.conf import settings
from wagtail.models import Locale, Page

from cms.models import BantuanPage, BerandaPage, KatalogPage
from publikasi.models import Pengumuman, TanyaPage

pytestmark = pytest.mark.satu_basis


@pytest.fixture
def pembaca(client):
    """Somebody who has chosen English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def terjemahkan(halaman: Page, bahasa: Locale, **isi: object) -> Page:
    """As the button "Translate" does it, then published."""
    salinan = halaman.copy_for_translation(bahasa, copy_parents=True)
    for nama, nilai in isi.items():
        setattr(salinan, nama, nilai)
    salinan.save_revision().publish()
    return type(salinan).objects.get(pk=salinan.pk)


def test_the_same_address_answers_in_the_readers_language(inggris, client, pembaca):
    terjemahkan(BantuanPage.objects.get(), inggris, title="Help for everybody")

    halaman = pembaca.get("/bantuan/").content.decode()

    assert "<h1>Help for everybody</h1>" in halaman
    assert '<html lang="en"' in halaman
    del pembaca.cookies[settings.LANGUAGE_COOKIE_NAME]
    # Not the phone's own language:
    assert "Help for everybody" not in client.get("/bantuan/", headers={"accept-language": "en"}).content.decode()


def test_a_page_without_a_published_translation_is_indonesian_and_says_so_inside_english_buttons(inggris, pembaca):
    terjemahkan(BantuanPage.objects.get(), inggris, title="Help").unpublish()

    halaman = pembaca.get("/tanya/").content.decode()

    assert '<html lang="en"' in halaman
    assert '<h1 lang="id">Tanya jawab</h1>' in halaman
    assert '<h1 lang="id">Bantuan</h1>' in pembaca.get("/bantuan/").content.decode()


def test_home_catalogue_and_service_pages_answer_an_english_reader_translated_or_not(inggris, pembaca):
    for alamat in ("/", "/layanan/", "/layanan/surat-usaha/", "/berita/"):
        assert pembaca.get(alamat).status_code == 200
    terjemahkan(BerandaPage.objects.get(), inggris, sambutan="What do you need today?")
    terjemahkan(KatalogPage.objects.get(locale=Locale.get_default()), inggris, title="All services")

    assert "What do you need today?" in pembaca.get("/").content.decode()
    assert ">All services</h1>" in pembaca.get("/layanan/").content.decode()
    assert pembaca.get("/layanan/surat-usaha/").status_code == 200
    assert pembaca.get("/tidak-ada/").status_code == 404


def test_the_english_catalogue_lists_services_without_an_english_page_and_says_which_words_are_indonesian(
    inggris, client, pembaca
):
    terjemahkan(KatalogPage.objects.get(locale=Locale.get_default()), inggris, title="All services")

    katalog = pembaca.get("/layanan/").content.decode()
    halaman = pembaca.get("/layanan/surat-usaha/").content.decode()

    assert '<h3 lang="id"><a href="/layanan/surat-usaha/">Surat Keterangan Usaha' in katalog
    assert '<h1 lang="id">Surat Keterangan Usaha' in halaman
    assert "Apply now" in halaman
    del pembaca.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert "<h1>Surat Keterangan Usaha" in client.get("/layanan/surat-usaha/").content.decode()


def test_a_page_may_be_translated_while_the_home_page_above_it_is_still_a_draft(inggris, pembaca):
    BerandaPage.objects.get().copy_for_translation(inggris)
    terjemahkan(BantuanPage.objects.get(), inggris, title="Help for everybody")

    assert "Help for everybody" in pembaca.get("/bantuan/").content.decode()
    assert '<h1 lang="id">' in pembaca.get("/").content.decode()


def test_a_translation_is_found_at_the_address_of_its_indonesian_page_even_under_another_slug(inggris, pembaca):
    salinan = terjemahkan(TanyaPage.objects.get(), inggris, title="Questions", slug="questions")

    assert salinan.get_url() == "/tanya/"
    assert ">Questions</h1>" in pembaca.get("/tanya/").content.decode()
    assert pembaca.get("/questions/").status_code == 404


def test_translated_news_and_announcements_stand_in_lists_under_the_one_address(inggris, pembaca, tulis):
    terjemahkan(tulis("Kabar baik"), inggris, title="Good news")
    tulis("Tanpa terjemahan")
    asal = Pengumuman.objects.create(judul="Asal", isi="Isi", locale=Locale.get_default(), live=True)
    salinan = asal.copy_for_translation(inggris)
    salinan.judul, salinan.live = "Notice", True
    salinan.save()

    daftar, beranda = pembaca.get("/berita/").content.decode(), pembaca.get("/").content.decode()

    assert '<a href="/berita/kabar-baik/">Good news</a>' in daftar
    assert '<li class="layanan kabar" lang="id">' in daftar
    assert "Notice" in beranda
    assert "Asal" not in beranda
    assert ">Good news</h1>" in pembaca.get("/berita/kabar-baik/").content.decode()


def test_the_sitemap_names_each_page_once(inggris, client):
    terjemahkan(BantuanPage.objects.get(), inggris, title="Help")

    isi = client.get("/sitemap.xml").content.decode()

    assert isi.count("/bantuan/</loc>") == 1
    assert "-en" not in isi
