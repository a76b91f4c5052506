"""The officer's desk: inbox, one file, decisions, files handled."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core.permohonan import tampil_meja
from core.permohonan.models import Lampiran, Peristiwa
from tests import pabrik
from tests.permohonan import bahan
from tests.permohonan.test_halaman_warga import rapat
from tests.permohonan.warga_http import berkas_asli, masuk, meja

pytestmark = pytest.mark.usefixtures("senin")


@pytest.fixture
def klien(kantor):
    return masuk(kantor.desa.operator_desa)


def buka(klien, alamat="/kantor/"):
    return klien.get(alamat).content.decode()


# --- Inbox ------------------------------------------------------------------------------------------------------------


def test_the_inbox_shows_what_waits_for_this_desk_and_nothing_of_another(klien, kantor, kecil):
    lain = bahan.kirim(bahan.draf(bahan.warga(kecil.tropodo)))
    teks = buka(klien)
    assert kantor.p.nomor in teks
    assert lain.nomor not in teks
    assert lain.nomor in buka(masuk(pabrik.petugas(kecil.tropodo, "operator_desa")))


def test_a_file_leaves_the_inbox_with_its_stage_and_comes_to_the_next(klien, kantor):
    kantor.lakukan("teruskan", kantor.desa.operator_desa)
    assert kantor.p.nomor not in buka(klien)
    assert kantor.p.nomor in buka(masuk(kantor.desa.sekretaris_desa))


@pytest.mark.parametrize(
    ("selisih", "jenis", "kata"),
    [
        (timedelta(hours=-3), "galat", "Lewat 3 jam"),
        (timedelta(minutes=-20), "galat", "Lewat 20 menit"),
        (timedelta(days=-2), "galat", "Lewat 2 hari"),
        (timedelta(hours=5, minutes=49), "perhatian", "Hari ini, 15.30"),
        (timedelta(days=1, hours=2, minutes=19), "netral", "Besok, 12.00"),
        (timedelta(days=2), "netral", "Rabu, 25 November"),
    ],
)
def test_deadlines_are_told_in_words(selisih, jenis, kata):
    lencana = tampil_meja.lencana_tenggat(bahan.SENIN + selisih, bahan.SENIN)
    assert (lencana.jenis, lencana.teks) == (jenis, kata)


def test_tiles_filter(klien, kantor, senin):
    assert kantor.p.nomor in buka(klien, "/kantor/?tenggat=hari_ini")
    assert kantor.p.nomor not in buka(klien, "/kantor/?tenggat=lewat")
    senin.shift(timedelta(minutes=10))  # the officer keeps working, the deadline does not move
    masuk(kantor.desa.operator_desa)
    senin.move_to(bahan.SENIN + timedelta(hours=6))
    klien = masuk(kantor.desa.operator_desa)
    assert kantor.p.nomor in buka(klien, "/kantor/?tenggat=lewat")


def test_search_by_name_and_number_and_filter_by_service(klien, kantor, kecil):
    lain = bahan.kirim(bahan.draf(bahan.warga(kecil.pepelegi, nama="Budi Santoso"), bahan.layanan(kode="surat-lain")))
    for tanya, ada, tidak in (
        ("cari=budi", lain, kantor.p),
        (f"cari={kantor.p.nomor[-9:]}", kantor.p, lain),
        ("layanan=surat-lain", lain, kantor.p),
    ):
        teks = buka(klien, f"/kantor/?{tanya}")
        assert (ada.nomor in teks, tidak.nomor in teks) == (True, False)


def test_claims_are_visible_to_all_at_the_desk(klien, kantor):
    assert "Belum diambil" in buka(klien)
    kantor.lakukan("klaim", kantor.desa.operator_desa)
    assert "Anda ambil" in buka(klien)
    rekan = pabrik.petugas(kantor.p.unit, "operator_desa")
    assert f"Diambil {kantor.desa.operator_desa.nama}" in buka(masuk(rekan))


def test_the_inbox_costs_the_same_for_one_and_thirty_files(kantor, kecil, django_assert_num_queries):
    klien = masuk(kantor.desa.operator_desa)
    buka(klien)
    with django_assert_num_queries(11):
        buka(klien)
    for _satu in range(29):
        bahan.kirim(bahan.draf(bahan.warga(kecil.pepelegi)))
    with django_assert_num_queries(11):
        teks = buka(klien)
    assert teks.count('class="nama"') == 25


def test_pages_follow_each_other_without_gaps(klien, kantor, kecil):
    nomor = {kantor.p.nomor} | {bahan.kirim(bahan.draf(bahan.warga(kecil.pepelegi))).nomor for _i in range(29)}
    satu = buka(klien)
    lanjut = re.search(r'href="(\?sesudah=[^"]+)"', satu)[1].replace("&amp;", "&")
    dua = buka(klien, f"/kantor/{lanjut}")
    ketemu = [n for halaman in (satu, dua) for n in re.findall(r"SDA-\d{4}-\w{4}-\w{4}", halaman)]
    assert sorted(set(ketemu)) == sorted(nomor)
    assert len(re.findall('class="nama"', dua)) == 5


def test_a_citizen_has_no_desk(kantor):
    assert masuk(kantor.pemohon.pengguna).get("/kantor/").status_code == 404


# --- One file ---------------------------------------------------------------------------------------------------------


def test_the_file_shows_answers_uploads_and_history_and_records_the_look(klien, kantor):
    teks = rapat(buka(klien, meja(kantor.p)))
    for kata in ("SMPN 1 Waru", "Rp 1.500.000", "Surat pengantar RT/RW", "Masuk tahap: Pemeriksaan berkas"):
        assert kata in teks
    assert Peristiwa.objects.filter(permohonan=kantor.p, jenis="dilihat", aktor=kantor.desa.operator_desa).count() == 1


def test_uploads_are_shown_as_pictures_and_served_to_this_desk(klien, kantor, kecil):
    satu = Lampiran.objects.get(permohonan=kantor.p, kode="pengantar")
    satu.berkas = berkas_asli(kantor.pemohon.pengguna)
    satu.save()
    alamat = meja(kantor.p, f"lampiran/{satu.pk}/")
    assert f'<img class="foto-periksa" src="{alamat}"' in buka(klien, meja(kantor.p))
    assert klien.get(alamat)["Content-Type"] == "image/jpeg"
    assert masuk(pabrik.petugas(kecil.tropodo, "operator_desa")).get(alamat).status_code == 404


def test_who_has_handled_a_file_still_sees_it_but_may_not_act(klien, kantor):
    kantor.lakukan("teruskan", kantor.desa.operator_desa)
    teks = buka(klien, meja(kantor.p))
    assert "Berkas ini bukan giliran meja Anda hari ini." in teks
    assert "Setujui dan teruskan" not in teks


# --- Decisions --------------------------------------------------------------------------------------------------------


def tindak(klien, p, aksi, **isi):
    return klien.post(meja(p, f"{aksi}/"), {"versi": bahan.segar(p).versi} | isi)


def test_claim_release_and_pass_on(klien, kantor):
    assert tindak(klien, kantor.p, "klaim").url == meja(kantor.p)
    assert kantor.segarkan().pengklaim == kantor.desa.operator_desa
    assert tindak(klien, kantor.p, "lepas").url == "/kantor/"
    assert kantor.segarkan().pengklaim is None
    jawab = tindak(klien, kantor.p, "teruskan", catatan="Sudah dicek ke RT.")
    assert (jawab.status_code, jawab.url, kantor.segarkan().tahap) == (302, "/kantor/", 1)
    assert "Sudah dicek ke RT." in buka(masuk(kantor.desa.sekretaris_desa), meja(kantor.p))


def test_notes_between_desks_are_not_for_the_citizen(klien, kantor):
    tindak(klien, kantor.p, "teruskan", catatan="Sudah dicek ke RT.")
    assert "Sudah dicek ke RT." not in buka(masuk(kantor.pemohon.pengguna), f"/permohonan/{kantor.p.pk}/")


def test_a_signing_stage_offers_the_letter_and_not_a_bare_approval(kantor):
    kantor.lakukan("teruskan", kantor.desa.operator_desa)
    kantor.lakukan("teruskan", kantor.desa.sekretaris_desa)
    klien = masuk(kantor.desa.kepala_desa)
    teks = buka(klien, meja(kantor.p))
    assert f'action="/kantor/surat/{kantor.p.pk}/siapkan/"' in teks
    assert meja(kantor.p, "teruskan/") not in teks
    assert tindak(klien, kantor.p, "teruskan").status_code == 409
    assert kantor.segarkan().tahap == 2


def test_sending_back_takes_the_written_reason_else_the_chosen_one(klien, kantor):
    buram = "Foto buram. Tolong foto ulang di tempat terang."
    isi = {
        "pilih_kolom__keperluan": "on",
        "alasan_kolom__keperluan": "Isian ini kurang jelas. Tolong tulis lebih rinci.",
        "tulis_kolom__keperluan": "Sebutkan nama beasiswanya.",
        "pilih_berkas__pengantar": "on",
        "alasan_berkas__pengantar": buram,
        "umum": "Tinggal dua hal.",
    }
    assert tindak(klien, kantor.p, "kembalikan", **isi).url == "/kantor/"
    assert kantor.segarkan().perbaikan == {
        "kolom": {"keperluan": "Sebutkan nama beasiswanya."},
        "berkas": {"pengantar": buram},
        "umum": "Tinggal dua hal.",
    }


def test_a_ticked_field_without_a_reason_and_an_empty_form_give_422(klien, kantor):
    jawab = tindak(klien, kantor.p, "kembalikan", pilih_kolom__keperluan="on")
    assert jawab.status_code == 422
    assert "Pilih atau tulis alasan untuk “Keperluan”" in jawab.content.decode()
    assert tindak(klien, kantor.p, "kembalikan").status_code == 422
    assert kantor.segarkan().status == "diajukan"


def test_refusing_needs_a_reason(klien, kantor):
    assert tindak(klien, kantor.p, "tolak").status_code == 422
    assert kantor.segarkan().status == "diajukan"
    assert tindak(klien, kantor.p, "tolak", alasan="Bukan warga kami.").url == "/kantor/"
    assert (kantor.segarkan().status, kantor.p.alasan) == ("ditolak", "Bukan warga kami.")


@pytest.mark.parametrize(
    ("aksi", "isi", "kata"),
    [
        ("teruskan", {"catatan": "Kata-kata saya."}, "Kata-kata saya."),
        ("tolak", {"alasan": "Kata-kata saya."}, "Kata-kata saya."),
        ("kembalikan", {"tulis_kolom__keperluan": "Kata-kata saya."}, 'value="Kata-kata saya."'),
    ],
)
def test_a_stale_tab_is_told_who_acted_first_and_keeps_the_typed_words(kantor, aksi, isi, kata):
    klien, lama = masuk(kantor.desa.operator_desa), kantor.p.versi
    rekan = pabrik.petugas(kantor.p.unit, "operator_desa", nama="Rina Rekan")
    kantor.lakukan("klaim", rekan)
    jawab = klien.post(meja(kantor.p, f"{aksi}/"), {"versi": lama} | isi)
    teks = jawab.content.decode()
    assert jawab.status_code == 409
    assert "Sudah diambil oleh Rina Rekan pukul 09.41" in teks
    assert kata in teks
    assert kantor.segarkan().status == "diproses"
    assert kantor.p.pengklaim == rekan


def test_the_same_click_on_the_current_page_is_not_stale(kantor):
    assert tindak(masuk(kantor.desa.operator_desa), kantor.p, "teruskan", catatan="Ya").status_code == 302


def test_an_unknown_action_does_not_exist(klien, kantor):
    assert tindak(klien, kantor.p, "hapus").status_code == 404


@pytest.mark.parametrize("aksi", ["klaim", "lepas", "teruskan"])
def test_a_link_never_acts(klien, kantor, aksi):
    lama = kantor.p.versi
    assert klien.get(meja(kantor.p, f"{aksi}/")).url == meja(kantor.p)
    assert kantor.segarkan().versi == lama


@pytest.mark.parametrize("aksi", ["klaim", "teruskan", "kembalikan", "tolak"])
def test_the_officer_of_another_desa_cannot_act(kantor, kecil, aksi):
    orang_lain = masuk(pabrik.petugas(kecil.tropodo, "operator_desa"))
    jawab = tindak(orang_lain, kantor.p, aksi, alasan="x", umum="x")
    assert (jawab.status_code, kantor.segarkan().status) == (404, "diajukan")


# --- Files handled ----------------------------------------------------------------------------------------------------


def test_files_that_left_the_desk_are_listed_with_where_they_are_now(klien, kantor, kecil):
    assert kantor.p.nomor not in buka(klien, "/kantor/ditangani/")
    kantor.lakukan("teruskan", kantor.desa.operator_desa)
    teks = buka(klien, "/kantor/ditangani/")
    assert kantor.p.nomor in teks
    assert "Menunggu paraf sekretaris desa di Desa Pepelegi" in teks
    lain = masuk(pabrik.petugas(kecil.tropodo, "operator_desa"))
    assert kantor.p.nomor not in buka(lain, "/kantor/ditangani/")


def test_files_handled_come_in_pages_without_gaps(klien, kantor, kecil):
    semua = set()
    for _i in range(27):
        satu = bahan.Kantor(bahan.kirim(bahan.draf(bahan.warga(kecil.pepelegi))), None, kantor.desa, kantor.kecamatan)
        semua.add(satu.lakukan("teruskan", kantor.desa.operator_desa).nomor)
    satu = buka(klien, "/kantor/ditangani/")
    lanjut = re.search(r'href="(\?sesudah=[^"]+)"', satu)[1].replace("&amp;", "&")
    dua = buka(klien, f"/kantor/ditangani/{lanjut}")
    assert set(re.findall(r"SDA-\d{4}-\w{4}-\w{4}", satu + dua)) == semua
    assert timezone.localdate().isoformat() == "2026-11-23"


@pytest.mark.parametrize(
    ("aksi", "nama"), [("tolak", "alasan"), ("kembalikan", "umum"), ("kembalikan", "tulis_kolom__keperluan")]
)
def test_words_that_are_too_long_stay_and_are_never_cut_in_silence(klien, kantor, aksi, nama):
    assert "maxlength" not in klien.get(meja(kantor.p, f"{aksi}/")).content.decode()
    jawab = tindak(klien, kantor.p, aksi, **{nama: "r" * 501})
    assert (jawab.status_code, "r" * 501 in jawab.content.decode()) == (422, True)
    assert "paling panjang 500 huruf" in jawab.content.decode()
    assert tindak(klien, kantor.p, aksi, **{nama: "r" * 500}).status_code == 302
