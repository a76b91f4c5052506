"""The form of a step: conditional questions with and without a script, rows, whole applications, summaries."""

import json

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.layanan.deklarasi import TIPE_KOLOM
from core.layanan.formulir import (
    berkas_diminta,
    bersihkan_tersembunyi,
    data_kirim,
    formulir_langkah,
    isian_penuh,
    langkah_tampak,
    periksa_lengkap,
    ringkasan,
    tahap_berlaku,
)
from tests.layanan.bahan import HARI, PROFIL, layanan_uji

JENIS = {"nama": "jenis", "tipe": "pilihan", "opsi": ["Sekolah", "Lain"]}
SEKOLAH = {"nama": "sekolah", "tipe": "teks", "jika": {"jenis": "Sekolah"}, "sebutan": "nama sekolah"}
ORANG = {"nama": "orang", "tipe": "tabel", "label": "Anggota", "sub_kolom": [
    {"nama": "nama", "label": "Nama", "tipe": "teks"},
    {"nama": "tanggal_lahir", "label": "Tanggal lahir", "tipe": "tanggal", "wajib": False},
]}  # fmt: skip


def form(layanan, data=None, n=0, isian=None):
    return formulir_langkah(layanan, n, isian=isian or {}, profil=PROFIL, data=data, hari=HARI)


def kirim(**isi):
    data = QueryDict(mutable=True)
    for nama, nilai in isi.items():
        data.setlist(nama, nilai if isinstance(nilai, list) else [nilai])
    return data


# --- conditional questions ------------------------------------------------------------------------------------------


def test_a_question_that_may_appear_waits_hidden_with_its_rule():
    halaman = form(layanan_uji(JENIS, SEKOLAH))
    assert json.loads(halaman.fields["sekolah"].jika) == {"jenis": ["=", "Sekolah"]}
    assert halaman.fields["sekolah"].tersembunyi
    assert halaman.fields["jenis"].jika is None
    assert halaman.tampil == "jenis"
    assert "data-jika" in str(halaman)
    assert not form(layanan_uji(JENIS, SEKOLAH), isian={"jenis": "Sekolah"}).fields["sekolah"].tersembunyi


def test_without_a_script_a_new_question_is_shown_before_it_is_demanded():
    layanan = layanan_uji(JENIS, SEKOLAH)
    pertama = form(layanan, kirim(tampil="jenis", jenis="Sekolah", sekolah=""))
    assert not pertama.is_valid()
    assert (pertama.terungkap, dict(pertama.errors)) == (["sekolah"], {})
    assert 'value="Sekolah" class="bulatan" enterkeyhint="next" id="id_jenis_0" checked' in str(pertama)
    kedua = form(layanan, kirim(tampil=pertama.tampil, jenis="Sekolah", sekolah=""))
    assert not kedua.is_valid()
    assert dict(kedua.errors) == {"sekolah": ["Isi nama sekolah"]}
    ketiga = form(layanan, kirim(tampil=kedua.tampil, jenis="Sekolah", sekolah="SMPN 1"))
    assert ketiga.is_valid()
    assert ketiga.isian_bersih() == {"jenis": "Sekolah", "sekolah": "SMPN 1"}


@pytest.mark.parametrize("tampil", ["*", None])
def test_with_a_script_or_a_program_a_visible_question_is_demanded_at_once(tampil):
    isi = {"jenis": "Sekolah"} | ({"tampil": tampil} if tampil else {})
    halaman = form(layanan_uji(JENIS, SEKOLAH), kirim(**isi))
    assert dict(halaman.errors) == {"sekolah": ["Isi nama sekolah"]}


def test_a_hidden_question_is_neither_judged_nor_stored():
    halaman = form(layanan_uji(JENIS, SEKOLAH), kirim(tampil="*", jenis="Lain", sekolah="x" * 9999))
    assert halaman.is_valid()
    assert halaman.isian_bersih() == {"jenis": "Lain"}


def test_a_chain_of_conditions_falls_with_its_first_link():
    layanan = layanan_uji(JENIS, SEKOLAH, {"nama": "kelas", "tipe": "teks", "jika": {"sekolah": {"kosong": False}}})
    isian = {"jenis": "Lain", "sekolah": "SMPN 1", "kelas": "8"}
    assert bersihkan_tersembunyi(layanan, isian, PROFIL) == {"jenis": "Lain"}
    assert form(layanan, kirim(jenis="Lain", sekolah="SMPN 1", kelas="8")).is_valid()
    assert isian_penuh(layanan, isian, PROFIL) == {"jenis": "Lain", "sekolah": None, "kelas": None}


def test_an_unticked_box_opens_what_depends_on_it():
    sendiri = {"nama": "sendiri", "tipe": "centang", "wajib": False}
    pasien = {"nama": "pasien", "tipe": "teks", "jika": {"sendiri": False}}
    layanan = layanan_uji(sendiri, pasien)
    assert not form(layanan).fields["pasien"].tersembunyi
    assert dict(form(layanan, kirim(tampil="*")).errors) == {"pasien": ["Isi pasien"]}
    assert form(layanan, kirim(tampil="*", sendiri="on")).is_valid()


def test_a_step_whose_condition_fails_is_left_out():
    layanan = layanan_uji(langkah=[
        {"judul": "Satu", "kolom": [{**JENIS, "label": "Jenis"}]},
        {"judul": "Dua", "jika": {"jenis": "Sekolah"}, "kolom": [{"nama": "a", "label": "A", "tipe": "teks"}]},
        {"judul": "Tiga", "kolom": [{"nama": "b", "label": "B", "tipe": "teks"}]},
    ])  # fmt: skip
    assert langkah_tampak(layanan, {"jenis": "Sekolah"}, PROFIL) == [0, 1, 2]
    assert langkah_tampak(layanan, {"jenis": "Lain"}, PROFIL) == [0, 2]
    assert list(form(layanan, n=1, isian={"jenis": "Lain"}).fields) == []
    with pytest.raises(IndexError):
        form(layanan, n=-1)


def test_an_age_typed_on_this_page_opens_a_question_on_the_server():
    lahir = {"nama": "anak_tanggal_lahir", "tipe": "tanggal"}
    wali = {"nama": "wali", "tipe": "teks", "jika": {"anak": {"usia": {"<": 17}}}}
    layanan = layanan_uji(lahir, wali)
    muda = {"anak_tanggal_lahir_hari": "1", "anak_tanggal_lahir_bulan": "1", "anak_tanggal_lahir_tahun": "2015"}
    halaman = form(layanan, kirim(tampil="anak_tanggal_lahir", **muda))
    assert not halaman.is_valid()
    assert halaman.terungkap == ["wali"]
    assert form(layanan, kirim(tampil="x", **(muda | {"anak_tanggal_lahir_tahun": "1990"}))).is_valid()


# --- prefill --------------------------------------------------------------------------------------------------------


def test_what_the_account_knows_is_filled_in_but_an_answer_wins():
    layanan = layanan_uji({"nama": "hp", "tipe": "telepon", "isi_awal": "profil.telepon"})
    assert 'value="0812-3456-7890"' in str(form(layanan))
    assert 'value="0811-1111-111"' in str(form(layanan, isian={"hp": "+628111111111"}))


# --- rows -----------------------------------------------------------------------------------------------------------


def test_a_required_table_shows_a_blank_row_and_an_optional_one_none():
    assert str(form(layanan_uji(ORANG))).count("<legend>Anggota") == 1
    assert str(form(layanan_uji({**ORANG, "wajib": False}))).count("<legend>Anggota") == 0


def baris(**tambahan):
    isi = {"orang-jumlah": "2", "orang-0-nama": "Siti", "orang-1-nama": "Budi"}
    return kirim(**isi, **tambahan)


def test_rows_are_stored_and_blank_ones_left_out():
    halaman = form(layanan_uji(ORANG), baris(**{"orang-2-nama": " "}))
    assert halaman.is_valid()
    assert halaman.isian_bersih() == {"orang": [{"nama": "Siti"}, {"nama": "Budi"}]}


def test_adding_a_row_loses_nothing_and_blames_nobody():
    halaman = form(
        layanan_uji(JENIS, ORANG), baris(tambah_baris="orang", jenis="", **{"orang-0-tanggal_lahir_hari": "40"})
    )
    assert not halaman.is_valid()
    assert halaman.tata_ulang
    assert dict(halaman.errors) == {}
    teks = str(halaman)
    assert teks.count("<legend>Anggota") == 3
    assert 'value="Siti"' in teks
    assert 'value="Budi"' in teks
    assert "pesan-galat" not in teks


def test_removing_a_row_removes_that_one_and_renumbers_the_rest():
    teks = str(form(layanan_uji(ORANG), baris(hapus_baris="orang:0")))
    assert 'value="Siti"' not in teks
    assert 'name="orang-0-nama" value="Budi"' in teks


@pytest.mark.parametrize("tombol", ["orang:9", "orang:x", "lain:0", ":", "orang:-1", "orang:0:0"])
def test_a_strange_remove_button_removes_nothing(tombol):
    teks = str(form(layanan_uji(ORANG), baris(hapus_baris=tombol)))
    assert teks.count("<legend>Anggota") == 2


def test_an_error_in_a_row_names_the_row_and_stands_beside_the_box():
    halaman = form(layanan_uji(ORANG), kirim(**{"orang-1-tanggal_lahir_hari": "40", "orang-0-nama": "Siti"}))
    assert halaman.errors["orang"] == ["Baris 2: Isi nama", "Baris 2: Tulis hari dengan angka 1 sampai 31"]
    assert [galat.letak for galat in halaman.errors.as_data()["orang"]] == ["-1-nama", "-1-tanggal_lahir"]
    isi = str(halaman)
    assert "Ada 2 yang perlu diperbaiki di bawah ini." in isi
    assert 'id="id_orang-1-nama"' in isi
    assert "Baris 2: Isi nama" not in isi  # said at the cell, not once more above the table
    assert 'id="id_orang-1-nama_error"' in str(halaman)


def test_a_blank_row_beside_a_wrong_one_is_not_blamed():
    teks = str(form(layanan_uji(ORANG), kirim(**{"orang-0-tanggal_lahir_hari": "40", "orang-1-nama": ""})))
    assert 'id="id_orang-0-nama_error"' in teks
    assert 'id="id_orang-1-nama_error"' not in teks


def test_a_table_needs_enough_rows_and_never_takes_too_many():
    layanan = layanan_uji({**ORANG, "min_baris": 3, "maks_baris": 4})
    assert form(layanan, baris()).errors["orang"] == ["Isi anggota paling sedikit 3 baris. Anda mengisi 2."]
    banyak = kirim(**{"orang-jumlah": "99999999999", **{f"orang-{i}-nama": "A" for i in range(300)}})
    assert len(form(layanan, banyak).fields["orang"].widget.value_from_datadict(banyak, {}, "orang")) == 4
    penuh = form(layanan, kirim(tambah_baris="orang", **{f"orang-{i}-nama": "A" for i in range(4)}))
    assert str(penuh).count("<legend>Anggota") == 4
    assert "tambah_baris" not in str(penuh)


def test_stored_rows_come_back_on_the_page():
    teks = str(form(layanan_uji(ORANG), isian={"orang": [{"nama": "Siti", "tanggal_lahir": "1990-04-17"}]}))
    assert 'name="orang-0-nama" value="Siti"' in teks
    assert 'name="orang-0-tanggal_lahir_tahun" value="1990"' in teks


# --- whole applications ---------------------------------------------------------------------------------------------

BERKAS = [
    {"kode": "ktp_pemohon", "label": "Foto KTP", "dari": "profil"},
    {"kode": "rapor", "label": "Rapor", "jika": {"jenis": "Sekolah"}},
    {"kode": "kk_anggota", "label": "KK anggota", "per_baris": "orang"},
    {"kode": "sptjm", "label": "SPTJM", "jika": {"berkas.rapor": {"kosong": True}}, "wajib": False},
    {"kode": "bukti_bayar", "label": "Bukti bayar", "tahap": "Periksa"},
]


def test_everything_missing_is_named_and_uploads_follow_the_answers():
    layanan = layanan_uji(JENIS, SEKOLAH, ORANG, berkas=BERKAS)
    assert periksa_lengkap(layanan, {}, PROFIL, set()) == {"jenis": "Pilih jenis", "orang": "Isi anggota"}
    isian = {"jenis": "Sekolah", "sekolah": "SMPN 1", "orang": [{"nama": "Siti"}, {"nama": "Budi"}]}
    assert periksa_lengkap(layanan, isian, PROFIL, {"kk_anggota__1"}) == {
        "berkas:rapor": "Pilih rapor",
        "berkas:kk_anggota__2": "Pilih KK anggota: Budi",
    }
    assert periksa_lengkap(layanan, isian, PROFIL, {"rapor", "kk_anggota__1", "kk_anggota__2"}) == {}


def test_uploads_may_depend_on_uploads_and_on_the_stage():
    layanan = layanan_uji(JENIS, SEKOLAH, ORANG, berkas=BERKAS)
    isian = {"jenis": "Sekolah", "orang": [{"nama": "Siti"}]}
    kode = [b.kode for b in berkas_diminta(layanan, isian, PROFIL)]
    assert kode == ["ktp_pemohon", "rapor", "kk_anggota__1", "sptjm"]
    assert "sptjm" not in {b.kode for b in berkas_diminta(layanan, isian, PROFIL, kode_berkas={"rapor"})}
    assert [b.kode for b in berkas_diminta(layanan, isian, PROFIL, tahap="Periksa")] == ["bukti_bayar"]


def test_the_route_follows_the_answers():
    desa = {"tahap": "Periksa", "peran": "operator_desa", "aksi": "periksa", "sla": "1 jam kerja"}
    kua = desa | {"tahap": "KUA", "peran": "petugas_kua", "unit": "kua", "jika": {"jenis": "Sekolah"}}
    rute = [desa, kua]
    layanan = layanan_uji(JENIS, rute=rute, surat=None)
    assert tahap_berlaku(layanan, {"jenis": "Sekolah"}, PROFIL) == [0, 1]
    assert tahap_berlaku(layanan, {"jenis": "Lain"}, PROFIL) == [0]


def test_the_summary_shows_visible_answers_in_words():
    layanan = layanan_uji(
        JENIS, SEKOLAH, {"nama": "gaji", "tipe": "uang"}, {"nama": "nik", "tipe": "nik"},
        {"nama": "tinggi", "tipe": "angka", "satuan": "cm"}, {"nama": "setuju", "tipe": "centang", "wajib": False},
        {"nama": "hp", "tipe": "telepon", "wajib": False}, {**ORANG, "wajib": False},
    )  # fmt: skip
    isian = {"jenis": "Lain", "sekolah": "tersembunyi", "gaji": 1450000, "nik": "3515085704900004", "tinggi": 165,
             "orang": [{"nama": "Siti", "tanggal_lahir": "1990-04-17"}]}  # fmt: skip
    bagian = ringkasan(layanan, isian, PROFIL, samar=True)
    assert [(b.judul, b.langkah) for b in bagian] == [("Satu", 0)]
    assert {b.nama: b.teks for b in bagian[0].baris} == {
        "jenis": "Lain",
        "gaji": "Rp 1.450.000",
        "nik": "3515••••••••0004",
        "tinggi": "165 cm",
        "setuju": "Tidak",
        "hp": "Tidak diisi",
        "orang": "1. Nama: Siti; Tanggal lahir: 17 April 1990",
    }
    assert ringkasan(layanan, isian, PROFIL)[0].baris[2].teks == "3515085704900004"


# --- anything may come in -------------------------------------------------------------------------------------------

SUB = [{"nama": f"s_{t}", "label": t, "tipe": t} | ({"opsi": ["A", "B"]} if t == "pilihan" else {})
       for t in TIPE_KOLOM if t not in {"tabel", "wilayah"}]  # fmt: skip
SEMUA = layanan_uji(
    *[{"nama": f"k_{t}", "tipe": t} | ({"opsi": ["A", "B"]} if t == "pilihan" else {})
      for t in TIPE_KOLOM if t not in {"tabel", "wilayah"}],
    {"nama": "k_ganda", "tipe": "pilihan", "opsi": ["A", "B"], "ganda": True},
    {"nama": "k_tabel", "tipe": "tabel", "sub_kolom": SUB},
    {"nama": "k_jika", "tipe": "teks", "jika": {"k_pilihan": "A"}},
)  # fmt: skip
NAMA = [
    "tampil", "tambah_baris", "hapus_baris", "k_tanggal_hari", "k_tanggal_bulan", "k_tanggal_tahun", "k_tabel-jumlah",
    *[f"k_tabel-{i}-s_{t}" for i in ("0", "7", "٣", "999") for t in ("teks", "uang", "tanggal_hari")],
    *SEMUA.kolom,
]  # fmt: skip
NILAI = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "*", "A", "k_tabel", "k_tabel:0", "on", "1e9", "٣", "\x00", "3515085704900004", "+", "Rp", "２９"]
    ),
)
santai = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@santai
@given(st.dictionaries(st.sampled_from(NAMA), st.lists(NILAI, min_size=1, max_size=3), max_size=12))
def test_no_post_data_raises_and_whatever_passes_can_be_stored_and_sent_again(isi):
    halaman = form(SEMUA, kirim(**isi))
    assert str(halaman)
    if halaman.is_valid():
        isian = json.loads(json.dumps(halaman.isian_bersih()))
        assert isian == halaman.isian_bersih()
        assert form(SEMUA, data_kirim(SEMUA, 0, isian)).is_valid()


json_apa_saja = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12)),
    lambda anak: st.one_of(
        st.lists(anak, max_size=3), st.dictionaries(st.sampled_from(["s_teks", "x"]), anak, max_size=2)
    ),
    max_leaves=6,
)


@santai
@given(st.dictionaries(st.sampled_from(sorted(SEMUA.kolom)), json_apa_saja))
def test_no_stored_answers_make_the_pages_or_the_checks_raise(isian):
    assert str(form(SEMUA, isian=isian))
    assert isinstance(periksa_lengkap(SEMUA, isian, PROFIL, set()), dict)
    assert ringkasan(SEMUA, isian, PROFIL)


sah = st.fixed_dictionaries(
    {
        "k_teks": st.from_regex(r"[A-Za-z]{1,20}( [A-Za-z]{1,9})?", fullmatch=True),
        "k_teks_panjang": st.from_regex(r"[a-z]{1,20}(\n[a-z]{1,9})?", fullmatch=True),
        "k_angka": st.integers(0, 10**9),
        "k_uang": st.integers(0, 10**12 - 1),
        "k_tanggal": st.dates(min_value=HARI.replace(year=1900), max_value=HARI.replace(year=2100)).map(str),
        "k_pilihan": st.just("B"),
        "k_centang": st.just(True),
        "k_nik": st.just("3515085704900004"),
        "k_no_kk": st.just("3515081704120009"),
        "k_telepon": st.from_regex(r"\+62812[0-9]{7,8}", fullmatch=True),
        "k_email": st.from_regex(r"[a-z]{1,9}@[a-z]{1,9}\.id", fullmatch=True),
        "k_ganda": st.just(["A", "B"]),
    }
)


@santai
@given(sah, st.lists(sah, min_size=1, max_size=3))
def test_sound_answers_survive_the_way_through_the_form_unchanged(isian, baris):
    sub = [{f"s_{n.removeprefix('k_')}": v for n, v in b.items() if n != "k_ganda"} for b in baris]
    isian = isian | {"k_tabel": sub}
    halaman = form(SEMUA, data_kirim(SEMUA, 0, isian))
    assert dict(halaman.errors) == {}
    assert halaman.isian_bersih() == isian
    assert periksa_lengkap(SEMUA, isian, PROFIL, set()) == {}
