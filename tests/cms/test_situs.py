"""`siapkan_situs` makes the site once and leaves an editor's words alone."""

import re

from wagtail.models import Locale, Page, Site

from cms.models import BerandaPage
from cms.verba import siapkan_situs


def test_the_command_makes_the_pages_once(situs):
    jumlah = Page.objects.count()

    assert siapkan_situs() == situs
    assert Page.objects.count() == jumlah
    assert sorted(Page.objects.filter(depth=3).values_list("slug", flat=True)) == [
        "bantuan",
        "berita",
        "kontak",
        "layanan",
        "maklumat-pelayanan",
        "standar-pelayanan",
        "tanya",
    ]


def test_the_site_answers_under_the_address_of_the_settings(db, map_layanan, settings):
    settings.ALAMAT_SITUS = "https://layanan.contoh.go.id"

    situs = siapkan_situs()

    assert (situs.hostname, situs.port, situs.root_url) == ("layanan.contoh.go.id", 443, settings.ALAMAT_SITUS)
    assert Site.objects.count() == 1


def test_words_of_an_editor_survive_the_command(situs):
    beranda = BerandaPage.objects.get()
    beranda.sambutan = "Sugeng rawuh"
    beranda.save()

    siapkan_situs()

    assert BerandaPage.objects.get().sambutan == "Sugeng rawuh"


def test_wagtails_own_welcome_page_is_gone(situs):
    assert not Page.objects.filter(slug="home").exists()


def test_no_page_carries_filler_text(situs, client):
    for alamat in ("/", "/layanan/", "/bantuan/", "/standar-pelayanan/"):
        jawaban = client.get(alamat)
        assert jawaban.status_code == 200, alamat
        assert not re.search(r"lorem|ipsum|contoh\.go\.id|0812-0000", jawaban.content.decode(), re.I), alamat


def test_every_local_link_of_the_footer_has_its_anchor(situs, client):
    isi = client.get("/bantuan/").content.decode()
    jangkar = set(re.findall(r'href="/bantuan/#([a-z-]+)"', isi))

    assert jangkar == {"data-pribadi", "aksesibilitas"}
    assert jangkar <= set(re.findall(r'<section id="([a-z-]+)"', isi))


def test_the_strict_policy_covers_public_pages_and_not_the_admin(situs, client):
    kebijakan = client.get("/")["Content-Security-Policy"]

    assert "default-src 'none'" in kebijakan
    assert "script-src 'self'" in kebijakan
    assert "require-trusted-types-for 'script'" in kebijakan
    assert "unsafe-inline" not in kebijakan


def test_an_emptied_database_gets_its_root_again(db, map_layanan):
    Site.objects.all().delete()
    Page.objects.all().delete()
    Locale.objects.all().delete()
    assert siapkan_situs().root_page.get_parent().is_root()
