"""A citizen books, cancels and moves a turn."""

from datetime import date, datetime, time, timedelta

import pytest

from core.permohonan.galat import TidakBoleh
from core.wilayah.models import HariLibur
from mpp import aturan, integritas, kueri, tugas, verba
from mpp.models import Antrean, BukuAntrean, HariTutup, Loket
from tests.mpp.bahan import RABU, SELASA, SENIN, orang, pesan

pytestmark = pytest.mark.usefixtures("senin")


def ditolak(perbuatan, *args, **kwargs):
    with pytest.raises(TidakBoleh) as galat:
        perbuatan(*args, **kwargs)
    return galat.value.pesan


def test_numbers_of_a_queue_and_day_follow_each_other_and_begin_anew(aula):
    nomor = [pesan(aula.ktp).nomor_tampil, pesan(aula.ktp, jam=8).nomor_tampil, pesan(aula.stnk).nomor_tampil]
    assert nomor == ["A-001", "A-002", "B-001"]
    assert pesan(aula.ktp, RABU).nomor_tampil == "A-001"


def test_a_slot_takes_as_many_as_its_counters_can_serve_and_not_one_more(aula):
    for _satu in range(6):
        pesan(aula.ktp)
    assert ditolak(pesan, aula.ktp) == "Jam 09.00 baru saja penuh. Pilih jam lain."
    assert pesan(aula.ktp, jam=10).nomor == 7  # the refused one took no number


def test_a_counter_that_is_closed_makes_the_slot_smaller(aula):
    Loket.objects.filter(pk=aula.loket[0].pk).update(aktif=False)
    for _satu in range(3):
        pesan(aula.ktp)
    assert "penuh" in ditolak(pesan, aula.ktp)


def test_a_cancelled_turn_gives_its_place_back_and_keeps_its_number(aula):
    semua = [pesan(aula.ktp) for _satu in range(6)]
    verba.batalkan(antrean_id=semua[0].pk)
    assert pesan(aula.ktp).nomor == 7
    assert sorted(Antrean.objects.values_list("nomor", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    assert "sudah dibatalkan" in ditolak(verba.batalkan, antrean_id=semua[0].pk)


def test_a_holiday_is_refused_with_its_name_and_the_next_open_day(aula):
    HariLibur.objects.create(tanggal=RABU, nama="Hari Jadi Kabupaten", jenis="libur_daerah")
    assert ditolak(pesan, aula.ktp, RABU) == (
        "MPP Aula tutup pada Rabu, 25 November 2026 (Hari Jadi Kabupaten). Buka lagi Kamis, 26 November 2026."
    )


def test_the_places_own_closing_days_and_the_weekend_are_refused_too(aula):
    HariTutup.objects.create(tempat=aula.tempat, dari=SELASA, sampai=date(2026, 11, 27), alasan="Pindah gedung")
    assert ditolak(pesan, aula.ktp) == (
        "MPP Aula tutup pada Selasa, 24 November 2026 (Pindah gedung). Buka lagi Senin, 30 November 2026."
    )
    assert ditolak(pesan, aula.ktp, date(2026, 11, 28)) == (
        "MPP Aula tutup pada Sabtu, 28 November 2026. Buka lagi Senin, 30 November 2026."
    )


def test_a_year_whose_holidays_nobody_entered_is_not_offered(aula, senin):
    senin.move_to(datetime(2026, 12, 30, 0, 0))
    HariLibur.objects.filter(tanggal__year=2027).delete()
    assert "kalender libur tahun 2027 belum diisi" in ditolak(pesan, aula.ktp, date(2027, 1, 4))


@pytest.mark.parametrize("hari", [SENIN - timedelta(1), SENIN + timedelta(aturan.HARI_KE_DEPAN)])
def test_yesterday_and_days_too_far_are_refused(aula, hari):
    assert ditolak(pesan, aula.ktp, hari) == "Antrean dapat dipesan paling jauh 14 hari ke depan."


def test_an_hour_that_has_gone_or_never_was_is_refused(aula, senin):
    assert pesan(aula.ktp, SENIN, 8)
    senin.move_to(datetime(2026, 11, 23, 0, 31))  # UTC: 07.31 in the hall
    assert ditolak(pesan, aula.ktp, SENIN, 8) == "Jam itu sudah lewat atau tidak ada. Pilih jam lain."
    assert ditolak(pesan, aula.ktp, SENIN, 12) == "Jam itu sudah lewat atau tidak ada. Pilih jam lain."


def test_one_phone_holds_three_turns_a_day_in_all_queues_together(aula):
    siti = orang()
    for layanan, jam in ((aula.ktp, 8), (aula.ktp, 9), (aula.stnk, 10)):
        pesan(layanan, jam=jam, pemesan=siti)
    assert "sudah punya 3 antrean" in ditolak(pesan, aula.stnk, jam=11, pemesan=siti)
    assert pesan(aula.stnk, RABU, pemesan=siti)
    verba.batalkan(antrean_id=Antrean.objects.filter(telepon=siti.telepon, hari=SELASA).first().pk)
    assert pesan(aula.stnk, jam=11, pemesan=siti)


def test_moving_takes_a_new_number_and_gives_the_old_place_back(aula):
    lama = pesan(aula.ktp)
    baru = verba.pindahkan(antrean_id=lama.pk, hari=RABU, mulai=time(10), saat=kueri.kini())
    lama.refresh_from_db()
    baru.refresh_from_db()
    assert (lama.status, baru.menggantikan_id, baru.telepon, baru.hari) == ("dipindah", lama.pk, lama.telepon, RABU)
    assert kueri.terisi(aula.a, SELASA, SELASA) == {}


def test_a_move_to_a_full_hour_leaves_everything_as_it_was(aula):
    lama = pesan(aula.stnk, jam=8)
    for _satu in range(2):
        pesan(aula.stnk, jam=9)
    assert "penuh" in ditolak(verba.pindahkan, antrean_id=lama.pk, hari=SELASA, mulai=time(9), saat=kueri.kini())
    lama.refresh_from_db()
    assert (lama.status, BukuAntrean.objects.get(kelompok=aula.b).terakhir) == ("menunggu", 3)


def test_somebody_in_the_hall_gets_the_first_hour_with_room(aula, senin):
    senin.move_to(datetime(2026, 11, 23, 2, 15))  # 09.15
    ambil = [verba.ambil_di_tempat(layanan=aula.stnk, saat=kueri.kini()) for _satu in range(3)]
    assert [(a.nomor_tampil, a.mulai.hour, a.asal, a.nama) for a in ambil] == [
        ("B-001", 9, "loket", ""),
        ("B-002", 9, "loket", ""),
        ("B-003", 10, "loket", ""),
    ]
    senin.move_to(datetime(2026, 11, 23, 8, 1))  # 15.01
    assert "sudah tutup" in ditolak(verba.ambil_di_tempat, layanan=aula.stnk, saat=kueri.kini())


def test_the_next_open_day_beyond_a_long_row_of_closed_ones_is_found(aula):
    HariTutup.objects.create(tempat=aula.tempat, dari=SELASA, sampai=date(2026, 12, 20), alasan="Renovasi")
    buka = kueri.Jadwal(aula.tempat, SENIN).buka_sesudah(SENIN)
    assert buka.tanggal == date(2026, 12, 21)


def test_people_are_forgotten_after_thirty_days_and_the_counts_stay(aula, senin):
    lama, baru = pesan(aula.ktp, surel="siti@contoh.id"), pesan(aula.ktp, RABU)
    tepat = datetime(2026, 12, 24, 12)
    assert tugas.hapus_data_pribadi(kueri.timezone.make_aware(tepat)) == 0
    assert tugas.hapus_data_pribadi(kueri.timezone.make_aware(tepat + timedelta(days=1))) == 1
    lama.refresh_from_db()
    baru.refresh_from_db()
    assert (lama.nama, lama.telepon, lama.surel, lama.kode, lama.pengguna) == ("", "", "", None, None)
    assert (lama.nomor, lama.layanan, baru.nama) == (1, aula.ktp, "Siti Aminah")
    assert Antrean.objects.count() == 2


def test_the_integrity_check_finds_a_number_that_was_lost(aula):
    semua = [pesan(aula.ktp) for _satu in range(3)]
    pesan(aula.stnk)
    verba.batalkan(antrean_id=semua[0].pk)
    assert list(integritas.nomor_antrean()) == []
    semua[1].delete()
    (temuan,) = integritas.nomor_antrean()
    assert temuan.kode == "mpp.nomor"
    BukuAntrean.objects.filter(kelompok=aula.b).update(terakhir=5)
    assert len(list(integritas.nomor_antrean())) == 2
