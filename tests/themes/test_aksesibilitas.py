"""Every public page and every page of the desk in a real browser: no violation of WCAG 2.2 AA, no sideways scrolling.

Pages are found, not listed (tests.themes.halaman). A public page is looked at at each width, a page behind the sign-in
at one; theme and state (large letters, high contrast, dialog open) go round. `AKSES_PENUH=1` looks at every page in
every theme, width and state.
"""

from itertools import product

import pytest

from tests.themes.aksesibilitas import KEADAAN, LEBAR, PENUH, konteks, pelanggaran, periksa, rancang
from tests.themes.conftest import pakai_tema
from tests.themes.halaman import Jelajah, jelajah_umum, terlewat

pytestmark = pytest.mark.peramban

LAYANAN = "/layanan/surat-keterangan-tidak-mampu-desa/"


@pytest.fixture(scope="module")
def umum(situs_sidoarjo, peramban):
    """What a visitor can reach."""
    jendela = konteks(peramban, 360)
    jelajah = jelajah_umum(jendela.request, situs_sidoarjo.alamat)
    jendela.close()
    return jelajah


def test_every_public_page_is_in_the_list(umum):
    assert terlewat(umum) == []


def test_public_pages_are_accessible(umum, dua_tema, peramban):
    jendela = konteks(peramban, 360)
    galat = periksa(jendela, dua_tema, umum.alamat)
    jendela.close()

    assert galat == {}


def test_a_theme_made_by_the_command_is_accessible_untouched(dua_tema, situs_sidoarjo, peramban):
    alamat = pakai_tema(situs_sidoarjo, "uji")
    jendela = konteks(peramban, 360)
    galat = periksa(jendela, {"uji": alamat}, ["/", "/pengembang/komponen/"])
    halaman = jendela.new_page()
    halaman.goto(alamat + "/")
    tema = halaman.evaluate("document.documentElement.dataset.tema")
    jendela.close()
    pakai_tema(situs_sidoarjo, "trenggalek")

    assert (tema, galat) == ("uji", {})


def masuk(jendela, alamat, nama):
    """A page of somebody signed in with a demo account."""
    halaman = jendela.new_page()
    halaman.goto(f"{alamat}/akun/masuk/")
    halaman.fill("input[name=login]", nama)
    halaman.fill("input[type=password]", "demo-sipraja")
    halaman.get_by_role("main").get_by_role("button", name="Masuk").click()
    halaman.wait_for_url(lambda satu: "/akun/masuk/" not in satu)
    return halaman


def dalam(jelajah, jendela, alamat, mula):
    """Walk on with the rights of who is signed in here; new kinds of page only."""
    sebelum = set(jelajah.alamat)
    jelajah.jelajahi(jendela.request, alamat, mula, lambda j: not j.startswith(("/kelola/", "/api/", "/akun/keluar/")))
    return [satu for satu in jelajah.alamat if satu not in sebelum]


def setelah(umum):
    """A walk that does not go again where visitors go."""
    return Jelajah(bukan=dict.fromkeys(umum.halaman.keys() - {"/"}, "seen as a visitor"))


@pytest.mark.parametrize("tema", ["sidoarjo", "trenggalek"] if PENUH else ["trenggalek"])
def test_pages_of_a_citizen_with_a_draft_are_accessible(umum, situs_sidoarjo, dua_tema, peramban, tema):
    alamat = dua_tema[tema]
    warga = next(a["masuk"] for a in situs_sidoarjo.akun() if a["masuk"].isdigit())
    jendela = konteks(peramban, 360)
    halaman = masuk(jendela, alamat, warga)
    halaman.goto(alamat + LAYANAN)
    halaman.locator("form[action*=mulai] button:visible").first.click()
    halaman.wait_for_url("**/langkah/**")
    draf = halaman.url.removeprefix(alamat).split("langkah")[0]
    mula = ["/permohonan/", "/lonceng/", "/akun/profil/", *(draf + x for x in ("langkah/0/", "berkas/", "periksa/"))]
    galat = periksa(jendela, {tema: alamat}, dalam(setelah(umum), jendela, alamat, mula), tiap=1)
    jendela.close()

    assert galat == {}


MEJA = ["/kantor/", "/kantor/ditangani/", "/kantor/agenda/", "/kantor/warga/", "/kantor/tandatangan/"]
PETUGAS = ("operator.pepelegi", "kades.pepelegi", "camat.waru", "admin")


@pytest.mark.parametrize("tema", ["sidoarjo", "trenggalek"] if PENUH else ["sidoarjo"])
def test_the_desk_is_accessible(umum, dua_tema, peramban, tema):
    alamat, jelajah, galat = dua_tema[tema], setelah(umum), {}
    for nama in PETUGAS:
        jendela = konteks(peramban, 1280)
        masuk(jendela, alamat, nama)
        galat |= periksa(jendela, {tema: alamat}, dalam(jelajah, jendela, alamat, MEJA), tiap=1)
        jendela.close()

    assert len(jelajah.alamat) > 12
    assert galat == {}


def test_the_covering_part_of_the_matrix_covers_what_it_says():
    jalur, tema = [f"/{i}/" for i in range(16)], ["a", "b"]
    sebagian = rancang(jalur, tema, penuh=False)

    assert {(p.jalur, p.lebar) for p in sebagian} == set(product(jalur, LEBAR))
    assert {p.jalur for p in rancang(jalur, tema, tiap=1, penuh=False)} == set(jalur)
    assert {(p.tema, p.lebar, p.keadaan) for p in sebagian} == set(product(tema, LEBAR, KEADAAN))
    assert len(rancang(jalur, tema, penuh=True)) == 16 * 2 * 3 * 4


def test_the_catalogue_filters_without_script(situs_sidoarjo, peramban):
    jendela = konteks(peramban, 360, java_script_enabled=False)
    halaman = jendela.new_page()
    halaman.goto(f"{situs_sidoarjo.alamat}/layanan/")
    halaman.fill("#q", "tidak mampu")
    halaman.press("#q", "Enter")
    nama = halaman.locator("#hasil h3").all_inner_texts()
    jendela.close()

    assert nama
    assert all("Tidak Mampu" in satu or "SKTM" in satu for satu in nama[:1])


def test_the_catalogue_filters_while_typing_with_script(situs_sidoarjo, peramban):
    jendela = konteks(peramban, 360)
    halaman = jendela.new_page()
    halaman.goto(f"{situs_sidoarjo.alamat}/layanan/")
    semua = halaman.locator("#hasil > li:visible").count()
    halaman.locator("#q").press_sequentially("zzzz")
    halaman.wait_for_selector("[data-kosong]:visible")
    jumlah = halaman.locator("#hasil > li:visible").count()
    jendela.close()

    assert (semua > 2, jumlah) == (True, 0)


def test_a_page_with_faults_is_noticed(peramban):
    jendela = konteks(peramban, 360)
    halaman = jendela.new_page()
    halaman.set_content('<html><body><main><h1>x</h1><img src="data:,"><input name="nik"></main></body></html>')
    ketemu = {satu.split(":")[0] for satu in pelanggaran(halaman)}
    jendela.close()

    assert ketemu == {"document-title", "html-has-lang", "image-alt", "label"}
