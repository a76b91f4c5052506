"""Changing who holds a seat."""

from datetime import date

import pytest

from core.wilayah.kueri import pemegang
from core.wilayah.models import Cuti, Jabatan, Penugasan
from core.wilayah.verba import TidakDapat, akhiri, cutikan, gantikan, pulangkan, tugaskan
from tests.pabrik import pengguna, petugas

AWAL, TENGAH, AKHIR = date(2026, 1, 1), date(2026, 6, 30), date(2026, 12, 31)


@pytest.fixture
def kursi(kecil):
    return Jabatan.objects.get(unit=kecil.pepelegi, peran="kepala_desa")


def test_a_seat_is_given_for_a_time(kecil, kursi):
    orang = pengguna(nama="Nur Hayati")
    tugaskan(jabatan=kursi, pengguna=orang, mulai=AWAL, sampai=AKHIR)
    assert [p.nama for p in pemegang(kecil.pepelegi, "kepala_desa", AKHIR)] == ["Nur Hayati"]


def test_a_seat_for_one_has_one_definitive_holder_at_a_time(kursi):
    tugaskan(jabatan=kursi, pengguna=pengguna(), mulai=AWAL, sampai=TENGAH)
    with pytest.raises(TidakDapat, match="sudah ada pemegangnya"):
        tugaskan(jabatan=kursi, pengguna=pengguna(), mulai=TENGAH)
    tugaskan(jabatan=kursi, pengguna=pengguna(), mulai=date(2026, 7, 1))
    assert Penugasan.objects.count() == 2


def test_an_acting_holder_may_stand_beside_the_definitive_one(kursi):
    tugaskan(jabatan=kursi, pengguna=pengguna(), mulai=AWAL)
    tugaskan(jabatan=kursi, pengguna=pengguna(), mulai=AWAL, jenis="plh")
    assert Penugasan.objects.count() == 2


def test_a_desk_may_have_several_operators(kecil):
    meja = Jabatan.objects.get(unit=kecil.pepelegi, peran="operator_desa")
    tugaskan(jabatan=meja, pengguna=pengguna(), mulai=AWAL)
    tugaskan(jabatan=meja, pengguna=pengguna(), mulai=AWAL)
    assert len(pemegang(kecil.pepelegi, "operator_desa", AWAL)) == 2


def test_nobody_holds_the_same_seat_twice_on_one_day(kecil):
    meja, orang = Jabatan.objects.get(unit=kecil.pepelegi, peran="operator_desa"), pengguna()
    tugaskan(jabatan=meja, pengguna=orang, mulai=AWAL, sampai=TENGAH)
    with pytest.raises(TidakDapat, match="sudah memegang"):
        tugaskan(jabatan=meja, pengguna=orang, mulai=TENGAH)
    tugaskan(jabatan=meja, pengguna=orang, mulai=date(2026, 7, 1))
    assert Penugasan.objects.count() == 2


def test_a_time_that_ends_before_it_begins_is_refused(kursi):
    with pytest.raises(TidakDapat, match="mendahului"):
        tugaskan(jabatan=kursi, pengguna=pengguna(), mulai=AKHIR, sampai=AWAL)


def test_handing_over_leaves_no_day_empty_and_none_double(kecil):
    lama = petugas(kecil.pepelegi, "kepala_desa", nama="Lama")
    gantikan(penugasan=lama.tugas, pengguna=pengguna(nama="Baru"), mulai=TENGAH)
    nama = [[p.nama for p in pemegang(kecil.pepelegi, "kepala_desa", h)] for h in (date(2026, 6, 29), TENGAH)]
    assert nama == [["Lama"], ["Baru"]]


def test_ending_an_assignment_cuts_its_leave(kecil):
    kades = petugas(kecil.pepelegi, "kepala_desa")
    cutikan(penugasan=kades.tugas, mulai=date(2026, 6, 29), sampai=date(2026, 7, 5))
    cutikan(penugasan=kades.tugas, mulai=date(2026, 8, 1), sampai=date(2026, 8, 2))
    akhiri(penugasan=kades.tugas, sampai=TENGAH)
    assert list(Cuti.objects.values_list("mulai", "sampai")) == [(date(2026, 6, 29), TENGAH)]


def test_leave_needs_another_person_as_substitute(kecil):
    kades = petugas(kecil.pepelegi, "kepala_desa")
    with pytest.raises(TidakDapat, match="orang lain"):
        cutikan(penugasan=kades.tugas, mulai=AWAL, sampai=AWAL, pengganti=kades)
    cutikan(penugasan=kades.tugas, mulai=AWAL, sampai=AWAL, pengganti=petugas(kecil.pepelegi, "sekretaris_desa"))
    assert Cuti.objects.count() == 1


def test_leave_lies_within_the_assignment_and_does_not_overlap(kecil):
    kades = petugas(kecil.pepelegi, "kepala_desa", mulai=AWAL, sampai=TENGAH)
    with pytest.raises(TidakDapat, match="masa tugas"):
        cutikan(penugasan=kades.tugas, mulai=TENGAH, sampai=date(2026, 7, 1))
    cutikan(penugasan=kades.tugas, mulai=date(2026, 6, 29), sampai=TENGAH)
    with pytest.raises(TidakDapat, match="Sudah ada cuti"):
        cutikan(penugasan=kades.tugas, mulai=TENGAH, sampai=TENGAH)
    assert Cuti.objects.count() == 1


def test_a_seat_of_the_civil_service_needs_a_nip(kecil):
    lurah = Jabatan.objects.get(unit=kecil.magersari, peran="kepala_desa")
    with pytest.raises(TidakDapat, match="pegawai negeri"):
        tugaskan(jabatan=lurah, pengguna=pengguna(), mulai=AWAL)
    tugaskan(jabatan=lurah, pengguna=pengguna(nip="197508172003121004"), mulai=AWAL)
    assert Penugasan.objects.count() == 1


@pytest.mark.parametrize(
    ("sampai", "pesan"),
    [
        (date(2026, 5, 31), "mendahului"),
        (date(2026, 6, 3), "sudah lewat"),
        (date(2026, 6, 30), "hanya dapat dipersingkat"),
        (date(2026, 7, 1), "hanya dapat dipersingkat"),
    ],
)
def test_leave_is_only_shortened_and_not_in_the_past(kecil, sampai, pesan):
    cuti = cutikan(penugasan=petugas(kecil.pepelegi, "kepala_desa").tugas, mulai=date(2026, 6, 1), sampai=TENGAH)
    with pytest.raises(TidakDapat, match=pesan):
        pulangkan(cuti=cuti, sampai=sampai, hari=date(2026, 6, 5))
    assert Cuti.objects.get().sampai == TENGAH


def test_leave_may_have_ended_yesterday(kecil):
    cuti = cutikan(penugasan=petugas(kecil.pepelegi, "kepala_desa").tugas, mulai=date(2026, 6, 1), sampai=TENGAH)
    pulangkan(cuti=cuti, sampai=date(2026, 6, 4), hari=date(2026, 6, 5))
    assert [p.peran for p in pemegang(kecil.pepelegi, "kepala_desa", date(2026, 6, 5))] == ["kepala_desa"]
