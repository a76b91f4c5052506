"""What the tests of the interface share: a site over three small services, one reader, and a little of everything."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.wilayah.models import Unit
from layanan_links.models import Kategori, Tautan
from mpp.models import Instansi, Kelompok, LayananLoket, Loket, Tempat
from mpp.models.tempat import HariTutup, JamBuka


def baca(alamat: str, status: int = 200, **kepala: str) -> Any:
    """The body of an answer."""
    jawab = Client().get(f"/api/v1/{alamat}", headers=kepala)
    assert jawab.status_code == status, (alamat, jawab.status_code, jawab.content[:500])
    return jawab.json()


def kueri(alamat: str) -> int:
    """How many queries an answer takes when nothing is kept."""
    baca(alamat)
    with CaptureQueriesContext(connection) as semua:
        baca(alamat)
    return len(semua)


def tautan(kode: str, **isi: Any) -> Tautan:
    """A published entry of the register."""
    kategori, _baru = Kategori.objects.get_or_create(kode="umum", defaults={"nama": "Umum"})
    baku = {"nama": kode.title(), "untuk": "Apa saja", "pengelola": "Dinas", "keadaan": "tayang", "kategori": kategori}
    return Tautan.objects.create(kode=kode, **{**baku, **isi})


def tempat(kode: str, unit: Unit, **isi: Any) -> Tempat:
    """A hall with hours, a closing day, one queue, one counter and one service."""
    hasil = Tempat.objects.create(kode=kode, nama=kode, jenis="mpp", unit=unit, alamat="Jalan A", **isi)
    JamBuka.objects.create(tempat=hasil, hari=0, buka="08:00", tutup="12:00")
    HariTutup.objects.create(tempat=hasil, dari="2099-01-01", sampai="2099-01-02", alasan="Pindah gedung")
    kelompok = Kelompok.objects.create(tempat=hasil, huruf="A", nama="Umum")
    Loket.objects.create(kelompok=kelompok, nama="1")
    bank = Instansi.objects.create(kode=f"bank-{kode}", nama="Bank")
    LayananLoket.objects.create(kelompok=kelompok, instansi=bank, kode="setor", nama="Setor", bawa="KTP\nUang")
    return hasil
