"""A draft moves to the newer version of its service: what the new form accepts stays, the citizen is told the rest."""

from __future__ import annotations

import copy
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.layanan.formulir import formulir_langkah
from core.layanan.kirim import data_kirim
from core.layanan.muat import layanan_dari_data
from core.layanan.pindah import pindahkan_isian
from core.permohonan import integritas, verba
from core.permohonan.aturan import LogRusak, putar_ulang
from core.permohonan.galat import TidakBoleh
from core.permohonan.models import Lampiran
from core.permohonan.pencatat import kolom_keadaan, sebagai_kejadian
from tests.layanan.bahan import PROFIL
from tests.permohonan import bahan
from tests.permohonan.bahan import ISIAN, draf, segar, warga
from tests.permohonan.warga_http import alamat, jpeg, kiriman, masuk, unggahan

TABEL = {
    "nama": "anggota", "label": "Anggota", "tipe": "tabel", "wajib": False,
    "sub_kolom": [
        {"nama": "nama", "label": "Nama", "tipe": "teks"},
        {"nama": "umur", "label": "Umur", "tipe": "angka"},
    ],
}  # fmt: skip


def versi_dua(**ubah: Any) -> Any:
    """The next version: a choice has gone, a limit has come, one question is new, one upload takes PDF only."""
    langkah = [
        {
            "judul": "Keperluan",
            "kolom": [
                {"nama": "keperluan", "label": "Keperluan", "tipe": "pilihan", "opsi": ["Sekolah", "Kesehatan"]},
                {
                    "nama": "sekolah",
                    "label": "Nama sekolah",
                    "tipe": "teks",
                    "maks": 8,
                    "jika": {"keperluan": "Sekolah"},
                },
                {"nama": "kelas", "label": "Kelas", "tipe": "angka", "jika": {"keperluan": "Sekolah"}},
            ],
        }
    ]
    berkas = [
        {"kode": "ktp_pemohon", "label": "Foto KTP-el", "dari": "profil"},
        {"kode": "pengantar", "label": "Surat pengantar RT/RW", "jenis": ["pdf"]},
        {"kode": "rapor", "label": "Rapor"},
    ]
    return bahan.layanan(**({"versi": 2, "langkah": langkah, "berkas": berkas} | ubah))


def maju(p: Any, layanan: Any) -> Any:
    return segar(verba.majukan_versi(permohonan_id=p.pk, warga=p.pemohon, layanan=layanan))


def rapat(jawab: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", jawab.content.decode()))


# --- The verb ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("senin")
def test_what_still_validates_is_kept_and_the_log_names_the_rest(kecil):
    p = maju(draf(warga(kecil.pepelegi)), versi_dua())
    assert p.versi_layanan.layanan().versi == 2
    assert p.isian == {"keperluan": "Sekolah"}  # the school's name is too long now; penghasilan is not asked any more
    data = p.peristiwa.get(jenis="versi_dimajukan").data
    assert {n: data[n] for n in ("isi_lagi", "dihapus", "baru", "lengkapi", "berkas_lepas")} == {
        "isi_lagi": ["sekolah"], "dihapus": ["penghasilan"], "baru": ["kelas"], "lengkapi": [],
        "berkas_lepas": ["pengantar"],
    }  # fmt: skip
    assert list(integritas.periksa(["permohonan.rantai", "permohonan.keadaan"])) == []


@pytest.mark.usefixtures("senin")
def test_the_same_answers_stay_whole_when_nothing_of_the_form_has_changed(kecil):
    p = maju(draf(warga(kecil.pepelegi)), bahan.layanan(versi=2, ringkasan="Kalimat baru."))
    assert p.isian == ISIAN
    assert {"pengantar", "ktp_pemohon"} == {satu.kode for satu in p.lampiran.all()}
    assert p.peristiwa.get(jenis="versi_dimajukan").data["berkas_lepas"] == []


@pytest.mark.usefixtures("senin")
def test_moving_twice_is_moving_once(kecil):
    satu = maju(draf(warga(kecil.pepelegi)), versi_dua())
    dua = maju(satu, versi_dua())
    assert (dua.isian, dua.versi) == (satu.isian, satu.versi)
    assert dua.peristiwa.filter(jenis="versi_dimajukan").count() == 1


def test_what_was_sent_stays_on_its_version_to_the_end(kantor):
    for _keadaan in ("diajukan", "perlu_perbaikan"):
        with pytest.raises(TidakBoleh), transaction.atomic():
            verba.majukan_versi(permohonan_id=kantor.p.pk, warga=kantor.pemohon, layanan=versi_dua())
        if kantor.p.status == "diajukan":
            kantor.lakukan("kembalikan", kantor.desa.operator_desa, umum="Lengkapi")
    with bahan.terpasang(versi_dua()):
        assert masuk(kantor.pemohon.pengguna).get(alamat(kantor.p, "perbaiki/")).status_code == 200
        kantor.perbaiki()
    assert kantor.p.versi_layanan.layanan().versi == 1


def test_a_log_that_moves_a_sent_file_is_impossible(kantor):
    log = [sebagai_kejadian(e) for e in kantor.p.peristiwa.order_by("urut")]
    assert kolom_keadaan(putar_ulang(log))["status"] == "diajukan"
    from dataclasses import replace

    with pytest.raises(LogRusak):
        putar_ulang([*log, replace(log[0], jenis="versi_dimajukan")])


@pytest.mark.usefixtures("senin")
def test_a_version_changed_without_an_event_is_found(kecil):
    p, lain = draf(warga(kecil.pepelegi)), maju(draf(warga(kecil.pepelegi)), versi_dua())
    assert list(integritas.periksa(["permohonan.keadaan"])) == []
    type(p).objects.filter(pk=p.pk).update(versi_layanan=lain.versi_layanan)
    assert [t.kode for t in integritas.periksa(["permohonan.keadaan"])] == ["VERSI_BEDA"]


# --- The property -----------------------------------------------------------------------------------------------------

JENIS = st.sampled_from([
    {"tipe": "teks"}, {"tipe": "teks", "maks": 3}, {"tipe": "teks_panjang"}, {"tipe": "angka"},
    {"tipe": "angka", "maks": 5}, {"tipe": "uang"}, {"tipe": "tanggal"}, {"tipe": "centang", "wajib": False},
    {"tipe": "centang"}, {"tipe": "pilihan", "opsi": ["a", "b"]}, {"tipe": "pilihan", "opsi": ["b", "c"]},
    {"tipe": "pilihan", "opsi": ["b", "a"], "ganda": True}, {"tipe": "nik"}, {"tipe": "telepon"}, {"tipe": "email"},
])  # fmt: skip
NILAI = st.one_of(
    st.none(), st.booleans(), st.integers(-1, 9), st.sampled_from(["a", "b", "abcd", "12", "2020-02-29", "2020-02-30"]),
    st.sampled_from(["3515085704900004", "3515", "+6281234567890", "siti@contoh.id", " a ", "Ya", "on", "True"]),
    st.lists(st.sampled_from("abc"), unique=True, max_size=2),
)  # fmt: skip
NAMA = ("satu", "dua", "tiga")


def _layanan(kolom: list[dict[str, Any]], versi: int) -> Any:
    data = bahan.layanan(versi=versi).deklarasi()
    isi = [{"nama": n, "label": n.title(), **k} for n, k in zip(NAMA, kolom, strict=False)]
    return layanan_dari_data(copy.deepcopy(data) | {"langkah": [{"judul": "Satu", "kolom": isi}]})


def _diterima(layanan: Any, nama: str, nilai: Any) -> bool:
    """The judgement of the whole page, not of the field alone: accepted, and stored as it was."""
    form = formulir_langkah(layanan, 0, isian={}, profil=PROFIL, data=data_kirim(layanan, 0, {nama: nilai}))
    form.full_clean()
    bersih = form.cleaned_data.get(nama)
    if isinstance(nilai, list) and isinstance(bersih, list):
        return sorted(bersih) == sorted(nilai) and nama not in form.errors
    return nama not in form.errors and type(bersih) is type(nilai) and bersih == nilai


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(JENIS, min_size=1, max_size=3), st.lists(JENIS, min_size=1, max_size=3), st.data())
def test_nothing_is_kept_that_the_new_form_refuses_and_nothing_dropped_that_it_takes(lama, baru, data):
    dulu, kini = _layanan(lama, 1), _layanan(baru, 2)
    isian = {n: nilai for n in dulu.kolom if (nilai := data.draw(NILAI)) is not None}
    hasil = pindahkan_isian(dulu, kini, isian, PROFIL)
    for nama, nilai in isian.items():
        tetap = nama in kini.kolom and nilai != [] and _diterima(kini, nama, nilai)
        assert (nama in hasil.isian) is tetap, (nama, nilai)
        assert not tetap or hasil.isian[nama] == nilai
    lagi = pindahkan_isian(kini, kini, hasil.isian, PROFIL)
    assert (lagi.isian, lagi.isi_lagi, lagi.dihapus, lagi.baru) == (hasil.isian, [], [], [])


def test_a_judgement_that_takes_everything_would_be_found(monkeypatch):
    """The twin of the property."""
    dulu, kini = _layanan([{"tipe": "teks"}], 1), _layanan([{"tipe": "angka"}], 2)
    assert pindahkan_isian(dulu, kini, {"satu": "abcd"}, PROFIL).isian == {}
    monkeypatch.setattr("core.layanan.pindah.jawaban_diterima", lambda *_: True)
    assert pindahkan_isian(dulu, kini, {"satu": "abcd"}, PROFIL).isian == {"satu": "abcd"}
    assert not _diterima(kini, "satu", "abcd")


def test_rows_of_a_table_keep_what_each_sub_question_still_takes():
    dulu = bahan.layanan(langkah=[{"judul": "Satu", "kolom": [TABEL]}])
    sub = [
        {"nama": "nama", "label": "Nama", "tipe": "teks"},
        {"nama": "umur", "label": "Umur", "tipe": "angka", "maks": 50},
    ]
    agama = {"nama": "agama", "label": "Agama", "tipe": "teks"}
    kini = bahan.layanan(versi=2, langkah=[{"judul": "Satu", "kolom": [TABEL | {"sub_kolom": [*sub, agama]}]}])
    isian = {"anggota": [{"nama": "Budi", "umur": 9, "_no": 3}, {"nama": "Ani", "umur": 70, "_no": 5}]}
    hasil = pindahkan_isian(dulu, kini, isian, PROFIL)
    assert hasil.isian == {"anggota": [{"nama": "Budi", "umur": 9, "_no": 3}, {"nama": "Ani", "_no": 5}]}
    assert (hasil.isi_lagi, hasil.lengkapi) == ([], ["anggota"])
    sama = pindahkan_isian(dulu, bahan.layanan(versi=2, langkah=[{"judul": "S", "kolom": [TABEL]}]), isian, PROFIL)
    assert (sama.isian, sama.lengkapi) == (isian, [])


# --- The pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def p(kecil, senin):
    return draf(warga(kecil.pepelegi))


def test_opening_a_draft_moves_it_and_says_once_what_changed(p):
    klien = masuk(p.pemohon.pengguna)
    with bahan.terpasang(versi_dua()):
        jawab = klien.get(alamat(p, "langkah/0/"), follow=True)
        teks = rapat(jawab)
        assert "Formulir ini sudah diperbarui" in teks
        for kalimat in (
            "Pertanyaan “Nama sekolah” berubah; isi lagi.", "Pertanyaan “Penghasilan” tidak ditanyakan lagi.",
            "Pertanyaan baru: “Kelas”.", "Berkas “Surat pengantar RT/RW” tidak dipakai lagi", "Berkas baru: “Rapor”.",
        ):  # fmt: skip
            assert kalimat in teks
        assert jawab.request["PATH_INFO"] == alamat(p, "langkah/0/")
        klien.post(alamat(p, "langkah/0/"), kiriman(segar(p), 0, keperluan="Sekolah", sekolah="SMPN 1", kelas=7))
        assert "Formulir ini sudah diperbarui" not in rapat(klien.get(alamat(p, "berkas/")))
        assert "Formulir ini diperbarui waktu Anda mengisi" in rapat(klien.get(alamat(p, "periksa/")))
    assert segar(p).isian == {"keperluan": "Sekolah", "sekolah": "SMPN 1", "kelas": 7}


def test_without_a_newer_version_the_pages_say_nothing_of_it(p):
    teks = rapat(masuk(p.pemohon.pengguna).get(alamat(p, "langkah/0/")))
    assert "diperbarui" not in teks
    assert not p.peristiwa.filter(jenis="versi_dimajukan").exists()


def test_an_upload_that_no_longer_fits_is_shown_and_dropped_only_when_sent(p):
    klien = masuk(p.pemohon.pengguna)
    with bahan.terpasang(versi_dua()):
        teks = rapat(klien.get(alamat(p, "berkas/"), follow=True))
        teks = rapat(klien.get(alamat(p, "berkas/")))
        assert "Berkas yang tidak dipakai lagi" in teks
        assert Lampiran.objects.filter(permohonan=p, kode="pengantar").exists()
        p = segar(p)
        verba.simpan_langkah(permohonan=p, warga=p.pemohon, isian={"sekolah": "SMPN 1", "kelas": 7})
        pdf = bahan.berkas(p.pemohon.pengguna, "pengantar.pdf")
        type(pdf).objects.filter(pk=pdf.pk).update(jenis="application/pdf")
        pdf.refresh_from_db()
        verba.tempelkan(permohonan=p, kode="pengantar", berkas=pdf)
        verba.tempelkan(permohonan=p, kode="rapor", berkas=bahan.berkas(p.pemohon.pengguna))
        bahan.kirim(segar(p))
    assert sorted(Lampiran.objects.filter(permohonan=p).values_list("kode", "berkas__jenis")) == [
        ("ktp_pemohon", "image/jpeg"), ("pengantar", "application/pdf"), ("rapor", "image/jpeg"),
    ]  # fmt: skip


def test_answers_sent_from_a_page_of_the_old_version_are_not_lost(p):
    klien = masuk(p.pemohon.pengguna)
    with bahan.terpasang(versi_dua()):
        jawab = klien.post(alamat(p, "langkah/0/"), kiriman(p, 0, keperluan="Sekolah", sekolah="SD 2"), follow=True)
        assert segar(p).isian == {"keperluan": "Sekolah", "sekolah": "SD 2"}
        assert "Formulir ini sudah diperbarui" in rapat(jawab)


def test_a_page_left_open_while_the_draft_moved_elsewhere_blanks_nothing(p):
    klien = masuk(p.pemohon.pengguna)
    lama = p.versi_layanan.sidik[:16]
    with bahan.terpasang(versi_dua()):
        klien.get(alamat(p, "langkah/0/"))
        baru = kiriman(segar(p), 0, keperluan="Sekolah", sekolah="SMPN 1", kelas=7)
        klien.post(alamat(p, "langkah/0/"), baru | {"versi": segar(p).versi_layanan.sidik[:16]})
        # Step 0 of the new form has "kelas"; the old page does not know it and must not empty it.
        tua = {"keperluan": ["Sekolah"], "sekolah": ["SD 2"], "versi": lama}
        for kepala in ({}, {"X-Simpan": "otomatis"}):
            klien.post(alamat(p, "langkah/0/"), tua, headers=kepala)
            assert segar(p).isian == {"keperluan": "Sekolah", "sekolah": "SD 2", "kelas": 7}


def test_sending_an_old_draft_moves_it_first_and_shows_it_for_checking(p):
    klien = masuk(p.pemohon.pengguna)
    kirim = {"setuju": "on", "kunci": "k" * 24, "versi": p.versi}
    with bahan.terpasang(bahan.layanan(versi=2, ringkasan="Baru.")):
        jawab = klien.post(alamat(p, "periksa/"), kirim, follow=True)
        assert "Formulir ini sudah diperbarui" in rapat(jawab)
        assert (segar(p).status, segar(p).isian) == ("draf", ISIAN)
        kirim["versi"] = segar(p).versi
        assert klien.post(alamat(p, "periksa/"), kirim).url == alamat(p, "terkirim/")
    assert segar(p).versi_layanan.layanan().versi == 2


def test_files_sent_from_an_old_page_are_stored_before_the_move(kecil, senin):
    siti = warga(kecil.pepelegi)
    p = verba.simpan_langkah(permohonan=verba.mulai(warga=siti, layanan=bahan.layanan()), warga=siti, isian=ISIAN)
    with bahan.terpasang(bahan.layanan(versi=2, ringkasan="Baru.")):
        masuk(siti.pengguna).post(alamat(p, "berkas/"), {"pengantar": unggahan("a.jpg", jpeg()), "lanjut": "1"})
    assert Lampiran.objects.filter(permohonan=p, kode="pengantar").exists()
    assert segar(p).versi_layanan.layanan().versi == 2


# --- Gone and closed --------------------------------------------------------------------------------------------------

HALAMAN = ("", "langkah/0/", "berkas/", "periksa/")


@pytest.mark.parametrize("bagian", HALAMAN)
def test_a_draft_of_a_service_that_is_gone_says_so_and_can_be_deleted(p, bagian):
    klien = masuk(p.pemohon.pengguna)
    with bahan.dilepas("surat-uji"):
        jawab = klien.get(alamat(p, bagian), follow=True)
        assert jawab.status_code == 200
        assert "Layanan ini tidak dilayani lagi di sini" in rapat(jawab)
        assert "SMPN 1 Waru" in rapat(jawab)
        assert klien.get("/permohonan/").status_code == 200
    assert "Layanan ini tidak dilayani lagi" not in rapat(klien.get(alamat(p, bagian), follow=True))


def test_a_draft_of_a_service_that_is_gone_is_not_sent_and_is_thrown_away(p):
    klien = masuk(p.pemohon.pengguna)
    with bahan.dilepas("surat-uji"):
        jawab = klien.post(alamat(p, "periksa/"), {"setuju": "on", "kunci": "k" * 24, "versi": p.versi})
        assert (jawab.status_code, segar(p).status) == (409, "draf")
        klien.post(alamat(p, "batalkan/"), {"versi": p.versi, "alasan": ""})
    assert segar(p).status == "dibatalkan"


BESOK = (bahan.SENIN + timedelta(days=1)).date()


@pytest.mark.parametrize(
    ("terakhir", "terbuka"), [(BESOK, True), (bahan.SENIN.date(), True), (date(2026, 11, 22), False)]
)
def test_after_its_last_day_a_version_takes_nothing_new(kecil, senin, terakhir, terbuka):
    layanan = bahan.layanan(berlaku_sampai=terakhir.isoformat())
    siti = warga(kecil.pepelegi)
    if terbuka:
        assert segar(bahan.kirim(draf(siti, layanan))).status == "diajukan"
        return
    with pytest.raises(TidakBoleh) as galat:
        verba.mulai(warga=siti, layanan=layanan)
    assert "ditutup untuk permohonan baru" in galat.value.pesan


def test_a_draft_is_not_sent_once_its_service_has_closed_and_a_running_file_goes_on(kecil, senin):
    layanan = bahan.layanan(berlaku_sampai=bahan.SENIN.date().isoformat(), pengganti="Pakai Surat Baru.")
    siti = warga(kecil.pepelegi)
    p, jalan = draf(siti, layanan), bahan.kirim(draf(siti, layanan))
    with bahan.terpasang(layanan):
        senin.shift(timedelta(days=1))
        with pytest.raises(TidakBoleh):
            bahan.kirim(p)
        teks = rapat(masuk(siti.pengguna).get(alamat(p, "periksa/")))
        assert "Layanan ini ditutup sejak lewat 23 November 2026" in teks
        assert "Pakai Surat Baru." in teks
        assert masuk(siti.pengguna).post("/permohonan/mulai/surat-uji/", {"baru": "1"}).url == "/layanan/surat-uji/"
        assert "Kirim permohonan" not in teks
    from core.permohonan.pelaku import Pelaku
    from tests import pabrik

    operator = pabrik.petugas(kecil.pepelegi, "operator_desa")
    pabrik.petugas(kecil.pepelegi, "kepala_desa")
    jalan = segar(jalan)
    verba.teruskan(permohonan_id=jalan.pk, pelaku=Pelaku(operator), versi=jalan.versi)
    assert segar(jalan).tahap == 2


# --- Superseded law ---------------------------------------------------------------------------------------------------


def test_superseded_law_is_said_on_the_first_page_and_when_checking(kecil, senin):
    lama = bahan.layanan(status_hukum="digantikan", pengganti="Sekarang NIB di oss.go.id.", versi=1)
    p = draf(warga(kecil.pepelegi), lama)
    klien = masuk(p.pemohon.pengguna)
    for bagian, disebut in (("langkah/0/", True), ("langkah/1/", False), ("periksa/", True)):
        assert ("Sekarang NIB di oss.go.id." in rapat(klien.get(alamat(p, bagian)))) is disebut, bagian
