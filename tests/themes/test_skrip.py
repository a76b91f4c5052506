"""What the page script adds, tried on the component gallery in a real browser."""

import io

import pytest
from PIL import Image

from tests.themes.aksesibilitas import konteks

pytestmark = pytest.mark.peramban


@pytest.fixture
def halaman(situs_sidoarjo, peramban):
    jendela = konteks(peramban, 360)
    satu = jendela.new_page()
    satu.goto(f"{situs_sidoarjo.alamat}/pengembang/komponen/")
    satu.wait_for_selector("html[data-siap]")
    yield satu
    jendela.close()


def foto(sisi: int = 3000) -> bytes:
    """A picture with noise, several megabytes as PNG, so that shrinking is worth it."""
    derau = Image.effect_noise((sisi, sisi // 2), 90).convert("RGB")
    wadah = io.BytesIO()
    derau.save(wadah, "PNG")
    return wadah.getvalue()


def test_a_question_appears_with_the_answer_that_opens_it(halaman):
    anak = halaman.locator("#id_anak")
    sebelum = anak.is_visible()
    halaman.get_by_label("Anak saya", exact=True).first.check()
    sesudah = anak.is_visible()
    halaman.get_by_label("Saya sendiri").first.check()

    assert (sebelum, sesudah, anak.is_visible()) == (False, True, False)


def test_a_large_photo_is_shrunk_on_the_phone_before_it_is_sent(halaman):
    asli = foto()
    halaman.set_input_files("#id_ktp", {"name": "ktp.png", "mimeType": "image/png", "buffer": asli})
    halaman.wait_for_selector(".berkas img")
    nama, jenis, ukuran = halaman.evaluate(
        "(() => { const f = document.getElementById('id_ktp').files[0]; return [f.name, f.type, f.size]; })()"
    )

    assert (nama, jenis) == ("ktp.jpg", "image/jpeg")
    assert ukuran < len(asli) / 2


def test_a_removed_photo_is_not_sent(halaman):
    halaman.set_input_files("#id_ktp", {"name": "a.png", "mimeType": "image/png", "buffer": foto(40)})
    halaman.get_by_role("button", name="Hapus Foto KTP").click()

    assert halaman.evaluate("document.getElementById('id_ktp').files.length") == 0


def test_the_error_summary_has_the_focus_and_leads_to_the_field(halaman):
    assert halaman.evaluate("document.activeElement.className") == "ringkasan-galat"

    halaman.get_by_role("link", name="Pilih untuk siapa surat ini").click()
    assert halaman.evaluate("document.activeElement.type") == "radio"


def test_a_form_is_sent_once_however_often_it_is_tapped(halaman):
    halaman.evaluate(
        """() => {
          const f = document.querySelector('form[data-modul=syarat]'), b = document.createElement('button');
          b.className = 'tombol'; b.textContent = 'Kirim'; b.id = 'kirim'; f.append(b); f.target = 'lain';
          window.jumlah = 0;
          document.addEventListener('submit', (e) => {
            if (!e.defaultPrevented) window.jumlah += 1;
            e.preventDefault();
          });
        }"""
    )
    for _ in range(3):
        halaman.locator("#kirim").click(force=True)

    assert halaman.evaluate("window.jumlah") == 1
    assert halaman.locator("#kirim").inner_text() == "Mengirim…"
    assert halaman.locator("#kirim").get_attribute("aria-disabled") == "true"


def test_a_dialog_opens_and_escape_closes_it(halaman):
    halaman.get_by_role("button", name="Buka dialog").click()
    judul = halaman.evaluate("document.activeElement.textContent")
    halaman.keyboard.press("Escape")

    assert judul == "Tolak permohonan ini?"
    assert halaman.locator("dialog[open]").count() == 0


def test_losing_the_network_shows_the_bar_and_finding_it_hides_it(halaman):
    bilah = halaman.locator("[data-luring]")
    halaman.context.set_offline(True)
    terputus = bilah.is_visible()
    halaman.context.set_offline(False)

    assert (terputus, bilah.is_visible()) == (True, False)


def test_answers_are_saved_while_typing_and_the_time_is_told(halaman):
    kiriman = []

    def jawab(rute):
        kiriman.append((rute.request.headers.get("x-simpan"), rute.request.post_data))
        rute.fulfill(json={"tersimpan": "09.41"})

    halaman.route("**/pengembang/komponen/", lambda r: jawab(r) if r.request.method == "POST" else _otomatis(r))
    halaman.reload()
    halaman.wait_for_selector("html[data-siap]")
    halaman.fill("#id_nama", "Siti")
    halaman.wait_for_selector("text=Tersimpan pukul 09.41")

    assert [tajuk for tajuk, _ in kiriman] == ["otomatis"]
    assert "Siti" in kiriman[0][1]


def _otomatis(rute):
    """The gallery's form with the autosave module on."""
    asli = rute.fetch()
    isi = asli.text().replace('data-modul="syarat"', 'data-modul="syarat otomatis"')
    rute.fulfill(response=asli, body=isi)


def test_everything_still_works_without_script(situs_sidoarjo, peramban):
    jendela = konteks(peramban, 360, java_script_enabled=False)
    satu = jendela.new_page()
    satu.goto(f"{situs_sidoarjo.alamat}/pengembang/komponen/")
    terlihat = (satu.locator("#id_ktp").is_visible(), satu.locator("#id_anak").is_visible())
    jendela.close()

    assert terlihat == (True, True)
