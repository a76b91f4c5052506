"""An office's day in a real browser: add an application, wait for approval, see how its link is doing.

The site runs in this process on the test database; the worker's round is played between two looks. A citizen's pages
are looked at on a small phone without script and judged by axe. Pictures lie in tests/e2e/potret/tautan/.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from layanan_links import verba_periksa
from layanan_links.models import Tautan
from tests.e2e.orang import abadikan
from tests.layanan_links.bahan import opd, pemerintahan, tayang
from tests.pabrik import daerah_kecil
from tests.themes.aksesibilitas import bergeser, chromium, konteks, pelanggaran

pytestmark = [pytest.mark.peramban, pytest.mark.satu_basis]


@pytest.fixture
def dunia(transactional_db, live_server, armada, settings, monkeypatch):
    """The site, its people, and a live entry of another office; the database is used beside the browser's own loop."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    settings.TAUTAN_PORT, settings.TAUTAN_JARINGAN = [armada.port], ["127.0.0.1/32"]
    kecil = daerah_kecil()
    admin, dinsos = pemerintahan(kecil), opd(kecil.dinas_sosial)
    tayang(admin, kecil.dispendukcapil, nama="Plavon", alamat=f"http://127.0.0.1:{armada.port}/galat")
    return {"situs": live_server.url, "admin": admin, "dinsos": dinsos, "armada": armada}


def masuk(peramban, dunia, siapa, lebar=1280):
    """A page of somebody who has signed in."""
    klien = Client()
    klien.force_login(dunia[siapa], "django.contrib.auth.backends.ModelBackend")
    jendela = konteks(peramban, lebar)
    sesi = klien.cookies["sessionid"].value
    jendela.add_cookies([{"name": "sessionid", "value": sesi, "url": dunia["situs"]}])
    return jendela.new_page()


def potret(halaman, nama):
    abadikan(halaman, "tautan", nama)


def test_an_offices_day(dunia):
    with chromium() as peramban:
        _tambah(masuk(peramban, dunia, "dinsos"), dunia)
        _setujui(masuk(peramban, dunia, "admin"), dunia)
        _putaran(dunia)
        _lihat_sehat(masuk(peramban, dunia, "dinsos", 360), dunia)
        _warga(peramban, dunia)


def _tambah(halaman, dunia):
    halaman.goto(f"{dunia['situs']}/kelola/aplikasi_dinas/")
    potret(halaman, "opd-daftar")
    halaman.get_by_role("link", name="Tambah").first.click()
    halaman.fill("[name=nama]", "Kartu Lansia")
    halaman.fill("[name=untuk]", "Kartu gratis naik angkutan")
    halaman.fill("[name=alamat]", dunia["armada"].alamat("/baik", "127.0.0.1"))
    halaman.fill("[name=cara_masuk]", "Daftar dengan NIK")
    halaman.select_option("[name=biaya]", "gratis")
    potret(halaman, "opd-tambah")
    halaman.select_option("[name=kategori]", "usaha")
    halaman.locator("button.action-save").click()
    halaman.get_by_text("Bagian Pemerintahan akan memutuskan").wait_for()
    potret(halaman, "opd-terkirim")
    assert halaman.get_by_text("Plavon").count() == 0


def _setujui(halaman, dunia):
    halaman.goto(f"{dunia['situs']}/kelola/usulan-aplikasi/")
    halaman.get_by_role("link", name="Kartu Lansia").click()
    potret(halaman, "usulan")
    halaman.get_by_role("button", name="Setujui").click()
    halaman.get_by_text("Warga melihat isi yang baru").wait_for()


def _putaran(dunia):
    """Two rounds of the worker, far enough apart for an outage."""
    with ThreadPoolExecutor(1) as utas:  # the browser's own loop runs in this one
        utas.submit(_satu_putaran).result()
        with time_machine.travel(timezone.now() + verba_periksa.aturan.JEDA_BAIK * 2):
            utas.submit(_satu_putaran).result()


def _satu_putaran():
    verba_periksa.periksa_jatuh_tempo(jumlah=10)
    connection.close()


def _lihat_sehat(halaman, dunia):
    tautan = Tautan.objects.get(nama="Kartu Lansia")
    halaman.goto(f"{dunia['situs']}/kelola/aplikasi_dinas/inspect/{tautan.pk}/")
    halaman.get_by_text("Situs terbuka dengan baik.").wait_for()
    potret(halaman, "opd-sehat-hp")
    jawab = halaman.goto(f"{dunia['situs']}/kelola/aplikasi_dinas/inspect/{Tautan.objects.get(nama='Plavon').pk}/")
    assert jawab.status == 404
    assert halaman.goto(f"{dunia['situs']}/kelola/paket-layanan/").ok


def _warga(peramban, dunia):
    tautan = {t.nama: t.get_absolute_url() for t in Tautan.objects.all()}
    jalur = {"daftar": "/tautan/", "baik": tautan["Kartu Lansia"], "rusak": tautan["Plavon"]}
    salah = {}
    for lebar in (360, 1280):
        jendela = konteks(peramban, lebar, java_script_enabled=lebar != 360)
        halaman = jendela.new_page()
        for nama, satu in jalur.items():
            halaman.goto(dunia["situs"] + satu)
            potret(halaman, f"warga-{nama}-{lebar}")
            if galat := (pelanggaran(halaman) if lebar != 360 else []) + (["bergeser"] if bergeser(halaman) else []):
                salah[nama, lebar] = galat
        assert [c["name"] for c in jendela.cookies()] == []
        jendela.close()
    assert salah == {}
