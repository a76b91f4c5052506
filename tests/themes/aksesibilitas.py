"""axe-core inside Chromium: the rules of WCAG 2.2 AA on one page, and whether it scrolls sideways."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.alat import butuh

AKAR = Path(__file__).resolve().parents[2]
AXE = AKAR / "node_modules" / "axe-core" / "axe.min.js"
ATURAN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JALAN = """async (aturan) => {
  const hasil = await axe.run(document, {runOnly: {type: 'tag', values: aturan}, resultTypes: ['violations']});
  return hasil.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`);
}"""


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
    halaman.evaluate(axe() + "; undefined")
    hasil: list[str] = halaman.evaluate(JALAN, ATURAN)
    return hasil


def bergeser(halaman: Page) -> bool:
    """Whether something is wider than the window."""
    return bool(halaman.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def periksa(peramban: Browser, alamat: str, jalur: list[str], lebar: int, **pilihan: Any) -> dict[str, list[str]]:
    """Faults by path: axe's violations, sideways scrolling, and anything the console complained about."""
    jendela, galat = konteks(peramban, lebar, **pilihan), {}
    halaman = jendela.new_page()
    keluhan: list[str] = []
    halaman.on("console", lambda m: keluhan.append(m.text) if m.type == "error" else None)
    for satu in jalur:
        keluhan.clear()
        jawaban = halaman.goto(alamat + satu)
        salah = [] if jawaban and jawaban.ok else [f"status {jawaban and jawaban.status}"]
        salah += pelanggaran(halaman) + (["bergeser ke samping"] if bergeser(halaman) else []) + keluhan
        if salah:
            galat[satu] = salah
    jendela.close()
    return galat
