"""The catalogue finds services by the citizen's words, without JavaScript and with few queries."""

import re

import pytest

from core.layanan.register import registri


def judul(jawaban) -> list[str]:
    """Names on the cards, in order."""
    return re.findall(r'<h3><a href="/layanan/[a-z-]+/">([^<]+)</a></h3>', jawaban.content.decode())


def test_the_catalogue_lists_every_service_by_name(situs, client):
    assert judul(client.get("/layanan/")) == [
        "Izin Keramaian",
        "Surat Keterangan Tidak Mampu",
        "Surat Keterangan Usaha",
    ]


@pytest.mark.parametrize(
    ("alamat", "nama"),
    [
        ("q=hajatan", ["Izin Keramaian"]),
        ("q=HAJATAN", ["Izin Keramaian"]),
        ("q=surat+usaha", ["Surat Keterangan Usaha", "Surat Keterangan Tidak Mampu"]),  # the best answer first
        ("q=surt+usha", ["Surat Keterangan Usaha", "Surat Keterangan Tidak Mampu"]),
        ("q=%20%20umkm%20", ["Surat Keterangan Usaha"]),
        ("q=zzqqvvxx", []),
        ("di=kecamatan", ["Izin Keramaian"]),
        ("di=desa&di=kecamatan", ["Izin Keramaian", "Surat Keterangan Tidak Mampu", "Surat Keterangan Usaha"]),
        ("di=entah", ["Izin Keramaian", "Surat Keterangan Tidak Mampu", "Surat Keterangan Usaha"]),
        ("peristiwa=sakit", ["Surat Keterangan Tidak Mampu"]),
        ("tipe=b", ["Izin Keramaian"]),
        ("tipe=A&q=usaha", ["Surat Keterangan Usaha"]),
    ],
)
def test_search_and_filters_are_answered_by_the_server(situs, client, alamat, nama):
    assert judul(client.get(f"/layanan/?{alamat}")) == nama


def test_the_number_of_results_is_said_in_a_status(situs, client):
    assert re.search(r'<p role="status"[^>]*>2 layanan</p>', client.get("/layanan/?tipe=A").content.decode())


def test_an_empty_result_offers_other_words(situs, client):
    isi = client.get("/layanan/?q=zzz").content.decode()

    assert "Tidak ada layanan yang cocok" in isi
    assert '<div class="kosong" data-kosong>' in isi


def test_what_somebody_searched_is_printed_escaped(situs, client):
    isi = client.get("/layanan/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in isi


def test_a_search_of_a_megabyte_is_cut(situs, client):
    assert client.get("/layanan/", {"q": "a" * 3000}).status_code == 200


def test_home_shows_favourites_life_events_and_the_number_of_services(situs, client):
    isi = client.get("/").content.decode()

    assert judul(client.get("/")) == ["Surat Keterangan Tidak Mampu", "Surat Keterangan Usaha", "Izin Keramaian"]
    assert "Lihat semua 3 layanan" in isi
    assert 'href="/peristiwa/sakit/"' in isi


def test_home_keeps_the_order_an_editor_chose(situs, client):
    beranda = situs.root_page.specific
    beranda.favorit = [("layanan", "izin-ramai"), ("layanan", "sudah-dihapus")]
    beranda.save()

    assert judul(client.get("/"))[0] == "Izin Keramaian"


def test_the_catalogue_needs_few_queries(situs, client, django_assert_num_queries):
    client.get("/layanan/")
    with django_assert_num_queries(6):
        client.get("/layanan/")


def test_more_services_do_not_mean_more_queries(situs, client, django_assert_num_queries, map_layanan):
    from core.layanan.register import muat_ulang
    from tests.cms.conftest import CONTOH, tulis_layanan

    for n in range(30):
        tulis_layanan(map_layanan, **(CONTOH[0] | {"kode": f"surat-ke-{chr(97 + n % 26)}{n}", "nama": f"Surat {n}"}))
    muat_ulang()
    client.get("/layanan/")
    with django_assert_num_queries(6):
        client.get("/layanan/")

    assert len(registri().semua()) == 33


def test_a_visitor_gets_no_session_cookie(situs, client):
    assert "sessionid" not in client.get("/layanan/").cookies


def test_a_long_catalogue_comes_in_pages_that_neither_lose_nor_double_a_service(situs, client, monkeypatch):
    semua = judul(client.get("/layanan/"))
    monkeypatch.setattr("cms.kueri.KARTU_SEHALAMAN", 2)

    pertama = client.get("/layanan/?di=desa&di=kecamatan")
    lanjut = re.search(r'href="(\?[^"]+)"[^>]*>Halaman berikutnya', pertama.content.decode())[1].replace("&amp;", "&")
    kedua = client.get(f"/layanan/{lanjut}")

    assert "di=desa&di=kecamatan" in lanjut
    assert judul(pertama) + judul(kedua) == semua
    assert (len(judul(pertama)), len(judul(kedua))) == (2, 1)
    assert "Halaman berikutnya" not in kedua.content.decode()
    assert "Halaman pertama" in kedua.content.decode()
    for jawaban in (pertama, kedua):  # the script would filter the cards of one page and call that an answer
        assert 'data-modul="cari-langsung"' not in jawaban.content.decode()
        assert "3 layanan" in jawaban.content.decode()


def test_a_short_catalogue_is_one_page_that_the_script_may_filter(situs, client):
    isi = client.get("/layanan/").content.decode()

    assert 'data-modul="cari-langsung"' in isi
    assert "Halaman berikutnya" not in isi


def test_a_page_behind_a_service_that_is_gone_is_the_first_one(situs, client):
    assert judul(client.get("/layanan/?sesudah=sudah-dihapus")) == judul(client.get("/layanan/"))
