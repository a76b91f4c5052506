"""A hall with two queues, on a Monday morning before it opens."""

from __future__ import annotations

from datetime import datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from wagtail.models import Locale, Page, Site

from core.wilayah.models import Unit
from mpp.models import Instansi, JamBuka, Kelompok, LayananLoket, Loket, Tempat

WIB = ZoneInfo("Asia/Jakarta")
SENIN = datetime(2026, 11, 23, 7, 0, tzinfo=WIB)


def buat_aula(unit: Unit, kode: str = "aula", loket_a: int = 2) -> SimpleNamespace:
    """Monday to Friday 08–12 and 13–15; queue A: two counters, 20 minutes each; queue B: one counter, 30 minutes."""
    tempat = Tempat.objects.create(
        kode=kode, nama=f"MPP {kode.title()}", jenis="mpp", unit=unit, alamat="Jalan Veteran"
    )
    for hari in range(5):
        for buka, tutup in ((8, 12), (13, 15)):
            JamBuka.objects.create(tempat=tempat, hari=hari, buka=time(buka), tutup=time(tutup))
    badan, _baru = Instansi.objects.get_or_create(kode="samsat", defaults={"nama": "Samsat Sidoarjo"})
    a = Kelompok.objects.create(tempat=tempat, huruf="A", nama="Kependudukan", menit=20)
    b = Kelompok.objects.create(tempat=tempat, huruf="B", nama="Kendaraan", menit=30)
    loket = [Loket.objects.create(kelompok=a, nama=str(n)) for n in range(1, loket_a + 1)]
    lain = Loket.objects.create(kelompok=b, nama="9")
    ktp = LayananLoket.objects.create(
        kelompok=a, instansi=badan, nama="KTP", kode="ktp", bawa="KK\nKTP lama", kata="ektp"
    )
    stnk = LayananLoket.objects.create(kelompok=b, instansi=badan, nama="Pajak motor", kode="stnk")
    return SimpleNamespace(tempat=tempat, a=a, b=b, loket=loket, lain=lain, ktp=ktp, stnk=stnk, badan=badan)


@pytest.fixture
def senin():
    """Monday 23 November 2026, 07.00 in the hall."""
    with time_machine.travel(SENIN, tick=False) as jam:
        yield jam


@pytest.fixture
def aula(kecil, senin):
    """The hall of Kecamatan Waru."""
    return buat_aula(kecil.waru)


@pytest.fixture
def beranda(db):
    """An empty home page with its site, also in a database that a race test has emptied."""
    bahasa, _baru = Locale.objects.get_or_create(language_code="id")
    akar = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=bahasa))
    halaman = akar.add_child(instance=Page(title="Beranda", slug="beranda-uji", locale=bahasa))
    isi = {"hostname": "testserver", "port": 80, "root_page": halaman}
    Site.objects.update_or_create(is_default_site=True, defaults=isi)
    Site.clear_site_root_paths_cache()
    yield halaman
    Site.clear_site_root_paths_cache()
