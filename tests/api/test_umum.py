"""What all answers of the interface have in common."""

import json
from pathlib import Path

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS

from api import batas, skema
from api.urls import urlpatterns
from tests.api.bahan import baca

pytestmark = [pytest.mark.django_db, pytest.mark.satu_basis, pytest.mark.usefixtures("map_layanan")]
DAFTAR = ("katalog", "layanan", "peristiwa", "tautan", "mpp", "wilayah", "halaman", "berita")


def test_the_schema_is_made_without_a_warning():
    GENERATOR_STATS.reset()
    skema.skema.cache_clear()
    assert skema.skema()["openapi"].startswith("3.1")
    assert not GENERATOR_STATS


def test_the_written_schema_is_that_of_the_views():
    tertulis = Path("docs/rujukan/openapi.json").read_text(encoding="utf-8")
    assert tertulis == skema.teks_skema(), "jalankan: make dokumen"


def test_every_address_is_in_the_schema_and_in_the_table_of_contents():
    alamat = {
        f"/api/v1/{satu.pattern}".replace("<slug:", "{").replace("<int:", "{").replace(">", "}") for satu in urlpatterns
    }
    assert alamat - set(skema.skema()["paths"]) == {r"/api/v1/^(?P<sisa}.*)$"}
    daftar = baca("")["alamat"]
    assert daftar["katalog"] == "http://testserver/api/v1/katalog/"
    assert {f"/api/v1/{satu.removeprefix('http://testserver/api/v1/')}" for satu in daftar.values()} == {
        satu for satu in alamat if not set("{}") & set(satu) and satu != "/api/v1/"
    }


def test_the_schema_can_be_read_where_everything_else_is():
    assert baca("schema/") == json.loads(skema.teks_skema())


def test_an_answer_says_its_language_and_how_long_it_holds_and_sets_no_cookie():
    klien = Client()
    klien.cookies["django_language"] = "en"
    for alamat in DAFTAR:
        jawab = klien.get(f"/api/v1/{alamat}/")
        assert (jawab["Content-Type"], jawab["Content-Language"]) == ("application/json", "id")
        assert jawab["Cache-Control"] == "public, max-age=0, s-maxage=30, must-revalidate"
        assert jawab.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"  # small ones travel as they are
        assert not jawab.cookies


def test_who_has_the_answer_gets_304():
    klien = Client()
    for alamat in DAFTAR:
        tag = klien.get(f"/api/v1/{alamat}/")["ETag"]
        assert klien.get(f"/api/v1/{alamat}/", headers={"if-none-match": tag}).status_code == 304


def test_a_kept_answer_ends_with_what_it_was_made_from(settings):
    from tests.api.bahan import tautan

    settings.SIMPANAN_MEGA = 16
    klien = Client()
    assert klien.get("/api/v1/tautan/").json()["hasil"] == []
    satu = tautan("sapa")
    assert [t["kode"] for t in klien.get("/api/v1/tautan/").json()["hasil"]] == ["sapa"]
    satu.delete()
    assert klien.get("/api/v1/tautan/").json()["hasil"] == []


def test_words_come_in_the_language_asked_for_by_the_address():
    assert [baca(f"katalog/?bahasa={b}")["hasil"][0]["biaya"]["teks"] for b in ("id", "en")] == ["Rp25.000", "Rp25,000"]
    assert baca("layanan/surat-miskin/?bahasa=en")["komponen"][3]["isi"] == ["Free of charge"]
    assert baca("layanan/surat-miskin/")["komponen"][3]["isi"] == ["Gratis"]


# --- Errors -----------------------------------------------------------------------------------------------------------


def test_what_is_not_there_says_where_to_begin():
    for alamat in ("tidak-ada/", "layanan/tidak-ada/", "halaman/999999/"):
        jawab = Client().get(f"/api/v1/{alamat}")
        assert (jawab.status_code, jawab["Content-Type"]) == (404, "application/problem+json")
        assert jawab.json()["saran"].endswith("/api/v1/.")


def test_a_wrong_parameter_is_named_and_not_passed_over():
    salah = {
        "q2=x": "q2", "banyak=0": "banyak", "banyak=101": "banyak", "tipe=D": "tipe", "di=bulan": "di",
        "bahasa=fr": "bahasa", "sesudah=%C3%A9": "sesudah",
    }  # fmt: skip
    for tanya, nama in salah.items():
        isi = baca(f"katalog/?{tanya}", 400)
        assert list(isi["kesalahan"]) == [nama]
        assert isi["title"] == "Permintaan tidak dapat dibaca"


def test_nothing_can_be_written():
    for cara in ("post", "put", "patch", "delete"):
        jawab = getattr(Client(), cara)("/api/v1/katalog/", {})
        assert (jawab.status_code, jawab["Allow"]) == (405, "GET, HEAD")
        assert jawab["Content-Type"] == "application/problem+json"


def test_our_own_failure_is_a_problem_too_and_is_not_hidden(monkeypatch, caplog):
    monkeypatch.setattr("api.views_layanan.kueri.daftar_kartu", lambda _saringan: 1 / 0)
    jawab = Client(raise_request_exception=False).get("/api/v1/katalog/")
    assert (jawab.status_code, jawab["Content-Type"]) == (500, "application/problem+json")
    assert "ZeroDivisionError" in caplog.text
    assert "Zero" not in jawab.content.decode()


def test_a_network_that_asks_too_often_is_told_when_to_come_again(monkeypatch):
    monkeypatch.setattr(batas, "MAKS", 3)
    klien = Client()
    assert [klien.get("/api/v1/").status_code for _kali in range(4)] == [200, 200, 200, 429]
    jawab = klien.get("/api/v1/")
    assert 1 <= int(jawab["Retry-After"]) <= 60
    assert klien.get("/api/v1/", REMOTE_ADDR="10.9.8.7").status_code == 200


def test_what_lies_in_memory_is_not_counted(monkeypatch, settings):
    settings.SIMPANAN_MEGA = 16
    monkeypatch.setattr(batas, "MAKS", 1)
    klien = Client()
    assert [klien.get("/api/v1/").status_code for _kali in range(3)] == [200, 200, 200]
    assert klien.get("/api/v1/katalog/").status_code == 429


# --- Other sites ------------------------------------------------------------------------------------------------------


def tanya_dulu(asal: str, alamat: str = "/api/v1/katalog/"):
    kepala = {"origin": asal, "access-control-request-method": "GET", "access-control-request-headers": "if-none-match"}
    return Client().options(alamat, headers=kepala)


def test_every_site_may_read_unless_the_installation_says_otherwise():
    jawab = Client().get("/api/v1/katalog/", headers={"origin": "https://opd.example"})
    assert jawab["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in jawab
    assert (
        tanya_dulu("https://opd.example").status_code,
        tanya_dulu("https://opd.example")["Access-Control-Allow-Methods"],
    ) == (204, "GET, HEAD")


def test_only_invited_sites_may_read_when_there_is_a_list(settings):
    settings.KORS_ASAL = ["https://opd.example"]
    for jawab, boleh in (
        (Client().get("/api/v1/katalog/", headers={"origin": "https://opd.example"}), "https://opd.example"),
        (Client().get("/api/v1/katalog/", headers={"origin": "https://jahat.example"}), None),
        (tanya_dulu("https://opd.example"), "https://opd.example"),
        (tanya_dulu("https://jahat.example"), None),
    ):
        assert jawab.get("Access-Control-Allow-Origin") == boleh
        assert "Origin" in jawab["Vary"]


def test_no_site_may_read_when_the_list_is_empty(settings):
    settings.KORS_ASAL = []
    assert "Access-Control-Allow-Origin" not in tanya_dulu("https://opd.example")


def test_an_error_can_be_read_by_other_sites_too_but_no_page_of_ours():
    for alamat, ada in (("/api/v1/tidak-ada/", True), ("/layanan/", False)):
        assert ("Access-Control-Allow-Origin" in Client().get(alamat, headers={"origin": "https://a.example"})) is ada


def test_the_kept_answer_is_the_same_for_every_site(settings):
    settings.KORS_ASAL, settings.SIMPANAN_MEGA = ["https://a.example", "https://b.example"], 16
    for asal in ("https://a.example", "https://b.example"):
        jawab = Client().get("/api/v1/katalog/", headers={"origin": asal})
        assert jawab["Access-Control-Allow-Origin"] == asal
