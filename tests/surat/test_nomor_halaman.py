"""The book of an office as its officers see it: who may, what each number says, paper letters, export."""

import csv
import io
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.permohonan.galat import TidakBoleh
from core.permohonan.pelaku import Pelaku
from core.surat import aturan_nomor, nomor, pemeriksaan, verba_nomor
from core.surat.models import BlokNomor, SeriNomor, StatusSurat, Surat, SuratKertas, TandaTangan
from core.wilayah import peran
from tests import pabrik
from tests.peramban import Peramban
from tests.permohonan import bahan
from tests.surat import alur, bahan_nomor

AGENDA = "/kantor/agenda/"
pytestmark = pytest.mark.satu_basis


@pytest.fixture(autouse=True)
def layanan_uji():
    with bahan.terpasang(bahan.layanan(*alur.SATU)):
        yield


@pytest.fixture
def buku(meja):
    """The letters of the desa: one being prepared (number 1)."""
    alur.siapkan(meja)
    return meja


@pytest.fixture
def kertas(kecil, senin):
    """A block of one number, number 1, and the clerk before its page."""
    operator, kades = (pabrik.petugas(kecil.pepelegi, p) for p in (peran.OPERATOR_DESA, peran.KEPALA_DESA))
    milik = blok(kecil.pepelegi, operator, 1)
    return SimpleNamespace(blok=milik, operator=operator, kades=kades, alamat=f"{AGENDA}blok/{milik.pk}/1/")


def blok(unit, orang, jumlah=3, alasan="Jaringan padam sejak pagi"):
    return verba_nomor.sediakan_blok(unit=unit, register="umum", jumlah=jumlah, alasan=alasan, pelaku=Pelaku(orang))


def isian_kertas(**ubah):
    tanggal = {"tanggal_hari": "23", "tanggal_bulan": "11", "tanggal_tahun": "2026"}
    isi = {"jenis": "460 Surat Uji", "perihal": "", "penerima": "Siti Aminah", "penanda": "Kades"} | tanggal
    return isi | ubah


# --- Whose book -------------------------------------------------------------------------------------------------------


def test_a_book_opens_for_the_seats_of_its_office_only(buku, kecil):
    desa = f"{AGENDA}?unit={kecil.pepelegi.kode}"
    assert Peramban(buku.desa.operator_desa).buka(desa).kode == 200
    for orang in (pabrik.petugas(kecil.tropodo, peran.OPERATOR_DESA), buku.kecamatan.camat):
        assert Peramban(orang).buka(desa).kode == 404
        assert Peramban(orang).buka(AGENDA).kode == 200  # their own
    assert Peramban(pabrik.petugas(kecil.bagian_pemerintahan, peran.EDITOR)).buka(AGENDA).kode == 404
    assert Peramban(buku.pemohon.pengguna).buka(AGENDA).kode == 404
    assert "/akun/masuk/" in Peramban().buka(AGENDA).alamat


def test_what_belongs_to_another_office_is_a_404_in_every_page_of_blocks(buku, kecil):
    milik = blok(kecil.pepelegi, buku.desa.operator_desa)
    alamat = [
        f"{AGENDA}blok/{milik.pk}/",
        *(f"{AGENDA}blok/{milik.pk}/{s}/" for s in ("lembar", "sisa", "2", "2/batal")),
    ]
    lain = Peramban(pabrik.petugas(kecil.tropodo, peran.OPERATOR_DESA))
    kasi = Peramban(pabrik.petugas(kecil.waru, peran.KASI_PELAYANAN))  # keeps no book
    for satu in alamat:
        assert Peramban(buku.desa.operator_desa).buka(satu).kode == 200
        assert {
            lain.buka(satu).kode,
            kasi.buka(satu).kode,
            lain.klien.post(satu, {"alasan": "Coba saja"}).status_code,
        } <= {404, 405}
    assert not SuratKertas.objects.exclude(status="belum").exists()


def test_a_number_passed_over_by_the_system_is_nobodys_to_enter(kecil, buku):
    BlokNomor.objects.update_or_create(
        unit=kecil.pepelegi, register="umum", tahun=2026, penghitung=Surat.objects.get().penghitung, jenis="lewati",
        dari=90, sampai=90, alasan="Dilewati",
    )  # fmt: skip
    assert Peramban(buku.desa.operator_desa).buka(f"{AGENDA}blok/{BlokNomor.objects.get().pk}/").kode == 404


def test_the_menu_leads_to_the_book_and_not_for_editors(buku, kecil):
    assert Peramban(buku.desa.operator_desa).buka("/kantor/").ikuti("Buku agenda").jalur == AGENDA
    editor = Peramban(pabrik.petugas(kecil.bagian_pemerintahan, peran.EDITOR))
    assert "Buku agenda" not in editor.buka("/kantor/").teks


# --- Each number explained --------------------------------------------------------------------------------------------


def test_every_number_says_what_became_of_it_and_the_book_is_whole(buku, kecil, senin):
    milik = blok(kecil.pepelegi, buku.desa.operator_desa)
    orang = Pelaku(buku.desa.operator_desa)
    isi = {"klasifikasi": "474.4", "perihal": "Pengantar pindah", "penerima": "Budi", "penanda": "Kades"}
    verba_nomor.catat_surat_kertas(blok_id=milik.pk, urut=2, tanggal=bahan.SENIN.date(), **isi, pelaku=orang)
    verba_nomor.batalkan_nomor_blok(blok_id=milik.pk, urut=3, alasan="Kertas rusak", pelaku=orang)
    p = bahan_nomor.permohonan(kecil.pepelegi)
    bahan_nomor.nomori(p, kecil.pepelegi, "umum", 2026)
    for status in (StatusSurat.DICABUT, StatusSurat.DIGANTI):
        bahan_nomor.pasang(p, kecil.pepelegi, "umum", 2026, nomor.ambil(kecil.pepelegi, "umum", 2026), status)
    teks = Peramban(buku.desa.operator_desa).buka(AGENDA).teks
    for kata in ("Disiapkan", "Surat kertas", "Pengantar pindah", "Budi", "Tidak dipakai", "Alasan: Kertas rusak",
                 "Blok, belum dicatat", "Dibatalkan", "Dicabut", "Diganti", "474.4/2/",
                 "Nomor 1–7 lengkap", "1 nomor blok belum dicatat."):  # fmt: skip
        assert kata in teks
    assert "buku Umum tahun 2026" in teks  # a year is a name, not a quantity: never "2.026"
    assert "Terbit" not in teks
    alur.tandatangani(buku)
    assert "Terbit" in Peramban(buku.desa.operator_desa).buka(AGENDA).teks


def test_a_book_with_a_hole_or_a_twin_says_so(buku, kecil):
    milik, operator = blok(kecil.pepelegi, buku.desa.operator_desa), Peramban(buku.desa.operator_desa)
    SuratKertas.objects.filter(urut=3).delete()
    assert "Nomor 3 tidak tercatat tepat satu kali." in operator.buka(AGENDA).teks
    SuratKertas.objects.create(blok=milik, penghitung=milik.penghitung, urut=1, nomor="x", tanggal="2026-11-23")
    assert "Nomor 1, 3 tidak tercatat tepat satu kali." in operator.buka(AGENDA).teks


def test_the_price_of_a_page_does_not_grow_with_the_book(buku, kecil):
    p, operator = bahan_nomor.permohonan(kecil.pepelegi), Peramban(buku.desa.operator_desa)
    operator.buka(AGENDA)
    with CaptureQueriesContext(connection) as sedikit:
        operator.buka(AGENDA)
    for _ in range(20):
        bahan_nomor.nomori(p, kecil.pepelegi, "umum", 2026)
    blok(kecil.pepelegi, buku.desa.operator_desa, 60)
    with CaptureQueriesContext(connection) as banyak:
        assert "Menampilkan 50 nomor" in operator.buka(AGENDA).teks
    assert len(banyak) == len(sedikit)


def test_pages_follow_one_another_without_hiding_or_repeating_a_number(buku, kecil):
    blok(kecil.pepelegi, buku.desa.operator_desa, 120)
    operator, dilihat = Peramban(buku.desa.operator_desa).buka(AGENDA), []
    while True:
        dilihat += [int(s.get_text()) for s in operator.halaman.select("tbody th strong")]
        if "Halaman berikutnya" not in operator.teks:
            break
        blok(kecil.pepelegi, buku.desa.operator_desa, 1)  # somebody goes on meanwhile
        operator.ikuti("Halaman berikutnya")
    assert dilihat == list(range(121, 0, -1))


def test_month_and_words_narrow_the_book(buku, kecil, senin):
    blok(kecil.pepelegi, buku.desa.operator_desa)
    operator = Peramban(buku.desa.operator_desa)

    def urut(saring):
        return [int(s.get_text()) for s in operator.buka(f"{AGENDA}?{saring}").halaman.select("tbody th strong")]

    Surat.objects.update(tanggal="2026-12-31")
    assert urut("bulan=12") == [1]
    assert urut("bulan=11") == [4, 3, 2]
    assert urut(f"cari={buku.pemohon.pengguna.nama}") == [1]
    assert urut("cari=.....%2F3") == [3]
    assert urut("cari=tidak+ada") == []
    assert urut("bulan=13&tahun=x&sebelum=-1&buku=entah") == [4, 3, 2, 1]  # nonsense filters nothing


def test_in_a_shared_series_another_offices_number_shows_and_its_letter_does_not(buku, kecil):
    SeriNomor.objects.create(unit=kecil.tropodo, register="umum", pemilik=kecil.pepelegi, seri="umum")
    lain = pabrik.petugas(kecil.tropodo, peran.OPERATOR_DESA)
    blok(kecil.tropodo, lain, 1, "Alasan rahasia tetangga")
    kita = Peramban(buku.desa.operator_desa).buka(AGENDA)
    assert "Nomor milik Desa Tropodo" in kita.teks
    assert "Nomor 1–2 lengkap" in kita.teks
    mereka = Peramban(lain).buka(AGENDA)
    assert "Nomor milik Desa Pepelegi" in mereka.teks
    assert "Umum, seri Desa Pepelegi" in mereka.teks
    for halaman, rahasia in ((kita, "rahasia tetangga"), (mereka, buku.pemohon.pengguna.nama)):
        for alamat in (AGENDA, f"{AGENDA}cetak/", f"{AGENDA}unduh/"):
            halaman.buka(alamat)
            isi = halaman.teks or b"".join(halaman.jawab.streaming_content).decode()
            assert rahasia not in isi
        assert halaman.buka(f"{AGENDA}?cari={rahasia}").halaman.select("tbody th") == []


# --- Print and export -------------------------------------------------------------------------------------------------


def test_the_book_is_printed_from_the_first_number_on(buku, kecil):
    blok(kecil.pepelegi, buku.desa.operator_desa)
    cetak = Peramban(buku.desa.operator_desa).buka(AGENDA).ikuti("Cetak buku")
    assert [int(s.get_text()) for s in cetak.halaman.select("tbody tr td:first-child")] == [1, 2, 3, 4]
    assert "Dicetak 23 November 2026, 09.41" in cetak.teks


def test_no_cell_of_the_export_is_a_formula(buku, kecil):
    jahat = '=HYPERLINK("http://jahat.example";"klik")'
    blok(kecil.pepelegi, buku.desa.operator_desa, 1, alasan=jahat)
    jawab = Peramban(buku.desa.operator_desa).buka(AGENDA).ikuti("Unduh tabel (CSV)").jawab
    teks = b"".join(jawab.streaming_content).decode("utf-8-sig")
    baris = list(csv.reader(io.StringIO(teks), delimiter=";"))
    assert [b[0] for b in baris] == ["No. urut", "1", "2"]
    assert baris[2][-1] == f"'{jahat}"
    assert jawab["Content-Disposition"] == f'attachment; filename="buku-agenda-{kecil.pepelegi.kode}-umum-2026.csv"'


def test_whatever_a_spreadsheet_would_compute_gets_an_apostrophe():
    for isi in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\u200b=1", "\uff1d1", "|x", "%x", "\n+2"):
        assert aturan_nomor.aman_lembar(isi).startswith("'")
    for isi in ("", "Siti Aminah", "460/1/438.7.8/2026", "2026-11-23", "a=b", "1-2"):
        assert aturan_nomor.aman_lembar(isi) == isi


# --- Paper letters ----------------------------------------------------------------------------------------------------


def test_a_clerk_takes_a_block_prints_its_sheet_and_enters_the_letters_afterwards(buku, senin):
    p = Peramban(buku.desa.operator_desa).buka(AGENDA).ikuti("Surat kertas").ikuti("Ambil blok nomor")
    p.isi(jumlah="3", alasan="Jaringan padam sejak pagi").tekan("Ambil nomor")
    assert "Blok nomor 2–4" in p.teks
    lembar = Peramban(buku.desa.operator_desa).buka(p.alamat).ikuti("Lembar isian")
    assert [s.get_text() for s in lembar.halaman.select("tbody td:nth-child(2)")] == [
        f"...../{n}/{buku.p.unit.kode_surat}/2026" for n in (2, 3, 4)
    ]
    assert "460 Surat Uji" in lembar.teks
    assert alur.siapkan(buku).urut == 1
    p.ikuti("Catat").isi(isian_kertas()).tekan("Simpan")
    assert "Nomor urut 2 tercatat." in p.teks
    assert "Catat nomor 3" in p.teks  # straight on to the next line of the sheet
    p.ikuti("Nomor ini tidak dipakai").isi(alasan="Kertas rusak").tekan("Simpan alasan")
    p.ikuti("Blok nomor").ikuti("Sisa blok").isi(alasan="Jaringan sudah pulih").tekan("Simpan alasan")
    assert "1 nomor dicatat tidak dipakai." in p.teks
    assert [(k.urut, k.status, k.perihal, k.alasan) for k in SuratKertas.objects.all()] == [
        (2, "terpakai", "Surat Uji", ""), (3, "batal", "", "Kertas rusak"), (4, "batal", "", "Jaringan sudah pulih"),
    ]  # fmt: skip
    assert SuratKertas.objects.first().nomor == f"460/2/{buku.p.unit.kode_surat}/2026"


SALAH = {
    "belum terjadi": ({"tanggal_hari": "24"}, "Tanggal surat belum terjadi."),
    "sebelum blok": ({"tanggal_hari": "22"}, "Blok ini baru diambil tanggal 23-11-2026."),
    "tidak ada": ({"tanggal_hari": "31"}, "Tidak ada tanggal 31 di bulan November 2026"),
    "tanpa tanggal": ({"tanggal_hari": "", "tanggal_bulan": "", "tanggal_tahun": ""}, "Isi tanggal surat"),
    "tanpa jenis": ({"jenis": ""}, "Pilih jenis surat"),
    "lain tanpa kode": ({"jenis": "lain"}, "Tulis kode klasifikasi dengan angka dan titik, contoh 474.4"),
    "kode berhuruf": ({"jenis": "lain", "klasifikasi": "474/4", "perihal": "x"}, "Tulis kode klasifikasi"),
    "lain tanpa perihal": ({"jenis": "lain", "klasifikasi": "470"}, "Tulis perihal surat"),
    "tanpa penerima": ({"penerima": " "}, "Tulis nama warga atau kantor yang menerima surat"),
    "tanpa penanda": ({"penanda": ""}, "Tulis nama penanda tangan surat kertas"),
    "terlalu panjang": ({"perihal": "x" * 201}, "Tulis paling panjang 200 huruf"),
}


def test_a_bad_entry_is_told_at_the_field_and_keeps_what_was_typed(kertas):
    for nama, (ubah, kalimat) in SALAH.items():
        p = Peramban(kertas.operator).buka(kertas.alamat)
        p.isi(isian_kertas(penerima="Ny. Sri <b>") | ubah).tekan("Simpan")
        assert (nama, p.kode) == (nama, 422)
        assert kalimat in p.halaman.select_one(".pesan-galat").get_text(" ")
        assert kalimat in p.halaman.select_one(".ringkasan-galat").get_text(" ")
        if "penerima" not in ubah:
            assert p.halaman.find("input", {"name": "penerima"})["value"] == "Ny. Sri <b>"
    assert SuratKertas.objects.get().status == "belum"


def test_a_paper_letter_of_the_new_year_takes_no_number_of_the_old(kertas, senin):
    senin.move_to("2027-01-04 09:00+07:00")
    p = Peramban(kertas.operator).buka(kertas.alamat)
    p.isi(isian_kertas(tanggal_hari="4", tanggal_bulan="januari", tanggal_tahun="2027")).tekan("Simpan")
    assert "Blok ini berisi nomor tahun 2026. Surat tahun 2027 memakai nomor tahun itu." in p.teks
    p.isi(isian_kertas(tanggal_hari="31", tanggal_bulan="desember", tanggal_tahun="2026")).tekan("Simpan")
    assert SuratKertas.objects.get().tanggal.isoformat() == "2026-12-31"


def test_a_block_of_no_sensible_size_is_refused_at_the_field(kecil, senin):
    operator = Peramban(pabrik.petugas(kecil.pepelegi, peran.OPERATOR_DESA))
    for jumlah in ("", "0", "-3", "201", "sepuluh", "1e3", "1.0", "99999999999999999999"):
        p = operator.buka(f"{AGENDA}blok/baru/")
        p.isi(jumlah=jumlah, alasan="Jaringan padam sejak pagi").tekan("Ambil nomor")
        assert (jumlah, p.kode) == (jumlah, 422)
        assert p.halaman.select_one("#id_jumlah_error")
        assert "Jaringan padam sejak pagi" in p.teks
    assert not BlokNomor.objects.exists()


def test_what_somebody_entered_meanwhile_is_not_overwritten(kertas):
    p = Peramban(kertas.operator).buka(kertas.alamat)
    isi = {"blok_id": kertas.blok.pk, "alasan": "Jaringan pulih", "pelaku": Pelaku(kertas.kades)}
    verba_nomor.batalkan_sisa_blok(**isi)
    p.isi(isian_kertas()).tekan("Simpan")
    assert p.kode == 409
    assert "Nomor 1 sudah dicatat." in p.teks
    assert p.halaman.find("input", {"name": "penerima"})["value"] == "Siti Aminah"
    assert SuratKertas.objects.get().alasan == "Jaringan pulih"


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in(kertas, senin):
    p = Peramban(kertas.operator).buka(kertas.alamat)
    senin.shift(16 * 60)
    p.isi(isian_kertas(penerima="Ny. Sri Wahyuni")).tekan("Simpan")
    assert p.jalur == "/akun/masuk/"
    p.klien.force_login(kertas.operator, "django.contrib.auth.backends.ModelBackend")
    p.buka(kertas.alamat)
    assert p.halaman.find("input", {"name": "penerima"})["value"] == "Ny. Sri Wahyuni"


# --- Annul ------------------------------------------------------------------------------------------------------------


def test_the_secretary_annuls_a_number_and_the_application_gets_a_new_one(buku):
    p = Peramban(buku.desa.sekretaris_desa).buka(AGENDA).ikuti("Batalkan")
    p.tekan("Batalkan nomor")
    assert (p.kode, "Tulis alasannya dalam satu kalimat" in p.teks) == (422, True)
    p.isi(alasan="Judul surat keliru").tekan("Batalkan nomor")
    assert p.jalur == AGENDA
    assert "Alasan: Judul surat keliru" in p.teks
    lama = Surat.objects.get()
    assert (lama.status, lama.dibatalkan_oleh) == (StatusSurat.BATAL, buku.desa.sekretaris_desa)
    baru = alur.siapkan(buku)
    assert (baru.urut, baru.versi_surat) == (2, 2)
    assert "Nomor 1–2 lengkap" in p.buka(AGENDA).teks


def test_a_number_under_a_signature_is_not_annulled(meja_dua):
    alur.siapkan(meja_dua)
    alur.tandatangani(meja_dua)
    p = Peramban(meja_dua.desa.sekretaris_desa).buka(AGENDA)
    p.buka(f"{AGENDA}surat/{meja_dua.p.pk}/batal/").isi(alasan="Judul surat keliru").tekan("Batalkan nomor")
    assert "Surat ini sudah ditandatangani." in p.teks
    assert Surat.objects.get().status == StatusSurat.DITANDATANGANI


def test_a_number_is_not_annulled_while_its_letter_is_being_signed(buku, senin):
    isi = {"permohonan_id": buku.p.pk, "alasan": "Judul surat keliru", "pelaku": Pelaku(buku.desa.kepala_desa)}
    TandaTangan.objects.update(status="niat", lease_sampai=bahan.SENIN + timedelta(minutes=2))
    with pytest.raises(TidakBoleh, match="sedang ditandatangani"):
        verba_nomor.batalkan_nomor(**isi)
    senin.shift(121)  # that process is gone; what it left is no reason to keep the number
    assert verba_nomor.batalkan_nomor(**isi).status == StatusSurat.BATAL
    with pytest.raises(TidakBoleh, match="tidak punya nomor"):
        verba_nomor.batalkan_nomor(**isi)


def test_the_verbs_ask_for_the_seat_themselves(buku, kecil):
    tetangga, operator = pabrik.petugas(kecil.tropodo, peran.KEPALA_DESA), buku.desa.operator_desa
    milik = blok(kecil.pepelegi, operator)
    ini = {"blok_id": milik.pk, "alasan": "Coba saja"}
    with pytest.raises(TidakBoleh, match="Hanya petugas Desa Pepelegi"):
        blok(kecil.pepelegi, tetangga)
    with pytest.raises(TidakBoleh, match="Hanya petugas Desa Pepelegi"):
        verba_nomor.batalkan_sisa_blok(**ini, pelaku=Pelaku(tetangga))
    with pytest.raises(TidakBoleh, match="Hanya petugas Desa Pepelegi"):
        verba_nomor.batalkan_nomor_blok(**ini, urut=2, pelaku=Pelaku(tetangga))
    for orang in (tetangga, operator):  # an operator keeps the book, but does not answer for letters
        with pytest.raises(TidakBoleh, match="Hanya petugas Desa Pepelegi"):
            verba_nomor.batalkan_nomor(permohonan_id=buku.p.pk, alasan="Coba saja", pelaku=Pelaku(orang))
    assert list(pemeriksaan.nomor_tanpa_celah()) == []


def test_who_does_not_answer_for_letters_has_no_such_door(buku, kecil):
    operator = Peramban(buku.desa.operator_desa).buka(AGENDA)
    assert "Batalkan" not in operator.teks
    alamat = f"{AGENDA}surat/{buku.p.pk}/batal/"
    for orang in (buku.desa.operator_desa, buku.kecamatan.camat, pabrik.petugas(kecil.tropodo, peran.KEPALA_DESA)):
        assert Peramban(orang).klien.post(alamat, {"alasan": "Coba saja"}).status_code == 404
    assert Surat.objects.get().status == StatusSurat.BEKU


# --- Series -----------------------------------------------------------------------------------------------------------


def test_the_regency_sets_a_series_on_a_page_of_its_own(buku, kecil):
    admin = pabrik.petugas(kecil.bagian_pemerintahan, peran.ADMIN_KABUPATEN)
    p = Peramban(admin).buka(AGENDA).ikuti("Atur seri nomor")
    p.isi(unit=kecil.tropodo.kode, register="umum", pemilik=kecil.pepelegi.kode, seri="umum", alasan="Satu buku")
    p.tekan("Ganti seri")
    assert "Seri nomor Desa Tropodo diganti mulai nomor berikutnya." in p.teks
    assert nomor.ambil(kecil.tropodo, "umum", 2026).urut == 2
    p.isi(unit=kecil.waru.kode, register="umum", pemilik=kecil.tropodo.kode, seri="umum", alasan="Satu buku")
    p.tekan("Ganti seri")
    assert (p.kode, "Seri itu sendiri mengikuti seri lain." in p.teks) == (422, True)
    assert Peramban(buku.desa.kepala_desa).buka(f"{AGENDA}seri/").kode == 404
