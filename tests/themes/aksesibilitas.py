"""axe-core inside Chromium: the rules of WCAG 2.2 AA on one page as it stands, and whether it scrolls sideways."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.alat import butuh
from tests.themes.halaman import CONTOH

AKAR = Path(__file__).resolve().parents[2]
AXE = AKAR / "node_modules" / "axe-core" / "axe.min.js"
ATURAN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JALAN = """async (aturan) => {
  const hasil = await axe.run(document, {runOnly: {type: 'tag', values: aturan}, resultTypes: ['violations']});
  return hasil.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`);
}"""
LEBAR = (320, 360, 1280)
# How a reader may see a page. The server prints these attributes (tests/akun/test_tampilan.py); here they are set on
# the page that is open, so that it need not be loaded again.
KEADAAN = {
    "biasa": "() => {}",
    "huruf": "() => { document.documentElement.dataset.huruf = 'lebih'; }",
    "kontras": "() => { document.documentElement.dataset.kontras = 'tinggi'; }",
    "dialog": "() => document.querySelector('dialog')?.showModal()",
}
PULIH = """() => {
  for (const d of document.querySelectorAll('dialog[open]')) d.close();
  delete document.documentElement.dataset.huruf;
  delete document.documentElement.dataset.kontras;
}"""
PENUH = bool(os.environ.get("AKSES_PENUH"))  # the whole matrix instead of the covering part of it


def axe() -> str:
    """Source of axe-core; without `npm ci` this test is skipped by name, and fails in CI."""
    if AXE.exists():
        return AXE.read_text(encoding="utf-8")
    pesan = "axe-core belum terpasang (npm ci)"
    if os.environ.get("CI"):
        pytest.fail(pesan, pytrace=False)
    return pytest.skip(pesan)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a download."""
    with sync_playwright() as p:
        peramban = p.chromium.launch(
            executable_path=str(butuh("chromium")), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield peramban
        peramban.close()


def konteks(peramban: Browser, lebar: int, **pilihan: Any) -> BrowserContext:
    """A window of this width. The strict policy stays on; axe comes in through the debugger, not through the page."""
    return peramban.new_context(viewport={"width": lebar, "height": 800}, service_workers="block", **pilihan)


def pelanggaran(halaman: Page) -> list[str]:
    """Violations of the page as it stands now, with all `<details>` open."""
    halaman.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    if not halaman.evaluate("'axe' in window"):
        halaman.evaluate(axe() + "; undefined")
    hasil: list[str] = halaman.evaluate(JALAN, ATURAN)
    return hasil


def bergeser(halaman: Page) -> bool:
    """Whether something is wider than the window."""
    return bool(halaman.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


@dataclass(frozen=True)
class Pandang:
    """One way to look at one page."""

    jalur: str
    tema: str
    lebar: int
    keadaan: str


def rancang(jalur: Iterable[str], tema: Iterable[str], *, tiap: int = len(LEBAR), penuh: bool = PENUH) -> list[Pandang]:
    """The whole matrix, or a part: each page at `tiap` widths, and each theme with each width and each state.

    Pages share components: a fault of a component shows on several pages, in other states on each.
    """
    tema, jalur = list(tema), list(jalur)
    if penuh:
        return [Pandang(*satu) for satu in product(jalur, tema, LEBAR, KEADAAN)]
    keadaan = list(KEADAAN)
    return [
        Pandang(
            satu,
            tema[(i // len(keadaan) + i) % len(tema)],
            LEBAR[(i + j) % len(LEBAR)],
            keadaan[(i + j) % len(keadaan)],
        )
        for i, satu in enumerate(jalur)
        for j in range(tiap)
    ]


def pandangi(halaman: Page, alamat: str, pandang: Iterable[Pandang]) -> dict[str, list[str]]:
    """Faults by view, of views of one page and theme: it is loaded once."""
    galat: dict[str, list[str]] = {}
    keluhan: list[str] = []
    halaman.on("console", lambda m: keluhan.append(m.text) if m.type == "error" else None)
    for satu in pandang:
        if halaman.url != alamat + satu.jalur:
            halaman.set_viewport_size({"width": satu.lebar, "height": 800})
            jawab = halaman.goto(alamat + satu.jalur, wait_until="load")
            if satu.jalur in CONTOH.values():
                keluhan.clear()  # the console repeats an expected 404
            elif not (jawab and jawab.ok):
                keluhan.append(f"status {jawab and jawab.status}")
        halaman.set_viewport_size({"width": satu.lebar, "height": 800})
        halaman.evaluate(KEADAAN[satu.keadaan])
        salah = pelanggaran(halaman) + (["bergeser ke samping"] if bergeser(halaman) else []) + keluhan
        halaman.evaluate(PULIH)
        keluhan.clear()
        if salah:
            galat[f"{satu.jalur} {satu.tema} {satu.lebar} {satu.keadaan}"] = salah
    return galat


def periksa(
    jendela: BrowserContext, alamat: dict[str, str], jalur: Iterable[str], *, tiap: int = len(LEBAR)
) -> dict[str, list[str]]:
    """Faults of these pages in the covering design; `alamat` by theme."""
    galat: dict[str, list[str]] = {}
    semua = rancang(jalur, alamat, tiap=tiap)
    for tema, situs in alamat.items():
        halaman = jendela.new_page()
        galat |= pandangi(halaman, situs, [satu for satu in semua if satu.tema == tema])
        halaman.close()
    return galat
