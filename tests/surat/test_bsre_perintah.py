"""The two commands: the simulator as a program, and the conformity check of a gateway."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from io import StringIO

import pytest
import requests
from django.core.management import CommandError, call_command

from core.surat import sertifikat
from core.surat.penanda import bsre_uji
from tests.surat.bahan import cetak
from tests.surat.gerbang import FRASA, NIK, SUREL, menyala, setel

AKUN = ("simulator", "simulator")


@pytest.fixture(scope="module")
def nyala(tmp_path_factory):
    with menyala(tmp_path_factory.mktemp("bsre")) as satu:
        yield satu


@pytest.fixture
def gerbang(nyala, settings):
    nyala.bersihkan()
    setel(settings, nyala)
    settings.SERTIFIKAT_DEMO, settings.SERTIFIKAT_AKAR = nyala.folder / "ca", None
    return nyala


@pytest.fixture
def periksa(monkeypatch):
    """Run the check with what would be typed; its words, and whether it was content."""

    def jalankan(penggerak, *ketikan, **pilihan):
        antre = iter(ketikan)
        monkeypatch.setattr("getpass.getpass", lambda _tanya: nilai() if callable(nilai := next(antre)) else nilai)
        layar = StringIO()
        try:
            call_command("periksa_bsre", penggerak, stdout=layar, **pilihan)
        except CommandError as gagal:
            return layar.getvalue(), str(gagal)
        return layar.getvalue(), ""

    return jalankan


@pytest.mark.parametrize(("penggerak", "tanda_tangan"), [("bsre_v1", 2), ("bsre_v2", 3)])
def test_a_good_gateway_passes_and_nothing_secret_is_printed(penggerak, tanda_tangan, gerbang, periksa):
    layar, gagal = periksa(penggerak, NIK, FRASA)
    assert (gagal, "GAGAL" in layar) == ("", False)
    assert layar.count("LULUS  Pemeriksa ketat menerima") == tanda_tangan
    assert gerbang.dunia.hitung.total() == tanda_tangan
    assert [rahasia for rahasia in (NIK, FRASA) if rahasia in layar] == []
    assert layar.endswith("Semua butir lulus.\n")


def test_a_one_time_code_is_asked_for_and_used(gerbang, periksa):
    layar, gagal = periksa("bsre_v2", SUREL, lambda: gerbang.dunia.kode_terkirim[NIK], totp=True)
    assert (gagal, gerbang.dunia.hitung.total()) == ("", 2)
    assert "2/2" in layar


@pytest.mark.parametrize(
    ("gangguan", "kata"),
    [
        ("dokumen_lain", "dokumen_lain"),
        ("tulis_ulang", "dokumen_lain"),
        ("galat_500", "http_500"),
        ("potong", "tidak_pasti"),
    ],
)
def test_twin_a_gateway_with_a_fault_does_not_pass(gangguan, kata, gerbang, periksa):
    gerbang.dunia.ganggu(NIK, gangguan)
    layar, gagal = periksa("bsre_v1", NIK, FRASA)
    assert gagal == "1 butir gagal."
    assert kata in layar


def test_twin_a_ca_that_this_system_does_not_trust_is_found(gerbang, periksa, settings, tmp_path):
    settings.SERTIFIKAT_DEMO = tmp_path
    layar, gagal = periksa("bsre_v1", NIK, FRASA)
    assert gagal == "2 butir gagal."
    assert "GAGAL  Pemeriksa ketat menerima" in layar


def test_an_unready_gateway_is_not_asked_to_sign(gerbang, periksa, settings):
    settings.BSRE_CA = ""
    layar, gagal = periksa("bsre_v2", NIK)
    assert gagal == "1 butir gagal."
    assert "GAGAL  Gerbang menjawab" in layar
    assert gerbang.jumlah_permintaan() == 0


def test_version_one_knows_no_codes(periksa):
    assert periksa("bsre_v1", totp=True) == ("", "Versi 1 tidak mengenal kode sekali pakai.")


def test_the_pages_of_the_check_are_no_letters():
    assert all(b"BUKAN SURAT" in pdf for pdf in bsre_uji.lembar(2))
    assert b"BUKAN SURAT" not in cetak(), "twin"


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """The simulator as it is started in a shell: (its loud words, its address, the CA to pin)."""
    folder = tmp_path_factory.mktemp("simulator")
    (folder / "data.json").write_text(
        json.dumps(
            {
                "orang": [{"nik": NIK, "nama": "Sumarni", "frasa": FRASA}],
                "gangguan": [{"pengenal": NIK, "nama": "galat_500"}],
            }
        )
    )
    pilihan = ["--port", "0", "--tls", folder / "tls", "--ca", folder / "ca", "--data", folder / "data.json"]
    keras = (folder / "keras").open("w+")
    anak = subprocess.Popen(
        [sys.executable, "manage.py", "simulator_bsre", *map(str, pilihan)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "pratinjau.settings", "NO_COLOR": "1"},
        stdout=subprocess.PIPE, stderr=keras, text=True,
    )  # fmt: skip
    try:
        baris = dict(anak.stdout.readline().strip().split("=", 1) for _ in range(4))
        keras.seek(0)
        yield keras.read(), baris["BSRE_ALAMAT"], baris["BSRE_CA"]
    finally:
        anak.terminate()
        anak.wait(10)
        keras.close()


def test_the_simulator_says_loudly_that_it_is_worth_nothing(program):
    assert sertifikat.TANDA_DEMO in program[0]
    assert "BUKAN tanda tangan elektronik tersertifikasi" in program[0]


def test_the_simulator_can_be_pinned_and_reads_its_data(program):
    _kata, alamat, ca = program
    status = requests.get(f"{alamat}/api/user/status/{NIK}", auth=AKUN, verify=ca, timeout=10)
    assert status.json() == {"status_code": 1111, "status": "ISSUE", "message": "Status pengguna ISSUE"}
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(f"{alamat}/api/user/status/{NIK}", auth=AKUN, timeout=10)
    assert requests.get(f"{alamat}/simulator/hitung", verify=ca, timeout=10).status_code == 401


def test_the_simulators_own_door_plays_faults_and_counts(program):
    _kata, alamat, ca = program
    sesi = requests.Session()
    sesi.auth, sesi.verify, sesi.trust_env = AKUN, ca, False
    (pdf,) = bsre_uji.lembar(1)

    def tanda():
        isian = {"nik": NIK, "passphrase": FRASA, "tampilan": "invisible"}
        return sesi.post(f"{alamat}/api/sign/pdf", data=isian, files={"file": pdf}, timeout=10).status_code

    assert tanda() == 500, "the fault of the data file"
    sesi.post(f"{alamat}/simulator/gangguan", json={"pengenal": NIK, "nama": "salah_frasa"}, timeout=10)
    assert (tanda(), tanda()) == (400, 200)
    assert sesi.get(f"{alamat}/simulator/hitung", timeout=10).json() == {sha256(pdf).hexdigest(): 1}
    tak_dikenal = sesi.post(f"{alamat}/simulator/gangguan", json={"pengenal": NIK, "nama": "bah"}, timeout=10)
    assert tak_dikenal.status_code == 400
