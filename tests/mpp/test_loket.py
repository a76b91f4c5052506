"""An officer at a counter: which counters are his, and what he does there."""

import pytest

from core.permohonan.galat import TidakBoleh
from core.wilayah.kueri import penugasan_aktif
from mpp import aturan, kueri, verba, verba_loket
from mpp.models import Antrean, Loket
from tests import pabrik
from tests.mpp.bahan import SENIN, pesan
from tests.mpp.conftest import buat_aula
from tests.peramban import Peramban


@pytest.fixture
def buka(aula, senin):
    """Nine o'clock; three have booked nine, one ten."""
    for jam in (10, 9, 9, 9):
        pesan(aula.ktp, SENIN, jam)
    senin.move_to("2026-11-23T09:05:00+07:00")
    return aula


@pytest.fixture
def petugas(buka, kecil):
    return pabrik.petugas(kecil.waru, "operator_kecamatan")


def panggil(loket, petugas):
    return verba_loket.panggil_berikut(loket=loket, petugas=petugas, saat=kueri.kini())


def langkah(loket, antrean, aksi):
    verba_loket.langkah(loket=loket, antrean=antrean, aksi=aksi, saat=kueri.kini())


def ditolak(perbuatan, *args, **isi):
    with pytest.raises(TidakBoleh) as galat:
        perbuatan(*args, **isi)
    return galat.value.pesan


def test_turns_are_called_by_hour_then_number_and_never_before_their_hour(buka, petugas):
    satu, dua = buka.loket
    nomor = []
    for _kali in range(3):
        antrean = panggil(satu, petugas)
        nomor.append(antrean.nomor)
        langkah(satu, antrean, aturan.SELESAIKAN)
    assert nomor == [2, 3, 4]
    assert ditolak(panggil, dua, petugas) == "Belum ada yang gilirannya tiba."


def test_who_came_early_or_stands_in_the_hall_may_be_called_all_the_same(buka, petugas):
    satu, dua = buka.loket
    awal = Antrean.objects.get(mulai__hour=10)
    verba_loket.panggil_nomor(loket=satu, antrean=awal, petugas=petugas, saat=kueri.kini())
    Antrean.objects.filter(mulai__hour=9).update(status=aturan.SELESAI)
    berdiri = verba.ambil_di_tempat(layanan=buka.ktp, saat=kueri.kini())
    assert panggil(dua, petugas) == berdiri


def test_one_person_stands_at_a_counter(buka, petugas):
    panggil(buka.loket[0], petugas)
    assert ditolak(panggil, buka.loket[0], petugas) == "Selesaikan dulu nomor yang sedang di loket ini."
    assert panggil(buka.loket[1], petugas).nomor == 3


def test_a_turn_goes_through_call_second_call_service_and_end(buka, petugas):
    loket = buka.loket[0]
    antrean = panggil(loket, petugas)
    for aksi in (aturan.PANGGIL_LAGI, aturan.LAYANI, aturan.SELESAIKAN):
        langkah(loket, antrean, aksi)
    antrean.refresh_from_db()
    assert (antrean.status, antrean.panggilan, antrean.petugas) == ("selesai", 2, petugas)
    assert None not in (antrean.dipanggil_pada, antrean.dilayani_pada, antrean.ditutup_pada)
    assert "sudah ditangani" in ditolak(langkah, loket, antrean, aturan.LEWATI)


def test_who_was_skipped_and_comes_after_all_is_called_again(buka, petugas):
    loket = buka.loket[0]
    antrean = panggil(loket, petugas)
    langkah(loket, antrean, aturan.LEWATI)
    assert list(kueri.tidak_hadir(buka.a.pk, SENIN)) == [antrean]
    verba_loket.panggil_nomor(loket=loket, antrean=antrean, petugas=petugas, saat=kueri.kini())
    assert kueri.di_loket(loket, SENIN) == antrean


def test_a_called_turn_is_not_cancelled_any_more(buka, petugas):
    antrean = panggil(buka.loket[0], petugas)
    assert "sudah dipanggil" in ditolak(verba.batalkan, antrean_id=antrean.pk)


def test_a_step_of_another_counters_turn_does_nothing(buka, petugas):
    antrean = panggil(buka.loket[0], petugas)
    assert "sudah ditangani" in ditolak(langkah, buka.loket[1], antrean, aturan.SELESAIKAN)
    lain = pesan(buka.stnk, SENIN, 10)
    isi = {"loket": buka.loket[1], "antrean": lain, "petugas": petugas, "saat": kueri.kini()}
    assert ditolak(verba_loket.panggil_nomor, **isi) == "Nomor ini bukan antrean loket Anda hari ini."


# --- Whose counter ----------------------------------------------------------------------------------------------------


def loket_milik(orang):
    return list(kueri.loket_petugas(penugasan_aktif(orang, SENIN)))


def test_officers_open_counters_of_their_place_and_those_that_name_their_office(aula, kecil):
    lain = buat_aula(kecil.sidoarjo, "lain")
    Loket.objects.filter(pk=lain.lain.pk).update(unit=kecil.dinas_sosial)
    dinsos = pabrik.petugas(kecil.dinas_sosial, "operator_dinas")
    assert loket_milik(pabrik.petugas(kecil.waru, "operator_kecamatan")) == [*aula.loket, aula.lain]
    assert loket_milik(dinsos) == [lain.lain]
    assert loket_milik(pabrik.petugas(kecil.pepelegi, "kepala_desa")) == []


ALAMAT = ("", "panggil/", "ambil/", "karcis/{antrean}/", "{antrean}/panggil/", "{antrean}/selesai/")


def jawab(klien, alamat):
    return {klien.get(alamat).status_code, klien.post(alamat, {}).status_code}


@pytest.mark.parametrize("jalur", ALAMAT)
def test_the_counter_of_another_place_does_not_exist_at_any_address(buka, kecil, client, jalur):
    antrean = verba.ambil_di_tempat(layanan=buka.ktp, saat=kueri.kini())
    alamat = f"/kantor/antrean/{buka.loket[0].pk}/" + jalur.format(antrean=antrean.pk)
    client.force_login(pabrik.petugas(kecil.sidoarjo, "operator_kecamatan"))
    assert jawab(client, alamat) <= {404, 405}
    antrean.refresh_from_db()
    assert antrean.status == "menunggu"
    client.force_login(pabrik.petugas(kecil.waru, "operator_kecamatan"))
    assert jawab(client, alamat) - {404, 405}, "the officer of the place opens it: this test can fail"


def test_a_turn_of_another_queue_or_day_does_not_exist_at_this_counter(buka, petugas, client):
    lain = pesan(buka.stnk, SENIN, 10)
    client.force_login(petugas)
    assert client.post(f"/kantor/antrean/{buka.loket[0].pk}/{lain.pk}/panggil/").status_code == 404
    assert client.post(f"/kantor/antrean/{buka.loket[0].pk}/{lain.pk}/hapus/").status_code == 404


def test_the_ticket_of_somebody_at_home_is_not_printed_at_the_counter(buka, petugas, client):
    client.force_login(petugas)
    dari_rumah, di_tempat = Antrean.objects.first(), verba.ambil_di_tempat(layanan=buka.ktp, saat=kueri.kini())
    alamat = f"/kantor/antrean/{buka.loket[0].pk}/karcis/"
    assert client.get(f"{alamat}{dari_rumah.pk}/").status_code == 404
    assert client.get(f"{alamat}{di_tempat.pk}/").status_code == 200


# --- The page ---------------------------------------------------------------------------------------------------------


def test_a_morning_at_the_counter_by_its_buttons(buka, petugas):
    p = Peramban(petugas).buka("/kantor/").ikuti("Antrean loket").ikuti("Loket 1")
    p.tekan("Panggil berikutnya")
    assert "A-002" in p.halaman.select_one(".tiket__nomor").text
    p.tekan("Panggil lagi").tekan("Tidak hadir")
    assert "Tidak hadir saat dipanggil" in p.teks
    p.tekan("Panggil berikutnya").tekan("Mulai layani").tekan("Selesai")
    assert [li.strong.text for li in p.halaman.select(".angka-meja li")] == ["2", "1", "1"]
    p.tekan("Buat karcis")
    assert "A-005" in p.teks
    p.ikuti("Kembali ke loket")
    assert "di tempat" in p.teks


def test_an_office_without_a_counter_reads_what_to_do(kecil):
    p = Peramban(pabrik.petugas(kecil.waru, "operator_kecamatan")).buka("/kantor/antrean/")
    assert "Anda belum bertugas di loket" in p.teks


@pytest.mark.parametrize("banyak", [1, 3])
def test_the_counters_page_asks_the_same_for_one_turn_and_for_three(
    aula, kecil, senin, client, django_assert_num_queries, banyak
):
    for _satu in range(banyak):
        pesan(aula.ktp, SENIN)
    client.force_login(pabrik.petugas(kecil.waru, "operator_kecamatan"))
    client.get("/kantor/antrean/")
    with django_assert_num_queries(13):
        client.get(f"/kantor/antrean/{aula.loket[0].pk}/")


def test_a_long_queue_comes_in_pages_without_a_gap(aula):
    for jam in (9, 8, 9, 8, 10):
        pesan(aula.ktp, SENIN, jam)
    semua, tanda, halaman = kueri.menunggu(aula.a.pk, SENIN), "", []
    while True:
        baris, tanda = kueri.sehalaman(semua, tanda, 2)
        halaman.append([a.nomor for a in baris])
        if not tanda:
            break
    assert halaman == [[2, 4], [1, 3], [5]]
    assert kueri.sehalaman(semua, "9999-x", 2)[0] == kueri.sehalaman(semua, "", 2)[0]
