"""The registry: sources, quarantine, isolation, strictness."""

import importlib.metadata
import sys
from types import ModuleType

import pytest

from core.layanan import register
from core.layanan.kontrak import hookimpl
from core.layanan.register import LayananRusak, Registri, muat_ulang, registri
from tests.layanan.bahan import data_uji, tulis_folder


def test_services_are_found_in_trees_and_read_with_their_letter(tmp_path):
    tulis_folder(tmp_path, naskah="#show: surat")
    tulis_folder(tmp_path, data_uji(kode="surat-b", tipe="B", nama="B"))
    daftar = Registri.dari([tmp_path])
    assert [la.kode for la in daftar.semua()] == ["surat-uji", "surat-b"]
    assert daftar.ambil("surat-uji").naskah == "#show: surat"
    assert daftar.ambil("surat-b").naskah is None
    assert daftar.ambil("tak-ada") is None
    assert daftar.sumber("surat-b") == tmp_path / "tipe_b" / "surat_b"


RUSAK = {
    "toml": lambda f: (f / "layanan.toml").write_text("kode = "),
    "skema": lambda f: (f / "layanan.toml").write_text('kode = "x"'),
    "hilang": lambda f: (f / "layanan.toml").rename(f / "layanan.tomll"),
    "bukan utf-8": lambda f: (f / "layanan.toml").write_bytes(b"\xff\xfe"),
    "sintaks": lambda f: (f / "plugin.py").write_text("def ("),
    "raise": lambda f: (f / "plugin.py").write_text("1 / 0"),
    "impor hilang": lambda f: (f / "plugin.py").write_text("from core.layanan.kontrak import tidak_ada"),
    "keluar": lambda f: (f / "plugin.py").write_text("raise SystemExit(1)"),
    "kait keliru": lambda f: (f / "plugin.py").write_text(
        "from core.layanan.kontrak import hookimpl\n@hookimpl\ndef permohonan_diajkan(kode): ...\n"
    ),
    "argumen keliru": lambda f: (f / "plugin.py").write_text(
        "from core.layanan.kontrak import hookimpl\n@hookimpl\ndef permohonan_diajukan(kodee): ...\n"
    ),
}


@pytest.mark.parametrize("cara", RUSAK)
def test_a_broken_plugin_is_quarantined_and_takes_no_other_down(tmp_path, cara):
    tulis_folder(tmp_path, data_uji(kode="aaa", nama="Sehat 1"))
    RUSAK[cara](tulis_folder(tmp_path, data_uji(kode="mmm")))
    tulis_folder(tmp_path, data_uji(kode="zzz", nama="Sehat 2"))
    daftar = Registri.dari([tmp_path])
    assert [la.kode for la in daftar.semua()] == ["aaa", "zzz"]
    assert [k.kode for k in daftar.karantina] == ["mmm"]
    assert daftar.karantina[0].alasan
    assert daftar.dikarantina("mmm").sumber.endswith("mmm")
    assert daftar.plugin_untuk("mmm") == []


def test_strict_mode_raises_and_names_every_broken_plugin(tmp_path):
    for kode in ("aaa", "mmm"):
        RUSAK["toml"](tulis_folder(tmp_path, data_uji(kode=kode)))
    with pytest.raises(LayananRusak) as galat:
        Registri.dari([tmp_path], ketat=True)
    assert "aaa" in str(galat.value)
    assert "mmm" in str(galat.value)


def test_a_second_service_of_the_same_code_is_refused_and_the_first_stays(tmp_path):
    pertama = tulis_folder(tmp_path / "satu")
    tulis_folder(tmp_path / "dua", data_uji(nama="Penyusup"))
    daftar = Registri.dari([tmp_path / "satu", tmp_path / "dua"])
    assert daftar.ambil("surat-uji").nama == "Surat Uji"
    assert f"sudah dipakai {pertama}" in daftar.karantina[0].rincian


@pytest.mark.parametrize(
    "baris",
    [
        "import core.permohonan.models", "from core.layanan import models", "import core.layanan.register",
        "import django", "from django.db import models", "from . import x", "import os", "import subprocess",
        "from importlib import util", "import cms", "import plugins",
        "import pathlib", "import urllib.request", "import builtins", "().__class__.__base__",
        "__import__('os')", "exec('x')", "eval('x')", "open('x')",
    ],
)  # fmt: skip
def test_a_plugin_may_not_import_or_call_around_its_walls(tmp_path, baris):
    daftar = Registri.dari([tulis_folder(tmp_path, fungsi=f"def f():\n    {baris}\n")])
    assert daftar.semua() == []
    assert "plugin.py baris 2: tidak boleh" in daftar.karantina[0].rincian


def test_a_plugin_may_import_the_face_of_the_contract_and_harmless_library(tmp_path):
    muka = "from core.layanan.kontrak import Tolak, hookimpl\nimport core.layanan.kontrak\n"
    fungsi = f"import re\nfrom datetime import date\n{muka}"
    assert Registri.dari([tulis_folder(tmp_path, fungsi=fungsi)]).karantina == []


def test_two_plugins_never_share_a_module(tmp_path):
    for kode in ("aaa", "bbb"):
        tulis_folder(tmp_path, data_uji(kode=kode), fungsi=f"ISI = {kode!r}")
    daftar = Registri.dari([tmp_path])
    modul = [daftar._muatan[kode].modul for kode in ("aaa", "bbb")]
    assert [m.ISI for m in modul] == ["aaa", "bbb"]
    assert modul[0].__name__ != modul[1].__name__
    assert "plugin" not in sys.modules


def test_hidden_and_empty_folders_are_passed_over(tmp_path):
    for nama in (".git", "_simpan", "tipe_a/__pycache__", "tipe_a/kosong", "tipe_a/.x"):
        (tmp_path / nama).mkdir(parents=True)
    daftar = Registri.dari([tmp_path, tmp_path / "tidak-ada"])
    assert (daftar.semua(), daftar.karantina) == ([], [])


class TitikMasuk:
    """What importlib.metadata gives for an installed package."""

    def __init__(self, nama: str, hasil) -> None:
        self.name, self.value, self._hasil = nama, f"{nama}:modul", hasil

    def load(self):
        if isinstance(self._hasil, Exception):
            raise self._hasil
        return self._hasil


def pasang_paket(monkeypatch, *titik: TitikMasuk) -> None:
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: titik if group == "sipraja.layanan" else ())


def test_an_installed_package_brings_services_and_a_broken_one_only_itself_down(tmp_path, monkeypatch):
    folder = tulis_folder(tmp_path)
    modul = ModuleType("paket_baik")
    modul.daftar_layanan = hookimpl(lambda daftar: daftar(str(folder)))
    modul.permohonan_diajukan = hookimpl(lambda kode: None)
    jahat = ModuleType("paket_jahat")
    jahat.daftar_layanan = hookimpl(lambda daftar: 1 / 0)
    pasang_paket(monkeypatch, TitikMasuk("b", modul), TitikMasuk("a", ImportError("rusak")), TitikMasuk("c", jahat))
    daftar = Registri.dari([], paket=True)
    assert [la.kode for la in daftar.semua()] == ["surat-uji"]
    assert [k.kode for k in daftar.karantina] == ["a", "c"]
    assert daftar.plugin_untuk("surat-uji") == ["paket:b"]


def test_the_registry_of_the_process_reads_the_extra_folder(tmp_path, settings):
    tulis_folder(tmp_path, data_uji(kode="tambahan"))
    settings.LAYANAN_TAMBAHAN = tmp_path
    try:
        assert muat_ulang().ambil("tambahan") is not None
        assert registri() is registri()
    finally:
        settings.LAYANAN_TAMBAHAN = None
        assert muat_ulang().ambil("tambahan") is None


def test_the_registry_of_the_process_obeys_the_strict_switch(tmp_path, settings):
    RUSAK["toml"](tulis_folder(tmp_path))
    settings.LAYANAN_TAMBAHAN = tmp_path
    try:
        with pytest.raises(LayananRusak):
            muat_ulang()
        settings.LAYANAN_KETAT = False
        assert [k.kode for k in muat_ulang().karantina] == ["surat-uji"]
    finally:
        settings.LAYANAN_TAMBAHAN = None
        register.lupakan()
