"""No passphrase, code, NIK or account leaves the drivers: one scanner over all that they say, and its twins."""

import logging
from base64 import b64encode

import pytest
import requests
from django.views.debug import ExceptionReporter

from core.surat.penanda import bsre_gerbang, bsre_v1, bsre_v2
from core.surat.penanda.dasar import PenandaGagal, Rahasia
from core.surat.simulator import tls
from tests.surat.gerbang import AKUN, FRASA, NIK, PELANGGAN, SURAT, Kunci, menyala, setel, tugas

TOTP = "Kanari-kode-77aa"
RAHASIA = (FRASA, TOTP, NIK, AKUN[1], b64encode(":".join(AKUN).encode()).decode())
MODUL = pytest.mark.parametrize("modul", [bsre_v1, bsre_v2], ids=["v1", "v2"])


class KunciDiam(Kunci):
    """Like a row of ours, it does not tell its NIK when it is printed."""

    __repr__ = object.__repr__


@pytest.fixture(scope="module")
def nyala(tmp_path_factory):
    with menyala(tmp_path_factory.mktemp("bsre")) as satu:
        yield satu


@pytest.fixture
def gerbang(nyala, settings, monkeypatch):
    nyala.bersihkan()
    setel(settings, nyala)
    settings.DEBUG = False
    monkeypatch.setattr(bsre_gerbang, "SABAR", (2.0, 0.3))
    return nyala


@pytest.fixture
def ucapan(caplog):
    """All that a call says: every log at its lowest level, the exceptions behind each other, Django's error report."""
    caplog.set_level(logging.DEBUG)
    for nama in ("urllib3", "requests", "http.client"):
        caplog.set_level(logging.DEBUG, logger=nama)

    def dengarkan(kerjakan):
        caplog.clear()
        kata = []
        try:
            kata.append(repr(kerjakan()))
        except Exception as galat:
            kata += [teks for satu in _berantai(galat) for teks in (repr(satu), str(satu), repr(vars(satu)))]
            laporan = ExceptionReporter(None, type(galat), galat, galat.__traceback__)
            kata += [laporan.get_traceback_text(), laporan.get_traceback_html()]
        return "\n".join([*kata, *(f"{r.getMessage()} {r.args} {r.exc_text}" for r in caplog.records)])

    return dengarkan


def _berantai(galat):
    while galat:
        yield galat
        galat = galat.__cause__ or galat.__context__


def bocor(teks):
    return [satu for satu in RAHASIA if satu in teks]


def tanda(modul, rahasia):
    return lambda: modul.buka(KunciDiam(NIK), rahasia).tanda_tangani([tugas()])


JALAN = (
    "", "salah_frasa", "kode_di_teks", "galat_200", "galat_500", "halaman_200", "kredensial", "potong", "dokumen_lain",
    "diam_sesudah", "unduh_hilang",
)  # fmt: skip


@MODUL
@pytest.mark.parametrize("nama", JALAN)
def test_no_secret_is_said_on_any_path(modul, nama, gerbang, ucapan):
    if nama:
        gerbang.dunia.ganggu(NIK, nama, detik=0.5)
    teks = ucapan(tanda(modul, Rahasia(frasa=FRASA)))
    assert bocor(teks) == []
    assert gerbang.jumlah_permintaan() >= 1


@MODUL
@pytest.mark.parametrize("alamat", ["https://127.0.0.1:9", "https://tidak-ada.invalid", "http://gerbang.contoh.go.id"])
def test_no_secret_is_said_when_nobody_is_reached(modul, alamat, gerbang, ucapan, settings):
    settings.BSRE_ALAMAT = alamat
    assert bocor(ucapan(tanda(modul, Rahasia(frasa=FRASA)))) == []
    assert bocor(ucapan(lambda: modul.keadaan(KunciDiam(NIK)))) == [], "the NIK stands in the address"


@MODUL
def test_no_secret_is_said_to_a_gateway_of_another_ca(modul, gerbang, ucapan, settings, tmp_path):
    settings.BSRE_CA = str(tls.pasang(tmp_path)[0])
    assert bocor(ucapan(tanda(modul, Rahasia(frasa=FRASA)))) == []
    assert gerbang.jumlah_permintaan() == 0


def test_a_refused_code_is_not_repeated(gerbang, ucapan):
    teks = ucapan(tanda(bsre_v2, Rahasia(totp=TOTP)))
    assert bocor(teks) == []
    assert "FrasaDitolak" in teks


def test_a_seal_says_neither_its_activation_code_nor_the_code_of_one_call(gerbang, ucapan):
    def segel():
        return bsre_v2.buka_segel(KunciDiam(PELANGGAN), Rahasia(totp=TOTP)).tanda_tangani([tugas()])

    teks = ucapan(segel)
    assert bocor(teks) == []
    assert "segel_tidak_aktif" in teks


def test_the_nik_in_an_address_of_version_one_is_not_logged(gerbang, ucapan):
    teks = ucapan(lambda: bsre_v1.keadaan(KunciDiam(NIK)))
    assert bocor(teks) == []
    assert "/api/user/status/[NIK]" in teks, "the HTTP library does log the address"


def test_twin_the_same_call_without_our_filter_is_found(gerbang, ucapan):
    log = logging.getLogger("urllib3.connectionpool")
    saring = [satu for satu in log.filters if isinstance(satu, bsre_gerbang._TanpaNik)]
    for satu in saring:
        log.removeFilter(satu)
    try:
        assert bocor(ucapan(lambda: bsre_v1.keadaan(KunciDiam(NIK)))) == [NIK]
    finally:
        for satu in saring:
            log.addFilter(satu)


def test_twin_a_request_of_the_library_alone_is_found(gerbang, ucapan):
    """The exception of the library carries the address; Django's report carries what stood in its frames."""

    def polos():
        return requests.post(f"https://127.0.0.1:9/{NIK}", data={"passphrase": FRASA}, auth=AKUN, timeout=1)

    assert set(bocor(ucapan(polos))) >= {NIK, FRASA, AKUN[1]}


@pytest.mark.parametrize("cara", ["log", "galat", "bingkai"])
def test_twin_a_deliberate_leak_is_found(cara, ucapan):
    def bocorkan():
        isi = FRASA[:3] + FRASA[3:]  # a local variable that a report of errors would show
        if cara == "log":
            logging.getLogger("core").debug("frasa %s", isi)
        raise PenandaGagal(isi if cara == "galat" else "tidak apa-apa")

    def diam():
        raise PenandaGagal("tidak apa-apa")

    assert bocor(ucapan(bocorkan)) == [FRASA]
    assert bocor(ucapan(diam)) == []


def test_what_holds_a_secret_does_not_show_it():
    isi = [{"alasan": "", "pdf": b""}]
    benda = [
        Rahasia(frasa=FRASA, totp=TOTP),
        bsre_v2.Aktivasi(TOTP, None),
        bsre_v1.buka(KunciDiam(NIK), Rahasia(frasa=FRASA)),
        bsre_v1.buka(KunciDiam(NIK), Rahasia(frasa=FRASA))._isian(tugas(SURAT)),
        bsre_v2.buka(KunciDiam(NIK), Rahasia(frasa=FRASA)),
        bsre_v2._badan({"passphrase": FRASA, "isi": str(isi)}),
    ]
    assert bocor(repr(benda)) == []
    assert bocor(repr([FRASA, TOTP])) == [FRASA, TOTP], "twin"
