"""News: newest first, in pages that lose nothing, with pictures that somebody who cannot see can read."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

pytestmark = pytest.mark.satu_basis


def judul(jawaban) -> list[str]:
    return [satu.get_text() for satu in BeautifulSoup(jawaban.content, "html.parser").select("#isi .kabar h3")]


def lanjut(jawaban) -> str | None:
    tautan = re.search(r'href="(\?[^"]+)"[^>]*>Halaman berikutnya', jawaban.content.decode())
    return tautan[1].replace("&amp;", "&") if tautan else None


def test_news_stand_newest_first_and_drafts_do_not_stand_at_all(tulis, client):
    tulis("Lama", "2026-01-05")
    tulis("Baru", "2026-11-20")
    tulis("Konsep", live=False)

    assert judul(client.get("/berita/")) == ["Baru", "Lama"]


def test_pages_of_news_neither_lose_nor_double_an_item_of_the_same_day(tulis, client, monkeypatch):
    monkeypatch.setattr("publikasi.kueri.BERITA_SEHALAMAN", 2)
    for nama in "ABCDE":
        tulis(f"Berita {nama}", "2026-11-20")

    dilihat, alamat = [], "/berita/"
    while alamat:
        jawaban = client.get(alamat)
        dilihat.append(judul(jawaban))
        alamat = f"/berita/{lanjut(jawaban)}" if lanjut(jawaban) else ""

    assert dilihat == [["Berita E", "Berita D"], ["Berita C", "Berita B"], ["Berita A"]]


def test_year_and_word_filter_and_stay_on_the_next_page(tulis, client, monkeypatch):
    monkeypatch.setattr("publikasi.kueri.BERITA_SEHALAMAN", 1)
    for nama, hari in (("Satu", "2025-03-01"), ("Dua", "2025-12-31"), ("Tiga", "2026-01-01")):
        tulis(nama, hari)
    bertanda = tulis("Empat", "2026-02-01")
    bertanda.tag.add("mpp")
    bertanda.save()

    pertama = client.get("/berita/?tahun=2025")

    assert judul(pertama) == ["Dua"]
    assert judul(client.get(f"/berita/{lanjut(pertama)}")) == ["Satu"]
    assert "tahun=2025" in lanjut(pertama)
    assert judul(client.get("/berita/?tag=mpp")) == ["Empat"]
    assert judul(client.get("/berita/?tag=tidak-ada")) == []


def test_what_cannot_be_read_in_the_address_filters_nothing(tulis, client):
    tulis("Kabar")
    for alamat in ("tahun=abcd", "tahun=1899", "sesudah=zzz", "sesudah=2026-99-99.1", "sesudah=x.y"):
        assert (judul(client.get(f"/berita/?{alamat}")), alamat) == (["Kabar"], alamat)


def test_a_longer_list_asks_no_more_questions(tulis, client, django_assert_num_queries):
    for jumlah in (1, 2):  # two rows more the second time
        for n in range(jumlah):
            tulis(f"Berita {jumlah} {n}", gambar=_gambar(n), gambar_alt="Sebuah kotak")
        client.get("/berita/")  # makes the resized pictures

        with django_assert_num_queries(12):
            client.get("/berita/")


def _gambar(n: int):
    return get_image_model().objects.create(title=f"g{n}", file=get_test_image_file(f"g{n}.png"))


def test_a_picture_without_words_is_refused(tulis):
    berita = tulis("Bergambar")
    berita.gambar = _gambar(1)

    with pytest.raises(ValidationError, match="pembaca layar"):
        berita.full_clean()
    berita.gambar_alt = "Sebuah kotak"
    berita.full_clean()


def test_a_resized_picture_is_served_for_a_year_and_nothing_else_of_the_folder_is(tulis, client):
    tulis("Bergambar", gambar=_gambar(2), gambar_alt="Sebuah kotak")
    alamat = BeautifulSoup(client.get("/berita/").content, "html.parser").select_one(".kabar__gambar")["src"]

    gambar = client.get(alamat)

    assert (gambar.status_code, gambar["Content-Type"]) == (200, "image/webp")
    assert "immutable" in gambar["Cache-Control"]
    assert client.get("/media/original_images/g2.png").status_code == 404
    assert client.get("/media/images/../original_images/g2.png").status_code in (400, 404)


def test_a_demonstration_says_that_it_is_one(tulis, client):
    tulis("Sungguhan")
    tulis("Peragaan", contoh=True)

    assert "bukan kabar" in client.get("/berita/peragaan/").content.decode()
    assert "bukan kabar" not in client.get("/berita/sungguhan/").content.decode()


def test_the_feed_leads_to_the_items(tulis, client):
    tulis("Kabar baik")

    isi = client.get("/berita/rss/").content.decode()

    assert "http://testserver/berita/kabar-baik/" in isi
    assert "Tentang Kabar baik." in isi


def test_home_shows_the_three_newest(tulis, client):
    for n in range(1, 5):
        tulis(f"Berita {n}", f"2026-11-0{n}")

    assert judul(client.get("/")) == ["Berita 4", "Berita 3", "Berita 2"]


def test_a_visitor_of_the_pages_of_this_room_gets_no_cookie(tulis, client):
    tulis("Kabar")
    for alamat in ("/", "/berita/", "/berita/kabar/", "/tanya/", "/kontak/", "/maklumat-pelayanan/", "/poster/"):
        jawaban = client.get(alamat)
        assert (jawaban.status_code, alamat, list(jawaban.cookies)) == (200, alamat, [])
