"""Two admins at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from core.wilayah.models import Jabatan, Penugasan
from core.wilayah.verba import TidakDapat, tugaskan
from tests.pabrik import daerah_kecil, pengguna

BANYAK = 4


@pytest.mark.django_db(transaction=True)
def test_admins_who_act_together_seat_one_head():
    kursi = Jabatan.objects.get(unit=daerah_kecil().pepelegi, peran="kepala_desa")
    garis = Barrier(BANYAK)

    def dudukkan(orang):
        try:
            garis.wait(30)
            tugaskan(jabatan=kursi, pengguna=orang, mulai=date(2026, 1, 1))
        except TidakDapat:
            return "ditolak"
        else:
            return "duduk"
        finally:
            connection.close()

    calon = [pengguna() for _ in range(BANYAK)]
    with ThreadPoolExecutor(BANYAK) as kolam:
        hasil = sorted(kolam.map(dudukkan, calon))
    assert (hasil, Penugasan.objects.count()) == (["ditolak"] * (BANYAK - 1) + ["duduk"], 1)
