"""Questions, contact, announcements, first content, and what search finds of them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Locale

from cms.verba import siapkan_situs
from core.wilayah.daerah import SEMUA
from demo.ilustrasi import pelukis
from pencarian import mesin
from publikasi import kueri, sumber
from publikasi.blok import BlokKanal, tujuan
from publikasi.models import Berita, KontakPage, MaklumatPage, Pengumuman, TanyaPage
from publikasi.verba import isi_kabar

pytestmark = pytest.mark.satu_basis


def teks(jawaban) -> str:
    return " ".join(BeautifulSoup(jawaban.content, "html.parser").get_text(" ").split())


def umumkan(judul: str, **lain: object) -> Pengumuman:
    baris = Pengumuman(judul=judul, isi=f"Isi {judul}.", locale=Locale.get_default(), live=True, **lain)
    baris.save()
    return baris


# --- questions --------------------------------------------------------------------------------------------------------


def test_a_question_is_found_by_every_word_of_it_in_any_case(situs, client):
    semua = client.get("/tanya/").context["jumlah"]
    cocok = client.get("/tanya/?q=STEMPEL+sah")

    assert semua == 15
    assert [satu.tanya for topik in cocok.context["daftar"] for satu in topik.butir] == [
        "Surat tanpa stempel dan tanda tangan basah, apakah sah?"
    ]
    assert client.get("/tanya/?q=stempel+gajah").context["jumlah"] == 0
    assert "Belum ada jawabannya" in teks(client.get("/tanya/?q=stempel+gajah"))
    assert "<script>alert" not in client.get("/tanya/", {"q": "<script>alert(1)</script>"}).content.decode()


# --- contact ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jenis", "isi", "alamat"),
    [
        ("telepon", "(031) 123-456", "tel:031123456"),
        ("whatsapp", "0800 0000 0000", "https://wa.me/6280000000000"),
        ("surel", "layanan@contoh.test", "mailto:layanan@contoh.test"),
        ("alamat", "Jalan Contoh 1", ""),
    ],
)
def test_a_contact_leads_where_a_phone_understands_it(jenis, isi, alamat):
    assert tujuan(jenis, isi) == alamat


def test_no_number_stands_on_the_contact_page_before_an_editor_writes_one(situs, client):
    halaman = BeautifulSoup(client.get("/kontak/").content, "html.parser")
    assert halaman.select('#isi a[href^="tel:"], #isi a[href^="https://wa.me"]') == []

    kontak = KontakPage.objects.get()
    nomor = {"jenis": "telepon", "nama": "Kantor", "isi": "031 000", "keterangan": ""}
    kontak.kanal = [{"type": "kanal", "value": nomor}]
    kontak.save()

    assert '<a href="tel:031000">031 000</a>' in client.get("/kontak/").content.decode()


def test_a_site_that_is_none_is_refused_as_a_contact():
    nilai = {"jenis": "situs", "nama": "X", "isi": "javascript:alert(1)", "keterangan": ""}

    with pytest.raises(StructBlockValidationError) as galat:
        BlokKanal().clean(nilai)

    assert list(galat.value.block_errors) == ["isi"]


# --- announcements ----------------------------------------------------------------------------------------------------


def test_an_announcement_stands_where_the_editor_chose_and_nowhere_else(situs, client):
    umumkan("Di rumah", di_beranda=True)
    umumkan("Di layanan", di_beranda=False, di_layanan=True)
    umumkan("Di lain", di_beranda=False, di_lain=True)

    isi = {alamat: teks(client.get(alamat)) for alamat in ("/", "/layanan/", "/layanan/surat-usaha/", "/tanya/")}

    ada = {alamat: [j for j in ("Di rumah", "Di layanan", "Di lain") if f"Isi {j}." in i] for alamat, i in isi.items()}
    assert ada == {
        "/": ["Di rumah"],
        "/layanan/": ["Di layanan"],
        "/layanan/surat-usaha/": ["Di layanan"],
        "/tanya/": ["Di lain"],
    }


def test_the_gravest_stands_first_and_a_draft_not_at_all(situs):
    umumkan("Biasa", tingkat="biasa")
    umumkan("Gangguan", tingkat="gangguan")
    konsep = umumkan("Konsep")
    konsep.live = False
    konsep.save()

    assert [satu.judul for satu in kueri.pengumuman("beranda")] == ["Gangguan", "Biasa"]


@pytest.mark.parametrize("tautan", ["javascript:alert(1)", "http://contoh.test/", "//contoh.test/", "berita"])
def test_an_announcement_links_only_to_us_or_to_https(tautan):
    with pytest.raises(ValidationError, match="https://"):
        Pengumuman(tautan=tautan).clean()
    Pengumuman(tautan="/berita/").clean()
    Pengumuman(tautan="https://contoh.test/").clean()


# --- first content ----------------------------------------------------------------------------------------------------


def test_making_the_site_again_brings_back_nothing_and_overwrites_nothing(situs):
    tanya = TanyaPage.objects.get()
    tanya.title = "Ditulis penyunting"
    tanya.save()

    siapkan_situs()

    assert TanyaPage.objects.get().title == "Ditulis penyunting"
    assert KontakPage.objects.count() == 1


def test_the_promise_of_service_waits_for_whoever_signs_it_outside_of_a_demonstration(situs, settings):
    halaman = MaklumatPage.objects.get()
    assert (halaman.live, halaman.contoh, halaman.penanda_nama) == (True, True, "")

    halaman.delete()
    settings.DEMO = False
    siapkan_situs()

    halaman = MaklumatPage.objects.get()
    assert (halaman.live, halaman.contoh) == (False, False)


@pytest.mark.parametrize("daerah", SEMUA)
def test_each_regency_has_demonstration_news_that_says_so(situs, daerah, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    assert isi_kabar(SEMUA[daerah], pelukis(SEMUA[daerah])) == 9
    assert isi_kabar(SEMUA[daerah], pelukis(SEMUA[daerah])) == 0
    assert Berita.objects.live().filter(contoh=True).count() == 6
    assert Pengumuman.objects.filter(live=True).count() == 3
    for berita in Berita.objects.all():
        berita.full_clean()


# --- search -----------------------------------------------------------------------------------------------------------


def test_pages_questions_and_news_are_found_and_new_ones_too(situs, tulis, django_assert_num_queries):
    assert "kontak" in {satu.kunci for satu in sumber.daftar_halaman()}
    tanya = {satu.kunci: satu for satu in sumber.daftar_tanya()}
    assert tanya["waktu-biaya/apakah-ada-biayanya"].alamat == "/tanya/#waktu-biaya"

    with django_assert_num_queries(1):
        sebelum = sumber._sidik(Berita)
    tulis("Kabar baik").save_revision().publish()

    assert sumber._sidik(Berita) != sebelum
    assert [satu.alamat for satu in sumber.daftar_berita()] == ["/berita/kabar-baik/"]
    mesin.lupakan()
