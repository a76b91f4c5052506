"""What the services' own gates refuse, beside the sound samples that every gate lets through (the conformance kit)."""

import copy

import pytest

from core.layanan.kait import tanyakan
from core.layanan.kontrak import Tolak
from tests.layanan.bahan import PROFIL
from tests.plugins.bahan import DAFTAR, contoh

KURMA, KERAMAIAN = "surat-keterangan-domisili-kelompok-usaha", "ijin-keramaian"


def tanya(kode, isian):
    tanyakan("periksa_permohonan", kode=kode, sumber=DAFTAR, isian=isian, profil=PROFIL)


def sah(kode, **ganti):
    return copy.deepcopy(contoh(DAFTAR.ambil(kode))["sah"]) | ganti


@pytest.mark.parametrize(
    "ganti", [{"tanggal_selesai": "2026-12-18"}, {"tanggal_selesai": "2026-12-19", "jam_selesai": "13:00"}]
)
def test_an_event_that_ends_before_it_begins_is_not_sent(ganti):
    with pytest.raises(Tolak, match="selesai sebelum mulai"):
        tanya(KERAMAIAN, sah(KERAMAIAN, **ganti))


def test_an_event_may_end_after_midnight_and_on_the_hour_after_it_began():
    tanya(KERAMAIAN, sah(KERAMAIAN))
    tanya(KERAMAIAN, sah(KERAMAIAN, tanggal_selesai="2026-12-19", jam_selesai="14:00"))


@pytest.mark.parametrize(
    ("nama", "kalimat"), [("jabatan", "satu ketua"), ("nik", "NIK yang sama"), ("no_kk", "dari satu KK")]
)
def test_a_group_has_one_chair_nobody_twice_and_no_two_of_one_family_card(nama, kalimat):
    isian = sah(KURMA)
    tanya(KURMA, isian)
    isian["anggota"][1][nama] = isian["anggota"][0][nama]
    with pytest.raises(Tolak, match=kalimat):
        tanya(KURMA, isian)
