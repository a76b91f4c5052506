"""An editor's day in Chromium: an OPD writes and submits; Bagian Pemerintahan reads, approves, schedules, rolls back.

With scripts, as Wagtail's editor needs them. Pictures lie in tests/e2e/potret/penyunting/.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.e2e.orang import abadikan

pytestmark = pytest.mark.peramban
SANDI, KODE = "demo-sipraja", "sktm-dinas-sosial"
NAMA, PENYUNTING = "SKTM Dinas Sosial", "Yuli Astutik"
KOSONG = "Kosong"
SATU, DUA, TIGA = "Loket di lantai dasar.", "Loket di lantai dua.", "Loket di lantai tiga."


class Meja:
    """One editor at Wagtail's admin."""

    def __init__(self, peramban, situs, masuk):
        self.halaman = peramban.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self.situs, self.nama, self.urut = situs, masuk, 0
        self.buka("/akun/masuk/")
        self.halaman.fill("[name=login]", masuk)
        self.halaman.fill("[name=password]", SANDI)
        self.halaman.get_by_role("button", name="Masuk").first.click()
        self.halaman.wait_for_url(re.compile(r"/kantor/|/kelola/|/akun/profil/"))

    def buka(self, jalur):
        self.halaman.goto(self.situs.alamat + jalur)
        return self

    def sunting(self):
        """The editor of our service, found as editors find it: in the list of pages."""
        self.buka("/kelola/pages/").halaman.get_by_role("link", name=NAMA).first.click()
        self.halaman.wait_for_url(re.compile(r"/edit/"))
        return self

    @property
    def akar(self):
        """Address of the page in the editor, without its last part."""
        return re.sub(r"edit/.*", "", self.halaman.url).removeprefix(self.situs.alamat)

    def isi_sarana(self, kata):
        self.halaman.get_by_role("tab", name="Standar pelayanan").click()
        self.halaman.fill("[name=sarana]", kata)
        return self

    def aksi(self, nama):
        """An entry of the menu beside "Simpan"."""
        self.halaman.locator("footer .w-dropdown__toggle").last.click()
        with self.halaman.expect_navigation():
            self.halaman.locator(nama).first.click()
        return self

    def simpan(self):
        """Keep the draft by hand, so that Wagtail's own saving in the background does not come in between."""
        with self.halaman.expect_navigation():
            self.halaman.locator(".action-save").first.click()
        return self

    def dua_kolom(self):
        """What the comparison shows of each field, before and after, as far as eyes can see it."""
        baris = [k.locator("> div").all_inner_texts() for k in self.halaman.locator(".banding .comparison").all()]
        return [tuple(satu.split("\n", 1)[1].strip() for satu in kolom) for kolom in baris]

    def potret(self, nama):
        self.urut += 1
        abadikan(self.halaman, "penyunting", f"{self.nama}-{self.urut:02d}-{nama}", utuh=False)
        return self

    @property
    def teks(self):
        return self.halaman.inner_text("body")


@pytest.fixture
def meja(peramban, situs_sidoarjo):
    def duduk(masuk):
        semua.append(Meja(peramban, situs_sidoarjo, masuk))
        return semua[-1]

    semua = []
    yield duduk
    for satu in semua:
        satu.halaman.context.close()


def baca(meja):
    """What a citizen reads."""
    halaman = meja.halaman.context.browser.new_page()
    halaman.goto(f"{meja.situs.alamat}/layanan/{KODE}/")
    isi = halaman.content()
    halaman.close()
    return [kata for kata in (SATU, DUA, TIGA) if kata in isi]


def test_an_editors_day(meja):
    dinsos, penelaah = meja("operator.dinsos"), meja("penelaah")
    dinsos.sunting().potret("kosong").isi_sarana(SATU)
    dinsos.halaman.locator("button[aria-label='Buka atau tutup pratinjau']").click()
    pratinjau = dinsos.halaman.frame_locator("#w-preview-iframe, iframe[title]").first
    pratinjau.get_by_role("heading", level=1).wait_for()
    dinsos.potret("pratinjau").aksi("button[name=action-submit]").potret("diajukan")
    assert baca(dinsos) == []

    penelaah.buka("/kelola/").potret("beranda")
    penelaah.halaman.get_by_role("link", name=NAMA).first.click()
    penelaah.halaman.wait_for_url(re.compile("/edit/"))
    akar = penelaah.akar
    penelaah.buka(f"{akar}revisions/compare/live...latest/").potret("banding")
    assert penelaah.dua_kolom() == [(KOSONG, SATU)]
    penelaah.buka(f"{akar}edit/").aksi("[data-workflow-action-name=approve]").potret("disetujui")
    assert baca(dinsos) == [SATU]

    penelaah.buka(f"{akar}edit/").isi_sarana(DUA).aksi("button[name=action-publish]")
    assert baca(dinsos) == [DUA]
    penelaah.buka(f"{akar}revisions/compare/earliest...latest/").potret("banding-terbit")
    assert penelaah.dua_kolom() == [(KOSONG, DUA)]
    penelaah.buka(f"{akar}history/").potret("riwayat")
    lama = penelaah.halaman.locator("tr", has_text=PENYUNTING).filter(
        has=penelaah.halaman.locator(".w-dropdown__toggle")
    )
    lama.first.locator(".w-dropdown__toggle").click()
    penelaah.buka(penelaah.halaman.locator("a[href*='/revert/']").first.get_attribute("href"))
    assert penelaah.halaman.input_value("[name=sarana]") == SATU
    penelaah.potret("kembali").aksi("button[name=action-publish]")
    assert baca(dinsos) == [SATU]

    jadwalkan(penelaah.buka(f"{akar}edit/").isi_sarana(TIGA).simpan())
    penelaah.aksi("button[name=action-publish]").buka(f"{akar}edit/").potret("terjadwal")
    assert baca(dinsos) == [SATU], "tomorrow, not today"


def jadwalkan(meja):
    """Tomorrow, through the panel "Status"."""
    halaman = meja.halaman
    halaman.locator("button[aria-label='Buka atau tutup keadaan halaman']").click()
    halaman.locator("[data-a11y-dialog-show='schedule-publishing-dialog']").first.click()
    besok = timezone.localtime() + timedelta(days=1)
    # Written without a click: the calendar that a click opens would lie over the button.
    tulis = "(medan, nilai) => { medan.value = nilai; medan.dispatchEvent(new Event('change', {bubbles: true})); }"
    halaman.locator("[name=go_live_at]").evaluate(tulis, besok.strftime("%Y-%m-%d %H:%M"))
    meja.potret("jadwal")
    with halaman.expect_navigation():
        halaman.locator("#schedule-publishing-dialog button[type=submit]").click()
