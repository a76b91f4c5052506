"""Public pages in a real browser: no violation of WCAG 2.2 AA, no sideways scrolling, with and without script."""

import pytest

from tests.themes.aksesibilitas import bergeser, konteks, pelanggaran, periksa

pytestmark = pytest.mark.peramban

LAYANAN = "/layanan/surat-keterangan-tidak-mampu-desa/"
JALUR = ["/", "/layanan/", LAYANAN, "/bantuan/", "/standar-pelayanan/", "/akun/masuk/", "/daftar/", "/luring/"]
GALERI = "/pengembang/komponen/"
LEBAR = (320, 360, 1280)


@pytest.fixture(scope="module", params=["sidoarjo", "trenggalek"])
def situs(request):
    return request.getfixturevalue(f"situs_{request.param}")


def test_public_pages_are_accessible_at_every_width(situs, peramban):
    assert {lebar: periksa(peramban, situs.alamat, [*JALUR, GALERI], lebar) for lebar in LEBAR} == {
        lebar: {} for lebar in LEBAR
    }


def masuk(peramban, situs, nama, lebar):
    """A page of somebody signed in with a demo account."""
    halaman = konteks(peramban, lebar).new_page()
    halaman.goto(f"{situs.alamat}/akun/masuk/")
    halaman.fill("input[name=login]", nama)
    halaman.fill("input[type=password]", "demo-sipraja")
    halaman.get_by_role("main").get_by_role("button", name="Masuk").click()
    halaman.wait_for_url(lambda alamat: "/akun/masuk/" not in alamat)
    return halaman


def galat_di(halaman, situs, jalur):
    """Violations and sideways scrolling by path."""
    hasil = {}
    for satu in jalur:
        halaman.goto(situs.alamat + satu)
        if salah := pelanggaran(halaman) + (["bergeser"] if bergeser(halaman) else []):
            hasil[satu] = salah
    return hasil


@pytest.mark.parametrize("lebar", [320, 1280])
def test_pages_of_a_citizen_with_a_draft_are_accessible(situs_sidoarjo, peramban, lebar):
    warga = next(a["masuk"] for a in situs_sidoarjo.akun() if a["masuk"].isdigit())
    halaman = masuk(peramban, situs_sidoarjo, warga, lebar)
    halaman.goto(situs_sidoarjo.alamat + LAYANAN)
    halaman.locator("form[action*=mulai] button:visible").first.click()
    halaman.wait_for_url("**/langkah/**")
    draf = halaman.url.removeprefix(situs_sidoarjo.alamat).split("langkah")[0]
    jalur = ["/permohonan/", "/lonceng/", "/akun/profil/", *(draf + x for x in ("langkah/0/", "berkas/", "periksa/"))]
    galat = galat_di(halaman, situs_sidoarjo, jalur)
    halaman.context.close()

    assert galat == {}


@pytest.mark.parametrize("lebar", [320, 1280])
def test_the_desk_is_accessible(situs_sidoarjo, peramban, lebar):
    halaman = masuk(peramban, situs_sidoarjo, "operator.pepelegi", lebar)
    galat = galat_di(
        halaman,
        situs_sidoarjo,
        [
            "/kantor/",
            "/kantor/ditangani/",
            "/kantor/agenda/",
            "/kantor/agenda/blok/baru/",
            "/kantor/warga/",
            "/akun/profil/",
        ],
    )
    halaman.context.close()

    assert galat == {}


def test_large_letters_and_high_contrast_are_accessible_too(situs, peramban):
    kuki = {"name": "tampilan", "value": "lebih.tinggi", "url": situs.alamat}
    simpan = {"cookies": [kuki | {"domain": "127.0.0.1", "path": "/"}], "origins": []}
    simpan["cookies"][0].pop("url")

    assert periksa(peramban, situs.alamat, JALUR[:4], 320, storage_state=simpan) == {}


def test_the_catalogue_filters_without_script(situs, peramban):
    jendela = konteks(peramban, 360, java_script_enabled=False)
    halaman = jendela.new_page()
    halaman.goto(f"{situs.alamat}/layanan/")
    halaman.fill("#q", "tidak mampu")
    halaman.press("#q", "Enter")
    nama = halaman.locator("#hasil h3").all_inner_texts()
    jendela.close()

    assert nama
    assert all("Tidak Mampu" in satu or "SKTM" in satu for satu in nama)


def test_the_catalogue_filters_while_typing_with_script(situs, peramban):
    jendela = konteks(peramban, 360)
    halaman = jendela.new_page()
    halaman.goto(f"{situs.alamat}/layanan/")
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
