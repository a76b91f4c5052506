"""A turn in a real browser: booked without script, called at the counter, and shown on the wall by itself."""

import pytest

from tests.themes.aksesibilitas import bergeser, konteks, pelanggaran

pytestmark = pytest.mark.peramban

BUKA_TERUS = """
from datetime import time
from mpp.models import JamBuka, Tempat
tempat = Tempat.objects.get(kode="waru")
tempat.jam_buka.all().delete()
for hari in range(7):
    JamBuka.objects.create(tempat=tempat, hari=hari, buka=time(0), tutup=time(23, 59))
"""
LAYAR = "/mpp/waru/layar/"


@pytest.fixture(scope="module")
def situs(situs_sidoarjo):
    """The hall of Waru is open day and night: the tests run by the real clock."""
    situs_sidoarjo.kelola("shell", "-v", "0", "-c", BUKA_TERUS)
    return situs_sidoarjo


def keluhan(halaman):
    return pelanggaran(halaman) + (["bergeser"] if bergeser(halaman) else [])


def test_a_turn_is_booked_without_script_and_its_ticket_is_accessible(situs, peramban):
    tanpa = konteks(peramban, 360, java_script_enabled=False)
    halaman = tanpa.new_page()
    halaman.goto(f"{situs.alamat}/mpp/waru/antrean/ktp-el/")
    assert tanpa.cookies() == []
    halaman.locator(".pilih-hari a").last.click()
    halaman.locator("input[name=mulai]").first.check()
    halaman.fill("input[name=nama]", "Siti Aminah")
    halaman.fill("input[name=telepon]", "0812 3456 7890")
    halaman.get_by_role("button", name="Ambil nomor antrean").click()
    halaman.wait_for_url("**/antrean/*/")
    tiket = halaman.url
    assert halaman.locator(".tiket__nomor").inner_text().startswith("A-")
    tanpa.close()

    halaman, galat = konteks(peramban, 360).new_page(), {}
    for jalur in ("", "pindah/", "batal/"):
        halaman.goto(tiket + jalur)
        galat[jalur] = keluhan(halaman)
    halaman.context.close()
    assert galat == {"": [], "pindah/": [], "batal/": []}


def masuk(peramban, situs):
    halaman = konteks(peramban, 360).new_page()
    halaman.goto(f"{situs.alamat}/akun/masuk/")
    halaman.fill("input[name=login]", "operator.waru")
    halaman.fill("input[type=password]", "demo-sipraja")
    halaman.get_by_role("main").get_by_role("button", name="Masuk").click()
    halaman.wait_for_url(lambda alamat: "/akun/masuk/" not in alamat)
    return halaman


def test_the_counter_is_accessible_and_the_wall_follows_it_by_itself(situs, peramban):
    layar = peramban.new_context(viewport={"width": 1920, "height": 1080}, service_workers="block").new_page()
    layar.goto(situs.alamat + LAYAR)
    assert layar.locator("[data-kini] li").count() == 0

    meja = masuk(peramban, situs)
    meja.goto(f"{situs.alamat}/kantor/antrean/")
    galat = keluhan(meja)
    meja.get_by_role("link", name="Loket 1").first.click()
    meja.wait_for_url("**/kantor/antrean/*/")
    meja.get_by_role("button", name="Buat karcis").click()
    meja.wait_for_url("**/karcis/**")
    galat += keluhan(meja)
    meja.get_by_role("link", name="Kembali ke loket").click()
    meja.get_by_role("button", name="Panggil berikutnya").click()
    meja.wait_for_selector("text=Mulai layani")
    nomor = meja.locator(".tiket__nomor").inner_text()  # others may have waited longer
    galat += keluhan(meja)
    meja.context.close()
    assert galat == []

    layar.wait_for_selector("[data-kini] li", timeout=15_000)
    assert layar.locator("[data-kini] strong").inner_text() == nomor
    assert layar.locator("[data-kini] .baru").count() == 1
    assert layar.evaluate("document.documentElement.scrollHeight <= innerHeight"), "a wall cannot scroll"
    layar.context.close()
