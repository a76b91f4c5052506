"""A service page is told from the declaration; a quarantined service keeps its page, not its button."""

import re
import shutil

import pytest
import time_machine

from core.layanan.register import muat_ulang, registri
from core.layanan.verba import catat_versi
from tests.pabrik import SANDI, pengguna
from tests.permohonan.bahan import SENIN


def teks(jawaban) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", jawaban.content.decode()))


def test_the_four_facts_come_from_the_declaration(situs, client):
    isi = client.get("/layanan/izin-ramai/").content.decode()
    fakta = re.findall(r"<dt>.*?</svg>([^<]+)</dt><dd>([^<]+?)\s*(?:<small>([^<]*)</small>)?</dd>", isi)

    assert fakta == [
        ("Waktu", "1 hari kerja", "setelah berkas lengkap"),
        ("Biaya", "Rp25.000", ""),
        ("Hasil", "Surat PDF", "bertanda tangan elektronik"),
        ("Diurus di", "Desa, lalu kecamatan", ""),
    ]


def test_uploads_become_requirements_and_optional_ones_say_so(situs, client):
    isi = client.get("/layanan/surat-miskin/").content.decode()

    assert re.findall(r"<strong>(Foto [^<]+?)(?: <span class=\"lencana\">([^<]+)</span>)?</strong>", isi) == [
        ("Foto KTP-el", ""),
        ("Foto rumah", "Bila ada"),
    ]


def test_the_route_becomes_steps_by_office(situs, client):
    isi = client.get("/layanan/izin-ramai/").content.decode()
    langkah = re.search(r'<ol class="langkah".*?</ol>', isi, re.S)[0]

    assert re.findall(r"<strong>([^<]+)</strong>", langkah) == [
        "Isi permohonan",
        "Desa memeriksa",
        "Kecamatan menandatangani",
        "Unduh surat",
    ]


def test_all_components_of_the_service_standard_are_there(situs, client):
    isi = teks(client.get("/layanan/surat-miskin/"))

    for komponen in (
        "Yang perlu disiapkan", "Langkahnya", "Waktu", "Biaya", "Hasil", "Dasar hukum", "Penanganan pengaduan",
        "Sarana, prasarana", "Kompetensi pelaksana", "Jumlah pelaksana", "Pengawasan internal", "Jaminan pelayanan",
        "Jaminan keamanan", "Evaluasi kinerja",
    ):  # fmt: skip
        assert komponen in isi, komponen


def test_a_visitors_page_has_a_link_in_place_of_a_form_and_leaves_nothing_in_the_browser(situs, client):
    jawaban = client.get("/layanan/surat-miskin/")
    isi = jawaban.content.decode()

    assert len(re.findall(r'<a class="tombol[^>]*href="/permohonan/mulai/surat-miskin/"', isi)) == 2
    assert "csrfmiddlewaretoken" not in isi
    assert not jawaban.cookies


def test_the_link_leads_through_the_sign_in_back_to_the_service(situs, client):
    masuk = client.get("/permohonan/mulai/surat-miskin/")
    assert masuk["Location"].endswith("next=/permohonan/mulai/surat-miskin/")


def test_who_has_signed_in_starts_with_a_token(situs, client):
    client.force_login(pengguna("orang1"))
    isi = client.get("/layanan/surat-miskin/").content.decode()

    assert len(re.findall(r'<form method="post" action="/permohonan/mulai/surat-miskin/"', isi)) == 2
    assert "csrfmiddlewaretoken" in isi


def test_an_unknown_service_is_a_404(situs, client):
    assert client.get("/layanan/tidak-ada/").status_code == 404


@pytest.fixture
def rusak(situs, map_layanan):
    """surat-miskin worked once, then its file broke."""
    catat_versi(registri().ambil("surat-miskin"))
    (map_layanan / "surat_miskin" / "layanan.toml").write_text("kontrak = 99", encoding="utf-8")
    muat_ulang()


def test_a_quarantined_service_keeps_its_page_without_the_button(rusak, client):
    jawaban = client.get("/layanan/surat-miskin/")

    assert jawaban.status_code == 200
    assert "Layanan ini sedang ditutup sementara" in teks(jawaban)
    assert "Surat Keterangan Tidak Mampu" in teks(jawaban)
    assert "/permohonan/mulai/" not in jawaban.content.decode()


def test_a_quarantined_service_stands_closed_in_the_catalogue(rusak, client):
    isi = teks(client.get("/layanan/"))

    assert "Sementara ditutup" in isi
    assert "4 layanan" not in isi
    assert "3 layanan" in isi


def test_a_service_that_never_worked_is_closed_without_facts(situs, client, map_layanan):
    (map_layanan / "baru_rusak").mkdir()
    (map_layanan / "baru_rusak" / "layanan.toml").write_text("bukan toml [", encoding="utf-8")
    muat_ulang()

    jawaban = client.get("/layanan/baru-rusak/")
    assert jawaban.status_code == 200
    assert "ditutup sementara" in teks(jawaban)
    assert 'class="fakta' not in jawaban.content.decode()


def test_the_service_page_needs_few_queries(situs, client, django_assert_num_queries):
    client.get("/layanan/surat-miskin/")
    with django_assert_num_queries(7):
        client.get("/layanan/surat-miskin/")


def test_a_page_seen_while_logged_in_is_not_kept(situs, client):
    orang = pengguna("orang1")
    assert "no-store" not in client.get("/layanan/surat-miskin/").get("Cache-Control", "")

    assert client.login(username="orang1", password=SANDI), orang
    assert "no-store" in client.get("/layanan/surat-miskin/")["Cache-Control"]


def ubah(map_layanan, **isi):
    """The declaration of surat-miskin with more keys at its top; the registry reads it anew."""
    berkas = map_layanan / "surat_miskin" / "layanan.toml"
    tambahan = "".join(f"{kunci} = {nilai}\n" for kunci, nilai in isi.items())
    berkas.write_text(tambahan + berkas.read_text(encoding="utf-8"), encoding="utf-8")
    muat_ulang()


@pytest.mark.parametrize(("hari", "judul", "tombol"), [
    ("2026-11-23", "Layanan ini ditutup setelah 23 November 2026", True),
    ("2026-11-22", "Layanan ini ditutup sejak lewat 22 November 2026", False),
])  # fmt: skip
def test_the_last_day_is_announced_and_then_closes_the_service(situs, client, map_layanan, hari, judul, tombol):
    ubah(map_layanan, berlaku_sampai=hari, pengganti='"Pakai Surat Baru."')
    with time_machine.travel(SENIN):
        jawaban, katalog = client.get("/layanan/surat-miskin/"), teks(client.get("/layanan/"))
    assert judul in teks(jawaban)
    assert "Pakai Surat Baru." in teks(jawaban)
    assert ("/permohonan/mulai/" in jawaban.content.decode()) is tombol
    assert ("Ditutup setelah" in katalog, "Ditutup sejak lewat" in katalog) == (tombol, not tombol)


def test_superseded_law_is_said_on_the_page_and_on_the_card_and_on_no_other(situs, client, map_layanan):
    ubah(map_layanan, status_hukum='"digantikan"', pengganti='"Sekarang NIB di oss.go.id."')
    assert "Sekarang NIB di oss.go.id." in teks(client.get("/layanan/surat-miskin/"))
    assert "Aturan layanan ini sudah diganti" not in teks(client.get("/layanan/izin-ramai/"))
    assert teks(client.get("/layanan/")).count("Aturannya sudah diganti") == 1


def test_a_second_folder_with_the_same_code_does_not_close_the_service(situs, client, map_layanan):
    shutil.copytree(map_layanan / "surat_miskin", map_layanan / "surat_miskin_salinan")
    muat_ulang()

    assert len(registri().karantina) == 1
    assert "/permohonan/mulai/surat-miskin/" in client.get("/layanan/surat-miskin/").content.decode()
    assert "3 layanan" in teks(client.get("/layanan/"))
