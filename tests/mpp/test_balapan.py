"""Several people book, and several officers call, at the same instant, in threads with connections of their own.

Run against the database of this test run: SQLite first, PostgreSQL in the second pass.
"""

import os
from datetime import time

import pytest

from core.permohonan.galat import TidakBoleh
from mpp import kueri, verba, verba_loket
from mpp.models import Antrean, BukuAntrean, Loket
from tests import pabrik
from tests.mpp.bahan import SELASA, SENIN, orang
from tests.mpp.conftest import SENIN as PAGI
from tests.mpp.conftest import buat_aula
from tests.permohonan.test_balapan import adu

RONDE = int(os.environ.get("RONDE_BALAPAN", "12")) // 4 or 1
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def aula(transactional_db):
    return buat_aula(pabrik.daerah_kecil().waru)


def pesan(layanan, telepon="", jam=9):
    """The clock is handed in: threads do not share a frozen one."""
    isi = {"layanan": layanan, "hari": SELASA, "mulai": time(jam), "pemesan": orang(telepon), "saat": PAGI}
    return lambda: verba.pesan(**isi)


def sah(hasil):
    return [satu for satu in hasil if isinstance(satu, Antrean)]


def salah(hasil):
    return [satu for satu in hasil if not isinstance(satu, Antrean | TidakBoleh)]


def test_bookings_at_once_get_numbers_without_gap_and_fill_the_hour_exactly(aula):
    """Six places, eight people."""
    for ronde in range(RONDE):
        jam = (8, 9, 10)[ronde % 3]
        hasil = adu(*(pesan(aula.ktp, jam=jam) for _satu in range(8)))
        assert salah(hasil) == []
        assert len(sah(hasil)) == 6
    nomor = sorted(Antrean.objects.values_list("nomor", flat=True))
    assert nomor == list(range(1, 6 * RONDE + 1))
    assert BukuAntrean.objects.get().terakhir == 6 * RONDE


def test_one_phone_in_two_queues_at_once_gets_no_fourth_turn(aula):
    hasil = adu(*(pesan(layanan, "+628123456789", jam) for layanan in (aula.ktp, aula.stnk) for jam in (8, 9, 10)))
    assert salah(hasil) == []
    assert 1 <= len(sah(hasil)) <= 3
    assert sorted(Antrean.objects.values_list("jatah", flat=True)) == list(range(1, len(sah(hasil)) + 1))


def test_moving_and_booking_at_once_leave_every_hour_within_its_places(aula):
    lama = [pesan(aula.stnk, jam=jam)() for jam in (8, 8, 9)]

    def pindah(antrean, jam):
        return lambda: verba.pindahkan(antrean_id=antrean.pk, hari=SELASA, mulai=time(jam), saat=PAGI)

    hasil = adu(pindah(lama[0], 9), pindah(lama[1], 9), pindah(lama[2], 10), pesan(aula.stnk, jam=9))
    assert salah(hasil) == []
    isi = kueri.terisi(aula.b, SELASA, SELASA)[SELASA]
    assert max(isi.values()) <= 2
    assert sorted(Antrean.objects.values_list("nomor", flat=True)) == list(range(1, Antrean.objects.count() + 1))


def test_officers_who_press_at_once_never_call_the_same_turn(aula):
    lain = Loket.objects.create(kelompok=aula.a, nama="3")
    petugas = pabrik.petugas(pabrik.daerah_kecil().waru, "operator_kecamatan")
    saat = PAGI.replace(hour=9, minute=5)
    for _ronde in range(RONDE):
        for _satu in range(3):
            verba.ambil_di_tempat(layanan=aula.ktp, saat=saat)
        tekan = [
            lambda loket=loket: verba_loket.panggil_berikut(loket=loket, petugas=petugas, saat=saat)
            for loket in (*aula.loket, lain)
        ]
        hasil = adu(*tekan, tekan[0])  # somebody presses twice
        assert salah(hasil) == []
        dipanggil = Antrean.objects.filter(hari=SENIN, status="dipanggil")
        assert sorted(dipanggil.values_list("loket", flat=True)) == sorted(x.pk for x in (*aula.loket, lain))
        dipanggil.update(status="selesai")


def test_this_race_catches_a_book_that_is_read_without_a_lock(aula, monkeypatch):
    """The twin: without the lock two get one number, and the database refuses the second."""

    def tanpa_kunci(kelompok, hari):
        garis.wait(20)
        return BukuAntrean.objects.get(kelompok=kelompok, hari=hari)

    import threading

    garis = threading.Barrier(4)
    BukuAntrean.objects.create(kelompok=aula.a, hari=SELASA)
    monkeypatch.setattr(verba, "_kunci_buku", tanpa_kunci)
    monkeypatch.setattr(verba, "pesan", verba._pesan)  # outside a transaction: SQLite's lets in one at a time
    hasil = adu(*(pesan(aula.ktp) for _satu in range(4)))
    assert len(sah(hasil)) < 4


def test_this_race_catches_a_call_that_does_not_look_at_the_state_again(aula, monkeypatch):
    """The twin: both read the same first turn, both write their counter."""
    import threading

    verba.ambil_di_tempat(layanan=aula.ktp, saat=PAGI.replace(hour=9))
    garis = threading.Barrier(2)

    def ceroboh(antrean, loket, petugas, saat):
        garis.wait(20)
        Antrean.objects.filter(pk=antrean.pk).update(status="dipanggil", loket=loket)
        return True

    monkeypatch.setattr(verba_loket, "_ke_loket", ceroboh)
    saat = PAGI.replace(hour=9, minute=5)
    hasil = adu(*(lambda x=x: verba_loket.panggil_berikut(loket=x, petugas=None, saat=saat) for x in aula.loket))
    assert [a.pk for a in hasil] == [hasil[0].pk] * 2
