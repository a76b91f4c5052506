"""The other half of an editor's day in Chromium: news with a picture, an announcement, a translation, the coat of arms.

Pages of services, review, schedule, comparison and history are played in `test_penyunting`.
"""

import re
from io import BytesIO

import pytest
from PIL import Image

from demo.ilustrasi import lukis
from demo.orang import MASUK_ADMIN, SANDI
from tests.e2e.orang import abadikan

pytestmark = pytest.mark.peramban
JUDUL, TERJEMAH = "Loket buka sampai sore", "Help for everybody"


class Redaksi:
    """An editor at Wagtail's admin, and a citizen beside him."""

    def __init__(self, peramban, situs):
        self.halaman = peramban.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self.warga = peramban.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False).new_page()
        self.alamat, self.urut = situs, 0
        self.buka("/akun/masuk/")
        self.halaman.fill("[name=login]", MASUK_ADMIN)
        self.halaman.fill("[name=password]", SANDI)
        self.halaman.get_by_role("button", name="Masuk").first.click()
        self.halaman.wait_for_url(re.compile(r"/kantor/|/kelola/|/akun/profil/"))

    def buka(self, jalur):
        self.halaman.goto(self.alamat + jalur)
        return self.halaman

    def baca(self, jalur):
        """What a citizen reads on a small phone without script."""
        self.warga.goto(self.alamat + jalur)
        return self.warga.inner_text("body")

    def beranda(self):
        """The number of the home page, from the explorer."""
        self.buka("/kelola/pages/1/")
        anak = self.halaman.locator("#listing-results a").evaluate_all("m => m.map(a => a.getAttribute('href'))")
        nomor = [
            satu[1] for satu in (re.fullmatch(r"/kelola/pages/(\d+)/", alamat) for alamat in filter(None, anak)) if satu
        ]
        return min(nomor, key=int)  # the English one is younger

    def anak(self, judul):
        """The number of a page below home."""
        self.buka(f"/kelola/pages/{self.beranda()}/")
        tautan = self.halaman.locator(f"#listing-results tr:has-text('{judul}') a[href*='/edit/']").first
        return re.search(r"/pages/(\d+)/", tautan.get_attribute("href"))[1]

    def terbitkan(self):
        self.halaman.locator("footer .w-dropdown__toggle").last.click()
        with self.halaman.expect_navigation():
            self.halaman.locator("button[name=action-publish]").first.click()

    def potret(self, nama, halaman=None):
        self.urut += 1
        abadikan(halaman or self.halaman, "redaksi", f"{self.urut:02d}-{nama}", utuh=False)


@pytest.fixture
def redaksi(peramban, situs_sidoarjo):
    satu = Redaksi(peramban, situs_sidoarjo.alamat)
    yield satu
    for jendela in (satu.halaman, satu.warga):
        jendela.context.close()


def test_the_editors_write_announce_translate_and_dress_the_site(redaksi):
    _berita(redaksi)
    _pengumuman(redaksi)
    _terjemahan(redaksi)
    _lambang(redaksi)


def _berita(redaksi):
    """A news item with a picture; without words for those who cannot see it, it is refused."""
    halaman = redaksi.buka(f"/kelola/pages/add/publikasi/berita/{redaksi.anak('Berita')}/")
    halaman.fill("[name=title]", JUDUL)
    halaman.fill("[name=ringkas]", "Mulai pekan depan loket dibuka sampai pukul 16.00.")
    halaman.locator("#panel-child-konten-isi-section, [data-contentpath=isi]").first.scroll_into_view_if_needed()
    halaman.locator("[data-streamfield-stream-container] button[title], [data-contentpath=isi] button").first.click()
    halaman.get_by_role("option", name="Teks").first.click()
    halaman.locator("[data-contentpath=isi] .public-DraftEditor-content").first.fill("Isi berita uji.")
    redaksi.potret("berita")
    redaksi.terbitkan()
    assert JUDUL in redaksi.baca("/berita/")
    assert JUDUL in redaksi.baca("/")
    redaksi.potret("beranda-warga", redaksi.warga)


def _pengumuman(redaksi):
    halaman = redaksi.buka("/kelola/snippets/publikasi/pengumuman/add/")
    halaman.fill("[name=judul]", "Kantor libur hari Senin")
    halaman.fill("[name=isi]", "Permohonan tetap bisa dikirim.")
    redaksi.potret("pengumuman")
    redaksi.terbitkan()
    assert "Kantor libur hari Senin" in redaksi.baca("/")


def _terjemahan(redaksi):
    """Help in English: at the same address, for who has chosen English. The home page comes first, and may wait."""
    _terjemahkan(redaksi, redaksi.beranda())
    halaman = _terjemahkan(redaksi, redaksi.anak("Bantuan"))
    halaman.fill("[name=title]", TERJEMAH)
    redaksi.potret("terjemahan")
    redaksi.terbitkan()
    redaksi.warga.goto(f"{redaksi.alamat}/bantuan/")
    redaksi.warga.get_by_role("button", name="English").click()
    assert TERJEMAH in redaksi.baca("/bantuan/")
    redaksi.potret("bantuan-inggris", redaksi.warga)
    redaksi.warga.get_by_role("button", name="Bahasa Indonesia").click()
    assert TERJEMAH not in redaksi.baca("/bantuan/")


def _terjemahkan(redaksi, nomor):
    """Wagtail's button "Translate"; the editor of the copy."""
    halaman = redaksi.buka(f"/kelola/translation/submit/page/{nomor}/")
    redaksi.potret("terjemahkan")
    halaman.check("[name=locales]")
    with halaman.expect_navigation():
        halaman.locator("main form [type=submit]").last.click()
    halaman.wait_for_url(re.compile(r"/edit/"))
    return halaman


def _lambang(redaksi):
    gambar = BytesIO()
    Image.open(BytesIO(lukis("perisai", "#0b4f66"))).crop((400, 60, 880, 640)).save(gambar, "PNG")
    halaman = redaksi.buka("/kelola/settings/situs/identitassitus/")
    halaman.set_input_files("[name=unggahan]", {"name": "l.png", "mimeType": "image/png", "buffer": gambar.getvalue()})
    redaksi.potret("lambang")
    with halaman.expect_navigation():
        halaman.locator("footer button.action-save, footer button[type=submit]").first.click()
    redaksi.warga.goto(f"{redaksi.alamat}/")
    alamat = redaksi.warga.locator(".merek img").get_attribute("src")
    assert re.fullmatch(r"/lambang/[0-9a-f]{16}-kecil\.png", alamat)
    redaksi.potret("beranda-berlambang", redaksi.warga)
    redaksi.buka("/kelola/settings/situs/identitassitus/")  # as it was: other tests look at this site too
    halaman.check("[name=lepas_lambang]")
    with halaman.expect_navigation():
        halaman.locator("footer button.action-save, footer button[type=submit]").first.click()
