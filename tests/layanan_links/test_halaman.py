"""The public pages of the register: finding, reading, going there."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from layanan_links import kueri, sumber, verba
from layanan_links.models import Harian, Kesehatan, Tautan
from tests.layanan_links.bahan import kategori, pemerintahan, tayang
from tests.peramban import Peramban

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(kecil):
    return pemerintahan(kecil)


def nama_di(p):
    return [satu.get_text() for satu in p.halaman.select(".layanan h3")]


def rusakkan(tautan, kode="galat"):
    sejak = datetime(2026, 11, 20, 2, tzinfo=UTC)
    Kesehatan.objects.filter(tautan=tautan).update(kode=kode, gagal=4, gagal_sejak=sejak, rusak=True)


def test_the_list_stands_by_category_and_shows_only_what_is_approved(admin, kecil):
    for urut, kode in enumerate(("pajak", "kerja")):
        satu = kategori(kode)
        satu.urut = urut
        satu.save()
    tayang(admin, nama="Lowongan", kategori="kerja")
    tayang(admin, nama="Cek PBB", kategori="pajak")
    tayang(admin, nama="BPHTB", kategori="pajak")
    verba.tarik(tautan=tayang(admin, nama="Ditarik"), oleh=admin)
    p = Peramban().buka("/tautan/")
    assert (nama_di(p), [h.get_text() for h in p.halaman.select("main h2")]) == (
        ["BPHTB", "Cek PBB", "Lowongan"],
        ["Pajak", "Kerja"],
    )


SARINGAN = [
    ({"q": "pajak bumi"}, ["Cek PBB"]),
    ({"q": "DINAS sosial"}, ["Bansos"]),
    ({"kategori": "pajak"}, ["Cek PBB"]),
    ({"kantor": "Dinas Sosial"}, ["Bansos"]),
    ({"biaya": "gratis"}, ["Cek PBB"]),
    ({"keadaan": "rusak"}, ["Bansos"]),
    ({"keadaan": "bisa"}, ["Cek PBB"]),
    ({"keadaan": "tanpa-alamat"}, ["Antrean"]),
    ({"q": "tidak ada yang begini"}, []),
    ({"keadaan": "karangan", "biaya": "karangan"}, ["Antrean", "Bansos", "Cek PBB"]),
]


@pytest.mark.parametrize(("pilih", "hasil"), SARINGAN)
def test_each_filter_leaves_what_it_says(admin, kecil, pilih, hasil):
    tayang(admin, nama="Cek PBB", untuk="Pajak bumi dan bangunan", kategori=kategori("pajak").pk, biaya="gratis")
    rusakkan(tayang(admin, kecil.dinas_sosial, nama="Bansos"))
    tayang(admin, nama="Antrean", alamat="")
    alamat = "/tautan/?" + "&".join(f"{k}={v}" for k, v in pilih.items())
    assert sorted(nama_di(Peramban().buka(alamat))) == hasil


def test_pages_follow_each_other_without_a_gap_or_a_repetition(admin, kecil, monkeypatch):
    monkeypatch.setattr(kueri, "SEHALAMAN", 2)
    for n in range(5):
        tayang(admin, nama=f"App {n // 2}", kategori=kategori("usaha" if n % 2 else "pajak").pk)
    p, semua = Peramban().buka("/tautan/?q=app"), []
    semua += nama_di(p)
    while "Halaman berikutnya" in p.teks:
        semua += nama_di(p.ikuti("Halaman berikutnya"))
    assert semua == ["App 0", "App 1", "App 2", "App 0", "App 1"]
    assert "sesudah=tidak-ada" not in p.alamat
    assert len(nama_di(Peramban().buka("/tautan/?sesudah=tidak-ada"))) == 2


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_list_asks_four_times_however_long_it_is(
    admin, kecil, client, jumlah, django_assert_num_queries: DjangoAssertNumQueries
):
    for _n in range(jumlah):
        tayang(admin, kecil.dinas_sosial)
    client.get("/tautan/")
    with django_assert_num_queries(4):
        client.get("/tautan/")


def test_a_visitor_gets_no_cookie_anywhere(admin, kecil, client):
    tautan = tayang(admin, kecil.dinas_sosial)
    alamat = ("/tautan/", f"/tautan/{tautan.kode}/", f"/tautan/{tautan.kode}/buka/")
    assert [dict(client.get(satu).cookies) for satu in alamat] == [{}, {}, {}]


def test_the_page_says_what_whose_where_and_that_it_leaves_the_site(admin, kecil):
    tautan = tayang(
        admin, kecil.dinas_sosial, nama="SIPPADU", untuk="Izin daerah", alamat="https://sippadu.contoh.id/daftar",
        biaya="gratis", cara_masuk="Daftar dengan NIK", tempat="Lewat internet atau MPP",
    )  # fmt: skip
    p = Peramban().buka(tautan.get_absolute_url())
    for kata in ("SIPPADU", "Izin daerah", "Dinas Sosial", "Gratis", "Daftar dengan NIK", "Lewat internet atau MPP"):
        assert kata in p.teks
    tombol = p.halaman.select_one("a.tombol")
    assert (tombol["href"], " ".join(tombol.get_text().split())) == (
        f"/tautan/{tautan.kode}/buka/",
        "Buka SIPPADU (membuka situs lain)",
    )
    assert "sippadu.contoh.id" in p.teks


def test_a_broken_link_says_since_when_and_a_taken_over_one_is_not_offered(admin, kecil):
    rusak, diambil = tayang(admin), tayang(admin)
    rusakkan(rusak)
    rusakkan(diambil, "diambil")
    satu, dua = (Peramban().buka(t.get_absolute_url()) for t in (rusak, diambil))
    assert "Sedang tidak bisa dibuka sejak 20 November 2026." in satu.teks
    assert "Tetap coba buka" in satu.teks
    assert (dua.halaman.select("a.tombol"), "mencurigakan" in dua.teks) == ([], True)
    assert dua.klien.get(f"/tautan/{diambil.kode}/buka/").headers["Location"] == diambil.get_absolute_url()


def test_an_entry_without_an_address_names_the_office_to_ask(admin, kecil):
    tautan = tayang(admin, kecil.dinas_sosial, alamat="")
    p = Peramban().buka(tautan.get_absolute_url())
    assert "Tanyakan ke Dinas Sosial" in p.teks
    assert p.halaman.select("a.tombol") == []


def test_the_chart_and_its_table_say_the_same(admin, kecil):
    tautan = tayang(admin)
    hari_ini = timezone.localdate()
    Harian.objects.create(tautan=tautan, hari=hari_ini, diperiksa=4, hidup=3, ms=400)
    Harian.objects.create(tautan=tautan, hari=hari_ini - timedelta(1), diperiksa=4, hidup=4, ms=400)
    Harian.objects.create(tautan=tautan, hari=hari_ini - timedelta(40), diperiksa=4, hidup=0)
    p = Peramban().buka(tautan.get_absolute_url())
    kalimat = "Dalam 30 hari terakhir situs ini terbuka pada 87,5 % dari 8 pemeriksaan."
    assert p.halaman.select_one("svg[role=img]")["aria-label"] == kalimat
    assert [b.select_one("td").get_text() for b in p.halaman.select(".data-tabel tbody tr")] == [
        "75,0 % dari 4",
        "100,0 % dari 4",
    ]
    assert [int(b["height"]) for b in p.halaman.select("svg[role=img] rect")] == [120, 90]


# --- Going there ------------------------------------------------------------------------------------------------------


def test_opening_counts_one_and_leads_to_the_approved_address(admin, kecil, client):
    tautan = tayang(admin, alamat="https://sippadu.contoh.id/")
    jawab = [client.get(f"/tautan/{tautan.kode}/buka/") for _ in range(3)][-1]
    client.head(f"/tautan/{tautan.kode}/buka/")
    assert (jawab.status_code, jawab["Location"]) == (302, "https://sippadu.contoh.id/")
    assert (jawab["Referrer-Policy"], jawab["Cache-Control"]) == ("no-referrer", "no-store")
    assert list(Harian.objects.values_list("hari", "klik")) == [(timezone.localdate(), 3)]


@pytest.mark.parametrize(
    "ekor",
    ["?url=https://jahat.id", "?next=//jahat.id", "?ke=https://jahat.id", "?alamat=https://jahat.id", "#//jahat.id"],
)
def test_nothing_in_the_request_changes_where_it_leads(admin, kecil, client, ekor):
    tautan = tayang(admin, alamat="https://sippadu.contoh.id/")
    jawab = client.get(
        f"/tautan/{tautan.kode}/buka/{ekor}", headers={"Referer": "https://jahat.id", "X-Forwarded-Host": "x"}
    )
    assert jawab["Location"] == "https://sippadu.contoh.id/"


@pytest.mark.parametrize("keadaan", ["baru", "ditarik"])
def test_what_citizens_do_not_see_cannot_be_opened_either(admin, kecil, client, keadaan):
    tautan = tayang(admin)
    Tautan.objects.filter(pk=tautan.pk).update(keadaan=keadaan)
    alamat = tautan.get_absolute_url()
    assert [client.get(a).status_code for a in (alamat, f"{alamat}buka/")] == [404, 404]


def test_the_address_of_a_merged_entry_leads_to_the_kept_one(admin, kecil, client):
    lama, baru = tayang(admin, kode="lama"), tayang(admin, kode="baru", alamat="https://baru.contoh.id/")
    verba.gabung(dipakai=baru, dilebur=lama, oleh=admin)
    assert client.get("/tautan/lama/").headers["Location"] == "/tautan/baru/"
    assert client.get("/tautan/lama/buka/", follow=False).headers["Location"] == "/tautan/baru/buka/"
    verba.tarik(tautan=baru, oleh=admin)
    assert client.get("/tautan/lama/").status_code == 404


def test_the_home_page_gets_working_links_the_most_opened_first(admin, kecil):
    sepi, ramai, rusak = tayang(admin, nama="A sepi"), tayang(admin, nama="B ramai"), tayang(admin)
    tayang(admin, alamat="")
    for _n in range(3):
        verba.catat_klik(tautan_id=ramai.pk)
    rusakkan(rusak)
    assert kueri.untuk_beranda() == [ramai, sepi]


def test_search_finds_an_application_and_notices_changes(admin, kecil):
    tautan = tayang(admin, kecil.dinas_sosial, nama="SIPPADU")
    sidik = kueri.sidik()
    (satu,) = sumber.daftar()
    assert (satu.judul, satu.alamat, satu.kantor, satu.tingkat) == (
        "SIPPADU", f"/tautan/{tautan.kode}/", "Dinas Sosial", ("dinas",),
    )  # fmt: skip
    verba.simpan(tautan=tautan, isi=verba.isi_dari(tautan) | {"nama": "Lain"}, oleh=admin)
    assert (kueri.sidik() == sidik, [s.judul for s in sumber.daftar()]) == (False, ["Lain"])


def test_the_register_knows_no_ports_but_those_of_the_setting():
    assert (settings.TAUTAN_PORT, settings.TAUTAN_JARINGAN) == ([80, 443], [])
