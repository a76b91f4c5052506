"""A function that hangs: cut off, counted, not called again while it hangs; gates refuse, the rest goes on."""

import threading
import time
from types import ModuleType

import pytest
from django.utils.translation import gettext, override

from core.layanan import catatan, kait
from core.layanan.jatah import Macet, dalam_waktu
from core.layanan.kontrak import Tolak, hookimpl
from core.layanan.models import GagalKait
from core.layanan.register import Registri
from tests.layanan.bahan import data_uji, tulis_folder

LEPAS = threading.Event()


@pytest.fixture(autouse=True)
def cepat(monkeypatch):
    """A short limit; what hangs is let go after the test."""
    monkeypatch.setattr(kait, "BATAS_DETIK", 0.2)
    LEPAS.clear()
    catatan.ambil()
    yield
    LEPAS.set()
    catatan.ambil()


@pytest.fixture
def daftar(tmp_path):
    """A sound service, and an installed module whose functions hang."""
    modul = ModuleType("paket_macet")
    for nama in ("periksa_permohonan", "surat_terbit", "isi_awal"):
        setattr(modul, nama, hookimpl(fungsi_macet(nama)))
    hasil = Registri.dari([tulis_folder(tmp_path)])
    hasil.tambah_modul(modul, "macet")
    return hasil


def fungsi_macet(nama):
    def fungsi(kode):
        LEPAS.wait(30)

    fungsi.__name__ = nama
    return fungsi


def tanya(daftar):
    kait.tanyakan("periksa_permohonan", kode="surat-uji", sumber=daftar, isian={}, profil={})


def test_a_gate_that_hangs_refuses_in_time_and_is_not_called_again_while_it_hangs(daftar):
    mulai = time.monotonic()
    with pytest.raises(Tolak, match="terganggu"):
        tanya(daftar)
    assert 0.2 <= time.monotonic() - mulai < 2
    utas = threading.active_count()
    mulai = time.monotonic()
    with pytest.raises(Tolak):
        tanya(daftar)
    assert time.monotonic() - mulai < 0.1
    assert threading.active_count() == utas
    assert daftar.macet.keys() == {"paket:macet"}


def test_notifications_and_filters_that_hang_change_nothing(daftar):
    isi = {"kode": "surat-uji", "sumber": daftar}
    assert kait.kabarkan("surat_terbit", permohonan={}, nomor="1", **isi) == ["paket:macet"]
    assert kait.saring("isi_awal", {"a": 1}, profil={}, **isi) == {"a": 1}


def test_a_function_that_was_only_slow_is_called_again(daftar):
    with pytest.raises(Tolak):
        tanya(daftar)
    LEPAS.set()
    daftar.macet["paket:macet"].join(5)
    tanya(daftar)
    assert daftar.macet == {}


def test_failures_are_counted_by_place_and_never_by_message(tmp_path, db, client):
    fungsi = (
        "from core.layanan.kontrak import hookimpl\n\n"
        "@hookimpl\ndef periksa_permohonan(isian):\n    raise ValueError(isian['nik'])\n"
    )
    hasil = Registri.dari([tulis_folder(tmp_path, data_uji(), fungsi=fungsi)])
    for _kali in range(3):
        with pytest.raises(Tolak):
            kait.tanyakan("periksa_permohonan", kode="surat-uji", sumber=hasil, isian={"nik": "351"}, profil={})
    assert GagalKait.objects.count() == 0, "a gate's transaction is rolled back: nothing is written inside it"
    client.get("/tidak-ada/")
    (satu,) = GagalKait.objects.all()
    assert (satu.plugin, satu.kait, satu.galat, satu.jumlah) == ("surat-uji", "periksa_permohonan", "ValueError", 3)
    assert satu.tempat == "plugin.py baris 5"
    catatan.catat("surat-uji", "periksa_permohonan", "ValueError", "plugin.py baris 5")
    catatan.tulis()
    assert GagalKait.objects.get().jumlah == 4


def test_counting_never_hurts_a_request():
    catatan.catat("a", "b", "c", "d")
    catatan.tulis()  # no database in this test
    assert not catatan.ambil()


def test_a_plugin_that_hangs_while_it_is_read_is_quarantined(tmp_path, monkeypatch):
    monkeypatch.setattr("core.layanan.register.MULAI_DETIK", 0.5)
    # It ends by itself after a while, so that this test leaves nothing behind.
    lambat = "from datetime import datetime, timedelta\nN = datetime.now() + timedelta(seconds=2)\n"
    tulis_folder(tmp_path, fungsi=f"{lambat}while datetime.now() < N:\n    pass\n")
    tulis_folder(tmp_path, data_uji(kode="sehat"))
    mulai = time.monotonic()
    hasil = Registri.dari([tmp_path])
    assert time.monotonic() - mulai < 1.9
    assert [la.kode for la in hasil.semua()] == ["sehat"]
    (satu,) = hasil.karantina
    assert "tidak selesai dalam 0.5 detik" in satu.alasan
    assert "perulangan tanpa akhir" in satu.saran
    time.sleep(2)
    assert [la.kode for la in hasil.semua()] == ["sehat"], "what comes to an end too late changes nothing"


def test_the_language_and_the_exception_come_through():
    with override("en"):
        assert dalam_waktu(lambda: gettext("Simpan"), 1) == gettext("Simpan")
    with pytest.raises(SystemExit):
        dalam_waktu(lambda: (_ for _ in ()).throw(SystemExit(1)), 1)
    with pytest.raises(Macet):
        dalam_waktu(lambda: LEPAS.wait(5), 0.05)
    assert dalam_waktu(lambda: 7, 1) == 7
