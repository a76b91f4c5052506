"""The public pages: without cookies where nothing is typed, and a booking by its words."""

import json
import re
from io import BytesIO

import pytest
import segno
import zxingcpp
from PIL import Image

from core.wilayah.models import HariLibur
from mpp import kueri, tampil, verba_loket, views_pesan
from mpp.models import Antrean, HariTutup, LayananLoket, MppPage, TempatPage
from mpp.muat import _terbitkan
from mpp.views_pesan import alamat_tiket
from tests import pabrik
from tests.mpp.bahan import RABU, SELASA, SENIN, pesan
from tests.mpp.conftest import buat_aula
from tests.peramban import Peramban

PESAN = "/mpp/aula/antrean/ktp/2026-11-24/"


@pytest.fixture
def situs(aula, beranda):
    """A site with the two kinds of pages."""
    induk = _terbitkan(beranda, MppPage(title="Mal Pelayanan Publik", slug="mpp", pembuka="Satu gedung"))
    isi = [("judul", "Sebelum datang"), ("teks", "<p>Bawa berkas asli.</p>")]
    _terbitkan(induk, TempatPage(title="MPP Aula", slug="aula", tempat=aula.tempat, isi=isi))
    return aula


def pesan_lewat_halaman(p, **lain):
    isi = {"mulai": "0900", "nama": "Siti Aminah", "telepon": "0812-3456-7890", "surel": ""} | lain
    return p.isi(isi).tekan("Ambil nomor antrean")


def test_information_pages_are_read_without_a_cookie(situs, client):
    for alamat in ("/mpp/", "/mpp/aula/", "/mpp/instansi/samsat/", "/mpp/aula/antrean/", "/mpp/aula/antrean/ktp/"):
        jawab = client.get(alamat)
        assert (jawab.status_code, jawab.cookies) == (200, {}), alamat
        assert "sessionid" not in client.cookies


def test_a_place_tells_hours_counters_services_and_what_its_editors_wrote(situs, client):
    HariLibur.objects.get_or_create(tanggal=RABU, defaults={"nama": "Hari Guru", "jenis": "libur_daerah"})
    teks = Peramban().buka("/mpp/aula/").teks
    for kata in ("Senin–Jumat", "08.00–12.00 dan 13.00–15.00", "Samsat Sidoarjo", "Loket 1, 2", "Bawa berkas asli."):
        assert kata in teks, kata
    assert re.search(r"Rabu, 25 November 2026: \w+", teks)
    assert "Jam buka ini contoh" not in teks


def test_an_example_says_so_until_somebody_has_checked_it(situs):
    situs.tempat.contoh = True
    situs.tempat.save()
    assert "Jam buka ini contoh" in Peramban().buka("/mpp/aula/").teks


def test_a_citizen_books_by_the_words_of_the_pages(situs):
    p = Peramban().buka("/mpp/").ikuti("MPP Aula").ikuti("Ambil nomor antrean").ikuti("KTP")
    p.ikuti("Selasa, 24 November 2026")
    pesan_lewat_halaman(p)
    antrean = Antrean.objects.get()
    assert (antrean.telepon, antrean.hari, p.jalur) == ("+6281234567890", SELASA, f"/antrean/{antrean.kode}/")
    assert "A-001" in p.teks
    assert "pukul 09.00–10.00" in p.teks
    assert p.jawab["Cache-Control"] == "no-store"
    assert "081" not in p.teks.replace("-", ""), "the ticket shows no phone"


def test_mistakes_are_told_beside_the_fields_and_nothing_typed_is_lost(aula):
    p = Peramban().buka(PESAN)
    pesan_lewat_halaman(p, mulai="", telepon="123", nama="Siti")
    assert p.kode == 422
    assert [a.text for a in p.halaman.select(".ringkasan-galat a")] == [
        "Pilih jam kedatangan",
        "Tulis nomor HP yang aktif, contoh 0812 3456 7890",
    ]
    assert p.halaman.select_one("[name=nama]")["value"] == "Siti"
    assert Antrean.objects.count() == 0


def test_an_hour_that_filled_up_meanwhile_is_refused_in_a_sentence(aula):
    p = Peramban().buka(PESAN)
    for _satu in range(6):
        pesan(aula.ktp)
    pesan_lewat_halaman(p)
    assert (p.kode, Antrean.objects.count()) == (422, 6)
    assert "Jam itu baru saja penuh. Pilih jam lain." in p.teks


def test_a_closed_day_is_answered_with_the_next_open_one(aula):
    HariTutup.objects.create(tempat=aula.tempat, dari=SELASA, sampai=SELASA, alasan="Pindah gedung")
    p = Peramban().buka(PESAN)
    assert p.kode == 409
    assert "(Pindah gedung). Buka lagi Rabu, 25 November 2026." in p.teks
    assert "tutup: Pindah gedung" in p.ikuti("Pilih hari lain").teks


TIDAK_ADA = (
    "/mpp/tidak/antrean/", "/mpp/aula/antrean/tidak/", "/mpp/aula/antrean/ktp/besok/", "/mpp/instansi/tidak/",
    "/mpp/tidak/layar/", "/antrean/TIDAKADA/",
)  # fmt: skip


@pytest.mark.parametrize("alamat", TIDAK_ADA)
def test_what_is_not_there_is_not_found(aula, client, alamat):
    assert client.get(alamat).status_code == 404


def test_a_hidden_service_and_a_hidden_place_are_not_found(aula, client):
    LayananLoket.objects.filter(pk=aula.ktp.pk).update(aktif=False)
    assert client.get("/mpp/aula/antrean/ktp/").status_code == 404
    type(aula.tempat).objects.update(aktif=False)
    assert client.get("/mpp/aula/antrean/").status_code == 404


def test_the_account_fills_in_what_it_knows_and_keeps_the_turn(aula, kecil):
    warga = pabrik.warga(kecil.pepelegi, nama="Budi Santoso", email="budi@contoh.id")
    p = Peramban(warga.pengguna).buka(PESAN)
    p.isi(mulai="0800").tekan("Ambil nomor antrean")
    antrean = Antrean.objects.get()
    assert (antrean.pengguna, antrean.nama, antrean.telepon) == (warga.pengguna, "Budi Santoso", warga.telepon)
    assert "A-001" in p.buka("/antrean/").teks


def test_a_ticket_is_moved_and_cancelled_by_its_code_alone(aula):
    antrean = pesan(aula.ktp)
    p = Peramban().buka(f"/antrean/{antrean.kode}/").ikuti("Pindah jadwal").ikuti("Rabu, 25 November 2026")
    p.isi(mulai="1000").tekan("Pindahkan antrean")
    assert "A-001" in p.teks and "Rabu, 25 November 2026" in p.teks  # noqa: PT018 - one fact of one page
    assert p.buka(f"/antrean/{antrean.kode}/").jalur == Antrean.objects.get(menggantikan=antrean).get_absolute_url()
    p.ikuti("Batalkan").tekan("Ya, batalkan")
    assert "Dibatalkan" in p.teks
    assert sorted(Antrean.objects.values_list("status", flat=True)) == ["batal", "dipindah"]


def test_the_ticket_for_the_calendar_rings_twice_and_names_nobody(aula, client):
    antrean = pesan(aula.ktp)
    ics = client.get(f"/antrean/{antrean.kode}/kalender.ics").content.decode()
    utuh = ics.replace("\r\n ", "")
    assert all(len(baris.encode()) <= 75 for baris in ics.split("\r\n"))
    assert "DTSTART:20261124T020000Z" in utuh
    assert re.findall(r"TRIGGER:(\S+)", utuh) == ["-PT24H", "-PT1H"]
    assert antrean.nama not in utuh and antrean.telepon not in utuh  # noqa: PT018 - one promise


def test_the_qr_of_a_ticket_leads_to_it(aula):
    """Read back as a telephone would."""
    antrean = pesan(aula.ktp)
    png = BytesIO()
    segno.make(alamat_tiket(antrean), error="m").save(png, kind="png", scale=6, border=2)
    assert zxingcpp.read_barcode(Image.open(png)).text == f"http://testserver/antrean/{antrean.kode}/"
    gambar = Peramban().buka(f"/antrean/{antrean.kode}/").halaman.select_one(".status img")
    assert gambar["src"] == segno.make(alamat_tiket(antrean), error="m").svg_data_uri(border=2)


def test_an_address_that_books_too_often_waits(aula, client, monkeypatch):
    monkeypatch.setattr(views_pesan, "MAKS_SEMENIT", 2)
    isi = {"mulai": "0900", "nama": "Siti", "surel": ""}
    jawab = [client.post(PESAN, isi | {"telepon": f"081234567{n}00"}) for n in range(3)]
    assert [satu.status_code for satu in jawab] == [302, 302, 429]
    assert 0 < int(jawab[-1]["Retry-After"]) <= 60
    assert Antrean.objects.count() == 2


# --- The wall ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def ramai(aula, senin):
    """Two counters busy, two people waiting."""
    for _satu in range(4):
        pesan(aula.ktp, SENIN, 9, nama="Siti Rahasia")
    senin.move_to("2026-11-23T09:05:00+07:00")
    for loket in aula.loket:
        verba_loket.panggil_berikut(loket=loket, petugas=None, saat=kueri.kini())
    return aula


def test_the_wall_shows_numbers_and_counters_and_no_name(ramai):
    p = Peramban().buka("/mpp/aula/layar/")
    assert [li.text.split() for li in p.halaman.select("[data-kini] li")] == [
        ["A-002", "Loket", "2"],
        ["A-001", "Loket", "1"],
    ]
    assert [s.text.split() for s in p.halaman.select("[data-nanti] strong")] == [["A-003", "A-004"], ["–"]]
    assert "Rahasia" not in str(p.halaman)
    assert p.halaman.select_one("noscript meta[http-equiv=refresh]")
    assert p.jawab.cookies == {}


def test_the_walls_script_reads_the_same_numbers(ramai, client):
    isi = json.loads(client.get("/mpp/aula/layar/data/").content)
    assert [(p["nomor"], p["loket"]) for p in isi["dipanggil"]] == [("A-002", "2"), ("A-001", "1")]
    assert isi["berikut"][0]["nomor"] == ["A-003", "A-004"]
    satu = Antrean.objects.get(loket=ramai.loket[0])
    verba_loket.langkah(loket=ramai.loket[0], antrean=satu, aksi="panggil-lagi", saat=kueri.kini())
    lagi = json.loads(client.get("/mpp/aula/layar/data/").content)
    tanda = [{p["nomor"]: p["tanda"] for p in x["dipanggil"]}["A-001"] for x in (isi, lagi)]
    assert tanda[0] != tanda[1]


@pytest.mark.parametrize("banyak", [1, 3])
def test_pages_ask_the_same_for_one_place_and_for_three(situs, kecil, client, django_assert_num_queries, banyak):
    """What Wagtail asks for a page is not counted here: it is the same for every page."""
    for n in range(banyak - 1):
        buat_aula(kecil.sidoarjo, f"lain{n}")
    for _satu in range(banyak):
        pesan(situs.ktp, SENIN)
    kueri.halaman_tempat()  # Wagtail remembers where its sites begin
    with django_assert_num_queries(10):
        isi = tampil.isi_beranda()
        list(isi["instansi"])
    with django_assert_num_queries(7):
        tampil.isi_tempat(type(situs.tempat).objects.get(kode="aula"))
    for alamat, jumlah in (("/mpp/aula/antrean/ktp/", 7), ("/mpp/aula/layar/", 4), ("/mpp/instansi/samsat/", 2)):
        with django_assert_num_queries(jumlah):
            client.get(alamat)


def test_hours_of_a_week_are_told_in_as_few_lines_as_they_differ(aula):
    aula.tempat.jam_buka.filter(hari=4, buka__hour=13).delete()
    assert [(b.hari, b.jam) for b in tampil.jam_sepekan(type(aula.tempat).objects.get())] == [
        ("Senin–Kamis", "08.00–12.00 dan 13.00–15.00"),
        ("Jumat", "08.00–12.00"),
        ("Sabtu dan Minggu", ""),
    ]
