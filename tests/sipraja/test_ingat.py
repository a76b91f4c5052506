"""Rows of public pages are remembered between requests, and never one moment longer than they are true."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms.models import BerandaPage
from core.layanan import register
from publikasi.models import Pengumuman
from sipraja import cap, ingat
from tests import pabrik
from tests.cms.conftest import CONTOH, map_layanan, situs, tulis_layanan  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
KATALOG, SATU = "/layanan/", "/layanan/surat-miskin/"
DARI_INGATAN = 2  # the stamp, and the site, which tests look up each time


@pytest.fixture
def klien(situs, settings):  # noqa: F811
    """A visitor of a site that remembers rows, but keeps no page: each answer is made."""
    settings.INGAT_BARIS = True
    ingat.lupakan()
    yield Client()
    ingat.lupakan()


def kueri(klien, alamat) -> int:
    with CaptureQueriesContext(connection) as semua:
        assert klien.get(alamat).status_code == 200
    return len(semua)


def umumkan(judul: str) -> Pengumuman:
    return Pengumuman.objects.create(judul=judul, di_layanan=True, di_beranda=True, live=True)


def test_the_second_page_is_made_from_memory_and_is_the_same_to_the_letter(klien, settings):
    for alamat in ("/", KATALOG, SATU, "/bantuan/", "/tanya/", "/berita/", "/tautan/"):
        settings.INGAT_BARIS = False
        polos, banyak = klien.get(alamat), kueri(klien, alamat)
        settings.INGAT_BARIS = True
        klien.get(alamat)
        cukup = DARI_INGATAN if alamat != "/tautan/" else 1
        assert (alamat, banyak > cukup, kueri(klien, alamat)) == (alamat, True, cukup)
        assert klien.get(alamat).content == polos.content


def test_nothing_of_people_with_a_name_stays_for_the_next_reader(klien):
    warga = Client()
    warga.force_login(pabrik.pengguna("Siti Rahayu"), "django.contrib.auth.backends.ModelBackend")
    assert "/akun/profil/" in warga.get(KATALOG).content.decode()
    assert "/akun/profil/" not in klien.get(KATALOG).content.decode()
    assert "/akun/profil/" in warga.get(KATALOG).content.decode()


def test_a_change_past_all_signals_is_seen_at_once_and_one_taken_back_is_gone(klien):
    satu = umumkan("Kantor tutup hari Jumat")
    assert "Kantor tutup hari Jumat" in klien.get(KATALOG).content.decode()
    Pengumuman.objects.filter(pk=satu.pk).update(judul="Kantor buka lagi")
    isi = klien.get(KATALOG).content.decode()
    assert ("Kantor buka lagi" in isi, "hari Jumat" in isi) == (True, False)
    with transaction.atomic():
        Pengumuman.objects.filter(pk=satu.pk).update(judul="Tidak jadi")
        assert "Tidak jadi" in klien.get(KATALOG).content.decode()
        transaction.set_rollback(True)
    assert "Kantor buka lagi" in klien.get(KATALOG).content.decode()


def test_a_table_without_its_trigger_would_go_unseen(klien):
    """The twin: what is remembered does count for its stamp."""
    satu = umumkan("Kantor tutup hari Jumat")
    klien.get(KATALOG)
    tetap = cap.cap()
    Pengumuman.objects.filter(pk=satu.pk).update(judul="Kantor buka lagi")
    with connection.cursor() as kursor:
        kursor.execute(f"UPDATE {cap.TABEL} SET cap = %s", [tetap])
    assert "hari Jumat" in klien.get(KATALOG).content.decode()


def test_a_page_follows_draft_publication_and_withdrawal_at_once(klien):
    klien.get("/bantuan/")
    halaman = Page.objects.get(slug="bantuan").specific
    halaman.title = "Judul yang disetujui"
    draf = halaman.save_revision()
    assert "Judul yang disetujui" not in klien.get("/bantuan/").content.decode()
    draf.publish()
    assert "Judul yang disetujui" in klien.get("/bantuan/").content.decode()
    Page.objects.get(pk=halaman.pk).unpublish()
    assert klien.get("/bantuan/").status_code == 404


def test_two_sites_and_two_languages_have_their_own_pages_at_one_address(klien, settings):
    settings.ALLOWED_HOSTS = ["testserver", "dua.example"]
    asal = Site.objects.get(is_default_site=True).root_page
    lain = asal.get_parent().add_child(
        instance=BerandaPage(title="Dua", slug="dua", sambutan="Salam dari situs kedua", ajakan="Mari.")
    )
    Site.objects.create(hostname="dua.example", port=80, root_page=lain)
    for _kali in range(2):
        assert "Salam dari situs kedua" in klien.get("/", headers={"host": "dua.example"}).content.decode()
        assert "Salam dari situs kedua" not in klien.get("/").content.decode()
        klien.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        assert b'lang="en"' in klien.get("/").content
        del klien.cookies[settings.LANGUAGE_COOKIE_NAME]


def test_a_new_service_and_a_new_day_forget_everything(klien, map_layanan):  # noqa: F811
    kueri(klien, KATALOG)
    tulis_layanan(map_layanan, **{**CONTOH[0], "kode": "surat-baru", "nama": "Surat yang Baru"})
    register.muat_ulang()
    assert "Surat yang Baru" in klien.get(KATALOG).content.decode()
    with time_machine.travel("2027-03-01 09:00 +07:00"):
        assert kueri(klien, KATALOG) > DARI_INGATAN
        assert kueri(klien, KATALOG) == DARI_INGATAN


# --- The memory itself ------------------------------------------------------------------------------------------------


class Hitung:
    """A source that counts how often it is asked."""

    def __init__(self) -> None:
        self.kali = 0

    def __call__(self) -> int:
        self.kali += 1
        return self.kali


@pytest.fixture
def permintaan(settings):
    """A function that asks `buat` within one request of this method."""
    settings.INGAT_BARIS = True
    ingat.lupakan()

    def minta(buat, kunci=("k",), *, menulis=False):
        tanda = ingat.mulai(None if menulis else ingat.Permintaan())
        try:
            return ingat.ingat_atau(kunci, buat)
        finally:
            ingat.selesai(tanda)

    yield minta
    ingat.lupakan()


def test_what_may_write_neither_finds_nor_leaves_anything(permintaan):
    buat = Hitung()
    assert [permintaan(buat, menulis=True), permintaan(buat, menulis=True)] == [1, 2]
    assert [permintaan(buat), permintaan(buat), permintaan(buat, menulis=True)] == [3, 3, 4]


def test_outside_a_request_nothing_is_remembered(permintaan):
    buat = Hitung()
    assert [ingat.ingat_atau(("k",), buat), ingat.ingat_atau(("k",), buat)] == [1, 2]


def test_a_post_is_a_request_that_may_write(rf: RequestFactory):
    from sipraja.simpanan import SimpananHalaman

    ada = []
    tengah = SimpananHalaman(lambda _r: ada.append(ingat._permintaan.get() is not None))
    for minta in (rf.get("/"), rf.post("/")):
        tengah._lanjut(minta, None)
    assert (ada, ingat._permintaan.get()) == ([True, False], None)


def test_a_failure_is_not_remembered(permintaan):
    def gagal():
        raise LookupError

    with pytest.raises(LookupError):
        permintaan(gagal)
    assert permintaan(Hitung()) == 1


def test_keys_that_visitors_choose_cannot_fill_the_memory(permintaan, monkeypatch):
    monkeypatch.setattr(ingat, "PALING_BANYAK", 3)
    for n in range(10):
        permintaan(Hitung(), ("k", n))
    assert len(ingat._ingatan.isi) <= 3


def test_a_slow_reader_of_the_moment_before_leaves_nothing_in_the_new_one(permintaan):
    """Two readers at once: the one that began before the change writes into the moment that is gone."""
    buat = Hitung()

    def lambat():
        umumkan("Di tengah jalan")
        assert permintaan(buat) == 1
        return "basi"

    assert permintaan(lambat) == "basi"
    assert permintaan(buat) == 1


def test_what_one_request_hangs_on_its_page_does_not_meet_the_next(klien, rf: RequestFactory):
    from cms import rute

    def halaman():
        minta = rf.get("/bantuan/")
        tanda = ingat.mulai(ingat.Permintaan())
        try:
            rute.halaman(minta, "bantuan/")
        except AttributeError:  # a bare request has no user; the page was found before that matters
            pass
        finally:
            ingat.selesai(tanda)
        return minta._wagtail_route_for_request.page

    satu = halaman()
    satu.rahasia = "milik permintaan pertama"
    assert (satu == halaman(), hasattr(halaman(), "rahasia")) == (True, False)
