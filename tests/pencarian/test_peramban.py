"""Answers in a real browser: no violation of WCAG 2.2 AA and no sideways scrolling, down to 320 pixels.

The pages are made by the test client beforehand; the browser gets them and the theme's own files, nothing else.
"""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from pencarian.verba import siapkan_sinonim
from tests.themes.aksesibilitas import bergeser, chromium, konteks, pelanggaran

pytestmark = [pytest.mark.django_db, pytest.mark.satu_basis, pytest.mark.peramban]
TANYA = (
    "/cari/?q=surat+miskin",
    "/cari/?q=siapa+yang+mengurus+surat+pindah",
    "/cari/?q=surat&peristiwa=meninggal&pegangan=kk",
    "/cari/?q=qqwwxxyyzz",
)
SITUS = "http://situs.contoh"


def _jawab(rute, halaman: dict[str, bytes]) -> None:
    alamat = urlsplit(rute.request.url)
    kunci = alamat.path + (f"?{alamat.query}" if alamat.query else "")
    if kunci in halaman:
        rute.fulfill(body=halaman[kunci], content_type="text/html; charset=utf-8")
    elif berkas := finders.find(alamat.path.removeprefix("/static/")):
        rute.fulfill(path=Path(berkas))
    else:
        rute.fulfill(status=404, body="")


def test_answers_have_no_violation_and_do_not_scroll_sideways(client):
    siapkan_sinonim()
    halaman = {satu: client.get(satu).content for satu in TANYA}
    salah = []

    with chromium() as peramban:
        for lebar in (320, 1280):
            jendela = konteks(peramban, lebar)
            jendela.route("**/*", lambda rute: _jawab(rute, halaman))
            lembar = jendela.new_page()
            for satu in TANYA:
                lembar.goto(SITUS + satu)
                assert lembar.evaluate("getComputedStyle(document.querySelector('.cari__baris')).display") == "flex"
                salah += [(lebar, satu, s) for s in pelanggaran(lembar)]
                salah += [(lebar, satu, "bergeser")] if bergeser(lembar) else []

    assert salah == []
