"""The schedules are exactly the sweepers, however often the command runs."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django_q.models import OrmQ, Schedule
from django_q.scheduler import scheduler

from core.notifikasi import antrean
from core.notifikasi.jadwal import siapkan
from core.notifikasi.paket import PaketJson

pytestmark = pytest.mark.django_db


def isi():
    return list(Schedule.objects.order_by("name").values_list("name", "func", "args", "minutes", "repeats"))


def test_running_it_twice_changes_nothing(settings):
    settings.PENYAPU = ["core.notifikasi.verba.sapu", "tests.notifikasi.test_kirim.rusak"]
    siapkan()
    sekali, berikut = isi(), list(Schedule.objects.values_list("pk", "next_run"))
    call_command("siapkan_jadwal", verbosity=0)
    assert (
        isi()
        == sekali
        == [
            ("sapu:core.notifikasi.verba.sapu", antrean.SAPU, "(0,)", 1, -1),
            ("sapu:tests.notifikasi.test_kirim.rusak", antrean.SAPU, "(1,)", 1, -1),
        ]
    )
    assert list(Schedule.objects.values_list("pk", "next_run")) == berikut


def test_a_planted_schedule_is_removed():
    Schedule.objects.create(name="jahat", func="os.system", args="('touch /tmp/x',)", schedule_type=Schedule.MINUTES)
    siapkan()
    assert "jahat" not in {nama for nama, *_ in isi()}


def test_a_planted_argument_is_repaired():
    siapkan()
    Schedule.objects.update(func="os.system", kwargs="a=1")
    siapkan()
    assert {func for _, func, *_ in isi()} == {antrean.SAPU}
    assert not Schedule.objects.filter(kwargs__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_a_due_schedule_puts_a_known_task_into_the_queue():
    siapkan()
    scheduler(broker=antrean.broker())

    tugas = [PaketJson.loads(baris.payload) for baris in OrmQ.objects.all()]
    assert [(t["func"], t["args"]) for t in tugas] == [(antrean.SAPU, [n]) for n in range(len(tugas))]
    assert tugas


def test_a_misspelt_sweeper_is_found_by_the_system_check(settings):
    assert [e.id for e in run_checks() if e.id == "notifikasi.E001"] == []
    settings.PENYAPU = ["core.surat.tidak_ada.pulihkan", "tidak-ada"]
    assert [e.id for e in run_checks() if e.id == "notifikasi.E001"] == ["notifikasi.E001"] * 2
