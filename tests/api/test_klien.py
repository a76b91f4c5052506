"""The example client: a page of another site, in a real browser, that has nothing but the interface."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jsonschema
import pytest

from core.layanan import register
from tests.cms.conftest import tulis_layanan
from tests.themes.aksesibilitas import chromium

KLIEN = Path(__file__).parents[2] / "api" / "contoh"
SEMUA_JENIS = """
    kontrak = 1
    kode = "surat-lengkap"
    versi = 1
    tipe = "A"
    nama = "Surat Segala Jenis"
    ringkasan = "Satu pertanyaan tiap jenis."
    dasar_hukum = ["UU 25/2009"]
    privasi = { tujuan = "Uji", simpan = "1 tahun" }
    rute = [ { tahap = "Periksa", peran = "operator_desa", aksi = "periksa", sla = 4 } ]
    [[langkah]]
    judul = "Semua jenis"
    kolom = [
      { nama = "nama", label = "Nama", tipe = "teks" },
      { nama = "cerita", label = "Cerita", tipe = "teks_panjang", wajib = false },
      { nama = "jumlah", label = "Jumlah", tipe = "angka", satuan = "orang" },
      { nama = "gaji", label = "Gaji", tipe = "uang" },
      { nama = "tanggal_lahir", label = "Tanggal lahir", tipe = "tanggal" },
      { nama = "untuk", label = "Untuk", tipe = "pilihan", opsi = ["Sekolah", "Lain"] },
      { nama = "kerja", label = "Pekerjaan", tipe = "pilihan", opsi_ref = "pekerjaan" },
      { nama = "bantuan", label = "Bantuan", tipe = "pilihan", ganda = true, opsi = ["PKH", "KIP"], wajib = false },
      { nama = "nik_anak", label = "NIK", tipe = "nik" },
      { nama = "kk", label = "Nomor KK", tipe = "no_kk" },
      { nama = "hp", label = "HP", tipe = "telepon", wajib = false },
      { nama = "surel", label = "Surel", tipe = "email", wajib = false },
      { nama = "rumah", label = "Rumah", tipe = "wilayah" },
      { nama = "asal", label = "Asal", tipe = "wilayah", lingkup = "nasional", sampai = "kabupaten" },
      { nama = "anak", label = "Anak", tipe = "tabel", maks_baris = 2, sub_kolom = [
        { nama = "nama", label = "Nama anak", tipe = "teks" } ] },
      { nama = "sekolah", label = "Nama sekolah", tipe = "teks", jika = { untuk = "Sekolah" } },
      { nama = "nomor_pkh", label = "Nomor PKH", tipe = "angka", jika = { bantuan = "PKH" } },
      { nama = "wali", label = "Nama wali", tipe = "teks", jika = { "tanggal_lahir.usia" = { "<" = 17 } } },
      { nama = "sumpah", label = "Data ini benar", tipe = "centang" },
    ]
    [[langkah]]
    judul = "Hanya untuk sekolah"
    jika = { untuk = "Sekolah" }
    kolom = [ { nama = "kelas", label = "Kelas", tipe = "angka" } ]
"""


@pytest.fixture
def situs_lain():
    """The client's files from a server of their own: another origin than the site."""
    penyaji = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Diam, directory=str(KLIEN)))
    threading.Thread(target=penyaji.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{penyaji.server_port}/"
    penyaji.shutdown()


class _Diam(SimpleHTTPRequestHandler):
    def log_message(self, *_isi: object) -> None:
        """Nothing on the terminal."""


@pytest.mark.peramban
@pytest.mark.satu_basis
@pytest.mark.django_db(transaction=True)
def test_a_page_of_another_site_shows_catalogue_and_every_kind_of_question(
    situs_lain, live_server, kecil, map_layanan, tmp_path
):
    from textwrap import dedent

    folder = tulis_layanan(map_layanan, **_isi_dasar())
    (folder / "layanan.toml").write_text(dedent(SEMUA_JENIS), encoding="utf-8")
    register.muat_ulang()
    with chromium() as peramban:
        halaman = peramban.new_page(viewport={"width": 360, "height": 800})
        galat: list[str] = []
        halaman.on("console", lambda pesan: galat.append(pesan.text) if pesan.type == "error" else None)
        halaman.on("pageerror", lambda satu: galat.append(str(satu)))
        halaman.goto(f"{situs_lain}?api={live_server.url}/api/v1/")
        halaman.get_by_role("link", name="Surat Segala Jenis").click()
        halaman.get_by_role("heading", name="Surat Segala Jenis").wait_for()
        halaman.get_by_role("button", name="Periksa isian").click()
        assert halaman.locator(".galat").first.inner_text() == "Isi nama"
        assert halaman.get_by_label("Nama sekolah").is_hidden()
        _isi_semua(halaman, kecil)
        assert halaman.get_by_label("Kelas").is_hidden()
        halaman.get_by_label("Sekolah", exact=True).check()
        halaman.get_by_label("Nama sekolah").fill("SDN 1")
        halaman.get_by_label("Kelas").fill("3")
        halaman.get_by_label("PKH", exact=True).check()
        halaman.get_by_label("Nomor PKH").fill("77")
        halaman.get_by_label("Nama wali").fill("Ibu")
        halaman.get_by_role("button", name="Periksa isian").click()
        isian = json.loads(halaman.locator("pre").inner_text())
        assert halaman.evaluate("document.documentElement.scrollWidth") <= 360
        skema = halaman.evaluate(f"fetch('{live_server.url}/api/v1/layanan/surat-lengkap/').then((r) => r.json())")
        halaman.screenshot(path=tmp_path / "klien.png", full_page=True)
        assert galat == []
    jsonschema.validate(isian, skema["formulir"]["skema"])
    assert (isian["gaji"], isian["rumah"], isian["asal"]) == (1450000, kecil.pepelegi.kode, "35.15")
    assert (isian["anak"], isian["bantuan"], isian["kelas"]) == ([{"nama": "Budi"}], ["PKH"], 3)


def _isi_dasar() -> dict[str, object]:
    from tests.cms.conftest import CONTOH

    return {**CONTOH[0], "kode": "surat-lengkap"}


def _isi_semua(halaman, kecil) -> None:
    """Answers to everything that is asked at first."""
    teks = {
        "Nama": "Siti", "Jumlah (orang)": "2", "Gaji": "1.450.000", "Tanggal lahir": "2015-01-02",
        "NIK": "3515181203850003", "Nomor KK": "3515181704120009", "Nama anak": "Budi",
    }  # fmt: skip
    for label, nilai in teks.items():
        halaman.get_by_label(label, exact=True).fill(nilai)
    halaman.get_by_label("Lain", exact=True).check()
    halaman.get_by_label("Pekerjaan").select_option("Petani/pekebun")
    halaman.get_by_label("Rumah: kecamatan").select_option(kecil.waru.kode)
    halaman.get_by_label("Rumah: desa").select_option(kecil.pepelegi.kode)
    halaman.get_by_label("Asal: provinsi").select_option("35")
    halaman.get_by_label("Asal: kabupaten").select_option("35.15")
    halaman.get_by_label("Data ini benar").check()
