"""Who hears of what, through the real verbs: bell and e-mail per step the citizen should know, bells for a desk."""

from contextlib import contextmanager, nullcontext

import pytest
from django.db import transaction
from django.utils import timezone

from core.akun.sinyal import nik_didaftarkan_ulang, warga_diperiksa, warga_terdaftar
from core.notifikasi import penerima
from core.notifikasi.models import LONCENG, SUREL, Pesan
from core.permohonan.models import Peristiwa
from core.permohonan.persediaan import sediakan_permohonan
from core.permohonan.sinyal import peristiwa_dicatat
from core.wilayah.borongan import borongan
from core.wilayah.ingatan import ingatan
from tests import pabrik
from tests.permohonan import bahan

pytestmark = pytest.mark.django_db


def kabar(orang, saluran=None):
    """Kinds of messages of this person, oldest first; both channels as pairs unless one is named."""
    baris = Pesan.objects.filter(penerima=orang).order_by("id")
    if saluran:
        return list(baris.filter(saluran=saluran).values_list("jenis", flat=True))
    return list(baris.values_list("jenis", "saluran"))


def tugas(orang):
    """Unread bells about files that wait for this officer."""
    return Pesan.objects.filter(penerima=orang, jenis="tugas", dibaca_pada__isnull=True).count()


@pytest.fixture
def meja(kecil, senin):
    """A file at the first desk of a route that climbs from the desa to the kecamatan."""
    return bahan.kantor(kecil, *bahan.BERJENJANG)


@pytest.fixture
def senin():
    import time_machine

    with time_machine.travel(bahan.SENIN, tick=False) as jam:
        yield jam


def test_sending_tells_the_citizen_twice_and_the_desk_once(meja):
    assert kabar(meja.pemohon.pengguna) == [("diajukan", LONCENG), ("diajukan", SUREL)]
    assert kabar(meja.desa.operator_desa) == [("tugas", LONCENG)]
    assert tugas(meja.desa.kepala_desa) == 0


def test_a_draft_tells_nobody(kecil, senin):
    pemohon = bahan.warga(kecil.pepelegi)
    bahan.draf(pemohon)
    assert not Pesan.objects.exists()


def test_each_holder_of_the_role_hears_and_no_other_desa(kecil, senin):
    dua = [pabrik.petugas(kecil.pepelegi, "operator_desa") for _ in range(2)]
    lain = pabrik.petugas(kecil.tropodo, "operator_desa")
    bahan.kirim(bahan.draf(bahan.warga(kecil.pepelegi)))
    assert [kabar(orang) for orang in [*dua, lain]] == [[("tugas", LONCENG)], [("tugas", LONCENG)], []]


def test_a_substitute_hears_and_the_one_on_leave_does_not(kecil, senin):
    from core.wilayah.models import Cuti

    kades, pengganti = pabrik.petugas(kecil.pepelegi, "operator_desa"), pabrik.pengguna()
    hari = timezone.localdate()
    Cuti.objects.create(penugasan=kades.tugas, mulai=hari, sampai=hari, pengganti=pengganti)
    bahan.kirim(bahan.draf(bahan.warga(kecil.pepelegi)))
    assert (kabar(kades), kabar(pengganti)) == ([], [("tugas", LONCENG)])


def test_a_bell_falls_silent_when_the_file_has_left_the_desk(meja):
    assert tugas(meja.desa.operator_desa) == 1
    meja.lakukan("teruskan", meja.desa.operator_desa)
    assert (tugas(meja.desa.operator_desa), tugas(meja.desa.kepala_desa)) == (0, 1)
    meja.ttd(meja.desa.kepala_desa)
    assert (tugas(meja.desa.kepala_desa), tugas(meja.desa.operator_desa)) == (0, 1)


@contextmanager
def satu_blok(meja):
    """The same step as part of a block, whose past is read for all its files at once."""
    with transaction.atomic(), ingatan(), borongan():
        sediakan_permohonan([meja.p.pk])
        yield


@pytest.mark.parametrize("cara", [nullcontext, satu_blok], ids=["alone", "in a block"])
def test_steps_inside_one_office_are_no_news_and_moving_to_another_is(meja, cara):
    meja.lakukan("teruskan", meja.desa.operator_desa)
    with cara(meja):
        meja.ttd(meja.desa.kepala_desa)
    assert kabar(meja.pemohon.pengguna, SUREL) == ["diajukan"]
    with cara(meja):
        meja.lakukan("teruskan", meja.desa.operator_desa)
    assert kabar(meja.pemohon.pengguna, SUREL) == ["diajukan", "pindah"]


def test_the_whole_way_to_the_published_letter(meja):
    meja.lakukan("teruskan", meja.desa.operator_desa)
    meja.ttd(meja.desa.kepala_desa)
    meja.lakukan("teruskan", meja.desa.operator_desa)
    meja.lakukan("teruskan", meja.kecamatan.operator_kecamatan)
    meja.ttd(meja.kecamatan.camat, terbit={"surat": "x"})
    assert meja.p.status == "selesai"
    assert kabar(meja.pemohon.pengguna, SUREL) == ["diajukan", "pindah", "surat_terbit"]
    assert kabar(meja.pemohon.pengguna, LONCENG) == ["diajukan", "pindah", "surat_terbit"]
    assert not Pesan.objects.filter(jenis="tugas", dibaca_pada__isnull=True).exists()


def test_a_service_without_a_letter_ends_with_a_message_of_its_own(kecil, senin):
    meja = bahan.kantor(kecil, bahan.PERIKSA, surat=None)
    meja.lakukan("teruskan", meja.desa.operator_desa)
    assert kabar(meja.pemohon.pengguna, SUREL) == ["diajukan", "selesai"]


def test_sent_back_repaired_refused(meja):
    meja.lakukan("kembalikan", meja.desa.operator_desa, berkas={"pengantar": "Foto buram. Tolong foto ulang."})
    assert tugas(meja.desa.operator_desa) == 0
    meja.perbaiki()
    assert tugas(meja.desa.operator_desa) == 1
    meja.lakukan("tolak", meja.desa.operator_desa, alasan="Bukan warga desa ini.")
    assert kabar(meja.pemohon.pengguna, SUREL) == ["diajukan", "dikembalikan", "diperbaiki", "ditolak"]
    assert tugas(meja.desa.operator_desa) == 0


def test_repaired_for_another_office_is_told_once(meja):
    """The kecamatan asks, and the file resumes at the desa's signature: "diperbaiki" names the office already."""
    meja.lakukan("teruskan", meja.desa.operator_desa)
    meja.ttd(meja.desa.kepala_desa)
    meja.lakukan("teruskan", meja.desa.operator_desa)
    meja.lakukan("kembalikan", meja.kecamatan.operator_kecamatan, kolom={"penghasilan": "Tulis angka sebulan."})
    meja.perbaiki()
    assert kabar(meja.pemohon.pengguna, SUREL) == ["diajukan", "pindah", "dikembalikan", "diperbaiki"]


def test_looking_and_claiming_is_no_news(meja):
    sebelum = Pesan.objects.count()
    meja.lakukan("klaim", meja.desa.operator_desa)
    meja.lakukan("lepas", meja.desa.operator_desa)
    assert Pesan.objects.count() == sebelum


def test_somebody_without_an_address_gets_the_bell_only(kecil, senin):
    pemohon = bahan.warga(kecil.pepelegi, email="")
    bahan.kirim(bahan.draf(pemohon))
    assert kabar(pemohon.pengguna) == [("diajukan", LONCENG)]


def test_the_same_event_told_five_times_is_one_message(meja):
    sebelum = Pesan.objects.count()
    for peristiwa in Peristiwa.objects.filter(permohonan=meja.p):
        for _ in range(5):
            peristiwa_dicatat.send(sender=type(meja.p), permohonan=meja.p, peristiwa=peristiwa)
    assert Pesan.objects.count() == sebelum


def test_rows_hold_ids_only(meja):
    meja.lakukan("tolak", meja.desa.operator_desa, alasan="KANARI-ALASAN")
    isi = list(Pesan.objects.values_list("kunci", "data", "galat"))
    assert all(set(data) <= {"peristiwa", "warga"} for _, data, _ in isi)
    assert all(isinstance(nilai, int) for _, data, _ in isi for nilai in data.values())
    assert "KANARI" not in str(isi)
    assert meja.pemohon.nik not in str(isi)


def test_a_step_that_is_rolled_back_tells_nobody(meja):
    sebelum = Pesan.objects.count()
    with transaction.atomic():
        meja.lakukan("teruskan", meja.desa.operator_desa)
        assert Pesan.objects.count() > sebelum
        transaction.set_rollback(True)
    assert Pesan.objects.count() == sebelum


def test_a_receiver_that_fails_takes_the_step_back(meja, monkeypatch):
    """The step and its messages are one: neither exists without the other."""

    def rusak(*_):
        raise RuntimeError("kotak keluar rusak")

    monkeypatch.setattr(penerima.verba, "tulis", rusak)
    with pytest.raises(RuntimeError):
        meja.lakukan("teruskan", meja.desa.operator_desa)
    assert bahan.segar(meja.p).tahap == 0


def test_registering_tells_the_citizen_and_the_desa(kecil):
    operator = pabrik.petugas(kecil.pepelegi, "operator_desa")
    lain = pabrik.petugas(kecil.tropodo, "operator_desa")
    siti = pabrik.warga(kecil.pepelegi, status="menunggu")
    warga_terdaftar.send(sender=type(siti), warga=siti)
    assert kabar(siti.pengguna) == [("terdaftar", LONCENG), ("terdaftar", SUREL)]
    assert (kabar(operator), kabar(lain)) == ([("tugas_warga", LONCENG)], [])


@pytest.mark.parametrize(("status", "jenis"), [("terverifikasi", "warga_diterima"), ("ditolak", "warga_ditolak")])
def test_the_check_of_a_registration_is_told_and_its_bell_falls_silent(kecil, status, jenis):
    operator = pabrik.petugas(kecil.pepelegi, "operator_desa")
    siti = pabrik.warga(kecil.pepelegi, status="menunggu")
    warga_terdaftar.send(sender=type(siti), warga=siti)
    siti.status, siti.diperiksa_pada = status, timezone.now()
    siti.save()
    warga_diperiksa.send(sender=type(siti), warga=siti, oleh=operator)
    assert kabar(siti.pengguna, SUREL) == ["terdaftar", jenis]
    assert not Pesan.objects.filter(penerima=operator, dibaca_pada__isnull=True).exists()


def test_a_second_registration_of_the_same_nik_is_told_once_a_day(siti):
    for _ in range(20):
        nik_didaftarkan_ulang.send(sender=type(siti), warga=siti)
    assert kabar(siti.pengguna) == [("nik_ulang", LONCENG), ("nik_ulang", SUREL)]


def test_a_place_without_an_office_does_not_stop_a_registration(kecil):
    siti = pabrik.warga(kecil.waru.wilayah, status="menunggu")
    siti.desa_id = "35"  # no office has this code
    warga_terdaftar.send(sender=type(siti), warga=siti)
    assert kabar(siti.pengguna, LONCENG) == ["terdaftar"]
