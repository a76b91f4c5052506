"""Error pages say what to do, and our own failure does not need a database to say it."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from themes import galat


def _pecah(request):
    raise RuntimeError("sengaja")


def _terima(request):
    return HttpResponse("masuk")


urlpatterns = [path("pecah/", _pecah), path("kirim/", _terima)]
handler500 = "themes.galat.bermasalah"
handler404 = "themes.galat.tidak_ada"


@override_settings(ROOT_URLCONF=__name__)
def test_a_crash_shows_the_calm_page_without_any_query(db, django_assert_num_queries):
    klien = Client(raise_request_exception=False)
    with django_assert_num_queries(0):
        jawaban = klien.get("/pecah/")

    assert jawaban.status_code == 500
    assert "Isian Anda yang sudah tersimpan aman" in jawaban.content.decode()
    assert "sengaja" not in jawaban.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_an_unknown_address_offers_the_search(db):
    jawaban = Client().get("/entah/")

    assert jawaban.status_code == 404
    assert "Halaman ini tidak ada" in jawaban.content.decode()
    assert 'action="/cari/"' in jawaban.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_form_without_its_token_is_refused_and_told_that_nothing_is_lost(db):
    jawaban = Client(enforce_csrf_checks=True).post("/kirim/")

    assert jawaban.status_code == 403
    assert "Isian yang sudah tersimpan tidak hilang" in jawaban.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_the_same_form_with_its_token_arrives(db):
    assert Client().post("/kirim/").content == b"masuk"


@pytest.mark.parametrize(
    ("tampilan", "status", "kalimat"),
    [
        (galat.permintaan_buruk, 400, "Kiriman ini tidak bisa kami baca"),
        (galat.bermasalah, 500, "Maaf, sistem kami bermasalah"),
        (galat.sedang_diperbarui, 503, "Sistem sedang diperbarui"),
    ],
)
def test_quiet_pages_need_no_database(tampilan, status, kalimat):
    jawaban = tampilan(RequestFactory().get("/"))

    assert jawaban.status_code == status
    assert kalimat in jawaban.content.decode()


def test_the_service_worker_lives_at_the_root_and_keeps_no_private_page(client):
    jawaban = client.get("/sw.js")

    assert jawaban.status_code == 200
    assert jawaban["Content-Type"].startswith("text/javascript")
    assert "no-store|private" in jawaban.content.decode()
    assert client.get("/luring/").status_code == 200


def test_the_component_gallery_exists_only_in_a_demo(client, db, settings):
    assert client.get("/pengembang/komponen/").status_code == 200

    settings.DEMO = False
    assert client.get("/pengembang/komponen/").status_code == 404
