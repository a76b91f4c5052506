"""The bell, the development outbox and the health page, through the web."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.notifikasi import kueri, sehat, verba
from core.notifikasi.models import Denyut, Pesan
from tests import pabrik
from tests.permohonan import bahan

pytestmark = pytest.mark.django_db


def masuk(orang):
    klien = Client()
    klien.force_login(orang, backend="django.contrib.auth.backends.ModelBackend")
    return klien


@pytest.fixture
def meja(kecil):
    return bahan.kantor(kecil, *bahan.BERJENJANG)


def test_a_visitor_is_asked_to_sign_in(client, db):
    jawab = client.get("/lonceng/")
    assert jawab.status_code == 302
    assert jawab.url.startswith("/akun/masuk/?next=/lonceng/")


def test_the_bell_shows_the_newest_first_and_only_ones_own(meja):
    meja.lakukan("tolak", meja.desa.operator_desa, alasan="Bukan warga desa ini.")
    lain = bahan.kirim(bahan.draf(bahan.warga(meja.desa.operator_desa.tugas.jabatan.unit)))
    halaman = masuk(meja.pemohon.pengguna).get("/lonceng/").content.decode()
    assert halaman.index(f"Permohonan {meja.p.nomor} ditolak") < halaman.index(
        f"Permohonan {meja.p.nomor} sudah kami terima"
    )
    assert "Alasan: Bukan warga desa ini." in halaman
    assert lain.nomor not in halaman


def test_an_officer_sees_the_files_of_the_desk(meja):
    halaman = masuk(meja.desa.operator_desa).get("/lonceng/").content.decode()
    assert "Berkas baru: Surat Uji" in halaman
    assert meja.pemohon.nik not in halaman


def test_a_remark_is_shown_as_text(meja):
    meja.lakukan("tolak", meja.desa.operator_desa, alasan="<script>alert(1)</script>")
    halaman = masuk(meja.pemohon.pengguna).get("/lonceng/").content.decode()
    assert "<script>alert" not in halaman
    assert "&lt;script&gt;alert(1)" in halaman


def test_opening_a_message_marks_it_and_leads_to_its_page(meja):
    pesan = Pesan.objects.get(penerima=meja.pemohon.pengguna, saluran="lonceng")
    jawab = masuk(meja.pemohon.pengguna).post(reverse("notifikasi:buka", args=[pesan.pk]))
    assert (jawab.status_code, jawab.url) == (302, f"/permohonan/{meja.p.pk}/")
    pesan.refresh_from_db()
    assert pesan.dibaca_pada is not None


def test_another_persons_message_does_not_exist(meja):
    pesan = Pesan.objects.get(penerima=meja.pemohon.pengguna, saluran="lonceng")
    assert masuk(meja.desa.operator_desa).post(reverse("notifikasi:buka", args=[pesan.pk])).status_code == 404
    pesan.refresh_from_db()
    assert pesan.dibaca_pada is None


def test_looking_changes_nothing(meja):
    klien = masuk(meja.pemohon.pengguna)
    klien.get("/lonceng/")
    assert klien.get(reverse("notifikasi:buka", args=[1])).status_code == 405
    assert kueri.jumlah_belum_dibaca(meja.pemohon.pengguna) == 1


def test_all_is_marked_up_to_what_was_seen(meja):
    klien = masuk(meja.pemohon.pengguna)
    terlihat = Pesan.objects.filter(penerima=meja.pemohon.pengguna, saluran="lonceng").latest("id").pk
    meja.lakukan("tolak", meja.desa.operator_desa, alasan="Bukan warga desa ini.")  # arrives after the page was shown
    klien.post("/lonceng/dibaca/", {"sampai": terlihat})
    assert kueri.jumlah_belum_dibaca(meja.pemohon.pengguna) == 1


@pytest.mark.parametrize("sebelum", ["", "abc", "-1", "9" * 30, "１２", "0"])
def test_a_strange_page_number_is_no_error(meja, sebelum):
    assert masuk(meja.pemohon.pengguna).get("/lonceng/", {"sebelum": sebelum}).status_code == 200


def test_an_empty_bell_says_what_it_is_for(kecil):
    orang = pabrik.warga(kecil.pepelegi).pengguna
    assert "Belum ada kabar" in masuk(orang).get("/lonceng/").content.decode()


def banyak(meja, jumlah):
    """More messages about the same event for the same person."""
    asli = Pesan.objects.filter(penerima=meja.pemohon.pengguna, saluran="lonceng").first()
    for urut in range(jumlah):
        asli.pk, asli.kunci = None, f"banyak:{urut}"
        asli.save(force_insert=True)


def test_the_list_costs_the_same_for_one_and_for_many(meja, django_assert_num_queries):
    orang = meja.pemohon.pengguna
    with django_assert_num_queries(3):
        assert len(kueri.halaman_lonceng(orang)[0]) == 1
    banyak(meja, 20)
    with django_assert_num_queries(3):
        assert len(kueri.halaman_lonceng(orang)[0]) == 21


def test_pages_follow_each_other_without_gap_or_repeat(meja):
    banyak(meja, 2 * kueri.SEHALAMAN + 4)
    nomor, lanjut, orang = [], None, meja.pemohon.pengguna
    while True:
        lini, lanjut = kueri.halaman_lonceng(orang, lanjut)
        nomor += [satu.id for satu in lini]
        if lanjut is None:
            break
    semua = kueri.lonceng_milik(orang).values_list("pk", flat=True)
    assert nomor == sorted(semua, reverse=True)
    assert len(nomor) == 2 * kueri.SEHALAMAN + 5


def test_the_header_counts_to_ninety_nine_and_one_query(meja, django_assert_num_queries):
    banyak(meja, 150)
    assert '<span class="hitung">99+<' in masuk(meja.pemohon.pengguna).get("/lonceng/").content.decode()
    with django_assert_num_queries(1):
        assert kueri.jumlah_belum_dibaca(meja.pemohon.pengguna) == kueri.PALING_BANYAK + 1


def test_the_outbox_page_shows_what_was_written(meja, settings, tmp_path, client):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    for pesan in Pesan.objects.filter(saluran="surel"):
        assert verba.kirim(pesan_id=pesan.pk)
    halaman = client.get("/pengembang/kotak-keluar/").content.decode()
    assert f"Permohonan {meja.p.nomor} sudah kami terima" in halaman
    assert f'href="http://testserver/permohonan/{meja.p.pk}/"' in halaman
    assert meja.pemohon.pengguna.email in halaman


def test_the_outbox_page_shows_what_could_not_be_sent(meja, client, settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "belum-ada"
    Pesan.objects.filter(saluran="surel").update(status="mati", galat="550 alamat tidak dikenal")
    halaman = client.get("/pengembang/kotak-keluar/").content.decode()
    assert "550 alamat tidak dikenal" in halaman
    assert "Belum ada surel" in halaman


def test_outside_a_demo_there_is_no_outbox_page(client, settings):
    settings.DEMO = False
    assert client.get("/pengembang/kotak-keluar/").status_code == 404


def test_two_letters_of_one_connection_are_read_apart(settings, tmp_path):
    from core.notifikasi.kotak import baca_kotak

    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    with mail.get_connection() as sambungan:
        for judul in ("Satu é", "Dua"):
            mail.EmailMessage(judul, "isi – panjang", "a@b.id", ["c@d.id"], connection=sambungan).send()
    assert [(s.judul, s.isi.strip(), s.kepada) for s in baca_kotak(tmp_path)] == [
        ("Dua", "isi – panjang", "c@d.id"),
        ("Satu é", "isi – panjang", "c@d.id"),
    ]


@pytest.fixture
def segar(monkeypatch, settings, tmp_path):
    """No report of an earlier test, and a worker that is alive."""
    monkeypatch.setattr(sehat, "_terakhir", None)
    Denyut.objects.update_or_create(pk="pekerja", defaults={"waktu": timezone.now()})


def lapor(client):
    jawab = client.get("/sehat/")
    return jawab.status_code, jawab.json()


def test_a_healthy_installation_says_so(client, segar):
    kode, isi = lapor(client)
    assert (kode, isi["sehat"]) == (200, True), isi
    assert set(isi) == {"sehat", "basis_data", "antrean", "berkas", "layanan", "perender"}
    assert isi["perender"]["mode"] in ("bubblewrap", "batas")
    assert (isi["antrean"]["menunggu"], isi["antrean"]["mati"], isi["layanan"]["karantina"]) == (0, 0, 0)


def test_a_silent_worker_is_503(client, segar):
    Denyut.objects.update(waktu=timezone.now() - timedelta(minutes=3))
    assert lapor(client)[0] == 503


def test_no_worker_at_all_is_503(client, segar):
    Denyut.objects.all().delete()
    kode, isi = lapor(client)
    assert (kode, isi["antrean"]["denyut_pekerja_detik"]) == (503, None)


def test_a_letter_that_waits_too_long_is_503(client, segar, siti, surel_untuk):
    pesan = surel_untuk(siti)
    Pesan.objects.filter(pk=pesan.pk).update(coba_lagi_pada=timezone.now() - timedelta(minutes=11))
    kode, isi = lapor(client)
    assert (kode, isi["antrean"]["menunggu"], isi["basis_data"]["sehat"]) == (503, 1, True)


def test_a_letter_that_waits_for_its_next_attempt_is_healthy(client, segar, siti, surel_untuk):
    """Twin: waiting is no fault while it is planned."""
    pesan = surel_untuk(siti)
    Pesan.objects.filter(pk=pesan.pk).update(coba_lagi_pada=timezone.now() + timedelta(hours=72))
    assert lapor(client)[0] == 200


def test_dead_letters_are_counted(client, segar, siti, surel_untuk):
    surel_untuk(siti)
    Pesan.objects.update(status="mati")
    assert lapor(client)[1]["antrean"]["mati"] == 1


def test_files_that_cannot_be_written_are_503(client, segar, settings, tmp_path, monkeypatch):
    bukan_map = tmp_path / "bukan-map"
    bukan_map.write_text("")
    simpan = {**settings.STORAGES, "surat": {**settings.STORAGES["surat"], "OPTIONS": {"location": bukan_map}}}
    settings.STORAGES = simpan
    kode, isi = lapor(client)
    assert (kode, isi["berkas"]) == (503, {"sehat": False, "galat": "NotADirectoryError"})


def test_the_report_leaves_no_file_behind(client, segar, settings):
    assert lapor(client)[0] == 200
    for nama in ("berkas", "surat"):
        sisa = list((Path(settings.STORAGES[nama]["OPTIONS"]["location"]) / "sehat").glob("*"))
        assert sisa == []


def test_a_broken_part_does_not_break_the_page(client, segar, monkeypatch):
    def rusak():
        raise RuntimeError("NIK 3515081708900004")

    monkeypatch.setitem(sehat.PEMERIKSA, "layanan", rusak)
    kode, isi = lapor(client)
    assert (kode, isi["layanan"]) == (503, {"sehat": False, "galat": "RuntimeError"})


def test_a_flood_of_questions_is_answered_from_one_look(client, segar, monkeypatch):
    hitung = []
    monkeypatch.setitem(sehat.PEMERIKSA, "layanan", lambda: hitung.append(1) or {"sehat": True})
    for _ in range(5):
        lapor(client)
    assert len(hitung) == 1
