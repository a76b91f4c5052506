"""A person at a real browser: reads pages, fills fields by name, presses buttons by their words, takes pictures."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

POTRET = Path(__file__).resolve().parent / "potret"
DILIHAT = "CI" not in os.environ  # two hundred pictures cost a minute, and in CI nobody looks at them
TINGGI = {360: 780, 1280: 800}


def abadikan(halaman: Page, *tempat: str, utuh: bool = True) -> None:
    """A picture of the page, or of what is seen of it, below `potret/`."""
    if DILIHAT:
        berkas = POTRET.joinpath(*tempat[:-1], f"{tempat[-1]}.png")
        berkas.parent.mkdir(parents=True, exist_ok=True)
        halaman.screenshot(path=berkas, full_page=utuh)


class Orang:
    """One browser profile. Every page change is checked for sideways scrolling and for an unhandled error page."""

    def __init__(self, halaman: Page, alamat: str, album: str) -> None:
        self.halaman, self.situs, self.album = halaman, alamat, album
        self.urut = 0

    def buka(self, jalur: str) -> Orang:
        self.halaman.goto(self.situs + jalur)
        return self

    def masuk(self, nama: str, sandi: str) -> Orang:
        """Sign in with NIK or user name."""
        self.buka("/akun/masuk/")
        self.isi({"login": nama, "password": sandi})
        return self.tekan("Masuk")

    @property
    def jalur(self) -> str:
        return re.sub(r"^https?://[^/]+|[?#].*$", "", self.halaman.url)

    def isi(self, data: Mapping[str, Any]) -> Orang:
        """Fill each named field the way its kind asks for; names the page does not have are an error."""
        for nama, nilai in data.items():
            self._isi_satu(nama, nilai if isinstance(nilai, list) else [nilai])
        return self

    def _isi_satu(self, nama: str, nilai: list[Any]) -> None:
        medan = self.halaman.locator(f'[name="{nama}"]:not([type=hidden])')
        jenis = medan.first.evaluate("m => m.tagName == 'SELECT' ? 'select' : m.type")
        if jenis == "select":
            medan.first.select_option(str(nilai[0]))
        elif jenis in ("radio", "checkbox"):
            for satu in nilai:
                pilih = medan if satu == "on" else self.halaman.locator(f'[name="{nama}"][value="{satu}"]')
                pilih.first.check(force=True)
        else:
            medan.first.fill(str(nilai[0]))

    def tekan(self, kata: str) -> Orang:
        """Press the visible button with these words and wait for the next page."""
        return self.klik(self.halaman.get_by_role("button", name=kata).locator("visible=true").first)

    def ikuti(self, kata: str) -> Orang:
        """Follow the visible link with these words."""
        return self.klik(self.halaman.get_by_role("link", name=kata).locator("visible=true").first)

    def klik(self, sasaran: Locator) -> Orang:
        """Click something that leads to another page and wait for that page."""
        with self.halaman.expect_navigation():
            sasaran.click()
        return self

    def ada(self, kata: str) -> bool:
        return self.halaman.get_by_text(kata).locator("visible=true").count() > 0

    def potret(self, nama: str) -> Orang:
        """A picture of the whole page, and the promise that nothing scrolls sideways."""
        lebar = self.halaman.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert lebar <= 0, f"{self.jalur} bergeser ke samping {lebar} px"
        self.urut += 1
        abadikan(self.halaman, self.album, f"{self.urut:02d}-{nama}")
        return self

    def tunggu(self, pola: str) -> Orang:
        expect(self.halaman).to_have_url(re.compile(pola))
        return self

    def unggah(self, berkas: Path) -> Orang:
        """Choose this picture for every upload on the page; where only a PDF is taken, the PDF that lies beside it."""
        for medan in self.halaman.locator("input[type=file][name]").all():
            hanya_pdf = medan.get_attribute("accept") == "application/pdf" and berkas.suffix == ".jpg"
            medan.set_input_files(berkas.with_suffix(".pdf") if hanya_pdf else berkas)
        return self


@contextmanager
def orang(peramban: Browser, alamat: str, album: str, *, lebar: int, skrip: bool) -> Iterator[Orang]:
    """A fresh profile; page errors and failed requests of our own site fail the test."""
    konteks = peramban.new_context(
        viewport={"width": lebar, "height": TINGGI[lebar]}, java_script_enabled=True, locale="id-ID"
    )
    galat: list[str] = []
    halaman = konteks.new_page()
    if not skrip:  # the page's own scripts are off; ours (measuring) still run
        halaman.route("**/*.js", lambda rute: rute.abort())
        halaman.route("**/*.mjs", lambda rute: rute.abort())
    halaman.on("pageerror", lambda e: galat.append(str(e)))
    halaman.on("response", lambda r: galat.append(f"{r.status} {r.url}") if r.status >= 500 else None)
    halaman.on("console", lambda m: galat.append(m.text) if "Content Security Policy" in m.text else None)
    try:
        yield Orang(halaman, alamat, album)
    finally:
        konteks.close()
    assert galat == []


def isi_langkah(warga: Orang, data: dict[str, list[str]]) -> None:
    """Fill a step; questions that an answer brings up, and rows of a table, are asked for as a person would."""
    sisa = dict(data)
    for _batas in range(12):
        ada = {n: v for n, v in sisa.items() if warga.halaman.locator(f'[name="{n}"]:not([type=hidden])').count()}
        tampak = {n: v for n, v in ada.items() if warga.halaman.locator(f'[name="{n}"]').last.is_visible()}
        for nama, nilai in tampak.items():
            warga.isi({nama: nilai})
            sisa.pop(nama)
        if not [n for n in sisa if not n.endswith("-jumlah")]:
            return
        if tampak:
            continue
        belum = next(n for n in sisa if not n.endswith("-jumlah")).split("-")[0]
        tambah = warga.halaman.locator(f'button[name=tambah_baris][value="{belum}"]').locator("visible=true")
        if tambah.count():
            warga.klik(tambah.first)
        else:
            warga.tekan("Simpan dan lanjut")
