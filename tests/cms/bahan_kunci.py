"""People, files and forms for the tests of signing keys in the admin."""

from types import SimpleNamespace

import pytest

from core.surat import kunci, sertifikat
from tests.pabrik import pengguna, petugas
from tests.peramban import Peramban

AKAR, FRASA = "/kelola/kunci/", "Kenari-frasa-5f2c"


@pytest.fixture
def k(kecil, arsip_uji, map_layanan):
    """A kepala desa and a camat who sign, and the admin of the kabupaten."""
    admin = pengguna("admin", nama="Sri Wahyuni", is_staff=True, is_superuser=True)
    kades = petugas(kecil.pepelegi, "kepala_desa", nama="Nur Hayati", email="nur@contoh.go.id")
    camat = petugas(kecil.waru, "camat", nama="Gatot Subagyo")
    return SimpleNamespace(kecil=kecil, admin=admin, kades=kades, camat=camat, desk=Peramban(admin))


def p12(nama="Nur Hayati", frasa=FRASA):
    """A .p12 of the demonstration CA, and its opened content."""
    isi, _ = kunci.otoritas().terbitkan(nama, frasa)
    return isi, sertifikat.buka_kunci(isi, frasa)


def daftar_p12(k, isi, frasa=FRASA, orang=None):
    halaman = k.desk.buka(f"{AKAR}{(orang or k.kades).pk}/").ikuti("Berkas .p12")
    return halaman.isi(berkas=("kades.p12", isi), frasa=frasa).tekan("Periksa dan simpan")


def isi_segel(k, cara, **isi):
    k.desk.buka(f"{AKAR}segel/").ikuti(cara)
    return k.desk.isi(unit=k.kecil.waru.pk, nama="Kecamatan Waru", **isi).tekan("Periksa dan simpan")
