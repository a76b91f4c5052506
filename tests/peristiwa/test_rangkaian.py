"""A life event leads through several services with one set of answers."""

from __future__ import annotations

import pytest
from django.urls import reverse

from core.layanan.register import registri
from core.permohonan import verba as permohonan
from core.permohonan.galat import TidakBoleh
from peristiwa import kueri, verba
from peristiwa.models import ButirRangkaian, PeristiwaHidup, Rangkaian
from tests.permohonan import bahan

pytestmark = pytest.mark.django_db
KEMATIAN, WARIS, KK = "surat-keterangan-kematian", "surat-keterangan-waris", "kartu-keluarga"
ALMARHUM = {"jenazah_nama": "Sumiati", "jenazah_nik": "3515184405600004", "tanggal_meninggal": "2026-10-02"}


@pytest.fixture
def meninggal(db):
    verba.siapkan_peristiwa()
    return PeristiwaHidup.objects.get(kunci="meninggal")


@pytest.fixture
def warga(kecil):
    return bahan.warga(kecil.pepelegi)


@pytest.fixture
def rangkaian(meninggal, warga):
    return verba.mulai(warga=warga, peristiwa=meninggal, kode=[WARIS, KEMATIAN])


def isi_kematian(rangkaian, warga):
    p, _n = verba.buka(butir_id=rangkaian.butir.get(kode_layanan=KEMATIAN).pk, warga=warga)
    return permohonan.simpan_langkah(permohonan=p, warga=warga, isian=ALMARHUM)


def test_initial_events_name_installed_services_and_are_written_once(meninggal):
    ada = {satu.kode for satu in registri().semua()}
    semua = list(kueri.untuk_umum())
    assert len(semua) == 8
    assert all(satu.kode() and set(satu.kode()) <= ada for satu in semua)
    PeristiwaHidup.objects.exclude(pk=meninggal.pk).delete()
    assert verba.siapkan_peristiwa() == 0  # what editors threw away stays away


def test_services_come_in_the_order_of_the_event_whatever_was_ticked_first(rangkaian):
    assert list(rangkaian.butir.values_list("kode_layanan", flat=True)) == [KEMATIAN, WARIS]


def test_nothing_ticked_begins_nothing(meninggal, warga):
    for kode in ([], ["bukan-dari-sini"]):
        with pytest.raises(TidakBoleh, match="Centang"):
            verba.mulai(warga=warga, peristiwa=meninggal, kode=kode)
    assert not Rangkaian.objects.exists()


def test_answers_of_the_first_service_stand_in_the_second(rangkaian, warga):
    isi_kematian(rangkaian, warga)
    p, terisi = verba.buka(butir_id=rangkaian.butir.get(kode_layanan=WARIS).pk, warga=warga)
    assert terisi == 5  # and where he lived, which the first form had from the account
    assert (p.isian["pewaris_nama"], p.isian["pewaris_nik"]) == ("Sumiati", "3515184405600004")


def test_service_begun_by_itself_takes_nothing_from_a_bundle(rangkaian, warga):
    """Twin: only the bundle shares."""
    isi_kematian(rangkaian, warga)
    sendiri = permohonan.mulai(warga=warga, layanan=registri().ambil(WARIS))
    assert "pewaris_nama" not in sendiri.isian


def test_opening_again_continues_the_same_draft(rangkaian, warga):
    p = isi_kematian(rangkaian, warga)
    lagi, terisi = verba.buka(butir_id=rangkaian.butir.get(kode_layanan=KEMATIAN).pk, warga=warga)
    assert (lagi.pk, terisi) == (p.pk, 0)


def test_bundle_of_another_citizen_is_not_there(rangkaian, kecil, client):
    lain = bahan.warga(kecil.waru)
    with pytest.raises(ButirRangkaian.DoesNotExist):
        verba.buka(butir_id=rangkaian.butir.first().pk, warga=lain)
    client.force_login(lain.pengguna)
    assert client.get(rangkaian.get_absolute_url()).status_code == 404
    assert client.post(reverse("peristiwa:buka", args=[rangkaian.pk, rangkaian.butir.first().pk])).status_code == 404


def test_visitor_reads_the_event_and_gets_no_cookie(meninggal, client):
    jawaban = client.get(meninggal.get_absolute_url())
    assert jawaban.status_code == 200
    assert "Surat Keterangan Kematian" in jawaban.content.decode()
    assert not jawaban.cookies
    assert "csrfmiddlewaretoken" not in jawaban.content.decode()
    masuk = client.get(reverse("peristiwa:mulai", args=["meninggal"]))
    assert masuk.status_code == 302
    assert "/akun/" in masuk["Location"]


def test_citizen_walks_from_the_event_to_the_filled_form(meninggal, warga, client):
    client.force_login(warga.pengguna)
    mulai = client.post(reverse("peristiwa:mulai", args=["meninggal"]), {"layanan": [KEMATIAN, WARIS]})
    rangkaian = Rangkaian.objects.get(warga=warga)
    assert mulai["Location"] == rangkaian.get_absolute_url()
    isi_kematian(rangkaian, warga)
    buka = reverse("peristiwa:buka", args=[rangkaian.pk, rangkaian.butir.get(kode_layanan=WARIS).pk])
    halaman = client.post(buka, follow=True).content.decode()
    assert "5 jawaban sudah kami isi" in halaman
    kini = client.get(rangkaian.get_absolute_url()).content.decode()
    assert "0 dari 2 sudah dikirim" in kini


def test_page_of_a_bundle_asks_a_fixed_number_of_questions(meninggal, warga, client, django_assert_num_queries):
    client.force_login(warga.pengguna)
    satu = verba.mulai(warga=warga, peristiwa=meninggal, kode=[KEMATIAN])
    tiga = verba.mulai(warga=warga, peristiwa=meninggal, kode=[KEMATIAN, WARIS, KK])
    for r in (satu, tiga):
        for butir in r.butir.all():
            verba.buka(butir_id=butir.pk, warga=warga)
    for r in (satu, tiga):
        with django_assert_num_queries(1):
            kueri.baris(r)
