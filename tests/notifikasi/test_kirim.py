"""Delivery against a real mail server: at least once, one effect per row; faults lead to a later try or visible end."""

import logging
import random
import socket
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_q import pusher
from django_q.models import OrmQ

from core.notifikasi import antrean, aturan, surel, tasks, verba
from core.notifikasi.models import MATI, MENUNGGU, SUREL, TERKIRIM, Denyut, Pesan
from tests.alat import port_bebas

pytestmark = pytest.mark.django_db


def segar(pesan):
    pesan.refresh_from_db()
    return pesan


def test_a_letter_arrives_and_the_row_says_so(server_surel, siti, surel_untuk):
    pesan = surel_untuk(siti)
    assert verba.kirim(pesan_id=pesan.pk)
    (surat,) = server_surel.diterima
    assert surat["To"] == "siti@contoh.id"
    assert surat["Subject"] == "Akun Anda sudah diverifikasi"
    assert surat["Auto-Submitted"] == "auto-generated"
    assert (segar(pesan).status, pesan.percobaan, pesan.galat) == (TERKIRIM, 1, "")
    assert pesan.terkirim_pada is not None


def test_five_bells_in_any_order_send_each_letter_once(server_surel, siti, surel_untuk):
    daftar = [surel_untuk(siti) for _ in range(8)]
    bel = [p.pk for p in daftar] * 5
    random.Random(3).shuffle(bel)
    for nomor in bel:
        tasks.kirim(nomor)
    assert len(server_surel.diterima) == 8
    assert len({s["Message-ID"] for s in server_surel.diterima}) == 8
    assert set(Pesan.objects.values_list("status", "percobaan")) == {(TERKIRIM, 1)}


def test_without_the_lease_five_bells_would_send_five_letters(server_surel, siti, surel_untuk):
    """Twin: the count of the previous test sees duplicates."""
    pesan = surel_untuk(siti)
    for _ in range(5):
        surel.kirim(pesan)
    assert len(server_surel.diterima) == 5
    assert len({s["Message-ID"] for s in server_surel.diterima}) == 1


def test_a_row_that_another_worker_holds_is_left_alone(server_surel, siti, surel_untuk):
    pesan = surel_untuk(siti)
    Pesan.objects.filter(pk=pesan.pk).update(lease_sampai=timezone.now() + timedelta(minutes=1), percobaan=1)
    assert not verba.kirim(pesan_id=pesan.pk)
    assert server_surel.diterima == []


def test_a_row_whose_worker_died_is_sent_after_the_lease_with_the_same_message_id(
    server_surel, siti, surel_untuk, majukan
):
    pesan = surel_untuk(siti)
    assert verba._sewa(pesan.pk) is not None  # a worker takes the row, sends, and dies before it could say so
    surel.kirim(pesan)
    assert not verba.kirim(pesan_id=pesan.pk)
    majukan(pesan)
    assert verba.kirim(pesan_id=pesan.pk)
    assert len(server_surel.diterima) == 2
    assert len({s["Message-ID"] for s in server_surel.diterima}) == 1
    assert segar(pesan).percobaan == 2


def test_a_worker_that_comes_back_after_its_lease_does_not_overwrite_the_other(siti, surel_untuk, majukan):
    pesan = surel_untuk(siti)
    lambat = verba._sewa(pesan.pk)
    majukan(pesan)
    cepat = verba._sewa(pesan.pk)
    verba._milik(cepat).update(status=TERKIRIM, lease_sampai=None)
    verba._gagal(lambat, ConnectionError("terlambat"))
    assert segar(pesan).status == TERKIRIM


@pytest.mark.parametrize("jawab", ["451 Greylisted", "421 Too busy"])
def test_a_4xx_leads_to_a_later_attempt(server_surel, siti, surel_untuk, majukan, jawab):
    server_surel.jawab_isi = lambda ke: jawab if ke < 3 else "250 OK"
    pesan = surel_untuk(siti)
    for _ in range(3):
        verba.kirim(pesan_id=pesan.pk)
        if segar(pesan).status == MENUNGGU:
            assert pesan.coba_lagi_pada > timezone.now() + timedelta(seconds=40)
            assert not verba.kirim(pesan_id=pesan.pk)  # not due yet
            majukan(pesan)
    assert (segar(pesan).status, pesan.percobaan, len(server_surel.diterima)) == (TERKIRIM, 3, 1)


def test_an_unknown_address_ends_visibly_at_once(server_surel, siti, surel_untuk, caplog):
    server_surel.jawab_penerima = lambda _alamat: "550 5.1.1 No such user 3515081708900004"
    pesan = surel_untuk(siti)
    with caplog.at_level(logging.ERROR, logger="core.notifikasi.verba"):
        verba.kirim(pesan_id=pesan.pk)
    assert (segar(pesan).status, pesan.percobaan) == (MATI, 1)
    assert "550" in pesan.galat
    assert "3515081708900004" not in pesan.galat + caplog.text
    assert f"Pesan {pesan.pk} tidak dapat dikirim" in caplog.text


def test_a_refused_connection_is_tried_again(settings, server_surel, siti, surel_untuk):
    settings.EMAIL_PORT = port_bebas()
    pesan = surel_untuk(siti)
    verba.kirim(pesan_id=pesan.pk)
    assert (segar(pesan).status, pesan.lease_sampai) == (MENUNGGU, None)
    assert pesan.galat.startswith("ConnectionRefusedError")


def test_a_silent_server_is_given_up_after_the_timeout(settings, siti, surel_untuk):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = "127.0.0.1", False, 0.3
    with socket.create_server(("127.0.0.1", 0)) as bisu:
        settings.EMAIL_PORT = bisu.getsockname()[1]
        pesan = surel_untuk(siti)
        verba.kirim(pesan_id=pesan.pk)
    assert (segar(pesan).status, pesan.percobaan) == (MENUNGGU, 1)
    assert "imeout" in pesan.galat or "timed out" in pesan.galat


def test_after_the_last_attempt_the_row_is_dead_and_stays_quiet(server_surel, siti, surel_untuk, majukan):
    server_surel.jawab_isi = lambda _ke: "451 later"
    pesan = surel_untuk(siti)
    for _ in range(aturan.MAKS_PERCOBAAN + 3):
        majukan(pesan)
        verba.kirim(pesan_id=pesan.pk)
    assert (segar(pesan).status, server_surel.datang) == (MATI, aturan.MAKS_PERCOBAAN)
    assert verba.ulangi_mati() == 1
    server_surel.jawab_isi = lambda _ke: "250 OK"
    assert verba.kirim(pesan_id=pesan.pk)


def test_a_letter_that_kills_its_worker_each_time_dies_too(siti, surel_untuk, majukan):
    pesan = surel_untuk(siti)
    for _ in range(aturan.MAKS_PERCOBAAN):
        assert verba._sewa(pesan.pk) is not None  # the worker dies here
        majukan(pesan)
    assert verba._sewa(pesan.pk) is None
    assert (segar(pesan).status, pesan.galat) == (MATI, "pekerja mati berulang kali saat mengirim")


def test_somebody_without_an_address_any_more_is_no_crash(siti, surel_untuk):
    pesan = surel_untuk(siti)
    type(siti.pengguna).objects.filter(pk=siti.pengguna_id).update(email="")
    verba.kirim(pesan_id=pesan.pk)
    assert segar(pesan).galat == "TanpaAlamat: penerima tidak punya alamat surel"


def test_one_key_is_one_row(siti):
    baris = [Pesan(kunci="sama", saluran=SUREL, penerima=siti.pengguna, jenis="terdaftar") for _ in range(3)]
    for satu in baris:
        verba.tulis([satu])
    assert Pesan.objects.filter(kunci="sama").count() == 1


def test_the_sweeper_rings_for_what_is_due_and_only_for_that(siti, surel_untuk):
    lama, baru, dipegang, nanti, mati = (surel_untuk(siti) for _ in range(5))
    kini = timezone.now()
    basi = kini - timedelta(minutes=2)
    Pesan.objects.exclude(pk=baru.pk).update(coba_lagi_pada=basi)
    Pesan.objects.filter(pk=dipegang.pk).update(lease_sampai=kini + timedelta(minutes=1))
    Pesan.objects.filter(pk=nanti.pk).update(coba_lagi_pada=kini + timedelta(hours=1))
    Pesan.objects.filter(pk=mati.pk).update(status=MATI)
    OrmQ.objects.all().delete()
    assert verba.sapu() == 1
    assert OrmQ.objects.count() == 1
    assert antrean.panjang() == 1
    assert lama.status == MENUNGGU


def test_the_sweeper_does_not_fill_a_long_queue(siti, surel_untuk, monkeypatch):
    for _ in range(4):
        surel_untuk(siti)
    Pesan.objects.update(coba_lagi_pada=timezone.now() - timedelta(minutes=2))
    monkeypatch.setattr(verba, "SEKALI_SAPU", 3)
    assert verba.sapu() == 3
    assert verba.sapu() == 0


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_step_leaves_no_row_and_no_bell(siti, surel_untuk):
    with transaction.atomic():
        surel_untuk(siti)
        transaction.set_rollback(True)
    assert (Pesan.objects.count(), OrmQ.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_committed_step_leaves_one_row_and_one_bell(siti, surel_untuk):
    """Twin: the same step, committed."""
    with transaction.atomic():
        surel_untuk(siti)
    assert (Pesan.objects.count(), OrmQ.objects.count()) == (1, 1)


def lonceng_antre():
    """The tasks that wait in the queue, oldest first."""
    return [pusher.SignedPackage.loads(satu.payload) for satu in OrmQ.objects.order_by("pk")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("jumlah", [verba.SATU_SATU, verba.SATU_SATU + 3], ids=["few", "a block"])
def test_for_a_block_one_bell_rings_and_a_worker_rings_the_rest(server_surel, siti, surel_untuk, jumlah):
    with transaction.atomic():
        verba.kirim(pesan_id=surel_untuk(siti).pk)
    OrmQ.objects.all().delete()
    isi = {"saluran": SUREL, "penerima": siti.pengguna, "jenis": "warga_diterima", "status": MENUNGGU}
    with transaction.atomic():
        verba.tulis(Pesan(kunci=f"blok:{n}", **isi) for n in range(jumlah))
    bel = lonceng_antre()
    seblok = jumlah > verba.SATU_SATU
    assert [satu["func"] for satu in bel] == [antrean.BAGIKAN] if seblok else [antrean.KIRIM] * jumlah
    if seblok:
        tasks.bagikan(*bel[0]["args"])
        bel = lonceng_antre()[1:]
    for satu in bel:
        tasks.kirim(*satu["args"])
    assert len(server_surel.diterima) == 1 + jumlah
    assert set(Pesan.objects.values_list("status", "percobaan")) == {(TERKIRIM, 1)}


def test_every_finished_task_leaves_a_sign_of_life():
    tasks.kirim(987654)
    waktu = Denyut.objects.get(pk="pekerja").waktu
    tasks.kirim(987654)
    assert Denyut.objects.get(pk="pekerja").waktu == waktu  # at most one write in ten seconds
    Denyut.objects.update(waktu=waktu - timedelta(minutes=5))
    tasks.kirim(987654)
    assert Denyut.objects.get(pk="pekerja").waktu >= waktu


def test_a_sweeper_that_fails_has_shown_life_first(settings):
    settings.PENYAPU = ["tests.notifikasi.test_kirim.rusak"]
    with pytest.raises(ZeroDivisionError):
        tasks.sapu(0)
    assert Denyut.objects.filter(pk="pekerja").exists()


def rusak():
    raise ZeroDivisionError


def test_a_number_without_a_sweeper_is_left_alone(settings):
    settings.PENYAPU = []
    tasks.sapu(7)
