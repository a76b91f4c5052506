"""What this room tells others: reminders to the outbox, entries to search, first rows to a new installation."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from core.notifikasi import teks
from core.notifikasi import verba as kabar
from core.notifikasi.models import LONCENG, SUREL, Pesan
from core.wilayah.daerah import SIDOARJO, TRENGGALEK
from core.wilayah.models import Unit
from mpp import kueri, muat, sumber, tugas, verba
from mpp.models import Antrean, HariTutup, Instansi, LayananLoket, Tempat
from tests import pabrik
from tests.mpp.bahan import SELASA, pesan


def saat(hari, jam, menit=0):
    return timezone.make_aware(datetime(2026, 11, hari, jam, menit))


# --- Reminders --------------------------------------------------------------------------------------------------------


def test_one_is_reminded_a_day_and_an_hour_before_and_never_twice(aula):
    pesan(aula.ktp, surel="siti@contoh.id")
    assert [tugas.ingatkan(saat(23, 8, 59)), tugas.ingatkan(saat(23, 9)), tugas.ingatkan(saat(23, 9, 1))] == [0, 1, 0]
    assert [tugas.ingatkan(saat(24, 8)), tugas.ingatkan(saat(24, 8, 30))] == [1, 0]
    assert list(Pesan.objects.values_list("saluran", flat=True)) == [SUREL, SUREL]


def test_an_account_gets_a_bell_and_an_e_mail(aula, kecil):
    warga = pabrik.warga(kecil.pepelegi, email="budi@contoh.id")
    pesan(aula.ktp, pengguna=warga.pengguna)
    tugas.ingatkan(saat(23, 9))
    assert set(Pesan.objects.values_list("saluran", "penerima")) == {
        (LONCENG, warga.pengguna_id),
        (SUREL, warga.pengguna_id),
    }
    satu = Pesan.objects.get(saluran=LONCENG)
    assert teks.susun(satu, "lonceng").judul == "Antrean A-001: Selasa, 24 November 2026, pukul 09.00–10.00"


def test_the_e_mail_of_somebody_without_an_account_arrives(aula, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    antrean = pesan(aula.ktp, surel="siti@contoh.id")
    tugas.ingatkan(saat(23, 9))
    satu = Pesan.objects.get()
    satu.coba_lagi_pada = timezone.now() - timedelta(minutes=1)
    satu.save()
    assert kabar.kirim(pesan_id=satu.pk)
    (surat,) = mail.outbox
    assert surat.to == ["siti@contoh.id"]
    for kata in ("Siti Aminah", "KTP lama", f"http://testserver/antrean/{antrean.kode}/", "MPP Aula"):
        assert kata in surat.body, kata


def test_a_reminder_holds_ids_only_and_is_empty_after_the_retention(aula):
    antrean = pesan(aula.ktp, surel="siti@contoh.id")
    tugas.ingatkan(saat(23, 9))
    satu = Pesan.objects.get()
    assert satu.data == {"antrean": antrean.pk}
    assert antrean.telepon not in satu.kunci
    tugas.hapus_data_pribadi(saat(23, 9) + timedelta(days=40))
    assert (teks.alamat(satu), teks.tautan(satu)) == ("", "/antrean/")


def test_a_cancelled_or_called_turn_is_not_reminded_of(aula):
    batal, panggil = pesan(aula.ktp, surel="a@contoh.id"), pesan(aula.ktp, surel="b@contoh.id")
    verba.batalkan(antrean_id=batal.pk)
    Antrean.objects.filter(pk=panggil.pk).update(status="dipanggil")
    assert (tugas.ingatkan(saat(23, 10)), Pesan.objects.count()) == (0, 0)


def test_who_booked_for_a_day_that_was_closed_since_is_told_so(aula):
    pesan(aula.ktp, surel="siti@contoh.id")
    HariTutup.objects.create(tempat=aula.tempat, dari=SELASA, sampai=SELASA, alasan="Listrik padam")
    tugas.ingatkan(saat(23, 9))
    assert teks.susun(Pesan.objects.get(), "surel").judul == "MPP Aula tutup pada hari antrean Anda"


def test_a_kind_of_message_is_registered_once():
    with pytest.raises(ValueError, match="sudah terdaftar"):
        teks.daftarkan_jenis(tugas.JENIS, teks.JenisTamu(str, dict))


# --- Search -----------------------------------------------------------------------------------------------------------


def test_search_finds_places_bodies_and_services_with_everyday_words(aula):
    semua = {satu.kunci: satu for satu in sumber.daftar()}
    assert sorted(semua) == ["aula/ktp", "aula/stnk", "instansi/samsat", "tempat/aula"]
    ktp = semua["aula/ktp"]
    assert (ktp.alamat, ktp.kata, ktp.kantor) == ("/mpp/aula/antrean/ktp/", ("KTP", "ektp"), "Samsat Sidoarjo")


def test_the_fingerprint_costs_one_query_and_follows_every_register(aula, senin, django_assert_num_queries):
    with django_assert_num_queries(1):
        lihat = [sumber.sidik()]
    for satu in (aula.ktp, aula.a, aula.tempat, aula.badan):
        senin.shift(60)
        satu.save()
        lihat.append(sumber.sidik())
    aula.stnk.delete()
    lihat.append(sumber.sidik())
    pesan(aula.ktp)
    assert len(set(lihat)) == 6
    assert sumber.sidik() == lihat[-1], "a turn changes nothing that can be found"


@pytest.mark.parametrize("banyak", [1, 3])
def test_entries_and_the_interface_ask_the_same_for_one_and_for_three(aula, django_assert_num_queries, banyak):
    for n in range(banyak - 1):
        LayananLoket.objects.create(kelompok=aula.a, instansi=aula.badan, nama=f"Lain {n}")
    with django_assert_num_queries(5):
        list(sumber.daftar())
    with django_assert_num_queries(6):
        list(kueri.untuk_umum())


# --- First rows -------------------------------------------------------------------------------------------------------


@pytest.mark.satu_basis
@pytest.mark.parametrize("daerah", [SIDOARJO, TRENGGALEK])
def test_the_data_of_a_regency_loads_once_and_never_overwrites(beranda, daerah):
    for kode in {s["unit"] for s in muat.baca(daerah.tema)["tempat"]}:
        Unit.objects.get_or_create(kode=kode, defaults={"nama": kode, "jenis": "kecamatan"})
    baru = muat.muat(daerah.tema)
    assert (baru["instansi"] >= 20, baru["tempat"] >= 2, baru["halaman"] == baru["tempat"]) == (True, True, True)
    satu = Tempat.objects.order_by("urutan").first()
    assert satu.contoh, "nobody has checked these hours"
    Tempat.objects.filter(pk=satu.pk).update(nama="Nama baru", contoh=False)
    satu.jam_buka.all().delete()
    Instansi.objects.filter(kode="samsat").update(ringkas="Diubah")
    assert muat.muat(daerah.tema) == {"instansi": 0, "tempat": 0, "halaman": 0}
    satu.refresh_from_db()
    assert (satu.nama, satu.contoh, satu.jam_buka.count()) == ("Nama baru", False, 0)
    assert Instansi.objects.get(kode="samsat").ringkas == "Diubah"


@pytest.mark.satu_basis
@pytest.mark.parametrize("daerah", [SIDOARJO, TRENGGALEK])
def test_every_body_of_the_data_offers_something_and_no_address_is_twice(daerah):
    isi = muat.baca(daerah.tema)
    layanan = [(t["kode"], s) for t in isi["tempat"] for k in t["kelompok"] for s in k["layanan"]]
    assert {s["instansi"] for _t, s in layanan} == {i["kode"] for i in isi["instansi"]}
    alamat = [(tempat, s["kode"]) for tempat, s in layanan]
    assert len(alamat) == len(set(alamat))


def test_a_regency_without_data_begins_empty(db):
    assert muat.muat("entah") == {"instansi": 0, "tempat": 0, "halaman": 0}
