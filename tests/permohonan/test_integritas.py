"""The log cannot be changed unnoticed, and stored state is what the log says."""

import io
import itertools
import json
import random
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from core.permohonan import integritas, pemicu, rantai, verba
from core.permohonan.models import Lampiran, Peristiwa, Permohonan
from core.permohonan.pelaku import Pelaku
from tests import pabrik
from tests.permohonan import bahan

pytestmark = pytest.mark.usefixtures("senin")


def temuan(*nama):
    return sorted({t.kode for t in integritas.periksa([f"permohonan.{n}" for n in nama])})


def lepas_pemicu():
    """What a person with the keys of the database can do."""
    with connection.cursor() as kursor:
        for perintah in pemicu.lepas(connection.vendor):
            kursor.execute(perintah)


@pytest.fixture
def selesai(kantor):
    """A file with a long log: returned, repaired, signed, published, ended."""
    kantor.lakukan("klaim", kantor.desa.operator_desa)
    kantor.lakukan("kembalikan", kantor.desa.operator_desa, kolom={"penghasilan": "Salah"})
    verba.simpan_langkah(permohonan=kantor.p, warga=kantor.pemohon, isian={"penghasilan": 7})
    kantor.perbaiki()
    verba.catat_lihat(permohonan_id=kantor.p.pk, pelaku=Pelaku(kantor.desa.kepala_desa))
    kantor.lakukan("teruskan", kantor.desa.operator_desa)
    kantor.lakukan("teruskan", kantor.desa.sekretaris_desa)
    kantor.ttd(kantor.desa.kepala_desa, terbit={"nomor": "460/1"})
    kantor.lakukan("teruskan", kantor.desa.operator_desa)
    return kantor


def test_a_sound_file_gives_no_finding(selesai):
    assert list(integritas.periksa(n for n in integritas.pemeriksa if n.startswith("permohonan."))) == []


@pytest.mark.parametrize("perintah", ["UPDATE {} SET jabatan = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_log(kantor, perintah):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(perintah.format(pemicu.TABEL))
    assert len(kantor.jenis()) == 3


def test_without_the_triggers_the_log_could_be_changed_and_the_check_says_so(kantor):
    assert temuan("pemicu") == []
    lepas_pemicu()
    assert temuan("pemicu") == ["PEMICU_HILANG"]
    kantor.p.peristiwa.update(jabatan="x")
    assert temuan("rantai") == ["RANTAI_PUTUS"]


KOLOM = {
    "jenis": "dilihat",
    "jabatan": "Camat",
    "waktu": F("waktu") + timedelta(seconds=1),
    "aktor": None,
    "unit": None,
    "data": {"versi": 99},
    "urut": F("urut") + 100,
    "hash": "f" * 64,
    "hash_sebelum": "e" * 64,
}


@pytest.mark.parametrize("kolom", KOLOM)
def test_any_edit_of_any_event_is_found(selesai, kolom):
    lepas_pemicu()
    for e in selesai.p.peristiwa.order_by("urut"):
        if getattr(e, kolom) == KOLOM[kolom]:
            continue
        with transaction.atomic():
            Peristiwa.objects.filter(pk=e.pk).update(**{kolom: KOLOM[kolom]})
            assert "RANTAI_PUTUS" in temuan("rantai"), (e.urut, e.jenis)
            transaction.set_rollback(True)
    assert temuan("rantai") == []


def test_any_deletion_is_found(selesai):
    lepas_pemicu()
    for e in selesai.p.peristiwa.order_by("urut"):
        with transaction.atomic():
            Peristiwa.objects.filter(pk=e.pk).delete()
            assert "RANTAI_PUTUS" in temuan("rantai"), e.urut
            transaction.set_rollback(True)


def test_deleting_the_whole_log_is_found(selesai):
    lepas_pemicu()
    selesai.p.peristiwa.all().delete()
    assert temuan("rantai") == ["RANTAI_KOSONG"]


def test_any_swap_is_found(selesai):
    lepas_pemicu()
    semua = list(selesai.p.peristiwa.order_by("urut"))
    for a, b in itertools.pairwise(semua):
        with transaction.atomic():
            Peristiwa.objects.filter(pk=a.pk).update(urut=1000)
            Peristiwa.objects.filter(pk=b.pk).update(urut=a.urut)
            Peristiwa.objects.filter(pk=a.pk).update(urut=b.urut)
            assert "RANTAI_PUTUS" in temuan("rantai"), a.urut
            transaction.set_rollback(True)


def test_random_forgeries_with_recomputed_hashes_are_found(selesai):
    """An edit whose own hash is made to fit breaks the link to the next event, or the head."""
    lepas_pemicu()
    acak = random.Random(4)
    semua = list(selesai.p.peristiwa.order_by("urut"))
    for _ in range(100):
        e = acak.choice(semua)
        palsu = Peristiwa.objects.get(pk=e.pk)
        palsu.data = palsu.data | {"catatan": str(acak.random())}
        with transaction.atomic():
            hash_baru = rantai.hash_peristiwa(palsu.hash_sebelum, rantai.isi_tercatat(palsu))
            Peristiwa.objects.filter(pk=e.pk).update(data=palsu.data, hash=hash_baru)
            assert "RANTAI_PUTUS" in temuan("rantai"), e.urut
            transaction.set_rollback(True)


def test_an_event_moved_to_another_file_is_found(selesai, kecil):
    lain = bahan.kirim(bahan.draf(bahan.warga(kecil.tropodo)))
    lepas_pemicu()
    Peristiwa.objects.filter(pk=lain.peristiwa.first().pk).update(permohonan=selesai.p, urut=99)
    assert temuan("rantai") == ["RANTAI_PUTUS"]


UBAHAN = [
    {"status": "selesai", "tahap": None},
    {"tahap": 3},
    {"peran": "kepala_desa"},
    {"tempat": None},
    {"tenggat": None},
    {"versi": F("versi") + 1},
    {"rute_berlaku": [0]},
    {"tahap_lulus": [0, 1]},
    {"alasan": "x"},
    {"terbit_pada": bahan.SENIN},
    {"perbaikan": {"umum": "x"}},
]


@pytest.mark.parametrize("ubah", UBAHAN, ids=str)
def test_a_column_that_no_verb_wrote_is_found(kantor, ubah):
    assert temuan("keadaan") == []
    Permohonan.objects.filter(pk=kantor.p.pk).update(**ubah)
    assert temuan("keadaan") == ["KEADAAN_BEDA"]


def test_answers_changed_after_sending_are_found(kantor):
    Permohonan.objects.filter(pk=kantor.p.pk).update(isian=bahan.ISIAN | {"penghasilan": 1})
    assert temuan("keadaan") == ["ISIAN_BEDA"]


def test_an_upload_exchanged_after_sending_is_found(kantor):
    Lampiran.objects.filter(permohonan=kantor.p, kode="pengantar").update(berkas=bahan.berkas(kantor.pemohon.pengguna))
    assert temuan("keadaan") == ["LAMPIRAN_BEDA"]


def test_edits_of_a_draft_and_of_a_repair_are_no_finding(kantor, kecil):
    bahan.draf(bahan.warga(kecil.pepelegi))
    p = kantor.lakukan("kembalikan", kantor.desa.operator_desa, umum="Samakan dengan KK")
    verba.simpan_langkah(permohonan=p, warga=kantor.pemohon, isian={"penghasilan": 3})
    assert temuan("keadaan", "rantai") == []
    p = kantor.segarkan()
    verba.batalkan(permohonan_id=p.pk, warga=kantor.pemohon, versi=p.versi)
    assert temuan("keadaan", "rantai") == []


def sambung(p, jenis, aktor, **data):
    """Append a well-chained event past the verbs: what a leaked application role can do."""
    akhir = p.peristiwa.order_by("-urut").first()
    e = Peristiwa(permohonan=p, urut=akhir.urut + 1, jenis=jenis, aktor=aktor, unit=p.unit, data=data,
                  waktu=akhir.waktu, hash_sebelum=akhir.hash)  # fmt: skip
    e.hash = rantai.hash_peristiwa(akhir.hash, rantai.isi_tercatat(e))
    e.save()
    Permohonan.objects.filter(pk=p.pk).update(kepala_rantai=e.hash)


def test_a_well_chained_end_without_the_stages_is_found(kantor):
    sambung(kantor.p, "surat_terbit", None)
    assert "TAHAP_TERLEWAT" in temuan("tahap")
    sambung(kantor.p, "selesai", None)
    assert temuan("keadaan") == ["LOG_MUSTAHIL"]


def test_a_well_chained_act_of_a_person_without_a_seat_is_found(kantor, kecil):
    asing = pabrik.petugas(kecil.tropodo, "operator_desa")
    kursi = {"peran": "operator_desa", "jenis": "definitif"}
    sambung(kantor.p, "tahap_selesai", asing, tahap=0, aksi="periksa", kursi=kursi)
    assert temuan("jabatan") == ["TANPA_WENANG"]


def test_one_person_examining_and_signing_is_found(selesai):
    sambung(selesai.p, "ditandatangani", selesai.desa.operator_desa, tahap=2, aksi="tandatangan")
    assert temuan("tahap") == ["PEMERIKSA_MENANDATANGANI"]


def test_an_applicant_who_handled_his_own_file_is_found(selesai):
    sambung(selesai.p, "tahap_selesai", selesai.pemohon.pengguna, tahap=1, aksi="paraf")
    assert temuan("tahap") == ["PEMOHON_MENANGANI"]


def test_a_past_act_stays_right_when_the_account_is_closed_or_leave_is_recorded_later(selesai):
    operator = selesai.desa.operator_desa
    operator.is_active = False
    operator.save()
    hari = bahan.SENIN.date()
    operator.tugas.cuti.create(mulai=hari, sampai=hari, pengganti=None)
    operator.tugas.cuti.update(dicatat_pada=bahan.SENIN + timedelta(hours=1))
    assert temuan("jabatan") == []


def test_the_command_prints_findings_and_fails(kantor):
    keluar = io.StringIO()
    call_command("periksa_integritas", "permohonan.keadaan", stdout=keluar)
    assert keluar.getvalue() == "1 pemeriksaan, 0 temuan.\n"
    Permohonan.objects.filter(pk=kantor.p.pk).update(alasan="x")
    keluar = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("periksa_integritas", "permohonan.keadaan", "--json", stdout=keluar)
    assert json.loads(keluar.getvalue()) == {
        "pemeriksa": ["permohonan.keadaan"],
        "temuan": [
            {
                "kode": "KEADAAN_BEDA",
                "objek": kantor.p.nomor,
                "kalimat": "Kolom alasan tidak sama dengan hasil pemutaran ulang log.",
            }
        ],
    }


def test_a_name_is_registered_once():
    with pytest.raises(ValueError, match="sudah ada"):
        integritas.daftarkan("permohonan.rantai")(lambda: [])
