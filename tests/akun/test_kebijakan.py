"""Who may open a page."""

from __future__ import annotations

import pytest
import time_machine
from django.http import HttpResponse
from django.urls import URLResolver, include, path
from django.urls.resolvers import RegexPattern
from django.views.generic import View

from core.akun.kebijakan import kebijakan
from core.akun.rute import PENGECUALIAN, pengecualian_basi, semua_rute_tanpa_kebijakan
from core.wilayah.peran import EDITOR, KEPALA_DESA, OPERATOR_DESA
from tests import pabrik

PAGI = "2026-11-23 09:00+07:00"
HABIS = "Anda keluar otomatis karena lama tidak dipakai. Isian tersimpan; masuk lagi untuk melanjutkan."


def buat(jenis, peran=None):
    """A page with a policy, as a URL module would hold it."""
    return kebijakan(jenis, peran)(lambda request, **_isi: HttpResponse("isi"))


class UrlUji:
    """Stands for a URL module."""

    urlpatterns = [
        path("publik/", buat("publik")),
        path("masuk/", buat("masuk")),
        path("warga/", buat("warga")),
        path("petugas/", buat("petugas")),
        path("operator/", buat("petugas", OPERATOR_DESA)),
        path("editor/", buat("editor")),
        path("akun/", include("core.akun.urls_masuk")),
        path("", include("core.akun.urls")),
    ]


@pytest.fixture
def uji(settings, monkeypatch):
    """The pages above, reachable by the test client."""
    import sys

    monkeypatch.setitem(sys.modules, "url_uji_kebijakan", UrlUji)
    settings.ROOT_URLCONF = "url_uji_kebijakan"


@pytest.fixture
def orang(kecil):
    return {
        "warga": pabrik.warga(kecil.pepelegi).pengguna,
        "operator": pabrik.petugas(kecil.pepelegi, OPERATOR_DESA),
        "kades": pabrik.petugas(kecil.pepelegi, KEPALA_DESA),
        "editor": pabrik.petugas(kecil.bagian_pemerintahan, EDITOR),
        "pensiun": pabrik.petugas(kecil.tropodo, OPERATOR_DESA, sampai=pabrik.date(2024, 1, 1)),
        "tanpa_tugas": pabrik.pengguna(),
    }


BOLEH = {
    "publik": {"warga", "operator", "kades", "editor", "pensiun", "tanpa_tugas", None},
    "masuk": {"warga", "operator", "kades", "editor", "pensiun", "tanpa_tugas"},
    "warga": {"warga"},
    "petugas": {"operator", "kades", "editor"},
    "operator": {"operator"},
    "editor": {"editor"},
}


@pytest.mark.parametrize("halaman", BOLEH)
def test_each_page_opens_for_exactly_its_kind_of_people(uji, client, orang, halaman):
    for nama in [*orang, None]:
        client.logout()
        if nama:
            client.force_login(orang[nama])
        kode = client.get(f"/{halaman}/").status_code
        assert (nama, kode) == (nama, 200 if nama in BOLEH[halaman] else 404 if nama else 302)


def test_a_visitor_is_sent_to_the_sign_in_page_and_back(uji, client, db):
    assert client.get("/warga/?a=1").url == "/akun/masuk/?next=/warga/%3Fa%3D1"


def test_a_post_after_the_session_ended_is_told_so_and_leads_back_to_its_form(uji, client, db):
    jawab = client.post("/warga/", headers={"referer": "http://testserver/masuk/?langkah=2"})
    assert jawab.url == "/akun/masuk/?next=/masuk/%3Flangkah%3D2"
    assert HABIS in client.get(jawab.url).content.decode()


def test_a_get_of_a_visitor_is_not_told_about_a_session(uji, client, db):
    assert HABIS not in client.get(client.get("/warga/").url).content.decode()


def test_nobody_is_sent_to_another_site(uji, client, db):
    jawab = client.post("/warga/", headers={"referer": "https://jahat.example/masuk/"})
    assert jawab.url == "/akun/masuk/?next=/warga/"


def test_an_officer_who_was_away_too_long_signs_in_again(uji, client, orang):
    with time_machine.travel(PAGI, tick=False) as jam:
        client.force_login(orang["operator"])
        assert client.get("/operator/").status_code == 200
        jam.shift(14 * 60)
        assert client.get("/operator/").status_code == 200
        jam.shift(14 * 60)  # 28 minutes in all, but never 15 without a request
        assert client.get("/operator/").status_code == 200
        jam.shift(16 * 60)
        jawab = client.get("/operator/")
        assert jawab.url == "/akun/masuk/?next=/operator/"
        assert HABIS in client.get(jawab.url).content.decode()


def test_a_citizen_may_take_the_time_to_find_a_document(uji, client, orang):
    with time_machine.travel(PAGI, tick=False) as jam:
        client.force_login(orang["warga"])
        jam.shift(2 * 3600)
        assert client.get("/warga/").status_code == 200


def test_a_page_of_a_signed_in_person_is_kept_by_no_cache(uji, client, orang):
    client.force_login(orang["warga"])
    assert "no-store" in client.get("/warga/")["Cache-Control"]
    assert not client.get("/publik/").has_header("Cache-Control")


def test_a_policy_that_does_not_exist_is_a_mistake_of_the_programmer():
    with pytest.raises(ValueError, match="semua"):
        kebijakan("semua")


def resolver(*pola):
    return URLResolver(RegexPattern(r"^/"), list(pola))


class Telanjang(View):
    pass


def test_a_route_without_a_policy_is_found_wherever_it_hides():
    polos = lambda request: HttpResponse()  # noqa: E731
    dalam = path("dalam/", include(([path("a/", polos), path("b/", Telanjang.as_view())], "x")))
    ditemukan = semua_rute_tanpa_kebijakan(resolver(path("c/", buat("publik")), dalam), {})
    assert ditemukan == [f"dalam/a/ ({__name__})", f"dalam/b/ ({__name__})"]


def test_an_exemption_covers_a_package_and_not_what_merely_begins_alike():
    polos = path("a/", lambda request: HttpResponse())
    assert semua_rute_tanpa_kebijakan(resolver(polos), {f"{__name__}.": "uji"}) == []
    assert semua_rute_tanpa_kebijakan(resolver(polos), {f"{__name__[:-3]}.": "uji"}) != []


def test_every_route_of_ours_says_who_may_open_it():
    assert semua_rute_tanpa_kebijakan() == []


def test_no_exemption_is_stale_and_each_is_a_sentence():
    assert pengecualian_basi() == []
    assert all(kalimat.endswith(".") and len(kalimat) > 20 for kalimat in PENGECUALIAN.values())
