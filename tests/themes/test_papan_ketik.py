"""Keyboard only: every stop is seen, not covered by a bar that stays in place, and in the order of reading."""

import pytest

from tests.themes.aksesibilitas import konteks

pytestmark = pytest.mark.peramban

LAYANAN = "/layanan/surat-keterangan-tidak-mampu-desa/"
LANGKAH_MAKS = 120
PERIKSA = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return null;
  const kartu = el.matches('.layanan h3 a') && el.closest('li');
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
