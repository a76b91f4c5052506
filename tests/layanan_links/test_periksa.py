"""From a round of checks to what citizens and owners hear: one hiccup is none, an outage is told once."""

import random
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from core.notifikasi import surel
from core.notifikasi.models import Pesan
from layanan_links import tampil, verba_periksa
from layanan_links.aturan import JEDA_BAIK, JEDA_GAGAL, Kode, Riwayat, Temuan, ambang_tls, jalur_kita_putus
from layanan_links.models import Harian, Kesehatan, Pemeriksaan, Tautan
from tests.layanan_links.bahan import opd, pemerintahan, tayang

KINI = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
GAGAL, BAIK = Temuan(Kode.GALAT, 503), Temuan(Kode.BAIK, 200, 120)


# --- Pure rules -------------------------------------------------------------------------------------------------------


def lalui(*langkah):
    """Riwayat after findings at minutes after KINI: pairs (minute, finding)."""
    riwayat = Riwayat()
    for menit, temuan in langkah:
        riwayat = riwayat.sesudah(temuan, KINI + timedelta(minutes=menit))
    return riwayat


def test_one_failure_is_a_hiccup_and_two_far_apart_are_an_outage():
    assert [lalui((0, GAGAL)).rusak, lalui((0, GAGAL), (5, GAGAL)).rusak, lalui((0, GAGAL), (30, GAGAL)).rusak] == [
        False, False, True,
    ]  # fmt: skip


def test_an_outage_began_with_its_first_failure_and_ends_with_the_first_answer():
    assert lalui((0, GAGAL), (30, GAGAL), (90, GAGAL)).gagal_sejak == KINI
    assert lalui((0, GAGAL), (30, GAGAL), (90, BAIK)) == Riwayat()


@pytest.mark.parametrize("kode", [Kode.MENOLAK, Kode.RANTAI])
def test_a_server_that_lives_is_not_called_broken(kode):
    assert lalui((0, Temuan(kode)), (30, Temuan(kode))) == Riwayat()


def test_failing_links_are_asked_soon_and_then_less_and_less():
    tengah = random.Random()
    tengah.uniform = lambda a, b: 1.0
    jeda = [Riwayat(gagal=n, gagal_sejak=KINI).jeda(tengah) for n in range(1, 9)]
    assert jeda == [*JEDA_GAGAL, JEDA_GAGAL[-1], JEDA_GAGAL[-1]]
    assert Riwayat().jeda(tengah) == JEDA_BAIK


def test_the_owner_is_warned_twice_before_a_certificate_ends():
    assert [ambang_tls(n) for n in (15, 14, 4, 3, 0, -1)] == [None, 14, 14, 3, 3, None]


def test_only_when_nobody_answers_our_own_line_is_suspected():
    putus = [Temuan(Kode.DNS), Temuan(Kode.LAMBAT), Temuan(Kode.SAMBUNG)]
    dilarang = Temuan(Kode.DILARANG)
    assert [jalur_kita_putus(t) for t in (putus, [*putus, dilarang], [*putus, GAGAL])] == [True, True, False]


# --- Rows and messages ------------------------------------------------------------------------------------------------


@pytest.fixture
def admin(kecil):
    return pemerintahan(kecil)


@pytest.fixture
def dinsos(kecil):
    return opd(kecil.dinas_sosial)


def catat(tautan, temuan, menit=0):
    verba_periksa.catat(tautan.pk, tautan.alamat, temuan, KINI + timedelta(minutes=menit))
    tautan.refresh_from_db()
    return Kesehatan.objects.get(tautan=tautan)


def kabar(jenis):
    """(person, channel) of each message of a kind."""
    return sorted(Pesan.objects.filter(jenis=jenis).values_list("penerima__username", "saluran"))


def test_the_owner_hears_of_an_outage_once_and_of_its_end_once(admin, dinsos, kecil):
    tautan = tayang(admin, kecil.dinas_sosial, nama="SIPPADU")
    catat(tautan, GAGAL)
    assert Pesan.objects.count() == 0
    for menit in (40, 100, 300):
        catat(tautan, GAGAL, menit)
    for menit in (600, 1000):
        catat(tautan, BAIK, menit)
    sekali = [(dinsos.username, "lonceng"), (dinsos.username, "surel")]
    assert {j: kabar(j) for j in ("tautan_rusak", "tautan_pulih")} == dict.fromkeys(
        ("tautan_rusak", "tautan_pulih"), sekali
    )


def test_a_second_outage_is_told_again(admin, dinsos, kecil):
    tautan = tayang(admin, kecil.dinas_sosial)
    for menit, temuan in ((0, GAGAL), (40, GAGAL), (60, BAIK), (500, GAGAL), (540, GAGAL)):
        catat(tautan, temuan, menit)
    assert len(kabar("tautan_rusak")) == 4


def test_the_letter_says_which_application_since_when_why_and_where_to_look(admin, dinsos, kecil):
    tautan = tayang(admin, kecil.dinas_sosial, nama="SIPPADU", alamat="https://sippadu.contoh.id/")
    catat(tautan, Temuan(Kode.TLS_HABIS))
    catat(tautan, Temuan(Kode.TLS_HABIS), 40)
    surat = surel.buat(Pesan.objects.get(jenis="tautan_rusak", saluran="surel"))
    assert surat.subject == "SIPPADU tidak bisa dibuka"
    assert surat.body.split("\n-- \n")[0].strip() == (
        f"Yth. {dinsos.nama},\n\n"
        "SIPPADU (https://sippadu.contoh.id/) tidak bisa dibuka sejak 23 November 2026, 09.00. "
        "Warga melihat keterangan itu di daftar aplikasi.\n\n"
        "Sertifikat keamanan (HTTPS) sudah habis masa berlakunya. Perbarui sertifikatnya.\n\n"
        f"Lihat kesehatannya, atau ganti alamatnya:\nhttp://testserver/kelola/aplikasi_dinas/inspect/{tautan.pk}/"
    )


def test_an_entry_without_an_office_of_ours_is_bagian_pemerintahans_care(admin, kecil):
    tautan = tayang(admin, None)
    catat(tautan, GAGAL)
    catat(tautan, GAGAL, 40)
    assert [nama for nama, _saluran in kabar("tautan_rusak")] == [admin.username] * 2


def test_a_certificate_that_ends_soon_is_told_once_for_each_limit(admin, dinsos, kecil):
    tautan = tayang(admin, kecil.dinas_sosial)
    akhir = KINI + timedelta(days=10)
    for menit in (0, 400, 60 * 24 * 8):
        catat(tautan, Temuan(Kode.BAIK, tls_sampai=akhir), menit)
    assert len(kabar("tautan_tls")) == 2 * 2


def test_what_citizens_read_of_an_outage(admin, kecil):
    tautan = tayang(admin, kecil.dinas_sosial)
    kata = [tampil.keadaan(Tautan.objects.get()).kata]
    for menit, temuan in ((0, BAIK), (10, GAGAL), (50, GAGAL)):
        catat(tautan, temuan, menit)
        kata.append(tampil.keadaan(Tautan.objects.get()).kata)
    assert kata == ["Belum diperiksa", "Bisa dibuka", "Bisa dibuka", "Sedang tidak bisa dibuka"]
    assert tampil.keadaan(Tautan.objects.get()).kalimat == "Sedang tidak bisa dibuka sejak 23 November 2026."


def test_a_page_kept_in_memory_changes_with_the_state_and_only_then(admin, kecil):
    tautan = tayang(admin, kecil.dinas_sosial)
    ubah = []
    for menit, temuan in ((0, BAIK), (300, BAIK), (700, GAGAL), (740, GAGAL), (900, GAGAL), (1000, BAIK)):
        lama = tautan.diubah
        catat(tautan, temuan, menit)
        ubah.append(tautan.diubah != lama)
    assert ubah == [True, False, False, True, False, True]


def test_checks_of_a_day_are_summed_and_single_ones_forgotten_after_a_month(admin, kecil):
    tautan = tayang(admin, kecil.dinas_sosial)
    for menit, temuan in ((0, BAIK), (60, GAGAL), (60 * 24, BAIK)):
        catat(tautan, temuan, menit)
    hapus = [verba_periksa.hapus_lama(KINI + timedelta(days=hari)) for hari in (29, 31)]
    assert (hapus, Pemeriksaan.objects.count()) == ([0, 2], 1)
    assert list(Harian.objects.order_by("hari").values_list("diperiksa", "hidup", "ms")) == [(2, 1, 120), (1, 1, 120)]


def test_a_result_for_an_address_that_was_changed_meanwhile_is_thrown_away(admin, kecil):
    tautan = tayang(admin, kecil.dinas_sosial)
    verba_periksa.catat(tautan.pk, "https://dulu.contoh.id/", GAGAL, KINI)
    assert (Kesehatan.objects.get().kode, Pemeriksaan.objects.count()) == ("", 0)


# --- Rounds -----------------------------------------------------------------------------------------------------------


def putar(armada, **lain):
    return verba_periksa.periksa_jatuh_tempo(jumlah=100, batas=armada.batas(**lain))


def test_a_round_looks_at_what_is_due_and_sets_the_next_time(admin, kecil, armada):
    baik = tayang(admin, kecil.dinas_sosial, alamat=armada.alamat())
    tayang(admin, kecil.dinas_sosial, alamat=armada.alamat("/galat", "rusak.uji"))
    tayang(admin, kecil.dinas_sosial, alamat="")
    pertama, kedua = putar(armada), putar(armada)
    assert [(r.diperiksa, r.hidup) for r in (pertama, kedua)] == [(2, 1), (0, 0)]
    sisa = {k.kode: k.berikutnya - timezone.now() for k in Kesehatan.objects.exclude(kode="")}
    assert sisa["galat"] < timedelta(minutes=40) < timedelta(hours=5) < sisa["baik"]
    with time_machine.travel(timezone.now() + timedelta(hours=8)):
        assert putar(armada).diperiksa == 2
    assert Harian.objects.filter(tautan=baik).count() >= 1


def test_two_rounds_at_once_do_not_ask_the_same_link(admin, kecil, armada):
    tayang(admin, kecil.dinas_sosial, alamat=armada.alamat())
    pertama, kedua = verba_periksa._sewa(100, False), verba_periksa._sewa(100, False)
    assert (len(pertama), kedua) == (1, {})


def test_links_of_a_round_that_died_come_back(admin, kecil, armada):
    tayang(admin, kecil.dinas_sosial, alamat=armada.alamat())
    verba_periksa._sewa(100, False)
    with time_machine.travel(timezone.now() + verba_periksa.SEWA + timedelta(seconds=1)):
        assert putar(armada).diperiksa == 1


def test_when_our_own_line_is_down_nobody_is_blamed(admin, kecil, armada):
    from tests.alat import port_bebas

    mati = port_bebas()
    for n in range(3):
        tayang(admin, kecil.dinas_sosial, alamat=f"http://h{n}.uji:{mati}/")
    hasil = putar(armada, port=frozenset({mati}))
    assert (hasil.jalur_putus, Pemeriksaan.objects.count()) == (True, 0)
    assert Kesehatan.objects.filter(berikutnya__gt=timezone.now() + timedelta(minutes=20)).count() == 3


def test_a_dead_server_is_noticed_because_another_one_answers(admin, kecil, armada):
    from tests.alat import port_bebas

    mati = port_bebas()
    hidup = tayang(admin, kecil.dinas_sosial, alamat=armada.alamat())
    putar(armada)
    tayang(admin, kecil.dinas_sosial, alamat=f"http://mati.uji:{mati}/")
    hasil = putar(armada, port=frozenset({mati, armada.port}))
    assert (hasil.diperiksa, hasil.jalur_putus) == (1, False)
    assert Kesehatan.objects.exclude(tautan=hidup).get().kode == Kode.SAMBUNG


def test_no_transaction_is_open_while_a_server_is_waited_for(admin, kecil, armada, monkeypatch):
    """On SQLite an open one would keep every citizen from sending; the savepoint of the test itself does not count."""
    tayang(admin, kecil.dinas_sosial, alamat=armada.alamat())
    asli, dalam = verba_periksa.jaringan.periksa_banyak, []

    async def intip(*args):
        dalam.append(len(connection.savepoint_ids))
        return await asli(*args)

    sebelum = len(connection.savepoint_ids)
    monkeypatch.setattr(verba_periksa.jaringan, "periksa_banyak", intip)
    putar(armada)
    assert dalam == [sebelum]


def test_the_sweeper_is_scheduled_like_the_others(settings):
    from django.utils.module_loading import import_string

    assert import_string("layanan_links.verba_periksa.sapu") in [import_string(satu) for satu in settings.PENYAPU]


def test_ten_million_checks_are_reached_by_their_indexes(admin, kecil):
    """The two questions that are asked of the large table: the newest of a link, and what is too old."""
    satu = Pemeriksaan.objects.filter(tautan=1).order_by("-waktu")[:10].explain()
    lama = Pemeriksaan.objects.filter(waktu__lt=KINI).order_by("waktu").values("pk")[:100].explain()
    if connection.vendor == "sqlite":
        assert ("pemeriksaan_riwayat" in satu, "pemeriksaan_lama" in lama) == (True, True)
    nama = {indeks.name for indeks in Pemeriksaan._meta.indexes}
    assert nama == {"pemeriksaan_riwayat", "pemeriksaan_lama"}
