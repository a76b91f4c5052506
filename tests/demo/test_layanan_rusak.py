"""The two services that fail on purpose show what a broken one does, and hurt no other."""

import json
from io import StringIO

import pytest
from django.conf import settings as pengaturan
from django.core.management import call_command

from core.layanan import catatan, kait, register
from core.layanan.kontrak import Tolak
from core.layanan.pemeriksaan import periksa_karantina
from core.layanan.register import registri
from tests.layanan.bahan import tulis_folder


@pytest.fixture
def rusak(settings, tmp_path):
    settings.PLUGIN_BAWAAN, settings.LAYANAN_KETAT = tmp_path, False
    settings.LAYANAN_RUSAK = pengaturan.BASE_DIR / "demo" / "layanan_rusak"
    tulis_folder(tmp_path)
    yield register.muat_ulang()
    catatan.ambil()
    register.lupakan()


def test_the_one_that_cannot_be_read_is_in_quarantine_with_its_line(rusak):
    (satu,) = rusak.karantina
    assert (satu.kode, satu.jenis, satu.tempat) == ("contoh-tidak-dimuat", "contoh", "plugin.py baris 4")
    assert "KeyError" in satu.alasan
    assert [la.kode for la in rusak.semua()] == ["contoh-gerbang-gagal", "surat-uji"]
    with pytest.raises(Tolak, match="ditutup sementara"):
        kait.tanyakan("periksa_permohonan", kode="contoh-tidak-dimuat", isian={}, profil={})


def test_the_gate_that_raises_refuses_and_is_counted(rusak):
    with pytest.raises(Tolak, match="terganggu"):
        kait.tanyakan("periksa_permohonan", kode="contoh-gerbang-gagal", isian={"keperluan": "x"}, profil={"nama": "S"})
    assert list(catatan.ambil()) == [("contoh-gerbang-gagal", "periksa_permohonan", "KeyError", "plugin.py baris 11")]
    kait.tanyakan("periksa_permohonan", kode="surat-uji", isian={}, profil={})


def test_the_command_and_the_check_say_where_and_what_to_do(rusak):
    keluar = StringIO()
    call_command("layanan", "daftar", stdout=keluar)
    assert "plugin.py baris 4" in keluar.getvalue()
    assert "layanan periksa" in keluar.getvalue()
    keluar = StringIO()
    call_command("layanan", "daftar", "--json", stdout=keluar)
    (satu,) = json.loads(keluar.getvalue())["karantina"]
    assert (satu["asal"], satu["tempat"]) == ("contoh", "plugin.py baris 4")
    (pesan,) = periksa_karantina(None)
    assert (pesan.id, "plugin.py baris 4" in pesan.hint) == ("layanan.W001", True)


def test_without_the_flag_they_are_not_there():
    assert pengaturan.LAYANAN_RUSAK is None
    assert not [la for la in registri().semua() if la.kode.startswith("contoh-")]
