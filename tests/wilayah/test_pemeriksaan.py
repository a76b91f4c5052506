"""The warning that a year's holidays are missing, in time for those who must enter them."""

from datetime import date

import pytest
import time_machine
from django.core import checks

from core.wilayah.models import HariLibur
from core.wilayah.pemeriksaan import tahun_dibutuhkan

pytestmark = pytest.mark.django_db


def peringatan():
    semua = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    return [p.msg for p in semua if p.id == "wilayah.W001"]


@pytest.mark.parametrize(
    ("hari", "tahun"),
    [(date(2026, 9, 30), [2026]), (date(2026, 10, 1), [2026, 2027]), (date(2026, 12, 31), [2026, 2027])],
)
def test_the_next_year_is_needed_from_october_on(hari, tahun):
    assert tahun_dibutuhkan(hari) == tahun


@time_machine.travel("2027-11-21 03:00", tick=False)
def test_a_missing_year_is_reported_by_name():
    HariLibur.objects.create(tanggal=date(2027, 1, 1), nama="Tahun Baru", jenis="libur_nasional")
    assert peringatan() == ["Hari libur tahun 2028 belum diisi; tenggat layanan tahun itu hanya perkiraan."]
    HariLibur.objects.create(tanggal=date(2028, 1, 1), nama="Tahun Baru", jenis="libur_nasional")
    assert peringatan() == []


@time_machine.travel("2026-03-02 03:00", tick=False)
def test_an_empty_calendar_is_reported():
    assert len(peringatan()) == 1
