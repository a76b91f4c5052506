"""`manage.py layanan …` and the system check."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from core.layanan import pemeriksaan
from core.layanan.kunci import kunci_layanan
from core.layanan.register import Registri
from core.layanan.sidik import sidik_layanan
from tests.layanan.bahan import data_uji, tulis_folder


@pytest.fixture
def dua(tmp_path, monkeypatch):
    """One sound and one broken service as the registry of the process."""
    tulis_folder(tmp_path)
    (tulis_folder(tmp_path, data_uji(kode="rusak")) / "layanan.toml").write_text("kode = ")
    daftar = Registri.dari([tmp_path])
    monkeypatch.setattr(pemeriksaan, "registri", lambda: daftar)
    for satu in ("daftar", "kunci", "periksa"):
        monkeypatch.setattr(f"core.layanan.perintah.{satu}.registri", lambda: daftar)
    return daftar


def jalankan(*argumen: str) -> str:
    keluaran = io.StringIO()
    call_command("layanan", *argumen, stdout=keluaran, no_color=True)
    return keluaran.getvalue()


@pytest.mark.usefixtures("dua")
def test_the_list_names_services_and_quarantine():
    baris = jalankan("daftar").splitlines()
    assert baris[0] == "A  surat-uji  v1  Surat Uji"
    assert baris[1].startswith("!  rusak  dikarantina: layanan.toml: tulisan TOML tidak terbaca")


def test_the_list_for_programs_is_json(dua):
    isi = json.loads(jalankan("daftar", "--json"))
    assert [la["kode"] for la in isi["layanan"]] == ["surat-uji"]
    assert isi["layanan"][0]["sidik"] == sidik_layanan(dua.ambil("surat-uji"))
    assert isi["karantina"][0]["kode"] == "rusak"


@pytest.mark.parametrize(("ketat", "tingkat"), [(False, 30), (True, 40)])
@pytest.mark.usefixtures("dua")
def test_the_system_check_warns_in_production_and_fails_in_strict_mode(settings, ketat, tingkat):
    settings.LAYANAN_KETAT = ketat
    pesan = pemeriksaan.periksa_karantina(None)
    assert [(p.level, p.id) for p in pesan] == [(tingkat, "layanan.W001")]
    assert "rusak" in pesan[0].msg


def test_a_lock_is_written_once_and_refuses_a_change_without_a_new_version(dua, tmp_path):
    layanan, folder = dua.ambil("surat-uji"), dua.sumber("surat-uji")
    assert "belum ada" in kunci_layanan(layanan, folder, tulis=False)[0]
    with pytest.raises(CommandError, match="belum ada"):
        jalankan("kunci", "--periksa")
    assert jalankan("kunci").strip() == "Kunci cocok."
    assert json.loads((folder / "kunci.json").read_text()) == {"1": sidik_layanan(layanan)}
    berubah = layanan.model_copy(update={"nama": "Lain"})
    assert "Naikkan versi" in kunci_layanan(berubah, folder, tulis=True)[0]
    assert kunci_layanan(berubah.model_copy(update={"versi": 2}), folder, tulis=True) == []
    assert sorted(json.loads((folder / "kunci.json").read_text())) == ["1", "2"]
