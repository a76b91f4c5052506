"""Clerks of several offices take numbers at the same instant, in threads with connections of their own.

Run against the database of this test run: SQLite first, PostgreSQL in the second pass.
"""

import os
import threading
import time

import pytest
from django.db import connection, transaction

from core.permohonan.galat import TidakBoleh
from core.permohonan.pelaku import Pelaku
from core.surat import nomor, pemeriksaan, verba_nomor
from core.surat.models import Penghitung, SeriNomor, SuratKertas
from core.surat.nomor import Ambilan
from core.wilayah import peran
from tests import pabrik
from tests.permohonan.test_balapan import adu
from tests.surat import bahan_nomor

RONDE = int(os.environ.get("RONDE_BALAPAN", "12")) // 4 or 1
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tiga(transactional_db):
    """The kecamatan and its two desa count in one series."""
    kecil = pabrik.daerah_kecil()
    for desa in (kecil.pepelegi, kecil.tropodo):
        SeriNomor.objects.create(unit=desa, register="umum", pemilik=kecil.waru, seri="umum")
    kecil_p = bahan_nomor.permohonan(kecil.pepelegi)
    return kecil_p, (kecil.waru, kecil.pepelegi, kecil.tropodo)


def temuan():
    return sorted({t.kode for t in [*pemeriksaan.nomor_tanpa_celah(), *pemeriksaan.buku_tanpa_kembar()]})


def berebut(tiga, banyak=6):
    """Each taker wants one number; who fails leaves none."""
    p, unit = tiga
    return adu(*(lambda u=unit[n % 3]: bahan_nomor.nomori(p, u, "umum", 2026) for n in range(banyak)))


def test_takers_at_once_get_consecutive_numbers_of_one_series(tiga):
    for ronde in range(RONDE):
        hasil = berebut(tiga)
        assert sorted(s.urut for s in hasil) == [6 * ronde + n for n in range(1, 7)]
    assert Penghitung.objects.get(terakhir__gt=0).terakhir == 6 * RONDE
    assert temuan() == []


def test_blocks_and_letters_at_once_never_overlap(tiga):
    p, unit = tiga
    orang = Pelaku(pabrik.petugas(unit[1], peran.OPERATOR_DESA))

    def blok():
        isi = {"unit": unit[1], "register": "umum", "jumlah": 3, "alasan": "Jaringan padam", "pelaku": orang}
        return verba_nomor.sediakan_blok(**isi)

    def surat():
        return bahan_nomor.nomori(p, unit[0], "umum", 2026)

    hasil = adu(blok, surat, blok, surat)
    assert not [h for h in hasil if isinstance(h, Exception)]
    assert Penghitung.objects.get(terakhir__gt=0).terakhir == 8
    assert temuan() == []


def test_a_series_changed_while_numbers_are_taken_gives_none_twice(tiga):
    p, unit = tiga
    admin = Pelaku(pabrik.petugas(pabrik.daerah_kecil().bagian_pemerintahan, peran.ADMIN_KABUPATEN))

    def pindah(pemilik):
        isi = {"unit": unit[1], "register": "umum", "pemilik": pemilik, "seri": "umum"}
        return lambda: verba_nomor.ganti_seri(**isi, alasan="Satu buku agenda", pelaku=admin)

    def ambil():
        return bahan_nomor.nomori(p, unit[1], "umum", 2026)

    for ronde in range(RONDE):
        hasil = adu(ambil, pindah(unit[ronde % 2]), ambil, ambil)
        assert not [h for h in hasil if isinstance(h, Exception)]
    assert temuan() == []


def test_two_clerks_enter_the_same_number_of_a_sheet_and_one_is_told(tiga):
    _p, unit = tiga
    orang = Pelaku(pabrik.petugas(unit[1], peran.OPERATOR_DESA))
    blok = verba_nomor.sediakan_blok(unit=unit[1], register="umum", jumlah=1, alasan="Padam listrik", pelaku=orang)

    def catat(nama):
        isi = {"klasifikasi": "460", "perihal": "SKTM", "penerima": nama, "penanda": "Kades", "pelaku": orang}
        tanggal = SuratKertas.objects.get().tanggal
        return verba_nomor.catat_surat_kertas(blok_id=blok.pk, urut=1, tanggal=tanggal, **isi)

    hasil = adu(lambda: catat("Siti"), lambda: catat("Budi"))
    (kalah,) = [h for h in hasil if isinstance(h, Exception)]
    assert isinstance(kalah, TidakBoleh)
    assert kalah.pesan == "Nomor 1 sudah dicatat. Muat ulang halaman untuk melihatnya."
    assert SuratKertas.objects.get().penerima in {"Siti", "Budi"}


def test_this_race_catches_a_counter_that_is_read_without_a_lock(tiga, monkeypatch):
    """The twin: all read the counter, then all write it; numbers come twice, or the database refuses the second."""
    garis = threading.Barrier(6)

    def tanpa_kunci(unit, register, tahun, jumlah=1):
        hitung = Penghitung.objects.get(unit=tiga[1][0])
        garis.wait(20)
        Penghitung.objects.filter(pk=hitung.pk).update(terakhir=hitung.terakhir + 1)
        return Ambilan(hitung, hitung.terakhir + 1)

    def nomori(p, unit, register, tahun):
        ambilan = nomor.ambil(unit, register, tahun)  # before the transaction: there SQLite lets in one at a time
        with transaction.atomic():
            return bahan_nomor.pasang(p, unit, register, tahun, ambilan)

    Penghitung.objects.create(unit=tiga[1][0], register="umum", tahun=2026)
    monkeypatch.setattr(nomor, "ambil", tanpa_kunci)
    monkeypatch.setattr(bahan_nomor, "nomori", nomori)
    hasil = berebut(tiga)
    assert sum(isinstance(h, Exception) for h in hasil) == 5


def test_this_race_catches_a_lock_that_is_missing_in_the_transaction(tiga, monkeypatch):
    """The twin where there are row locks; SQLite's transaction lets in one at a time, so nothing can happen there."""
    asli = nomor._terkunci

    def tanpa_kunci(unit_id, register, tahun):
        asli_kueri = Penghitung.objects.filter(unit_id=unit_id, register=register, tahun=tahun)
        hitung = asli_kueri.first() or asli(unit_id, register, tahun)
        time.sleep(0.05)
        return hitung

    for unit in tiga[1]:
        Penghitung.objects.create(unit=unit, register="umum", tahun=2026)
    monkeypatch.setattr(nomor, "_terkunci", tanpa_kunci)
    gagal = sum(isinstance(h, Exception) for h in berebut(tiga))
    assert (gagal > 0) == (connection.vendor == "postgresql")
