"""Conditions: reading, writing, references, evaluation, the mirror for the browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.layanan.deklarasi import Kolom
from core.layanan.syarat import (
    AcuanTidakDikenal,
    Banding,
    Konteks,
    SalahSatu,
    Semua,
    baca_syarat,
    terpenuhi,
    tulis_syarat,
    untuk_peramban,
    urai_acuan,
    usia,
)
from tests.layanan.bahan import HARI, PROFIL

MUDA, TUA = {"tanggal_lahir": "2020-01-01"}, {"tanggal_lahir": "1980-01-01"}
ISTRI_17, ISTRI_36 = {"pasangan_tanggal_lahir": "2008-12-01"}, {"pasangan_tanggal_lahir": "1990-01-01"}
KAWIN = {"status_kawin": "Kawin"}
KOLOM = {
    k.nama: k
    for k in (
        Kolom(nama="jenis", label="Jenis", tipe="pilihan", opsi=("A", "B")),
        Kolom(nama="bahasa", label="Bahasa", tipe="pilihan", opsi=("A", "B"), ganda=True),
        Kolom(nama="jumlah", label="Jumlah", tipe="angka"),
        Kolom(nama="sendiri", label="Sendiri", tipe="centang"),
        Kolom(nama="pasangan_tanggal_lahir", label="Lahir", tipe="tanggal"),
        Kolom(
            nama="anggota",
            label="Anggota",
            tipe="tabel",
            sub_kolom=(
                Kolom(nama="status_kawin", label="Status", tipe="teks"),
                Kolom(nama="tanggal_lahir", label="Lahir", tipe="tanggal"),
            ),
        ),
    )
}


def cocok(syarat, isian=None, berkas=()) -> bool:
    konteks = Konteks(kolom=KOLOM, isian=isian or {}, profil=PROFIL, hari=HARI, berkas=berkas)
    return terpenuhi(baca_syarat(syarat), konteks)


@pytest.mark.parametrize(
    ("syarat", "ya", "tidak"),
    [
        ({"jenis": "A"}, {"jenis": "A"}, {"jenis": "B"}),
        ({"jenis": {"!=": "A"}}, {"jenis": "B"}, {"jenis": "A"}),
        ({"jenis": {"dalam": ["A", "C"]}}, {"jenis": "A"}, {"jenis": "B"}),
        ({"jenis": {"tidak_dalam": ["A", "C"]}}, {"jenis": "B"}, {"jenis": "A"}),
        ({"jenis": {"kosong": True}}, {"jenis": ""}, {"jenis": "A"}),
        ({"jenis": {"kosong": False}}, {"jenis": "A"}, {}),
        ({"jumlah": {">": 0}}, {"jumlah": 1}, {"jumlah": 0}),
        ({"jumlah": {"<": 10, ">": 5}}, {"jumlah": 7}, {"jumlah": 12}),
        ({"sendiri": False}, {"sendiri": False}, {"sendiri": True}),
        ({"bahasa": "A"}, {"bahasa": ["B", "A"]}, {"bahasa": ["B"]}),
        ({"jenis": "A", "jumlah": 1}, {"jenis": "A", "jumlah": 1}, {"jenis": "A", "jumlah": 2}),
        ({"salah_satu": [{"jenis": "A"}, {"jumlah": 1}]}, {"jumlah": 1}, {"jenis": "B"}),
        ({"semua": [{"jenis": "A"}, {"jumlah": 1}]}, {"jenis": "A", "jumlah": 1}, {"jumlah": 1}),
        ({"pasangan": {"usia": {"<": 19}}}, ISTRI_17, ISTRI_36),
        ({"anggota.status_kawin": {"dalam": ["Kawin"]}}, {"anggota": [{}, KAWIN]}, {"anggota": [{}]}),
        ({"anggota.usia_termuda": {"<": 17}}, {"anggota": [MUDA]}, {"anggota": []}),
        ({"anggota.usia_tertua": {"<": 17}}, {"anggota": [MUDA]}, {"anggota": [TUA]}),
        ({"anggota.usia": {">": 40}}, {"anggota": [TUA]}, {"anggota": [MUDA]}),
    ],
)  # fmt: skip
def test_each_operator_holds_and_fails(syarat, ya, tidak):
    assert cocok(syarat, ya) is True
    assert cocok(syarat, tidak) is False


def test_profile_and_uploads_can_be_referred_to():
    assert cocok({"usia": {"<": 40}})
    assert not cocok({"usia": {"<": 30}})
    assert cocok({"profil": {"agama": "Islam"}})
    assert cocok({"berkas.surat_lahir": {"kosong": True}})
    assert not cocok({"berkas.surat_lahir": {"kosong": True}}, berkas={"surat_lahir"})


@pytest.mark.parametrize("op", ["=", "!=", "dalam", "tidak_dalam"])
def test_a_question_without_answer_satisfies_no_comparison(op):
    nilai = ["A"] if "dalam" in op else "A"
    assert not cocok({"jenis": {op: nilai}}, {})


def test_a_tick_is_not_the_number_one():
    assert not cocok({"jumlah": 1}, {"jumlah": True})
    assert not cocok({"sendiri": True}, {"sendiri": 1})


@pytest.mark.parametrize(
    "salah",
    [None, {}, "jenis", {"jenis": {"~": 1}}, {"jenis": {"dalam": "A"}}, {"jenis": {"dalam": []}}, {"semua": []},
     {"jumlah": {"<": "10"}}, {"jumlah": {"<": True}}, {"jenis": {"kosong": "ya"}}, {"jenis": ["A"]}, {"jenis": {}},
     {"semua": [{}]}, {"jenis": {"=": 1, "x": 2}}],
)  # fmt: skip
def test_malformed_conditions_are_refused_with_a_sentence(salah):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        baca_syarat(salah)


@pytest.mark.parametrize("acuan", ["tak_ada", "profil.gaji", "anggota.gaji", "jenis.usia", "a.b.c", "pasangan.nama"])
def test_unknown_references_are_refused(acuan):
    with pytest.raises(AcuanTidakDikenal):
        urai_acuan(acuan, KOLOM)


def test_age_counts_completed_years():
    assert usia("2000-11-21", HARI) == 26
    assert usia("2000-11-22", HARI) == 25
    assert usia("bukan tanggal", HARI) is None
    assert usia(12, HARI) is None


nilai = st.one_of(st.text(max_size=5), st.integers(-9, 9), st.booleans())
daun = st.one_of(
    st.builds(Banding, st.sampled_from(["jenis", "jumlah", "profil.usia"]), st.sampled_from(["=", "!="]), nilai),
    st.builds(Banding, st.just("jumlah"), st.sampled_from(["<", ">"]), st.integers(-9, 9)),
    st.builds(
        Banding, st.just("jenis"), st.sampled_from(["dalam", "tidak_dalam"]), st.lists(nilai, min_size=1).map(tuple)
    ),
    st.builds(Banding, st.just("jenis"), st.just("kosong"), st.booleans()),
)
pohon = st.recursive(
    daun,
    lambda anak: st.lists(anak, min_size=1, max_size=3).map(tuple).flatmap(
        lambda b: st.sampled_from([Semua(b), SalahSatu(b)])
    ),
    max_leaves=6,
)  # fmt: skip


@given(pohon)
def test_written_conditions_are_read_back_equal(syarat):
    kembali = baca_syarat(tulis_syarat(syarat))
    assert tulis_syarat(kembali) == tulis_syarat(syarat)
    assert kembali == syarat or isinstance(syarat, Semua | SalahSatu)


json_apa_saja = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda anak: st.one_of(st.lists(anak, max_size=3), st.dictionaries(st.text(max_size=5), anak, max_size=3)),
    max_leaves=8,
)


@given(pohon, st.dictionaries(st.sampled_from(sorted(KOLOM)), json_apa_saja))
def test_no_stored_answer_makes_a_condition_crash(syarat, isian):
    konteks = Konteks(kolom=KOLOM, isian=isian, profil=PROFIL, hari=HARI)
    assert terpenuhi(syarat, konteks) in {True, False}
    for banding in ({"anggota.usia": {"<": 3}}, {"anggota.status_kawin": "x"}, {"pasangan.usia": {">": 3}}):
        assert terpenuhi(baca_syarat(banding), konteks) in {True, False}


def peramban(syarat, isian=None):
    konteks = Konteks(kolom=KOLOM, isian=isian or {}, profil=PROFIL, hari=HARI)
    return untuk_peramban(baca_syarat(syarat), {"jenis"}, konteks)


def test_the_browser_sees_only_questions_of_its_own_page():
    assert peramban({"jenis": "A"}) == {"jenis": ["=", "A"]}
    assert peramban({"jenis": {"dalam": ["A"]}}) == {"jenis": ["dalam", ["A"]]}
    assert peramban({"jumlah": 1}, {"jumlah": 1}) == {"tetap": True}
    assert peramban({"jumlah": 1}, {"jumlah": 2}) == {"tetap": False}


def test_what_the_server_knows_is_folded_away():
    ya, tidak = {"usia": {"<": 40}}, {"usia": {"<": 30}}
    assert peramban({"semua": [ya, {"jenis": "A"}]}) == {"semua": [{"jenis": ["=", "A"]}]}
    assert peramban({"semua": [tidak, {"jenis": "A"}]}) == {"tetap": False}
    assert peramban({"salah_satu": [ya, {"jenis": "A"}]}) == {"tetap": True}
    assert peramban({"salah_satu": [tidak, {"jenis": "A"}]}) == {"salah_satu": [{"jenis": ["=", "A"]}]}
