"""On the phone's home screen, without network, and read aloud: what the small scripts add."""

import json
import re

import pytest

from tests.alat import tunggu
from tests.themes.aksesibilitas import konteks

pytestmark = pytest.mark.peramban

LAYANAN = "/layanan/surat-keterangan-tidak-mampu-desa/"
# A device with voices: Chromium here has none. Each utterance is said at once and written down.
SUARA = """(bahasa) => {
  window.diucapkan = [];
  const ucap = { getVoices: () => bahasa.map((lang) => ({ lang })), cancel() {}, addEventListener() {},
    speak(u) { window.diucapkan.push(u.text); if (!window.tahan) setTimeout(() => u.onend(), 0); } };
  Object.defineProperty(window, 'speechSynthesis', { value: ucap });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}"""
TAWARAN = """() => {
  const e = new Event('beforeinstallprompt', { cancelable: true });
  e.prompt = async () => { window.dipasang = true; };
  dispatchEvent(e);
  return e.defaultPrevented;
}"""


def siap(halaman, alamat):
    """The page with its script running."""
    halaman.goto(alamat)
    halaman.wait_for_selector("html[data-siap]")
    return halaman


def test_the_catalogue_and_services_seen_before_open_without_network(situs_sidoarjo, peramban):
    alamat, jendela = situs_sidoarjo.alamat, peramban.new_context(viewport={"width": 360, "height": 800})
    halaman = jendela.new_page()
    halaman.goto(alamat + "/")
    halaman.evaluate("navigator.serviceWorker.ready.then(() => true)")
    halaman.goto(alamat + LAYANAN)
    jendela.set_offline(True)
    halaman.goto(alamat + "/layanan/")
    kartu = halaman.locator("#hasil > li").count()
    halaman.goto(alamat + "/layanan/?q=pindah")
    cari = halaman.locator("#hasil > li").count()
    halaman.goto(alamat + LAYANAN)
    judul = halaman.locator("h1").inner_text()
    gaya = halaman.evaluate("getComputedStyle(document.querySelector('.kepala')).backgroundColor")
    halaman.goto(alamat + "/lacak/")
    lain = halaman.locator("h1").inner_text()
    jendela.close()

    assert kartu > 5
    assert cari == kartu
    assert "Tidak Mampu" in judul
    assert gaya != "rgba(0, 0, 0, 0)"
    assert lain == "Internet terputus"


def test_pages_of_a_person_are_never_kept(situs_sidoarjo, peramban):
    alamat, jendela = situs_sidoarjo.alamat, peramban.new_context(viewport={"width": 360, "height": 800})
    halaman = jendela.new_page()
    halaman.goto(alamat + "/")
    halaman.evaluate("navigator.serviceWorker.ready.then(() => true)")
    for jalur in ("/lacak/", "/akun/masuk/", "/cek/", "/bantuan/", "/layanan/?q=pindah"):
        halaman.goto(alamat + jalur)
    halaman.wait_for_timeout(200)
    isi = halaman.evaluate(
        """async () => (await Promise.all((await caches.keys()).filter((k) => k.startsWith('halaman'))
          .map(async (k) => (await (await caches.open(k)).keys()).map((r) => r.url)))).flat()"""
    )
    jendela.close()

    assert sorted(satu.removeprefix(alamat) for satu in isi) == ["/bantuan/", "/layanan/", "/luring/"]


def test_chromium_finds_nothing_missing_for_installing(situs_sidoarjo, peramban):
    jendela = peramban.new_context()
    halaman = jendela.new_page()
    halaman.goto(situs_sidoarjo.alamat + "/")
    halaman.evaluate("navigator.serviceWorker.ready.then(() => true)")
    sesi = jendela.new_cdp_session(halaman)
    kurang = sesi.send("Page.getInstallabilityErrors")["installabilityErrors"]
    manifes = sesi.send("Page.getAppManifest")
    jendela.close()

    assert [satu["errorId"] for satu in kurang if satu["errorId"] != "in-incognito"] == []
    assert manifes["errors"] == []
    isi = json.loads(manifes["data"])
    assert (isi["short_name"], len(isi["shortcuts"]), len(isi["icons"])) == ("SIPRAJA", 4, 3)
    assert all(re.search(r"\.[0-9a-f]{12}\.png$", ikon["src"]) for ikon in isi["icons"])


@pytest.fixture
def terkirim(situs_sidoarjo, peramban):
    """The gallery shows the offer of the page after sending."""
    jendela = konteks(peramban, 360)
    halaman = jendela.new_page()
    yield siap(halaman, situs_sidoarjo.alamat + "/pengembang/komponen/")
    jendela.close()


def test_the_offer_to_install_comes_only_when_the_browser_can_and_never_after_a_no(terkirim):
    bagian = terkirim.locator("[data-modul=pasang]")
    sebelum = bagian.is_visible()
    dicegah = terkirim.evaluate(TAWARAN)
    tampil = bagian.is_visible()
    bagian.get_by_role("button", name="Tidak usah").click()
    terkirim.reload()
    terkirim.wait_for_selector("html[data-siap]")
    terkirim.evaluate(TAWARAN)

    assert (sebelum, dicegah, tampil, bagian.is_visible()) == (False, True, True, False)


def test_a_tap_installs(terkirim):
    terkirim.evaluate(TAWARAN)
    terkirim.locator("[data-modul=pasang]").get_by_role("button", name="Pasang").click()
    terkirim.wait_for_selector("[data-modul=pasang]", state="hidden")

    assert terkirim.evaluate("window.dipasang") is True


def test_no_other_page_offers_to_install(situs_sidoarjo, peramban):
    jendela = konteks(peramban, 360)
    halaman = siap(jendela.new_page(), situs_sidoarjo.alamat + "/")
    dicegah, ada = halaman.evaluate(TAWARAN), halaman.locator("[data-modul=pasang]").count()
    jendela.close()

    assert (dicegah, ada) == (True, 0)


@pytest.fixture
def bersuara(situs_sidoarjo, peramban):
    """Opens a page on a device with voices for these languages."""
    jendela = konteks(peramban, 360)

    def buka(*bahasa, jalur=LAYANAN):
        jendela.add_init_script(f"({SUARA})({json.dumps(bahasa)})")
        return siap(jendela.new_page(), situs_sidoarjo.alamat + jalur)

    yield buka
    jendela.close()


def test_the_page_is_read_aloud_from_its_heading_on_and_menus_are_left_out(bersuara):
    halaman = bersuara("en-US", "id_ID")
    tombol = halaman.locator(".dengar")
    tombol.click()
    assert tunggu(lambda: halaman.evaluate("window.diucapkan.length") > 10)
    assert tunggu(lambda: tombol.get_attribute("aria-pressed") == "false")
    kata = halaman.evaluate("window.diucapkan")

    assert "Tidak Mampu" in kata[0]
    assert "Yang perlu disiapkan" in kata
    assert max(map(len, kata)) <= 180
    assert not any("Beranda" in satu or "Jejak" in satu for satu in kata)


def test_reading_stops_at_a_tap(bersuara):
    halaman = bersuara("id-ID")
    halaman.evaluate("window.tahan = true")
    tombol = halaman.locator(".dengar")
    tombol.click()
    halaman.wait_for_selector(".dibacakan")
    tertekan, kata = tombol.get_attribute("aria-pressed"), tombol.locator("[data-teks]").text_content()
    tombol.click()

    assert (tertekan, kata) == ("true", "Berhenti")
    assert (tombol.get_attribute("aria-pressed"), halaman.locator(".dibacakan").count()) == ("false", 0)


@pytest.mark.parametrize("bahasa", [(), ("en-US",)])
def test_a_device_without_an_indonesian_voice_shows_no_button(bersuara, bahasa):
    assert not bersuara(*bahasa, jalur="/lacak/").locator(".dengar").is_visible()
