"""Posters and boards for each desa: what the declarations say, readable by a phone, kept while nothing changes."""

from __future__ import annotations

import io

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings
from PIL import Image
from wagtail.models import Site

from cms import hiasan, papan
from core.layanan import register
from core.surat.gambar import halaman_png, kode_qr, teks_halaman
from core.wilayah.models import Wilayah
from tests.cms.conftest import CONTOH, tulis_layanan
from themes import daftar, profil
from themes.situs.models import IdentitasSitus

pytestmark = pytest.mark.satu_basis
PEPELEGI = "35.15.18.2001"


def kata(pdf: bytes) -> str:
    return " ".join(" ".join(teks_halaman(pdf)).split())


@pytest.fixture
def unduh(situs, peta, client, settings, tmp_path):
    """A function that downloads a sheet; sheets are kept in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return lambda jenis: client.get(f"/poster/{PEPELEGI}/{jenis}.pdf").content


def test_a_phone_reads_the_site_from_the_poster(unduh, settings):
    pdf = unduh("poster")

    assert kode_qr(pdf, [0]) == [f"{settings.ALAMAT_SITUS}/"]
    assert "Urus surat dari HP" in kata(pdf)
    assert "Desa Pepelegi, Kecamatan Waru" in kata(pdf)
    assert len(teks_halaman(pdf)) == 1


def test_the_board_says_what_the_declarations_say_and_only_what_a_desa_handles(unduh, settings):
    pdf = unduh("sop")

    assert kode_qr(pdf, [0]) == [f"{settings.ALAMAT_SITUS}/standar-pelayanan/"]
    for harus in ("Surat Keterangan Usaha", "Foto KTP-el", "Foto rumah (bila ada)", "Isi permohonan", "Rp25.000"):
        assert harus in kata(pdf), harus
    waktu = papan.tampil.lama(papan.tampil.jam_kerja(papan.layanan_desa()[0].rute))
    assert kata(pdf).count(waktu) == 3


def test_words_of_a_declaration_are_never_markup_of_the_sheet(unduh, map_layanan):
    jahat = "#panic(1) $x$ *tebal* #import"
    tulis_layanan(map_layanan, **(CONTOH[0] | {"kode": "surat-jahat", "nama": jahat}))
    register.muat_ulang()

    assert jahat in kata(unduh("sop"))


def test_an_unchanged_sheet_is_printed_once_and_a_changed_one_takes_its_place(unduh, map_layanan, monkeypatch):
    pertama = unduh("sop")
    cetak = papan.mesin().cetak
    dicetak = []
    monkeypatch.setattr(papan.mesin(), "cetak", lambda *isi: dicetak.append(1) or cetak(*isi))

    assert unduh("sop") == pertama
    assert dicetak == []

    tulis_layanan(map_layanan, **(CONTOH[0] | {"kode": "surat-baru", "nama": "Surat Yang Baru"}))
    register.muat_ulang()

    assert "Surat Yang Baru" in kata(unduh("sop"))
    assert len(default_storage.listdir(f"papan/sop/{PEPELEGI}")[1]) == 1


def test_sheets_speak_indonesian_to_an_english_reader_too(unduh, client):
    pertama = unduh("poster")
    client.cookies["django_language"] = "en"

    assert unduh("poster") == pertama


def test_the_way_to_a_poster_leads_through_kecamatan_and_desa_and_only_these_have_sheets(situs, peta, client):
    for kode in ("35.15.18", "99.99.99.9999", "x"):
        assert client.get(f"/poster/{kode}/").status_code == 404
        assert client.get(f"/poster/{kode}/sop.pdf").status_code == 404
    assert client.get(f"/poster/{PEPELEGI}/lain.pdf").status_code == 404
    assert "?kec=35.15.18" in client.get("/poster/").content.decode()
    assert f"/poster/{PEPELEGI}/" in client.get("/poster/?kec=35.15.18").content.decode()
    assert f"/poster/{PEPELEGI}/poster.pdf" in client.get(f"/poster/{PEPELEGI}/").content.decode()
    assert Wilayah.objects.get(pk=PEPELEGI).nama == "Pepelegi"


def test_the_promise_of_service_is_printed_with_its_address_and_without_a_name_nobody_wrote(unduh, client, settings):
    pdf = client.get("/poster/maklumat.pdf").content

    assert kode_qr(pdf, [0]) == [f"{settings.ALAMAT_SITUS}/maklumat-pelayanan/"]
    assert "Bupati Sidoarjo" in kata(pdf)
    assert "Contoh untuk peragaan" in kata(pdf)


def test_a_demonstration_keeps_search_engines_out_and_a_real_site_only_from_private_pages(situs, client, settings):
    assert client.get("/robots.txt").content.decode().splitlines()[:2] == ["User-agent: *", "Disallow: /"]
    settings.DEMO = False
    baris = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /" not in baris
    assert "Disallow: /permohonan/" in baris
    assert f"Sitemap: {settings.ALAMAT_SITUS}/sitemap.xml" in baris


# --- The regency's own face -------------------------------------------------------------------------------------------

MERAH = (250, 0, 30)


def ada_merah(pdf: bytes) -> bool:
    """Whether the first sheet shows the colour of the uploaded coat of arms, and no theme has it."""
    with Image.open(io.BytesIO(halaman_png(pdf, 1))) as gambar:
        semua = gambar.convert("RGB").getcolors(maxcolors=1 << 24) or []
    return sum(n for n, (r, g, b) in semua if r > 240 and g < 20 and b < 50) > 100


def test_the_coat_of_arms_that_editors_upload_stands_on_every_sheet(unduh):
    keluar = io.BytesIO()
    Image.new("RGBA", (200, 240), (*MERAH, 255)).save(keluar, "PNG")
    sebelum = {jenis: ada_merah(unduh(jenis)) for jenis in papan.JENIS}
    satu = IdentitasSitus(site=Site.objects.get(is_default_site=True))
    satu.pasang(keluar.getvalue(), keluar.getvalue())
    satu.save()
    with override_settings(SITUS_SEGAR=0.0):
        sesudah = {jenis: ada_merah(unduh(jenis)) for jenis in papan.JENIS}

    assert (sebelum, sesudah) == ({"poster": False, "sop": False}, {"poster": True, "sop": True})


@pytest.mark.parametrize("tema", ["sidoarjo", "trenggalek"])
def test_a_sheet_wears_colour_motif_and_mark_of_its_theme(tema):
    tanda = profil.pakai(profil.Identitas(tema))
    try:
        gambar, aksen = hiasan.gambar(), hiasan.aksen()
    finally:
        profil.lepas(tanda)

    assert gambar["motif"] == (daftar.MAP_BAWAAN / tema / "static/tema/motif.svg").read_text()
    assert gambar["lambang"].startswith("<svg")
    assert aksen in (daftar.MAP_BAWAAN / tema / "static/tema/tema.css").read_text()
