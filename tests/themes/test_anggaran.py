"""What a cheap phone downloads stays small, and every component says what it takes."""

import random

import brotli
import pytest

from tests.themes.aksesibilitas import konteks
from themes.daftar import MAP_BAWAAN as AKAR

TEMA = ("sidoarjo", "trenggalek")
STATIS = AKAR / "dasar/static"
HURUF = STATIS / "huruf/plus-jakarta-sans.woff2"
KB = 1024


def kecil(*berkas) -> int:
    """Bytes over the wire."""
    return sum(len(brotli.compress(satu.read_bytes())) for satu in berkas)


@pytest.mark.parametrize("tema", TEMA)
def test_style_and_script_stay_within_the_budget(tema):
    gaya = kecil(STATIS / "tokens.css", STATIS / "gaya.css", AKAR / tema / "static/tema/tema.css")

    assert gaya <= 15 * KB
    assert kecil(STATIS / "aplikasi.js", STATIS / "dengar.js") <= 10 * KB
    assert gaya + HURUF.stat().st_size <= 45 * KB


def test_another_framework_would_break_the_budget(tmp_path):
    tambahan = tmp_path / "kerangka.css"
    tambahan.write_bytes(random.Random(1).randbytes(12 * KB))

    assert kecil(STATIS / "tokens.css", STATIS / "gaya.css", tambahan) > 15 * KB


# --- What really goes over the wire -----------------------------------------------------------------------------------

GESERAN = """() => new Promise((selesai) => {
  let jumlah = 0;
  new PerformanceObserver((d) => { for (const x of d.getEntries()) jumlah += x.value; })
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => selesai(jumlah), 300);
})"""


def muatan(halaman, alamat):
    """Bytes over the wire by address, of one first visit."""
    sesi, nama, besar = halaman.context.new_cdp_session(halaman), {}, {}
    sesi.send("Network.enable")
    sesi.on("Network.responseReceived", lambda e: nama.__setitem__(e["requestId"], e["response"]["url"]))
    sesi.on("Network.loadingFinished", lambda e: besar.__setitem__(e["requestId"], e["encodedDataLength"]))
    halaman.goto(alamat, wait_until="load")
    return {nama[kunci]: isi for kunci, isi in besar.items() if kunci in nama}


@pytest.mark.peramban
@pytest.mark.parametrize("lebar", [360, 1280])
def test_the_first_visit_of_the_home_page_is_small_and_nothing_moves(situs_sidoarjo, peramban, lebar):
    jendela = konteks(peramban, lebar)
    halaman = jendela.new_page()
    isi = muatan(halaman, situs_sidoarjo.alamat + "/")
    geser = halaman.evaluate(GESERAN)
    jendela.close()

    assert len(isi) <= 14
    assert sum(isi.values()) < 60 * KB, isi
    assert geser == 0


@pytest.mark.peramban
@pytest.mark.parametrize("jalur", ["/layanan/", "/layanan/surat-keterangan-tidak-mampu-desa/"])
def test_nothing_moves_on_the_pages_one_visits_next(situs_sidoarjo, peramban, jalur):
    jendela = konteks(peramban, 360)
    halaman = jendela.new_page()
    isi = muatan(halaman, situs_sidoarjo.alamat + jalur)
    geser = halaman.evaluate(GESERAN)
    jendela.close()

    assert sum(isi.values()) < 70 * KB, isi
    assert geser == 0


@pytest.mark.peramban
def test_a_page_that_moves_is_noticed(peramban):
    halaman = konteks(peramban, 360).new_page()
    halaman.set_content("<p id=a>a</p><p>b</p>")
    halaman.wait_for_timeout(100)
    halaman.evaluate("document.getElementById('a').style.marginTop = '200px'")
    geser = halaman.evaluate(GESERAN)
    halaman.context.close()

    assert geser > 0


def tanpa_keterangan(teks: str) -> bool:
    """Whether a component does not begin with a comment that describes it."""
    return not teks.startswith(("{# ", "{% comment %}"))


def test_every_component_begins_with_its_inputs():
    salah = [
        f.name for f in (AKAR / "dasar/templates/komponen").glob("*.html") if tanpa_keterangan(f.read_text("utf-8"))
    ]

    assert salah == []


def test_a_component_without_a_comment_is_noticed():
    assert tanpa_keterangan("<p>{{ teks }}</p>")
