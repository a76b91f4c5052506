"""Hooks: notify fails open, gates fail closed, filters leave the value alone; one plugin never harms another."""

import pytest

from core.layanan import kait
from core.layanan.kait import Tolak, kabarkan, saring, tanyakan
from core.layanan.register import Registri
from core.layanan.spesifikasi import GERBANG, KABAR, SARINGAN
from tests.layanan.bahan import data_uji, tulis_folder

AWAL = "from core.layanan.kontrak import Tolak, hookimpl\n"


def daftar(tmp_path, *isi: str) -> Registri:
    for nomor, fungsi in enumerate(isi):
        tulis_folder(tmp_path, data_uji(kode=f"s{nomor}", nama=f"S {nomor}"), fungsi=AWAL + fungsi)
    hasil = Registri.dari([tmp_path])
    assert hasil.karantina == []
    return hasil


def fungsi(nama: str, badan: str, argumen: str = "kode") -> str:
    return f"@hookimpl\ndef {nama}({argumen}):\n    {badan}\n"


GALAT = ["1 / 0", "raise KeyError('3515085704900004')", "raise SystemExit(1)", "assert False"]


@pytest.mark.parametrize("badan", GALAT)
def test_news_that_breaks_a_plugin_is_contained(tmp_path, badan, caplog):
    sumber = daftar(tmp_path, fungsi("permohonan_diajukan", badan))
    assert kabarkan("permohonan_diajukan", kode="s0", sumber=sumber, permohonan={}) == ["s0"]
    assert "s0 gagal" in caplog.text
    assert "3515085704900004" not in caplog.text


@pytest.mark.parametrize("badan", GALAT)
def test_a_gate_that_breaks_is_shut(tmp_path, badan):
    sumber = daftar(tmp_path, fungsi("periksa_permohonan", badan))
    with pytest.raises(Tolak, match="Pemeriksaan layanan ini sedang terganggu"):
        tanyakan("periksa_permohonan", kode="s0", sumber=sumber, isian={}, profil={})


def test_a_gate_speaks_in_its_own_words_and_an_open_one_is_silent(tmp_path):
    badan = "if isian['a'] > 1: raise Tolak('Terlalu banyak.')"
    sumber = daftar(tmp_path, fungsi("periksa_permohonan", badan, "isian"))
    tanyakan("periksa_permohonan", kode="s0", sumber=sumber, isian={"a": 1}, profil={})
    with pytest.raises(Tolak) as galat:
        tanyakan("periksa_permohonan", kode="s0", sumber=sumber, isian={"a": 2}, profil={})
    assert galat.value.pesan == "Terlalu banyak."


@pytest.mark.parametrize("badan", [*GALAT, "return 7", "return [1]"])
def test_a_filter_that_breaks_changes_nothing(tmp_path, badan):
    sumber = daftar(tmp_path, fungsi("isi_awal", badan))
    assert saring("isi_awal", {"a": 1}, kode="s0", sumber=sumber, profil={}) == {"a": 1}


def test_a_filter_lays_its_values_over(tmp_path):
    sumber = daftar(tmp_path, fungsi("konteks_surat", "return {'b': nilai['a'] + 1}", "nilai"))
    assert saring("konteks_surat", {"a": 1}, kode="s0", sumber=sumber, isian={}, profil={}) == {"a": 1, "b": 2}


def test_a_service_is_asked_only_about_itself(tmp_path):
    sumber = daftar(tmp_path, fungsi("periksa_permohonan", "raise Tolak('bukan urusan saya')"), "")
    tanyakan("periksa_permohonan", kode="s1", sumber=sumber, isian={}, profil={})


def test_a_plugin_cannot_change_what_the_core_holds(tmp_path):
    badan = "isian['a'].append(9)\n    profil.clear()"
    sumber = daftar(tmp_path, fungsi("periksa_permohonan", badan, "isian, profil"))
    isian, profil = {"a": [1]}, {"nama": "Siti"}
    tanyakan("periksa_permohonan", kode="s0", sumber=sumber, isian=isian, profil=profil)
    assert (isian, profil) == ({"a": [1]}, {"nama": "Siti"})


def test_the_gate_of_a_quarantined_service_with_functions_stays_shut(tmp_path):
    folder = tulis_folder(tmp_path, fungsi="1 / 0")
    with pytest.raises(Tolak, match="sedang ditutup sementara"):
        tanyakan("periksa_transisi", kode="surat-uji", sumber=Registri.dari([folder]), isian={})


def test_a_refused_double_with_functions_does_not_shut_the_sound_service(tmp_path):
    satu, dua = tulis_folder(tmp_path / "satu"), tulis_folder(tmp_path / "dua", fungsi="1 / 0")
    sumber = Registri.dari([satu, dua])
    assert [k.kode for k in sumber.karantina] == ["surat-uji"]
    tanyakan("periksa_transisi", kode="surat-uji", sumber=sumber, isian={})


def test_a_quarantined_service_without_functions_lets_running_applications_go_on(tmp_path):
    folder = tulis_folder(tmp_path)
    (folder / "layanan.toml").write_text("rusak")
    tanyakan("periksa_transisi", kode="surat-uji", sumber=Registri.dari([folder]), isian={})


def test_a_removed_service_has_no_gate_and_gets_no_news(tmp_path):
    kosong = Registri.dari([tmp_path])
    tanyakan("periksa_transisi", kode="dulu-ada", sumber=kosong, isian={})
    assert kabarkan("surat_terbit", kode="dulu-ada", sumber=kosong, permohonan={}, nomor="1") == []


@pytest.mark.parametrize("panggil", [kabarkan, tanyakan])
def test_a_hook_is_called_only_in_its_own_kind(panggil, tmp_path):
    with pytest.raises(ValueError, match="bukan salah satu dari"):
        panggil("isi_awal", kode="x", sumber=Registri.dari([tmp_path]))


def test_every_specified_hook_belongs_to_exactly_one_kind():
    from core.layanan import spesifikasi

    ada = {n for n, f in vars(spesifikasi).items() if hasattr(f, "sipraja.layanan_spec")}
    ada |= {
        n for n in vars(spesifikasi) if getattr(vars(spesifikasi)[n], f"{spesifikasi.PROYEK}_spec", None) is not None
    }
    assert ada == {*KABAR, *GERBANG, *SARINGAN, "daftar_layanan"}
    assert len(KABAR + GERBANG + SARINGAN) + 1 <= 10
    assert kait.Tolak is spesifikasi.Tolak
