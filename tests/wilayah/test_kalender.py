"""Working hours: 07.30 to 15.30, Monday to Friday, without holidays and joint leave."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.wilayah.kalender import KalenderKosong, hari_kerja, jam_kerja_antara, tambah_jam_kerja
from core.wilayah.models import HariLibur

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def libur(db):
    """Two years with one holiday on a Wednesday and one joint leave day on the Thursday after it."""
    HariLibur.objects.create(tanggal=date(2026, 11, 25), nama="Libur uji", jenis="libur_nasional")
    HariLibur.objects.create(tanggal=date(2026, 11, 26), nama="Cuti uji", jenis="cuti_bersama")
    HariLibur.objects.create(tanggal=date(2027, 1, 1), nama="Tahun Baru", jenis="libur_nasional")


def wib(teks):
    return timezone.make_aware(datetime.fromisoformat(teks))


@pytest.mark.parametrize(
    ("tanggal", "kerja"),
    [
        (date(2026, 11, 20), True),  # Friday
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 11, 23), True),
        (date(2026, 11, 25), False),  # holiday
        (date(2026, 11, 26), False),  # joint leave
        (date(2026, 11, 27), True),
    ],
)
def test_offices_work_on_weekdays_that_are_no_holidays(tanggal, kerja):
    assert hari_kerja(tanggal) is kerja


def test_without_the_holiday_the_same_day_is_a_working_day():
    HariLibur.objects.filter(tanggal=date(2026, 11, 25)).delete()
    assert hari_kerja(date(2026, 11, 25))


@pytest.mark.parametrize(
    ("mulai", "jam", "hasil"),
    [
        ("2026-11-23 09:00", 4, "2026-11-23 13:00"),
        ("2026-11-23 06:00", 1, "2026-11-23 08:30"),  # before opening
        ("2026-11-23 14:30", 1, "2026-11-23 15:30"),  # runs out exactly at closing time
        ("2026-11-23 14:31", 1, "2026-11-24 07:31"),
        ("2026-11-23 15:30", 1, "2026-11-24 08:30"),
        ("2026-11-21 11:00", 2, "2026-11-23 09:30"),  # Saturday
        ("2026-11-24 14:30", 2, "2026-11-27 08:30"),  # over the holiday and the joint leave
        ("2026-11-23 09:00", 8, "2026-11-24 09:00"),
        ("2026-12-31 15:00", 1, "2027-01-04 08:00"),  # over the year's end and a weekend
        ("2026-11-23 09:00", 0, "2026-11-23 09:00"),
        ("2026-11-22 09:00", 0, "2026-11-23 07:30"),
        ("2026-11-23 09:00", 0.5, "2026-11-23 09:30"),
    ],
)
def test_working_hours_are_counted_in_office_hours_only(mulai, jam, hasil):
    assert tambah_jam_kerja(wib(mulai), jam) == wib(hasil)


def test_a_moment_of_another_time_zone_is_counted_in_local_time():
    utc = wib("2026-11-23 09:00").astimezone(tz=None)
    assert tambah_jam_kerja(utc, 1) == wib("2026-11-23 10:00")


def test_a_year_without_holidays_fails_loudly():
    with pytest.raises(KalenderKosong, match="Kalender kerja tahun 2028 belum diisi"):
        hari_kerja(date(2028, 1, 3))


def test_counting_into_a_year_without_holidays_fails_loudly():
    with pytest.raises(KalenderKosong, match="2028"):
        tambah_jam_kerja(wib("2027-12-31 15:00"), 8)
    HariLibur.objects.create(tanggal=date(2028, 1, 1), nama="Tahun Baru", jenis="libur_nasional")
    assert tambah_jam_kerja(wib("2027-12-31 15:00"), 8) == wib("2028-01-03 15:00")


def test_hours_cannot_be_negative():
    with pytest.raises(ValueError, match="negative"):
        tambah_jam_kerja(wib("2026-11-23 09:00"), -1)


@pytest.mark.parametrize(
    ("mulai", "sampai", "jam"),
    [
        ("2026-11-23 09:00", "2026-11-23 11:30", 2.5),
        ("2026-11-23 06:00", "2026-11-23 23:00", 8),
        ("2026-11-20 14:30", "2026-11-23 08:30", 2),  # over a weekend
        ("2026-11-24 15:30", "2026-11-27 07:30", 0),  # holiday and joint leave only
        ("2026-11-23 11:30", "2026-11-23 09:00", 0),  # backwards
    ],
)
def test_elapsed_working_hours(mulai, sampai, jam):
    assert jam_kerja_antara(wib(mulai), wib(sampai)) == jam


def test_one_count_within_a_year_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        tambah_jam_kerja(wib("2026-11-02 09:00"), 80)


SAAT = st.integers(0, 60 * 24 * 40).map(lambda menit: wib("2026-11-10 00:00") + timedelta(minutes=menit))
JAM = st.integers(0, 160).map(lambda n: n / 4)
SIFAT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SIFAT
@given(SAAT, JAM, JAM)
def test_adding_hours_is_additive(mulai, a, b):
    assert tambah_jam_kerja(tambah_jam_kerja(mulai, a), b) == tambah_jam_kerja(mulai, a + b)


@SIFAT
@given(SAAT, SAAT, JAM, JAM)
def test_adding_hours_is_monotone(satu, dua, a, b):
    awal, akhir = sorted((satu, dua))
    sedikit, banyak = sorted((a, b))
    assert awal <= tambah_jam_kerja(awal, sedikit) <= tambah_jam_kerja(akhir, banyak)


@SIFAT
@given(SAAT, JAM)
def test_elapsed_hours_undo_added_hours(mulai, jam):
    assert jam_kerja_antara(mulai, tambah_jam_kerja(mulai, jam)) == jam
