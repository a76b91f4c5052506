"""Numbers: one series after another without gaps; shared series; the turn of the year in local time."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from core.layanan.deklarasi import NaskahSurat
from core.permohonan.galat import TidakBoleh
from core.permohonan.pelaku import Pelaku
from core.surat import nomor, pemeriksaan, verba_nomor
from core.surat.models import BlokNomor, Penghitung, SeriNomor, StatusSurat, SuratKertas
from core.wilayah import peran
from tests import pabrik
from tests.permohonan import bahan
from tests.surat import alur, bahan_nomor

WIB = ZoneInfo("Asia/Jakarta")
TUTUP_TAHUN = datetime(2026, 12, 31, 23, 59, 59, tzinfo=WIB)  # 16.59.59 UTC
TAHUN_BARU = datetime(2027, 1, 1, 0, 0, 0, tzinfo=WIB)  # still 31 December in UTC


@pytest.fixture
def admin(kecil, senin):
    return Pelaku(pabrik.petugas(kecil.bagian_pemerintahan, peran.ADMIN_KABUPATEN))


def urut(unit, register="umum", tahun=2026):
    return nomor.ambil(unit, register, tahun).urut


def ganti(admin, unit, register, pemilik, seri="umum"):
    isi = {"unit": unit, "register": register, "pemilik": pemilik, "seri": seri, "alasan": "Satu buku agenda"}
    return verba_nomor.ganti_seri(**isi, pelaku=admin)


def test_offices_registers_and_years_count_for_themselves(kecil):
    assert [urut(kecil.pepelegi) for _ in range(3)] == [1, 2, 3]
    assert urut(kecil.tropodo) == 1
    assert urut(kecil.pepelegi, "waris") == 1
    assert urut(kecil.pepelegi, tahun=2027) == 1


def test_a_number_costs_three_queries(kecil, django_assert_num_queries):
    urut(kecil.pepelegi)
    with django_assert_num_queries(3):
        urut(kecil.pepelegi)


def test_number_is_written_as_the_declaration_says(kecil):
    naskah = NaskahSurat(judul="X", jenis="biasa", klasifikasi="460", nomor="{urut}/{bulan_romawi}/{bulan}/{tahun}")
    assert nomor.tulis(naskah, kecil.pepelegi, 7, bahan.SENIN.date()) == "7/XI/11/2026"


def test_the_pattern_of_a_block_leaves_to_the_hand_what_only_the_letter_knows(kecil):
    kecil.pepelegi.kode_surat = "438.7.8"
    assert nomor.pola("{klasifikasi}/{urut}/{kode_unit}/{tahun}", kecil.pepelegi, 2026) == "...../{urut}/438.7.8/2026"


# --- Shared series ----------------------------------------------------------------------------------------------------


def test_registers_of_one_office_share_a_series(kecil, admin):
    ganti(admin, kecil.pepelegi, "", kecil.pepelegi)
    assert [urut(kecil.pepelegi, r) for r in ("umum", "waris", "umum", "kk")] == [1, 2, 3, 4]
    assert urut(kecil.tropodo, "waris") == 1


def test_offices_share_a_series_and_only_that_register(kecil, admin):
    ganti(admin, kecil.pepelegi, "umum", kecil.waru)
    assert [urut(u) for u in (kecil.waru, kecil.pepelegi, kecil.waru)] == [1, 2, 3]
    assert urut(kecil.pepelegi, "waris") == 1


def test_a_row_for_the_register_beats_the_row_for_all(kecil, admin):
    ganti(admin, kecil.pepelegi, "", kecil.waru)
    ganti(admin, kecil.pepelegi, "waris", kecil.pepelegi, "waris")
    assert nomor.seri_untuk(kecil.pepelegi.pk, "waris") == (kecil.pepelegi.pk, "waris")
    assert nomor.seri_untuk(kecil.pepelegi.pk, "kk") == (kecil.waru.pk, "umum")


def test_an_office_that_joins_a_series_goes_on_above_its_own_numbers(kecil, admin):
    """Its book has 1 to 5; the series it joins stands at 2. Numbers 3 to 5 are annulled there, with the reason."""
    p = bahan_nomor.permohonan(kecil.pepelegi)
    for _ in range(5):
        bahan_nomor.nomori(p, kecil.pepelegi, "umum", 2026)
    for _ in range(2):
        bahan_nomor.nomori(p, kecil.waru, "umum", 2026)
    ganti(admin, kecil.pepelegi, "umum", kecil.waru)
    assert bahan_nomor.nomori(p, kecil.pepelegi, "umum", 2026).urut == 6
    lewat = SuratKertas.objects.filter(blok__jenis=BlokNomor.Jenis.LEWATI)
    assert [(k.urut, k.status, k.alasan) for k in lewat] == [
        (n, "batal", "Dilewati karena Desa Pepelegi berganti seri nomor") for n in (3, 4, 5)
    ]
    assert bahan_nomor.nomori(p, kecil.waru, "umum", 2026).urut == 7
    assert list(pemeriksaan.nomor_tanpa_celah()) == list(pemeriksaan.buku_tanpa_kembar()) == []


def test_an_office_that_leaves_a_series_never_repeats_a_number_it_had_there(kecil, admin):
    p = bahan_nomor.permohonan(kecil.pepelegi)
    ganti(admin, kecil.pepelegi, "umum", kecil.waru)
    for unit in (kecil.waru, kecil.pepelegi, kecil.waru, kecil.pepelegi):
        bahan_nomor.nomori(p, unit, "umum", 2026)
    ganti(admin, kecil.pepelegi, "umum", kecil.pepelegi)
    assert bahan_nomor.nomori(p, kecil.pepelegi, "umum", 2026).urut == 5
    assert list(pemeriksaan.nomor_tanpa_celah()) == list(pemeriksaan.buku_tanpa_kembar()) == []


def test_a_change_that_forgot_the_book_would_give_a_number_twice(kecil, admin, monkeypatch):
    """The twin of the two above: without passing over, the database itself refuses the second number 1."""
    monkeypatch.setattr(nomor, "_lewati", lambda *_: None)
    p = bahan_nomor.permohonan(kecil.pepelegi)
    bahan_nomor.nomori(p, kecil.pepelegi, "umum", 2026)
    ganti(admin, kecil.pepelegi, "umum", kecil.waru)
    with pytest.raises(IntegrityError), transaction.atomic():
        bahan_nomor.nomori(p, kecil.pepelegi, "umum", 2026)


def test_the_database_keeps_one_number_of_a_series_for_one_letter(kecil):
    """Two offices, so the rule of the office's own book is silent; the rule of the series speaks."""
    p, satu = bahan_nomor.permohonan(kecil.pepelegi), nomor.ambil(kecil.waru, "umum", 2026)
    bahan_nomor.pasang(p, kecil.waru, "umum", 2026, satu)
    with pytest.raises(IntegrityError), transaction.atomic():
        bahan_nomor.pasang(p, kecil.pepelegi, "umum", 2026, satu)


def test_series_are_set_by_the_regency_and_never_in_chains(kecil, admin):
    kades = Pelaku(pabrik.petugas(kecil.pepelegi, peran.KEPALA_DESA))
    with pytest.raises(TidakBoleh, match="admin kabupaten"):
        ganti(kades, kecil.pepelegi, "umum", kecil.waru)
    ganti(admin, kecil.pepelegi, "umum", kecil.waru)
    with pytest.raises(TidakBoleh, match="mengikuti seri lain"):
        ganti(admin, kecil.tropodo, "umum", kecil.pepelegi)
    for register in ("umum", ""):
        with pytest.raises(TidakBoleh, match="Kantor lain menghitung"):
            ganti(admin, kecil.waru, register, kecil.sidoarjo)
    with pytest.raises(TidakBoleh, match="alasannya"):
        verba_nomor.ganti_seri(
            unit=kecil.tropodo, register="", pemilik=kecil.waru, seri="umum", alasan=" x ", pelaku=admin
        )
    assert SeriNomor.objects.get().ditetapkan_oleh == admin.pengguna


# --- The year turns at midnight in Sidoarjo ---------------------------------------------------------------------------


@pytest.mark.parametrize(("saat", "tahun"), [(TUTUP_TAHUN, 2026), (TAHUN_BARU, 2027)])
def test_year_of_a_number_is_the_year_in_sidoarjo(kecil, arsip_uji, saat, tahun):
    with time_machine.travel(bahan.SENIN, tick=False) as jam:
        k = alur.di_meja_ttd(kecil)
        jam.move_to(saat)
        surat = alur.siapkan(k)
    assert (surat.tahun, surat.nomor.rsplit("/", 1)[1], surat.tanggal.year) == (tahun, str(tahun), tahun)
    assert surat.penghitung.tahun == tahun


def test_a_letter_frozen_before_midnight_keeps_number_and_date_when_signed_after(meja, senin):
    senin.move_to(TUTUP_TAHUN)
    beku = alur.siapkan(meja)
    senin.move_to(TAHUN_BARU)
    surat = alur.tandatangani(meja)
    assert surat.status == StatusSurat.TERBIT
    sama = ("nomor", "tahun", "urut", "tanggal", "sha_beku", "penghitung_id")
    assert [getattr(surat, k) for k in sama] == [getattr(beku, k) for k in sama]
    assert not Penghitung.objects.filter(tahun=2027).exists()
    assert list(pemeriksaan.semua()) == []


def test_a_block_is_of_the_year_in_which_it_was_taken(kecil, senin):
    orang = Pelaku(pabrik.petugas(kecil.pepelegi, peran.OPERATOR_DESA))
    for saat, tahun in ((TUTUP_TAHUN, 2026), (TAHUN_BARU, 2027)):
        senin.move_to(saat)
        blok = verba_nomor.sediakan_blok(
            unit=kecil.pepelegi, register="umum", jumlah=2, alasan="Jaringan padam", pelaku=orang
        )
        assert (blok.tahun, blok.dari, blok.surat_kertas.first().tanggal.year) == (tahun, 1, tahun)
