"""Public pages are kept for visitors without a name, and never one moment longer than they are true."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.apps import apps
from django.conf import settings as setelan
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site, get_page_models

from cms.models import BerandaPage
from core.layanan import register
from sipraja import cap, simpanan
from tests import pabrik
from tests.cms.conftest import CONTOH, map_layanan, situs, tulis_layanan  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
BERANDA, KATALOG = "/", "/layanan/"


@pytest.fixture
def klien(situs, settings):  # noqa: F811
    """A visitor without a name at a site that keeps its pages."""
    settings.SIMPANAN_MEGA = 16
    return Client()


def kueri(klien, alamat, **lain) -> int:
    """How many queries this page takes now."""
    with CaptureQueriesContext(connection) as semua:
        assert klien.get(alamat, **lain).status_code in {200, 304}
    return len(semua)


def tersimpan(klien, alamat, **lain) -> bool:
    """Whether the answer comes from memory: then only the stamp is asked for."""
    return kueri(klien, alamat, **lain) == 1


@pytest.fixture
def hangat(klien):
    """The same visitor, when home and catalogue are kept."""
    for alamat in (BERANDA, KATALOG):
        klien.get(alamat)
        assert tersimpan(klien, alamat)
    return klien


# --- What is kept, and for whom ---------------------------------------------------------------------------------------


def test_a_kept_page_costs_one_query_and_is_the_same_to_the_letter(klien):
    pertama = klien.get(KATALOG)
    kedua = klien.get(KATALOG)
    assert kedua.content == pertama.content
    assert dict(kedua.headers) == dict(pertama.headers)
    assert tersimpan(klien, KATALOG)


def test_without_memory_each_page_is_made_anew(klien, settings):
    klien.get(KATALOG)
    settings.SIMPANAN_MEGA = 0
    assert kueri(klien, KATALOG) > 1


def test_no_public_page_sets_a_cookie_for_a_visitor(klien):
    for alamat in (BERANDA, KATALOG, "/layanan/surat-miskin/", "/bantuan/", "/standar-pelayanan/"):
        jawab = klien.get(alamat)
        assert (alamat, list(jawab.cookies), jawab["Vary"]) == (alamat, [], "Cookie, Accept-Encoding")
        assert tersimpan(klien, alamat)


def test_nobody_who_is_signed_in_sees_or_leaves_a_kept_page(hangat):
    warga = Client()
    warga.force_login(pabrik.pengguna("Siti Rahayu"), "django.contrib.auth.backends.ModelBackend")
    jawab = warga.get(KATALOG)
    assert "no-store" in jawab["Cache-Control"]
    assert "ETag" not in jawab
    assert "/akun/profil/" in jawab.content.decode()
    assert "/akun/profil/" not in hangat.get(KATALOG).content.decode()


def test_a_page_with_a_token_is_not_kept(klien):
    for orang in (Client(), Client()):
        jawab = orang.get("/akun/masuk/")
        assert "csrftoken" in jawab.cookies
        assert "ETag" not in jawab
    assert "ETag" in klien.get("/bantuan/")


def test_no_page_of_ours_can_be_hidden_behind_a_password():
    """Kept pages are shown to everybody; so no kind of page offers what would have to be kept from somebody."""
    kami = [satu for satu in get_page_models() if satu.__module__.split(".")[0] in ("cms", "publikasi")]
    assert kami
    assert [satu for satu in kami if satu.private_page_options] == []


def test_a_page_that_is_not_there_is_not_kept(klien):
    for _kali in range(2):
        assert klien.get("/tidak/ada/").status_code == 404
    assert "ETag" not in klien.get("/tidak/ada/")


def test_each_language_display_host_and_question_has_its_own_page(hangat, settings):
    settings.ALLOWED_HOSTS = ["testserver", "lain.example"]
    biasa = hangat.get(KATALOG).content
    hangat.cookies["tampilan"] = "huruf=besar"
    besar = hangat.get(KATALOG).content
    hangat.cookies["tampilan"] = ""
    hangat.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    inggris = hangat.get(KATALOG).content
    hangat.cookies[settings.LANGUAGE_COOKIE_NAME] = "id"
    assert b'data-huruf="besar"' in besar
    assert b'lang="en"' in inggris
    assert len({biasa, besar, inggris, hangat.get(f"{KATALOG}?tipe=B").content}) == 4
    assert not tersimpan(hangat, KATALOG, headers={"host": "lain.example"})


def test_the_phones_language_does_not_make_another_page(hangat):
    assert tersimpan(hangat, KATALOG, headers={"accept-language": "en"})


def test_a_strange_host_finds_nothing_in_memory(hangat):
    assert hangat.get(KATALOG, headers={"host": "jahat.example"}).status_code == 400


def test_the_memory_forgets_first_what_nobody_asked_for_longest(klien, settings, monkeypatch):
    settings.SIMPANAN_MEGA = 1
    monkeypatch.setattr(simpanan, "MEGA", int(4.5 * len(klien.get(f"{KATALOG}?tipe=A").content)))  # room for four
    klien.get(f"{KATALOG}?tipe=B")
    for q in ("satu", "dua", "tiga", "empat"):
        klien.get(f"{KATALOG}?tipe=A")
        klien.get(f"{KATALOG}?q={q}")
    assert tersimpan(klien, f"{KATALOG}?tipe=A")
    assert not tersimpan(klien, f"{KATALOG}?tipe=B")


def test_a_view_that_depends_on_the_hour_is_kept_no_longer_than_it_says(klien, monkeypatch):
    asli = BerandaPage.serve

    def sejam(self, request, *args, **kwargs):
        jawab = asli(self, request, *args, **kwargs)
        jawab["Cache-Control"] = "max-age=20"
        return jawab

    monkeypatch.setattr(BerandaPage, "serve", sejam)
    with time_machine.travel("2026-11-22 05:00Z", tick=False) as jam:
        assert "s-maxage=20" in klien.get(BERANDA)["Cache-Control"]
        jam.shift(19)
        assert tersimpan(klien, BERANDA)
        jam.shift(2)
        assert not tersimpan(klien, BERANDA)


# --- Tags -------------------------------------------------------------------------------------------------------------


@pytest.mark.satu_basis
def test_who_has_the_page_gets_304_without_a_body(hangat):
    tag = hangat.get(BERANDA)["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    for punya in (tag, f"W/{tag}", f'"lama", {tag}', "*"):
        jawab = hangat.get(BERANDA, headers={"if-none-match": punya})
        assert (jawab.status_code, jawab.content, jawab["ETag"], jawab["Vary"]) == (304, b"", tag, "Cookie")
        assert jawab["Cache-Control"] == "public, max-age=0, s-maxage=30, must-revalidate"
    assert hangat.get(BERANDA, headers={"if-none-match": '"lama"'}).status_code == 200


@pytest.mark.satu_basis
def test_a_page_that_looks_the_same_after_a_change_keeps_its_tag(hangat):
    tag = hangat.get(KATALOG)["ETag"]
    Page.objects.filter(slug="bantuan").update(seo_title="Lain")
    assert hangat.get(KATALOG, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.satu_basis
def test_also_without_memory_who_has_the_page_need_not_load_it_again(klien, settings):
    settings.SIMPANAN_MEGA = 0
    tag = klien.get(KATALOG)["ETag"]
    assert klien.get(KATALOG, headers={"if-none-match": tag}).status_code == 304


# --- Exactly until something changes ----------------------------------------------------------------------------------


def terbitkan(judul: str) -> None:
    beranda = BerandaPage.objects.get()
    beranda.sambutan = judul
    beranda.save_revision().publish()


def test_what_an_editor_publishes_is_there_at_once(hangat):
    terbitkan("Selamat datang, Bu Siti")
    assert "Selamat datang, Bu Siti" in hangat.get(BERANDA).content.decode()


def test_without_the_trigger_the_old_page_would_stay(hangat):
    tabel = BerandaPage._meta.db_table
    with connection.cursor() as kursor:
        for satu in (tabel, Page._meta.db_table):
            for perintah in lepas(satu):
                kursor.execute(perintah)
    terbitkan("Selamat datang, Bu Siti")
    assert "Selamat datang, Bu Siti" not in hangat.get(BERANDA).content.decode()


def lepas(tabel: str) -> list[str]:
    """Statements that take the triggers of one table away."""
    if connection.vendor == "postgresql":
        return [f'DROP TRIGGER {cap.TABEL} ON "{tabel}"']
    return [f'DROP TRIGGER "cap_{tabel}_{saat}"' for saat in ("insert", "update", "delete")]


def test_a_page_that_is_taken_back_is_gone_at_once(hangat):
    hangat.get("/bantuan/")
    Page.objects.get(slug="bantuan").unpublish()
    assert hangat.get("/bantuan/").status_code == 404


def test_a_bulk_update_past_all_signals_is_seen(hangat):
    BerandaPage.objects.update(sambutan="Lewat pintu belakang")
    assert "Lewat pintu belakang" in hangat.get(BERANDA).content.decode()


def test_a_site_that_changes_its_name_or_root_changes_its_pages(hangat):
    Site.objects.update(root_page=Page.objects.get(slug="bantuan"))
    assert "Bantuan" in hangat.get(BERANDA).content.decode().partition("<h1>")[2][:60]


def test_what_is_rolled_back_brings_the_kept_page_back(hangat):
    from django.db import transaction

    sebelum = cap.cap()

    def batal():
        with transaction.atomic():
            BerandaPage.objects.update(sambutan="Tidak jadi")
            assert cap.cap() != sebelum
            raise RuntimeError

    with pytest.raises(RuntimeError):
        batal()
    assert cap.cap() == sebelum
    assert "Tidak jadi" not in hangat.get(BERANDA).content.decode()


def test_a_service_that_is_dropped_in_appears_at_once(hangat, map_layanan):  # noqa: F811
    tulis_layanan(map_layanan, **{**CONTOH[0], "kode": "surat-baru", "nama": "Surat yang Baru"})
    assert "Surat yang Baru" not in hangat.get(KATALOG).content.decode()
    register.muat_ulang()
    assert "Surat yang Baru" in hangat.get(KATALOG).content.decode()


def test_the_catalogue_turns_with_the_day(klien, map_layanan):  # noqa: F811
    folder = tulis_layanan(map_layanan, **{**CONTOH[0], "kode": "surat-sebentar", "nama": "Surat Sebentar"})
    berkas = folder / "layanan.toml"
    berkas.write_text(berkas.read_text().replace("biaya = 0", "biaya = 0\nberlaku_sampai = 2026-11-22"))
    register.muat_ulang()
    with time_machine.travel("2026-11-22 16:59Z", tick=False) as jam:  # 23.59 WIB
        assert "Ditutup setelah 22 November 2026" in klien.get(KATALOG).content.decode()
        assert tersimpan(klien, KATALOG)
        jam.shift(120)
        assert "Ditutup sejak lewat 22 November 2026" in klien.get(KATALOG).content.decode()


def test_a_page_that_changes_while_it_is_made_is_not_kept(klien, monkeypatch):
    asli = BerandaPage.serve

    def sambil_terbit(self, *args, **kwargs):
        jawab = asli(self, *args, **kwargs).render()
        BerandaPage.objects.update(sambutan="Yang terbaru")
        return jawab

    monkeypatch.setattr(BerandaPage, "serve", sambil_terbit)
    assert "Yang terbaru" not in klien.get(BERANDA).content.decode()
    monkeypatch.setattr(BerandaPage, "serve", asli)
    assert "Yang terbaru" in klien.get(BERANDA).content.decode()


def test_what_is_no_part_of_a_page_does_not_empty_the_memory(hangat):
    Group.objects.create(name="Tim baru")
    pabrik.pengguna("Orang baru")
    assert tersimpan(hangat, KATALOG)


# --- The stamp --------------------------------------------------------------------------------------------------------


def test_every_public_table_renews_the_stamp():
    semua = {m._meta.db_table for m in apps.get_models(include_auto_created=True) if cap.terhitung(m)}
    assert {"wagtailcore_page", "wagtailcore_site", "cms_berandapage", "layanan_paketlayanan"} <= semua
    assert semua - _berpemicu() == set()


def _berpemicu() -> set[str]:
    """Tables on which the triggers really are."""
    tanya = {
        "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type='trigger' AND name LIKE 'cap_%%' "
        "GROUP BY 1 HAVING count(*)=3",
        "postgresql": f"SELECT event_object_table FROM information_schema.triggers WHERE trigger_name='{cap.TABEL}'",
    }
    with connection.cursor() as kursor:
        kursor.execute(tanya[connection.vendor].replace("%%", "%"))
        return {satu for (satu,) in kursor.fetchall()}


def test_what_changes_with_each_visit_is_left_out_and_still_exists():
    nama = {m._meta.label for m in apps.get_models(include_auto_created=True)}
    assert nama >= cap.LEWATI | cap.TAMBAHAN
    assert cap.RUANG - {label.partition(".")[0] for label in nama} <= {"themes", "publikasi", "peristiwa"}


def test_without_a_stamp_nothing_is_kept(klien):
    with connection.cursor() as kursor:
        kursor.execute(f"DELETE FROM {cap.TABEL}")
    klien.get(BERANDA)
    assert not tersimpan(klien, BERANDA)
    assert setelan.SIMPANAN_MEGA
