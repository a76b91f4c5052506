"""A citizen's day at 360 px without scripts: a death in the family, a turn at the MPP, a file followed, a link opened.

Pictures lie in tests/e2e/potret/warga/.
"""

from __future__ import annotations

import re

import pytest

from core.layanan.formulir import data_kirim
from core.layanan.register import registri
from demo.orang import SANDI, WARGA
from tests.e2e.orang import isi_langkah, orang
from tests.e2e.situs import contoh
from tests.jalan import foto

pytestmark = pytest.mark.peramban
KEMATIAN, WARIS = "surat-keterangan-kematian", "surat-keterangan-waris"
SITI = WARGA["sidoarjo"][0]


@pytest.fixture
def warga(peramban, situs_sidoarjo):
    with orang(peramban, situs_sidoarjo.alamat, "warga", lebar=360, skrip=False) as satu:
        yield satu


@pytest.fixture
def gambar(tmp_path):
    berkas = tmp_path / "foto.jpg"
    berkas.write_bytes(foto("CONTOH"))
    return berkas


def test_a_citizens_day(warga, gambar):
    _cari_peristiwa(warga)
    nomor, almarhum = _isi_kematian(warga, gambar)
    _isi_waris(warga, almarhum)
    _ikuti(warga, nomor)
    _antre(warga)
    _buka_tautan(warga)


def _cari_peristiwa(warga):
    """Everyday words, misspelt, lead to the event; who is not signed in comes back to it."""
    warga.buka("/").potret("beranda").isi({"q": "orang tua meningal"})
    warga.klik(warga.halaman.locator("form.cari button")).potret("cari")
    warga.ikuti("Keluarga meninggal").tunggu("/peristiwa/meninggal/").potret("peristiwa")
    warga.ikuti("Masuk dan urus sekaligus").tunggu("/akun/masuk/")
    warga.isi({"login": SITI.nik, "password": SANDI}).tekan("Masuk").tunggu("/peristiwa/meninggal/")
    warga.isi({"layanan": [KEMATIAN, WARIS]}).potret("pilih").tekan("Mulai mengurus").tunggu("/rangkaian/")
    warga.potret("rangkaian")


def _isi_langkah_ini(warga, layanan):
    """The step that is open, from the longest sample."""
    n = int(warga.jalur.rstrip("/").rsplit("/", 1)[1])
    kirim = data_kirim(layanan, n, contoh("sidoarjo", layanan))
    isi_langkah(warga, {nama: kirim.getlist(nama) for nama in kirim if any(kirim.getlist(nama))})
    return warga.tekan("Simpan dan lanjut")


def _isi_kematian(warga, gambar):
    """The first service, to its number."""
    layanan = registri().ambil(KEMATIAN)
    warga.tekan("Isi sekarang")
    while "/langkah/" in warga.jalur:
        _isi_langkah_ini(warga, layanan)
    warga.tunggu("/berkas/").unggah(gambar).tekan("Simpan dan lanjut")
    warga.isi({"setuju": "on"}).potret("periksa").tekan("Kirim permohonan").tunggu("/terkirim/").potret("terkirim")
    return warga.halaman.locator("#nomor").inner_text().strip(), contoh("sidoarjo", layanan)["jenazah_nama"]


def _isi_waris(warga, almarhum):
    """The next one in the bundle knows the name already."""
    warga.ikuti("Lanjutkan yang berikutnya").tunggu("/rangkaian/").potret("rangkaian-satu-terkirim")
    assert warga.ada("1 dari 2 sudah dikirim.")
    warga.tekan("Isi sekarang").potret("waris")
    medan = warga.halaman.locator("[name=pewaris_nama]")
    if not medan.count():
        _isi_langkah_ini(warga, registri().ambil(WARIS))
    warga.potret("waris-terisi")
    assert medan.input_value() == almarhum


def _ikuti(warga, nomor):
    warga.buka("/permohonan/").potret("permohonan")
    warga.klik(warga.halaman.locator("li, tr", has_text=nomor).locator("a").first).potret("lini-masa")
    assert nomor in warga.halaman.inner_text("main")


def _antre(warga):
    """A turn on the last day that can be booked: by the real clock, the hall may be closed today."""
    warga.buka("/mpp/").potret("mpp").buka("/mpp/sidoarjo/antrean/").potret("mpp-layanan")
    warga.halaman.locator("main details summary").first.click()
    warga.klik(warga.halaman.locator("main a[href*='/antrean/']").locator("visible=true").first).potret("mpp-hari")
    warga.klik(warga.halaman.locator(".pilih-hari a").last)
    warga.halaman.locator("input[name=mulai]").first.check()
    kosong = [m for m in ("nama", "telepon") if not warga.halaman.input_value(f"[name={m}]")]
    warga.isi({m: {"nama": SITI.nama, "telepon": "0812 3456 7890"}[m] for m in kosong}).potret("mpp-isi")
    warga.tekan("Ambil nomor antrean").tunggu(r"/antrean/[^/]+/$").potret("tiket")
    assert re.match(r"[A-Z]-\d+", warga.halaman.locator(".tiket__nomor").inner_text())


def _buka_tautan(warga):
    """The register of applications, and the door out of one of them; the other site itself is left alone."""
    warga.buka("/tautan/").potret("aplikasi")
    kartu = "main li a[href^='/tautan/']"
    for jalur in warga.halaman.locator(kartu).evaluate_all("m => m.map(a => a.getAttribute('href'))"):
        pintu = warga.buka(jalur).halaman.locator("main a[href$='/buka/']")
        if pintu.count():  # one without an address has no door
            break
    pintu = warga.potret("aplikasi-satu").halaman.locator("main a[href$='/buka/']").first.get_attribute("href")
    jawab = warga.halaman.context.request.get(warga.situs + pintu, max_redirects=0)
    assert jawab.status == 302
    assert jawab.headers["location"].startswith(("http://", "https://"))
