"""The preview: what the author sees, what happens when a file changes or breaks, and that it stays on his computer."""

import io
import re
import subprocess
import time
import tomllib
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from pypdf import PdfReader

from core.layanan.kerangka import buat_kerangka
from core.layanan.perintah import dasar
from core.layanan.syarat import baca_syarat
from pratinjau import tindakan, views
from pratinjau.meja import Meja, buka
from pratinjau.tindakan import cari_folder, perintah_anak
from pratinjau.warga import id_contoh
from tests import pabrik
from tests.alat import port_bebas
from tests.peramban import Peramban


@pytest.fixture
def folder(tmp_path):
    return buat_kerangka(tmp_path, kode="surat-coba", tipe="A", nama="Surat Coba")


@pytest.fixture
def meja(folder, db, settings):
    settings.ROOT_URLCONF = "pratinjau.urls"
    pabrik.daerah_kecil()
    yield buka(Meja(folder))
    buka(Meja(folder))


@pytest.fixture
def halaman(meja):
    return Peramban()


def surat(p, contoh="sah") -> str:
    isi = p.klien.get(f"/cetakan/{contoh}.pdf")
    assert isi.status_code == 200
    return " ".join(" ".join(satu.extract_text().split()) for satu in PdfReader(io.BytesIO(isi.content)).pages)


def ubah(folder, nama, lama, baru):
    teks = (folder / nama).read_text()
    assert lama in teks
    (folder / nama).write_text(teks.replace(lama, baru))


def test_one_page_shows_letter_form_summary_uploads_and_route(halaman):
    halaman.buka("/")
    assert [a.get_text() for a in halaman.halaman.select(".pr-contoh a")][:3] == ["sah", "minimal", "nakal"]
    layar = [h.get_text(" ", strip=True) for h in halaman.halaman.select(".pr-hp h3")]
    assert layar[-2:] == [f"{len(layar) - 1} Unggah berkas", f"{len(layar)} Periksa jawaban"]
    for judul in ("Surat", "Formulir", "Rute", "Unggahan", "Pemeriksaan"):
        assert halaman.halaman.find(["h2"], string=judul), judul
    assert halaman.klien.get("/cetakan/sah/1.png").content.startswith(b"\x89PNG")
    assert halaman.klien.get("/cetakan/sah/9.png").status_code == 404


def test_each_phone_shows_the_page_of_the_citizen(halaman):
    for alamat in [f["src"] for f in halaman.buka("/").halaman.find_all("iframe")]:
        satu = Peramban().buka(alamat)
        assert satu.kode == 200
        assert satu.halaman.find("h1"), alamat
        assert satu.halaman.find("link", href=re.compile("tokens.css"))


def test_the_page_carries_no_script_or_style_inside_and_a_strict_policy(halaman):
    for alamat in ("/", f"/permohonan/{id_contoh('sah')}/langkah/0/"):
        halaman.buka(alamat)
        assert halaman.halaman.find_all("style") == []
        assert [s for s in halaman.halaman.find_all("script") if not s.get("src")] == []
        assert halaman.halaman.find_all(style=True) == []
        assert "script-src 'self'" in halaman.jawab["Content-Security-Policy"]


def test_a_changed_file_changes_the_fingerprint_and_the_letter(halaman, folder):
    lama = halaman.klien.get("/sidik/").json()["sidik"]
    assert halaman.klien.get("/sidik/").json()["sidik"] == lama
    assert "Kalimat dari penulis" not in surat(halaman)
    ubah(folder, "surat.typ", "#penutup", "Kalimat dari penulis.\n\n#penutup")
    assert halaman.klien.get("/sidik/").json()["sidik"] != lama
    assert "Kalimat dari penulis" in surat(halaman)


def test_a_broken_declaration_is_named_and_the_last_good_state_stays(halaman, folder):
    halaman.buka("/")
    ubah(folder, "layanan.toml", '"teks_panjang"', '"tulisan"')
    halaman.buka("/")
    baris = (folder / "layanan.toml").read_text().splitlines().index('tipe  = "tulisan"') + 1
    assert halaman.halaman.select_one(".pr-letak").get_text() == f"layanan.toml baris {baris}"
    assert "harus salah satu dari" in halaman.teks
    assert halaman.halaman.select_one(".pr-baris--tunjuk").get_text(strip=True) == f'{baris}tipe  = "tulisan"'
    assert halaman.halaman.select(".pr-lembar")
    assert halaman.halaman.title.get_text().startswith("Galat:")
    ubah(folder, "layanan.toml", '"tulisan"', '"teks_panjang"')
    assert not halaman.buka("/").halaman.select(".pr-galat")


def test_a_broken_letter_is_named_with_its_line_and_the_last_good_one_stays(halaman, folder):
    halaman.buka("/")
    baik = halaman.klien.get("/cetakan/sah.pdf").content
    ubah(folder, "surat.typ", "#penutup", "#isian.tiada\n\n#penutup")
    halaman.buka("/")
    baris = (folder / "surat.typ").read_text().splitlines().index("#isian.tiada") + 1
    assert halaman.halaman.select_one(".pr-letak").get_text() == f"surat.typ baris {baris}"
    assert halaman.halaman.select(".pr-lembar--lama")
    assert halaman.klien.get("/cetakan/sah.pdf").content == baik


def test_a_folder_that_never_was_good_shows_only_what_is_wrong(halaman, folder):
    (folder / "layanan.toml").write_text("kode = ")
    halaman.buka("/")
    assert "tulisan TOML tidak terbaca" in halaman.teks
    assert not halaman.halaman.find("iframe")
    assert halaman.klien.get("/cetakan/sah.pdf").status_code == 404


def test_a_broken_sample_is_named(halaman, folder):
    (folder / "contoh" / "sah.json").write_text('{\n "keperluan": ,\n}')
    halaman.buka("/")
    assert halaman.halaman.select_one(".pr-letak").get_text() == "contoh/sah.json baris 2"


def test_a_typed_answer_reaches_the_letter_and_can_be_taken_back(halaman, folder):
    asli = (folder / "contoh" / "sah.json").read_text()
    halaman.buka(f"/permohonan/{id_contoh('sah')}/langkah/0/").isi(tujuan="ketikan penulis").tekan("Simpan dan lanjut")
    assert halaman.kode == 200
    assert "ketikan penulis" in surat(halaman)
    halaman.buka("/?contoh=sah").tekan("Kembalikan ke isi contoh")
    assert "ketikan penulis" not in surat(halaman)
    assert (folder / "contoh" / "sah.json").read_text() == asli


def test_a_wrong_answer_is_refused_as_the_citizen_would_see_it(halaman):
    halaman.buka(f"/permohonan/{id_contoh('sah')}/langkah/0/").isi(tujuan="").tekan("Simpan dan lanjut")
    assert halaman.kode == 422
    assert halaman.halaman.select(".pesan-galat")


def test_a_page_that_the_preview_does_not_have_says_so(halaman):
    assert halaman.buka("/permohonan/").kode == 404
    assert "Bukan di pratinjau" in halaman.teks


def test_a_condition_is_shown_as_its_author_writes_it():
    asli = {"usia": {"<": 21}, "salah_satu": [{"profil.agama": "Islam"}, {"untuk": {"dalam": ["A", "B"]}}]}
    tertulis = views._kata(baca_syarat(asli))
    assert baca_syarat(tomllib.loads(f"jika = {tertulis}")["jika"]) == baca_syarat(asli)


def test_the_kit_is_shown(halaman, folder):
    (folder / "kunci.json").unlink()
    halaman.buka("/pemeriksaan/")
    assert "kunci.json" in halaman.teks
    assert "Harus diperbaiki" in halaman.teks


def test_the_product_does_not_route_the_preview():
    with pytest.raises(NoReverseMatch):
        reverse("pratinjau")
    assert not [p for p in get_resolver().url_patterns if "pratinjau" in str(getattr(p, "urlconf_name", ""))]


def test_another_host_name_is_refused(meja, settings):
    from pratinjau.settings import ALLOWED_HOSTS

    settings.ALLOWED_HOSTS = ALLOWED_HOSTS
    assert Client(headers={"host": "jahat.example"}).get("/").status_code == 400
    assert Client(headers={"host": "127.0.0.1:8765"}).get("/").status_code == 200


# --- The command ------------------------------------------------------------------------------------------------------


def test_a_service_is_found_by_code_and_by_folder_also_when_it_is_broken(folder, settings):
    settings.LAYANAN_TAMBAHAN = folder.parents[1]
    (folder / "layanan.toml").write_text("kode = ")
    assert cari_folder("surat-coba") == cari_folder(str(folder)) == folder
    with pytest.raises(CommandError, match="Tidak ada layanan “surat-entah”"):
        cari_folder("surat-entah")


def test_the_command_starts_the_preview_of_that_folder(folder, monkeypatch):
    dipanggil = []

    def jalankan(perintah, **pilihan):
        dipanggil.append((perintah, pilihan["env"]["DJANGO_SETTINGS_MODULE"]))
        return subprocess.CompletedProcess(perintah, 1)

    monkeypatch.setattr(tindakan.subprocess, "run", jalankan)
    with pytest.raises(CommandError, match="galat di atas"):
        call_command("layanan", "pratinjau", str(folder), "--port", "8799")
    assert dipanggil == [(perintah_anak(folder, "sah", 8799), "pratinjau.settings")]


def test_an_action_of_another_name_cannot_take_its_place():
    lain = dasar.Tindakan("pratinjau", "", print)
    with pytest.raises(ValueError, match="sudah ada"):
        dasar.pasang(lain)


@contextmanager
def berjalan(folder, port, var):
    env = {"PATH": "/usr/bin:/bin", "VAR": str(var), "DJANGO_SETTINGS_MODULE": "pratinjau.settings"}
    anak = subprocess.Popen(
        perintah_anak(folder, "minimal", port), env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield anak
    finally:
        anak.terminate()
        anak.communicate(timeout=20)


def ambil(alamat, batas=90.0) -> str:
    akhir = time.monotonic() + batas
    while True:
        try:
            with urllib.request.urlopen(alamat, timeout=20) as jawab:
                return jawab.read().decode()
        except (urllib.error.URLError, OSError):
            if time.monotonic() > akhir:
                raise
            time.sleep(0.3)


def test_the_real_process_needs_no_database_and_no_secret(folder, tmp_path):
    """With its own settings, in an empty VAR: it loads the regions by itself, and follows a change."""
    port = port_bebas()
    with berjalan(folder, port, tmp_path / "var"):
        isi = ambil(f"http://127.0.0.1:{port}/")
        assert 'href="?contoh=minimal" aria-current="page"' in isi
        assert "pr-lembar" in isi
        assert "tokens.css" in ambil(f"http://127.0.0.1:{port}/permohonan/{id_contoh('sah')}/langkah/0/")
        assert ambil(f"http://127.0.0.1:{port}/static/pratinjau/pratinjau.js")
        ubah(folder, "layanan.toml", "Surat Coba", "Surat Dicoba")
        assert "Surat Dicoba" in ambil(f"http://127.0.0.1:{port}/")
