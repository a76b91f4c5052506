"""Keyboard only: every stop is seen, not covered by a bar that stays in place, and in the order of reading."""

import pytest

from tests.themes.aksesibilitas import konteks

pytestmark = pytest.mark.peramban

LAYANAN = "/layanan/surat-keterangan-tidak-mampu-desa/"
LANGKAH_MAKS = 120
PERIKSA = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return null;
  const kartu = el.matches('.layanan :is(h2, h3) a') && el.closest('li');
  const wakil = kartu || (el.matches('.keping input') ? el.nextElementSibling : el);
  const k = wakil.getBoundingClientRect(), gaya = getComputedStyle(wakil);
  const semu = getComputedStyle(el, '::after');
  const x = k.left + Math.min(k.width / 2, 40), y = k.top + Math.min(k.height / 2, 24);
  const atas = document.elementFromPoint(x, y);
  const tampak = gaya.outlineStyle !== 'none' || gaya.boxShadow !== 'none' || semu.outlineStyle !== 'none'
    || Boolean(el.closest('.cari__baris')) || Boolean(el.closest('.layanan'));
  const nama = `${el.tagName} ${(el.textContent || el.name || '').trim().slice(0, 30)}`;
  el.dataset.nomor ??= String(window.nomor = (window.nomor || 0) + 1);
  const terbuka = atas && (wakil.contains(atas) || atas.contains(wakil) || atas === el);
  const luar = k.bottom < 0 || k.top > innerHeight;
  return { nama, nomor: Number(el.dataset.nomor), tampak, tertutup: !terbuka, luar };
}"""
URUT = """() => {
  const s = [...document.querySelectorAll('[data-nomor]')];
  return s.every((x, i) => i === 0 || Number(s[i - 1].dataset.nomor) < Number(x.dataset.nomor));
}"""


def jalan(halaman):
    """What Tab meets, from the first stop until the page ends."""
    henti = []
    for _ in range(LANGKAH_MAKS):
        halaman.keyboard.press("Tab")
        satu = halaman.evaluate(PERIKSA)
        if satu is None or satu["nomor"] < len(henti):
            break
        henti.append(satu)
    return henti


@pytest.mark.parametrize("jalur", ["/", "/layanan/", LAYANAN, "/akun/masuk/"])
def test_every_stop_of_the_tab_key_is_seen_and_in_order(situs_sidoarjo, peramban, jalur):
    jendela = konteks(peramban, 360)
    halaman = jendela.new_page()
    halaman.goto(situs_sidoarjo.alamat + jalur)
    henti = jalan(halaman)
    urut = halaman.evaluate(URUT)
    jendela.close()

    assert henti[0]["nama"].endswith("Langsung ke isi")
    assert len(henti) > 7
    assert [h["nama"] for h in henti if not h["tampak"]] == []
    assert [h["nama"] for h in henti if h["tertutup"] or h["luar"]] == []
    assert urut


def test_the_skip_link_leads_into_the_page(situs_sidoarjo, peramban):
    jendela = konteks(peramban, 360)
    halaman = jendela.new_page()
    halaman.goto(situs_sidoarjo.alamat + "/layanan/")
    halaman.keyboard.press("Tab")
    halaman.keyboard.press("Enter")
    halaman.keyboard.press("Tab")
    di_isi = halaman.evaluate("document.activeElement.closest('main') !== null")
    jendela.close()

    assert di_isi


def tab_ke(halaman, pilih):
    """Press Tab until the focus is on this; every stop on the way is seen and uncovered."""
    for _ in range(LANGKAH_MAKS):
        halaman.keyboard.press("Tab")
        satu = halaman.evaluate(PERIKSA)
        if satu is None:
            continue  # between the end of the page and its beginning
        assert satu["tampak"], f"fokus tak terlihat di {halaman.url}: {satu['nama']}"
        tertutup = satu["tertutup"] or satu["luar"]
        assert not tertutup, f"fokus tertutup di {halaman.url}: {satu['nama']}"
        if halaman.evaluate("(pilih) => document.activeElement.matches(pilih)", pilih):
            return
    raise AssertionError(f"Tab tidak sampai ke {pilih} di {halaman.url}")


def tekan(halaman, pilih, menuju):
    """Go there by Tab and press Enter; the next page must be this one."""
    tab_ke(halaman, pilih)
    halaman.keyboard.press("Enter")
    halaman.wait_for_url(menuju)


def test_from_the_home_page_into_a_form_with_the_keyboard_only(situs_sidoarjo, peramban):
    warga = next(a["masuk"] for a in situs_sidoarjo.akun() if a["masuk"].isdigit())
    jendela = konteks(peramban, 360)
    halaman = jendela.new_page()
    halaman.goto(situs_sidoarjo.alamat + "/")
    tekan(halaman, "main a[href='/layanan/']", "**/layanan/")
    tekan(halaman, f"main a[href='{LAYANAN}']", f"**{LAYANAN}")
    tekan(halaman, "form[action*=mulai] button, a[href*=mulai]", "**/akun/masuk/**")
    tab_ke(halaman, "input[name=login]")
    halaman.keyboard.type(warga)
    tab_ke(halaman, "input[type=password]")
    halaman.keyboard.type("demo-sipraja")
    halaman.keyboard.press("Enter")
    halaman.wait_for_url(lambda alamat: "/akun/masuk/" not in alamat)
    if "/langkah/" not in halaman.url:  # the button was pressed before anybody knew who it was
        tekan(halaman, "form[action*=mulai] button", "**/langkah/**")
    tab_ke(halaman, "main form button.tombol")
    halaman.keyboard.press("Enter")
    halaman.wait_for_selector(".ringkasan-galat")
    di_galat = halaman.evaluate("document.activeElement.matches('.ringkasan-galat')")
    tab_ke(halaman, ".ringkasan-galat a")
    halaman.keyboard.press("Enter")
    di_medan = halaman.evaluate("document.activeElement.matches('input, select, textarea')")
    jendela.close()

    assert (di_galat, di_medan) == (True, True)


def test_a_bar_over_the_focus_and_a_lost_outline_are_noticed(situs_sidoarjo, peramban):
    jendela = konteks(peramban, 360, bypass_csp=True)
    halaman = jendela.new_page()
    halaman.goto(situs_sidoarjo.alamat + "/lacak/")
    halaman.add_style_tag(
        content=".nav-bawah{top:0!important}*:focus-visible{outline:0!important;box-shadow:none!important}"
    )
    henti = jalan(halaman)
    jendela.close()

    assert any(h["tertutup"] for h in henti)
    assert any(not h["tampak"] for h in henti)
