"""Only one door leads to the queue, and only a known task with one integer passes it (threat T15)."""

import json
import pickle
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import Resolver404, resolve
from django_q import pusher, tasks
from django_q.conf import Conf
from django_q.core_signing import BadSignature
from django_q.models import OrmQ

from core.notifikasi import antrean
from core.notifikasi.paket import PaketJson

AKAR = Path(__file__).resolve().parents[2]
PINTU = "core/notifikasi/antrean.py"


def pemanggil_antrean(akar: Path, folder=("core", "cms", "plugins", "themes", "sipraja", "demo", "layanan_links")):
    """Files that mention async_task, apart from the door."""
    berkas = (f for nama in folder for f in (akar / nama).rglob("*.py"))
    return sorted(str(f.relative_to(akar)) for f in berkas if re.search(r"\basync_task\b|AsyncTask", f.read_text()))


def test_nobody_but_the_door_calls_async_task():
    assert pemanggil_antrean(AKAR) == [PINTU]


def test_another_caller_would_be_found(tmp_path):
    """Twin: the search finds a second caller."""
    (tmp_path / "core" / "surat").mkdir(parents=True)
    (tmp_path / "core" / "surat" / "tasks.py").write_text("from django_q.tasks import async_task\n")
    assert pemanggil_antrean(tmp_path) == ["core/surat/tasks.py"]


@pytest.mark.parametrize(
    ("tugas", "isi", "tambahan"),
    [
        ("os.system", (1,), {}),
        ("core.notifikasi.verba.kirim", (1,), {}),
        (antrean.KIRIM, ("1",), {}),
        (antrean.KIRIM, (True,), {}),
        (antrean.KIRIM, (1, 2), {}),
        (antrean.KIRIM, (), {}),
        (antrean.KIRIM, (1,), {"frasa": "rahasia"}),
        (print, (1,), {}),
        ({}, (1,), {}),
    ],
)
def test_anything_but_a_known_task_with_one_integer_is_refused(tugas, isi, tambahan):
    with pytest.raises(ValueError, match="ditolak"):
        antrean.periksa_tugas(tugas, isi, tambahan)


def test_a_known_task_with_one_integer_passes():
    antrean.periksa_tugas(antrean.KIRIM, [7], {})


def test_django_q_uses_our_json_packages():
    assert (tasks.SignedPackage, pusher.SignedPackage) == (PaketJson, PaketJson)


@pytest.mark.django_db
def test_a_bell_in_the_table_is_json_with_one_number(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        antrean.bunyikan_setelah_commit(antrean.KIRIM, [41])
    isi = signing.loads(OrmQ.objects.get().payload, key=Conf.SECRET_KEY, salt=Conf.PREFIX)
    assert (isi["func"], isi["args"], isi["kwargs"]) == (antrean.KIRIM, [41], {})
    assert pusher.SignedPackage.loads(OrmQ.objects.get().payload)["started"].tzinfo is not None


@pytest.mark.django_db(transaction=True)
def test_without_a_commit_there_is_no_bell():
    with transaction.atomic():
        antrean.bunyikan_setelah_commit(antrean.KIRIM, [41])
        transaction.set_rollback(True)
    assert not OrmQ.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_dead_queue_does_not_fail_the_request(monkeypatch):
    def mati(*_):
        raise ConnectionError("Redis mati")

    monkeypatch.setattr(antrean, "broker", mati)
    with transaction.atomic():
        antrean.bunyikan_setelah_commit(antrean.KIRIM, [41])
    assert not OrmQ.objects.exists()


class _Pembuka:
    """Opens a file when unpickled: what a planted package would do."""

    def __init__(self, jalur):
        self.jalur = jalur

    def __reduce__(self):
        return (Path.touch, (Path(self.jalur),))


class _Acar:
    dumps = staticmethod(pickle.dumps)
    loads = staticmethod(pickle.loads)


def _bertanda(isi, serializer=signing.JSONSerializer):
    """A package signed with the true key: the attacker of T15 has learnt it."""
    return signing.dumps(isi, key=Conf.SECRET_KEY, salt=Conf.PREFIX, serializer=serializer)


def test_a_planted_pickle_is_not_opened_even_with_the_right_signature(tmp_path):
    kanari = tmp_path / "kanari"
    with pytest.raises(BadSignature):
        PaketJson.loads(_bertanda({"func": _Pembuka(kanari)}, _Acar))
    assert not kanari.exists()


def test_that_pickle_would_have_worked(tmp_path):
    """Twin: the planted package does open the file where pickle is trusted."""
    kanari = tmp_path / "kanari"
    signing.loads(_bertanda({"func": _Pembuka(kanari)}, _Acar), key=Conf.SECRET_KEY, salt=Conf.PREFIX, serializer=_Acar)
    assert kanari.exists()


@pytest.mark.parametrize(
    "isi",
    [
        {"func": "os.system", "args": ["touch /tmp/x"], "kwargs": {}, "started": "2026-11-21T10:00:00+07:00"},
        {"func": antrean.KIRIM, "args": [1], "kwargs": {"x": 1}, "started": "2026-11-21T10:00:00+07:00"},
        {"func": antrean.KIRIM, "kwargs": {}, "started": "2026-11-21T10:00:00+07:00"},
        ["bukan", "paket"],
    ],
)
def test_a_planted_json_package_is_thrown_away(isi):
    with pytest.raises(BadSignature):
        PaketJson.loads(_bertanda(isi))


def test_the_queue_has_no_admin_page():
    for jalur in ("/admin/django_q/schedule/add/", "/kelola/django_q/schedule/add/"):
        with pytest.raises(Resolver404):
            _tanpa_wagtail(jalur)
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def _tanpa_wagtail(jalur):
    """Resolve, not counting Wagtail's catch-alls for pages and for its admin."""
    cocok = resolve(jalur)
    if cocok.url_name == "wagtail_serve" or cocok.func.__module__.startswith("wagtail"):
        raise Resolver404(jalur)
    return cocok


def test_settings_survive_the_measured_traps():
    klaster = settings.Q_CLUSTER
    siklus = klaster["timeout"] * (1 + (klaster["queue_limit"] + 1) / klaster["workers"])
    assert klaster["retry"] > siklus
    assert klaster["queue_limit"] == klaster["workers"]
    assert (klaster["catch_up"], klaster["bulk"], klaster["ack_failures"]) == (False, 1, True)
    assert klaster["save_limit"] == -1
    assert json.dumps(klaster)
