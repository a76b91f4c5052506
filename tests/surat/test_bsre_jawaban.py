"""What the BSrE drivers decide without a gateway: where nothing is sent, and what an answer means."""

import pytest

from core.surat.penanda import bsre_gerbang, bsre_jawaban, bsre_v2
from core.surat.penanda.dasar import Ditolak, Tutup
from tests.surat.gerbang import bubuhkan


@pytest.mark.parametrize(
    ("alamat", "demo", "kode"),
    [
        ("", True, "belum_dipasang"),
        ("http://gerbang.contoh.go.id", True, "alamat_tidak_aman"),
        ("http://127.0.0.1.contoh.go.id", True, "alamat_tidak_aman"),
        ("http://127.0.0.1:9", False, "alamat_tidak_aman"),
        ("https://a:b@127.0.0.1:9", True, "alamat_tidak_aman"),
        ("ftp://127.0.0.1", True, "alamat_tidak_aman"),
        ("http://127.0.0.1:9", True, "tutup"),  # twin: allowed, and nobody is there
    ],
)
def test_a_passphrase_never_travels_in_the_clear(alamat, demo, kode, settings):
    settings.BSRE_ALAMAT, settings.DEMO = alamat, demo
    with pytest.raises((Ditolak, Tutup)) as gagal:
        bubuhkan(bsre_v2)
    assert gagal.value.kode == kode


def test_half_a_request_signs_nothing_and_is_certain():
    """Of a body that never left whole it is certain that it was not signed."""
    kiriman = bsre_gerbang.Kiriman(b"x" * 100)
    kiriman.read(99)
    assert not kiriman.tuntas
    kiriman.read(99)
    assert kiriman.tuntas


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        ('{"status_code": 2031, "error": "lihat 2011"}', 2031),
        ('{"status_code": 400, "error": "Baris 1500, halaman 2026 : User tidak terdaftar 2011"}', 2011),
        ('{"error": "2011 gagal pada 2031-01-02 10:2031"}', 2011),
        ('{"error": "NIK 3515184405902031 ditolak"}', None),
        ("Passphrase anda salah (2031)", 2031),
        ("[2031]", 2031),
        ("", None),
    ],
)
def test_the_code_of_an_error_is_the_known_one_or_the_last_number_on_its_own(isi, kode):
    assert bsre_jawaban.kode(bsre_gerbang.Jawaban(400, isi.encode())) == kode
