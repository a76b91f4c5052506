"""Two sites of one installation, each with pages of its own: nothing of the one is seen, found or told on the other."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page, Site

from cms.models import BantuanPage, BerandaPage, LayananPage
from cms.verba import buat_situs, siapkan_situs
from core.layanan import register
from publikasi.models import Berita, IndeksBerita, KontakPage, TanyaPage
from tests.cms.conftest import CONTOH
from themes.situs import kueri

pytestmark = pytest.mark.django_db
SATU, DUA = "testserver", "dua.localhost"
MASING = [(True, False), (False, True)]


@pytest.fixture
def dua(situs, settings):
    """The second site; each has one news item, and words of its own on some pages."""
    settings.ALLOWED_HOSTS = [SATU, DUA]
    Site.objects.update(hostname=SATU, port=80)
    hasil = buat_situs(host=DUA, nama="LAYANAN DINKES", tema="trenggalek")
    for satu, kata in ((Site.objects.get(hostname=SATU), "purwaka"), (hasil, "kawindra")):
        _tandai(satu.root_page, kata)
    kueri.segarkan()
    yield hasil
    kueri._peta = kueri.Peta()


def _tandai(akar: Page, kata: str) -> None:
    def di(kelas):
        return kelas.objects.descendant_of(akar, inclusive=True)

    di(BerandaPage).update(sambutan=f"Sambutan {kata}")
    di(BantuanPage).update(title=f"Bantuan {kata}", draft_title=f"Bantuan {kata}")
    di(KontakPage).update(title=f"Kontak {kata}", draft_title=f"Kontak {kata}")
    di(LayananPage).filter(slug="surat-miskin").update(sarana=f"Loket {kata}")
    butir = [{"tanya": f"Bolehkah zebra {kata} masuk?", "jawab": "<p>Boleh.</p>"}]
    halaman = di(TanyaPage).get()
    halaman.topik = [("topik", {"judul": "Zebra", "jangkar": "zebra", "butir": butir})]
    halaman.save()
    berita = Berita(title=f"Kabar {kata}", slug=f"kabar-{kata}", tanggal="2026-11-20", ringkas=f"Kabar zebra {kata}.")
    di(IndeksBerita).get().add_child(instance=berita)


def baca(host: str, jalur: str, status: int = 200) -> str:
    jawab = Client().get(jalur, headers={"host": host})
    assert jawab.status_code == status, (host, jalur, jawab.status_code)
    return jawab.content.decode()


def siapa(jalur: str) -> list[tuple[bool, bool]]:
    """For each site: whether the page speaks of the first, and of the second."""
    semua = (baca(host, jalur) for host in (SATU, DUA))
    return [("purwaka" in isi, "kawindra" in isi) for isi in semua]


@pytest.mark.parametrize(
    "semua",
    [
        ("/", "/bantuan/", "/kontak/", "/layanan/surat-miskin/", "/tanya/"),
        ("/berita/", "/berita/rss/", "/cari/?q=zebra", "/cari/?q=zebra&jenis=berita", "/cari/?q=kontak"),
        ("/api/v1/berita/", "/api/v1/halaman/", "/api/v1/layanan/surat-miskin/"),
    ],
    ids=["pages", "news-and-search", "interface"],
)
def test_each_site_tells_of_its_own_pages_only(dua, semua):
    assert {jalur: siapa(jalur) for jalur in semua} == dict.fromkeys(semua, MASING)


def test_the_check_sees_pages_that_are_mixed(dua, monkeypatch):
    """Twin: what the sites would tell if nothing asked whose page it is."""
    monkeypatch.setattr("publikasi.dasar.akar_situs", str)
    assert siapa("/berita/") == siapa("/cari/?q=zebra") == [(True, True)] * 2


def test_news_of_the_one_is_no_page_of_the_other(dua):
    baca(SATU, "/berita/kabar-purwaka/")
    baca(SATU, "/berita/kabar-kawindra/", 404)
    baca(DUA, "/berita/kabar-purwaka/", 404)


def test_the_catalogue_and_the_footer_work_in_the_other_face(dua):
    satu, lain = baca(SATU, "/layanan/"), baca(DUA, "/layanan/")
    assert all(isi["nama"] in satu and isi["nama"] in lain for isi in CONTOH)
    assert ('data-tema="trenggalek"' in satu, 'data-tema="trenggalek"' in lain) == (False, True)
    assert "LAYANAN DINKES" in lain
    for jalur in ("bantuan", "tanya", "berita", "kontak", "standar-pelayanan"):
        baca(DUA, f"/{jalur}/")


def test_the_sitemap_names_the_pages_of_its_site_under_its_host(dua):
    for host, lain in ((SATU, DUA), (DUA, SATU)):
        isi = baca(host, "/sitemap.xml")
        assert (f"//{lain}/" in isi, isi.count(f"http://{host}/layanan/surat-miskin/")) == (False, 1)


def test_addresses_of_the_interface_stay_on_the_host_that_was_asked(dua):
    for host in (SATU, DUA):
        for jalur in ("/api/v1/berita/", "/api/v1/halaman/", "/api/v1/katalog/"):
            for satu in json.loads(baca(host, jalur))["hasil"]:
                assert satu["alamat"].startswith(f"http://{host}/")
                baca(host, satu["alamat"].removeprefix(f"http://{host}"))


def test_kept_pages_are_not_mixed_and_a_changed_page_is_new_on_its_site(dua, settings):
    settings.SIMPANAN_MEGA = 4
    for _dua_kali in range(2):
        assert siapa("/bantuan/") == siapa("/berita/") == MASING
    BantuanPage.objects.descendant_of(dua.root_page).update(title="Bantuan ketiga")
    assert "Bantuan ketiga" in baca(DUA, "/bantuan/")
    assert "Bantuan ketiga" not in baca(SATU, "/bantuan/")


def test_remembered_rows_are_not_mixed_either(dua, settings):
    settings.INGAT_BARIS = True
    for _dua_kali in range(2):
        assert siapa("/") == siapa("/berita/") == siapa("/cari/?q=zebra") == MASING


def test_readers_of_english_stay_on_their_site_too(dua):
    klien = Client()
    klien.cookies["django_language"] = "en"
    for host, kata in ((SATU, "purwaka"), (DUA, "kawindra")):
        for jalur in ("/", "/bantuan/", "/berita/"):
            jawab = klien.get(jalur, headers={"host": host})
            assert (jawab.status_code, kata in jawab.content.decode()) == (200, True), (host, jalur)


def test_preparing_the_main_site_again_leaves_the_second_alone(dua):
    sebelum = Page.objects.count()
    siapkan_situs()
    assert Page.objects.count() == sebelum
    assert BerandaPage.objects.get(pk=dua.root_page_id).sambutan == "Sambutan kawindra"


def test_a_service_that_is_closed_keeps_no_site_from_being_made(situs, map_layanan):
    (map_layanan / "surat_usaha" / "layanan.toml").write_text("kontrak = 9")
    register.muat_ulang()
    akar = buat_situs(host="tiga.localhost", nama="TIGA", tema="").root_page
    halaman = LayananPage.objects.descendant_of(akar)
    assert set(halaman.values_list("slug", flat=True)) == {"surat-miskin", "izin-ramai"}
    assert LayananPage.objects.count() == len(CONTOH) + 2
    assert not Berita.objects.descendant_of(akar).exists()


def test_a_host_is_given_once_and_an_unknown_theme_is_refused(dua):
    with pytest.raises(CommandError, match="Sudah ada situs"):
        call_command("situs_baru", DUA, nama="X")
    with pytest.raises(CommandError, match="tidak ada"):
        call_command("situs_baru", "tiga.localhost", nama="X", tema="entah")
