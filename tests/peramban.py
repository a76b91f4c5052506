"""A browser without pixels on Django's test client: reads pages, fills forms by name, presses buttons by their words.

    p = Peramban(pengguna)
    p.buka("/layanan/surat-x/").tekan("Ajukan")
    p.isi(nama="Siti").tekan("Simpan dan lanjut")

Unlike posting to an address, this fails when a page lacks the form, a hidden field or the button.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


class Peramban:
    """One visitor with cookies; `halaman` is the parsed page, `alamat` its address, `kode` its HTTP status."""

    def __init__(self, pengguna: Any = None, **kepala: str) -> None:
        self.klien = Client(**kepala)
        if pengguna is not None:
            self.klien.force_login(pengguna, "django.contrib.auth.backends.ModelBackend")
        self.alamat = "/"
        self._isian: dict[str, Any] = {}

    def buka(self, alamat: str) -> Peramban:
        """GET, following redirects."""
        return self._terima(self.klien.get(alamat, follow=True), alamat)

    def ikuti(self, kata: str) -> Peramban:
        """Follow the first link that contains these words."""
        tautan = next((a for a in self.halaman.find_all("a", href=True) if kata in _teks(a)), None)
        assert tautan is not None, f"tidak ada tautan «{kata}» di {self.alamat}: {self.teks[:600]}"
        return self.buka(urljoin(self.alamat, tautan["href"]))

    def isi(self, data: Mapping[str, Any] | None = None, **lain: Any) -> Peramban:
        """Values for the next `tekan`: text, lists, or files as (name, bytes)."""
        self._isian |= dict(data or {}) | lain
        return self

    def tekan(self, kata: str) -> Peramban:
        """Press the button with these words: its form is sent with what the page holds and what was filled in."""
        tombol = next((b for b in self.halaman.find_all("button") if kata in _teks(b)), None)
        assert tombol is not None, f"tidak ada tombol «{kata}» di {self.alamat}: {self.teks[:900]}"
        form = tombol.find_parent("form") or self.halaman.find("form", id=tombol.get("form"))
        assert isinstance(form, Tag), f"tombol «{kata}» di luar formulir"
        data = {**_bawaan(form), **({tombol["name"]: tombol.get("value", "")} if tombol.get("name") else {})}
        data |= {nama: _nilai(nilai) for nama, nilai in self._isian.items()}
        self._isian = {}
        alamat = urljoin(self.alamat, str(tombol.get("formaction") or form.get("action") or self.alamat).split("#")[0])
        kirim = self.klien.get if form.get("method", "get").lower() == "get" else self.klien.post
        return self._terima(kirim(alamat, data, follow=True), alamat)

    def _terima(self, jawab: Any, alamat: str) -> Peramban:
        self.jawab, self.kode = jawab, jawab.status_code
        self.alamat = jawab.redirect_chain[-1][0] if jawab.redirect_chain else alamat
        self.__dict__.pop("halaman", None)
        return self

    @cached_property
    def halaman(self) -> BeautifulSoup:
        """The parsed page; empty for what is no page."""
        html = self.jawab.get("Content-Type", "").startswith("text/html")
        return BeautifulSoup(self.jawab.content if html else "", "html.parser")

    @property
    def jalur(self) -> str:
        """Path of the current page."""
        return urlsplit(self.alamat).path

    @property
    def teks(self) -> str:
        """All words of the page."""
        return _teks(self.halaman)

    def medan_berkas(self) -> list[str]:
        """Names of the file inputs on the page."""
        return [str(m["name"]) for m in self.halaman.select("input[type=file]")]


def _teks(simpul: Any) -> str:
    return " ".join(simpul.get_text(" ").split())


def _nilai(nilai: Any) -> Any:
    """A file given as (name, bytes) becomes an upload."""
    if isinstance(nilai, tuple):
        return SimpleUploadedFile(nilai[0], nilai[1], "application/octet-stream")
    return nilai


def _bawaan(form: Tag) -> dict[str, Any]:
    """What a browser would send untouched."""
    data: dict[str, Any] = {}
    for m in form.find_all("input", attrs={"name": True}):
        jenis = m.get("type", "text")
        if jenis in ("file", "submit", "button", "image") or m.has_attr("disabled"):
            continue
        if jenis in ("checkbox", "radio") and not m.has_attr("checked"):
            continue
        data.setdefault(str(m["name"]), []).append(m.get("value", "on" if jenis == "checkbox" else ""))
    for m in form.find_all("textarea", attrs={"name": True}):
        data[str(m["name"])] = m.get_text().removeprefix("\n")
    for m in form.find_all("select", attrs={"name": True}):
        pilih = m.find("option", selected=True) or (None if m.has_attr("multiple") else m.find("option"))
        if pilih is not None:
            data[str(m["name"])] = pilih.get("value", pilih.get_text())
    return data
