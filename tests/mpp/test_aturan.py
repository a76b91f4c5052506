"""The pure rules of turns."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mpp import aturan
from mpp.aturan import Hari

HARI = date(2026, 11, 24)


def hari(*rentang):
    return Hari(HARI, tuple((time(*a), time(*b)) for a, b in rentang))


def slot(h, **isi):
    return aturan.slot_hari(h, **{"panjang": 60, "loket": 2, "per_giliran": 20, "terisi": {}, **isi})


def test_a_day_is_cut_into_hours_around_the_lunch_break():
    semua = slot(hari(((8, 0), (10, 0)), ((13, 0), (14, 30))))
    assert [(s.mulai.hour, s.selesai, s.kapasitas) for s in semua] == [
        (8, time(9), 6),
        (9, time(10), 6),
        (13, time(14), 6),
        (14, time(14, 30), 2),
    ]


def test_a_rest_too_short_for_one_person_is_no_slot():
    assert [s.mulai for s in slot(hari(((8, 0), (9, 10))))] == [time(8)]
    assert [s.mulai for s in slot(hari(((8, 0), (9, 20))))] == [time(8), time(9)]


def test_a_hall_without_counters_has_no_slot():
    assert slot(hari(((8, 0), (10, 0))), loket=0) == []


def test_fewer_counters_than_bookings_leave_nothing_and_never_less():
    (satu,) = slot(hari(((8, 0), (9, 0))), loket=1, terisi={time(8): 5})
    assert (satu.kapasitas, satu.sisa) == (3, 0)


def test_a_slot_closes_half_an_hour_before_it_begins():
    kini = datetime(2026, 11, 24, 8, 30)
    assert aturan.masih_bisa(HARI, time(9), kini)
    assert not aturan.masih_bisa(HARI, time(9), kini + timedelta(seconds=1))


@pytest.mark.parametrize(("terpakai", "bebas"), [([], 1), ([1], 2), ([1, 3], 2), ([3, 2, 1], None)])
def test_a_phone_holds_three_turns_a_day(terpakai, bebas):
    assert aturan.jatah_bebas(terpakai) == bebas


def test_one_is_reminded_a_day_and_an_hour_before():
    mulai = datetime(2026, 11, 24, 9)
    satu = aturan.pengingat_berikut(mulai, datetime(2026, 11, 20))
    dua = aturan.pengingat_berikut(mulai, satu)
    assert (satu, dua) == (datetime(2026, 11, 23, 9), datetime(2026, 11, 24, 8))
    assert aturan.pengingat_berikut(mulai, dua) is None


def test_who_books_in_the_evening_is_reminded_only_an_hour_before():
    mulai = datetime(2026, 11, 24, 9)
    assert aturan.pengingat_berikut(mulai, datetime(2026, 11, 23, 20)) == datetime(2026, 11, 24, 8)


menit = st.integers(0, 1439).map(lambda n: time(n // 60, n % 60))
rentang = st.tuples(menit, menit).filter(lambda r: r[0] < r[1])


@settings(max_examples=60, deadline=None)
@given(rentang, st.integers(15, 240), st.integers(1, 9), st.integers(2, 240))
def test_slots_cover_the_opening_hours_and_hold_no_more_than_the_counters_can_serve(jam, panjang, loket, per_giliran):
    potong = list(aturan.potong([jam], panjang))
    assert (potong[0][0], potong[-1][1]) == jam
    assert all(a[1] == b[0] for a, b in pairwise(potong))
    semua = aturan.slot_hari(Hari(HARI, (jam,)), panjang=panjang, loket=loket, per_giliran=per_giliran, terisi={})
    lama = aturan.menit(jam[1]) - aturan.menit(jam[0])
    assert sum(s.kapasitas for s in semua) * per_giliran <= lama * loket


def test_every_step_leads_to_a_state_and_begins_in_another_or_the_same_call():
    assert {aksi: tujuan for aksi, (asal, tujuan) in aturan.LANGKAH.items() if tujuan in asal} == {
        aturan.PANGGIL_LAGI: aturan.DIPANGGIL
    }
