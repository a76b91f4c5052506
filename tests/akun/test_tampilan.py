"""The choice of letters and contrast."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_one_choice_keeps_the_other(client):
    client.post("/tampilan/", {"huruf": "besar", "kembali": "/daftar/"})
    jawab = client.post("/tampilan/", {"kontras": "tinggi", "kembali": "/daftar/"})
    assert jawab.url == "/daftar/"
    assert client.cookies["tampilan"].value == "huruf=besar&kontras=tinggi"
    assert client.cookies["tampilan"]["httponly"]


def test_the_page_is_drawn_as_chosen(client):
    assert "data-huruf" not in client.get("/daftar/").content.decode()
    client.post("/tampilan/", {"huruf": "lebih", "kontras": "tinggi"})
    isi = client.get("/daftar/").content.decode()
    assert 'data-huruf="lebih" data-kontras="tinggi"' in isi


def test_a_choice_can_be_taken_back(client):
    client.post("/tampilan/", {"kontras": "tinggi"})
    client.post("/tampilan/", {"kontras": "biasa"})
    assert "data-kontras" not in client.get("/daftar/").content.decode()


@pytest.mark.parametrize("huruf", ["raksasa", "", '"><script>', "besar&kontras=tinggi"])
def test_unknown_words_are_not_kept(client, huruf):
    client.cookies["tampilan"] = "huruf=<script>&x=1"
    client.post("/tampilan/", {"huruf": huruf})
    assert client.cookies["tampilan"].value == ""


@pytest.mark.parametrize("kembali", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", ""])
def test_nobody_is_led_to_another_site(client, kembali):
    assert client.post("/tampilan/", {"huruf": "besar", "kembali": kembali}).url == "/"


def test_looking_changes_nothing(client):
    assert client.get("/tampilan/").status_code == 405


@pytest.mark.satu_basis
@pytest.mark.parametrize(
    "kepala",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://jahat.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_cannot_change_the_display(kepala):
    klien = Client(enforce_csrf_checks=True)
    jawab = klien.post("/tampilan/", {"huruf": "besar"}, headers=kepala)
    assert (jawab.status_code, "tampilan" in jawab.cookies) == (403, False)


@pytest.mark.satu_basis
@pytest.mark.parametrize("kepala", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}])
def test_our_own_pages_change_it_without_a_token(kepala):
    klien = Client(enforce_csrf_checks=True)
    jawab = klien.post("/tampilan/", {"huruf": "besar"}, headers=kepala)
    assert jawab.cookies["tampilan"].value == "huruf=besar"
