"""Freeze, sign, publish: the rules, on the real database and with real keys."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from core.permohonan import verba as verba_permohonan
from core.permohonan.galat import TidakBoleh
from core.permohonan.models import Lampiran, Permohonan
from core.permohonan.pelaku import Pelaku
from core.surat import arsip, pemeriksaan, penilaian, verba
from core.surat.bersih import NaskahGagal
from core.surat.kunci import kepercayaan
from core.surat.models import (
    LEASE,
    KunciPejabat,
    Penghitung,
    StatusSurat,
    Surat,
    TandaTangan,
)
from core.surat.validasi import periksa_milik
from tests import pabrik
from tests.permohonan import bahan
from tests.surat import alur
from tests.surat.alur import siapkan, tandatangani, terbit


def teks(surat):
    return " ".join(" ".join(h.extract_text().split()) for h in PdfReader(BytesIO(arsip.baca(surat.sha_kini))).pages)


def test_letter_of_one_signer_is_frozen_signed_and_published(meja):
    surat = siapkan(meja)
    assert (surat.status, surat.nomor, surat.halaman) == ("beku", f"460/1/{surat.unit.kode_surat}/2026", 1)
    assert surat.sha_kini == surat.sha_beku
    hasil = tandatangani(meja)
    assert (hasil.status, hasil.sha_beku) == ("terbit", surat.sha_beku)
    assert hasil.sha_kini != surat.sha_beku
    assert arsip.baca(hasil.sha_kini).startswith(arsip.baca(surat.sha_beku))
    assert periksa_milik(arsip.baca(hasil.sha_kini), kepercayaan()).sah
    assert meja.jenis()[-3:] == ["ditandatangani", "surat_terbit", "tahap_dimasuki"]
    assert meja.segarkan().terbit_pada is not None
    assert list(pemeriksaan.semua()) == []


def test_letter_says_what_the_application_says(meja):
    isi = teks(terbit(meja))
    for bagian in [
        "PEMERINTAH KABUPATEN SIDOARJO", "KECAMATAN WARU", "DESA PEPELEGI", "SURAT UJI", meja.pemohon.nik,
        "Nama sekolah : SMPN 1 Waru", "Penghasilan : Rp 1.500.000", "Desa Pepelegi, Kecamatan Waru",
        "Pepelegi, 23 November 2026", meja.desa.kepala_desa.nama, "Surat percobaan: tidak sah secara hukum.",
    ]:  # fmt: skip
        assert bagian in isi


def test_preparing_again_gives_the_same_letter(meja):
    assert siapkan(meja) == siapkan(meja)
    assert Surat.objects.count() == 1
    assert Penghitung.objects.get().terakhir == 1


def test_two_signers_sign_one_after_the_other(meja_dua):
    k, camat = meja_dua, meja_dua.kecamatan.camat
    surat = siapkan(k)
    assert surat.unit == k.p.unit
    pertama = tandatangani(k)
    assert (pertama.status, k.segarkan().terbit_pada) == ("ditandatangani", None)
    alur.ke_camat(k)
    assert siapkan(k, camat) == surat
    kedua = tandatangani(k, camat)
    assert kedua.status == "terbit"
    assert arsip.baca(kedua.sha_kini).startswith(arsip.baca(pertama.sha_kini))
    assert [t.status for t in kedua.tanda_tangan.all()] == ["sah", "sah"]
    temuan = periksa_milik(arsip.baca(kedua.sha_kini), kepercayaan())
    assert (temuan.sah, len(temuan.penanda)) == (True, 2)
    assert "Mengetahui, Camat Waru," in teks(kedua)
    assert list(pemeriksaan.semua()) == []


def test_bytes_that_were_not_shown_are_not_signed(meja, monkeypatch):
    siapkan(meja)
    monkeypatch.setattr("core.surat.penanda.lokal.tanda_tangani", pytest.fail)
    with pytest.raises(verba.SuratBerubah):
        tandatangani(meja, sha="0" * 64)
    assert TandaTangan.objects.get().percobaan == 0


def test_unprepared_letter_is_not_signed(meja):
    with pytest.raises(verba.SuratBerubah, match="belum disiapkan"):
        tandatangani(meja)


@pytest.mark.parametrize("apa", ["answer", "upload"])
def test_data_changed_behind_the_frozen_letter_make_a_new_one(meja, apa):
    """Twin of test_letter_of_one_signer…: without the change the same click signs."""
    lama = siapkan(meja)
    if apa == "answer":
        Permohonan.objects.filter(pk=meja.p.pk).update(isian=bahan.ISIAN | {"penghasilan": 1})
    else:
        Lampiran.objects.filter(permohonan=meja.p, kode="pengantar").delete()
    with pytest.raises(verba.SuratBerubah, match="dibuat ulang"):
        tandatangani(meja, sha=lama.sha_beku)
    lama.refresh_from_db()
    baru = Surat.objects.get(status="beku")
    assert (lama.status, lama.alasan_batal) == ("batal", "Data permohonan berubah sesudah surat disiapkan")
    assert (lama.urut, baru.urut, baru.versi_surat) == (1, 2, 2)
    assert list(pemeriksaan.semua()) == []


def test_signer_who_differs_from_the_printed_one_gets_a_new_letter(meja, kecil):
    lama = siapkan(meja)
    plh = pabrik.petugas(kecil.pepelegi, "kepala_desa", jenis="plh", nama="Pengganti")
    verba.buat_kunci_demo(pengguna=plh, frasa=alur.FRASA)
    with pytest.raises(verba.SuratBerubah, match="dibuat ulang"):
        tandatangani(meja, plh)
    baru = Surat.objects.get(status="beku")
    assert Surat.objects.get(pk=lama.pk).alasan_batal == "Pejabat penanda tangan berganti sebelum surat ditandatangani"
    assert "Plh. Kepala Desa Pepelegi" in teks(baru)
    assert tandatangani(meja, plh).status == "terbit"


def test_second_signer_changed_after_the_first_signature_sends_the_file_back_to_the_first(meja_dua, kecil):
    k = meja_dua
    siapkan(k)
    tandatangani(k)
    alur.ke_camat(k)
    plh = pabrik.petugas(kecil.waru, "camat", jenis="plh", nama="Pengganti")
    verba.buat_kunci_demo(pengguna=plh, frasa=alur.FRASA)
    with pytest.raises(TidakBoleh, match="kembali ke penanda tangan awal"):
        siapkan(k, plh)
    k.segarkan()
    assert (k.p.tahap, k.p.peran) == (1, "kepala_desa")
    assert Surat.objects.get().status == "batal"
    assert list(pemeriksaan.semua()) == []


def test_signature_stays_valid_when_its_signer_leaves_later(meja_dua):
    k = meja_dua
    siapkan(k)
    tandatangani(k)
    alur.ke_camat(k)
    k.desa.kepala_desa.tugas.delete()
    assert siapkan(k, k.kecamatan.camat).status == "ditandatangani"


@pytest.mark.parametrize("siapa", ["sekretaris_desa", "operator_desa"])
def test_only_the_holder_of_the_signing_office_prepares_and_signs(meja, siapa):
    orang = getattr(meja.desa, siapa)
    verba.buat_kunci_demo(pengguna=orang, frasa=alur.FRASA)
    with pytest.raises(TidakBoleh):
        siapkan(meja, orang)
    siapkan(meja)
    with pytest.raises(TidakBoleh):
        tandatangani(meja, orang)
    assert TandaTangan.objects.get().percobaan == 0


def test_who_examined_does_not_sign(kecil, senin, arsip_uji):
    k = bahan.kantor(kecil, *alur.SATU)
    pabrik.tugas(k.desa.kepala_desa, kecil.pepelegi, "operator_desa")
    k.lakukan("teruskan", k.desa.kepala_desa)
    with pytest.raises(TidakBoleh, match="orang yang berbeda"):
        siapkan(k)


def test_office_left_between_preparing_and_signing_stops_the_signature(meja):
    siapkan(meja)
    meja.desa.kepala_desa.tugas.delete()
    with pytest.raises(TidakBoleh):
        tandatangani(meja)


def test_office_left_while_signing_stops_the_publication(meja, monkeypatch):
    """The guards are asked again in the transaction that publishes."""
    siapkan(meja)
    asli = penilaian.pastikan_bubuhan

    def nilai(*isi):
        meja.desa.kepala_desa.tugas.delete()
        return asli(*isi)

    monkeypatch.setattr("core.surat.verba_ttd.pastikan_bubuhan", nilai)
    with pytest.raises(TidakBoleh):
        tandatangani(meja)
    assert Surat.objects.get().status == "beku"
    assert TandaTangan.objects.get().status == "tidak_pasti"


def test_vacant_second_office_stops_the_freeze(meja_dua):
    meja_dua.kecamatan.camat.tugas.delete()
    with pytest.raises(TidakBoleh, match="Belum ada pejabat untuk tahap “Tanda tangan camat”"):
        siapkan(meja_dua)
    assert not Penghitung.objects.exists()


def test_second_click_does_not_sign_again_while_the_first_is_at_work(meja, senin):
    surat = siapkan(meja)
    TandaTangan.objects.update(status="niat", percobaan=1, lease_sampai=bahan.SENIN + LEASE)
    with pytest.raises(TidakBoleh, match="sedang ditandatangani"):
        tandatangani(meja, sha=surat.sha_beku)
    senin.shift(LEASE)
    assert tandatangani(meja).status == "terbit"


def test_replayed_click_after_publication_is_refused(meja):
    surat = siapkan(meja)
    terbit_ = tandatangani(meja)
    for sha in (surat.sha_beku, terbit_.sha_kini):
        with pytest.raises(TidakBoleh):
            tandatangani(meja, sha=sha)
    assert TandaTangan.objects.get().percobaan == 1


@pytest.mark.parametrize("verb", ["kembalikan", "tolak", "batalkan"])
def test_unpublished_letter_is_annulled_with_the_application(meja, verb):
    surat = siapkan(meja)
    if verb == "batalkan":
        p = meja.segarkan()
        verba_permohonan.batalkan(permohonan_id=p.pk, warga=p.pemohon, versi=p.versi, alasan="Tidak jadi")
    else:
        isi = {"kembalikan": {"umum": "Perbaiki"}, "tolak": {"alasan": "Tidak layak"}}[verb]
        meja.lakukan(verb, meja.desa.kepala_desa, **isi)
    surat.refresh_from_db()
    assert surat.status == "batal"
    assert surat.alasan_batal.startswith("Permohonan di")
    with pytest.raises(TidakBoleh):
        tandatangani(meja, sha=surat.sha_beku)


def test_repaired_file_gets_a_new_number_and_the_old_one_stays_explained(meja):
    siapkan(meja)
    meja.lakukan("kembalikan", meja.desa.kepala_desa, umum="Perbaiki")
    meja.perbaiki()
    assert terbit(meja).urut == 2
    assert [(s.urut, s.status) for s in Surat.objects.order_by("urut")] == [(1, "batal"), (2, "terbit")]
    assert list(pemeriksaan.semua()) == []


def test_unprintable_letter_keeps_its_number_for_the_next_try(meja, monkeypatch):
    def gagal(*_):
        raise NaskahGagal("Huruf “漢” tidak ada.")

    with monkeypatch.context() as m:
        m.setattr("core.surat.mesin.Mesin.cetak", gagal)
        with pytest.raises(NaskahGagal):
            siapkan(meja)
    assert Surat.objects.get().status == "dinomori"
    assert siapkan(meja).urut == 1


def test_demonstration_key_cannot_sign_a_real_letter(meja, settings):
    surat = siapkan(meja)
    surat.konteks["surat"]["demonstrasi"] = False
    surat.save()
    with pytest.raises(TidakBoleh, match="demonstrasi"):
        tandatangani(meja)


def test_demonstration_key_is_made_once(meja):
    orang = meja.desa.kepala_desa
    lama = KunciPejabat.objects.get(pengguna=orang).sertifikat
    assert verba.buat_kunci_demo(pengguna=orang, frasa=alur.FRASA).sertifikat == lama
    assert verba.buat_kunci_demo(pengguna=orang, frasa="lain").sertifikat != lama


def test_letter_signed_with_a_replaced_key_stays_valid(meja):
    surat = terbit(meja)
    verba.buat_kunci_demo(pengguna=meja.desa.kepala_desa, frasa="frasa baru")
    assert periksa_milik(arsip.baca(surat.sha_kini), kepercayaan()).sah
    assert list(pemeriksaan.semua()) == []


def test_database_refuses_what_the_rules_forbid(meja):
    surat = siapkan(meja)
    kembar = {"permohonan": surat.permohonan, "unit": surat.unit, "register": surat.register, "tahun": surat.tahun}
    kembar["penghitung"] = surat.penghitung
    dasar = kembar | {"judul": "x", "nomor": "x", "sidik_isian": "x", "tanggal": surat.tanggal, "versi_surat": 9}
    salah = [
        {"urut": 1, "kode_cek": "a", "status": StatusSurat.BATAL, "alasan_batal": "x"},  # the number is taken
        {"urut": 2, "kode_cek": "b"},  # a second living letter
        {"urut": 2, "kode_cek": "c", "status": StatusSurat.BATAL},  # annulled without a reason
        {"urut": 0, "kode_cek": "d", "status": StatusSurat.BATAL, "alasan_batal": "x"},
        {"urut": 2, "kode_cek": "e", "status": "entah"},
    ]
    for satu in salah:
        with pytest.raises(IntegrityError), transaction.atomic():
            Surat.objects.create(**dasar, **satu)
    with pytest.raises(IntegrityError), transaction.atomic():
        Surat.objects.filter(pk=surat.pk).update(status="terbit")
    with pytest.raises(IntegrityError), transaction.atomic():
        TandaTangan.objects.update(status="sah")


def test_code_of_the_qr_cannot_be_guessed(meja):
    assert len(siapkan(meja).kode_cek) == 32  # 160 bits in base 32


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_the_same_moment_sign_once(meja):
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    surat = siapkan(meja)

    def klik(_):
        try:
            return tandatangani(meja, sha=surat.sha_beku).status
        except (TidakBoleh, verba_permohonan.Basi) as galat:
            return type(galat).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as kolam:
        hasil = list(kolam.map(klik, range(8)))
    assert hasil.count("terbit") == 1
    assert TandaTangan.objects.get().percobaan == 1
    assert meja.jenis().count("ditandatangani") == 1
    assert list(pemeriksaan.semua()) == []


def test_pelaku_is_checked_and_not_believed(meja, kecil):
    """A seat handed in by the caller does not open the desk of another desa."""
    lain = pabrik.petugas(kecil.tropodo, "kepala_desa")
    with pytest.raises(TidakBoleh):
        verba.siapkan(permohonan_id=meja.p.pk, pelaku=Pelaku(lain, meja.desa.kepala_desa.tugas))
