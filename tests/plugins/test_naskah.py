"""Single letters: what their words say with different answers. That every sample prints is the kit's affair."""

import pytest

from core.layanan.teks import TANDA, rapikan_teks, tak_tercetak
from core.surat.bersih import NaskahGagal
from core.surat.contoh import data_contoh
from core.surat.gambar import teks_halaman
from core.surat.mesin import mesin
from tests.plugins.bahan import SEMUA, contoh

pytestmark = pytest.mark.usefixtures("peta")


def cetak(layanan, isian) -> str:
    """The words of the letter."""
    return " ".join(" ".join(teks_halaman(mesin().cetak(layanan.naskah, data_contoh(layanan, isian)))).split())


def test_the_letter_of_a_family_member_names_him_and_one_for_oneself_does_not():
    layanan = next(la for la in SEMUA if la.kode == "surat-keterangan-tidak-mampu-desa")
    keluarga, sendiri = (cetak(layanan, contoh(layanan)[n]) for n in ("sah", "minimal"))
    assert "Rizky Adi Pratama" in keluarga
    assert "SMP Negeri 1 Waru" in keluarga
    assert "dimintakan untuk anggota keluarganya" not in sendiri
    assert "none" not in sendiri


def test_every_character_that_a_form_accepts_can_be_printed():
    """The form refuses what the letter's font lacks; a letter must not fail at the desk because of an emoji."""
    layanan = next(la for la in SEMUA if la.kode == "surat-keterangan-tidak-mampu-desa")
    huruf = [chr(i) for i in range(0x21, 0x250) if rapikan_teks(chr(i))] + sorted(TANDA)
    assert tak_tercetak("".join(huruf)) is None
    isian = contoh(layanan)["minimal"] | {"tujuan": " ".join(huruf)}
    cetak(layanan, isian)


def test_a_character_that_the_form_refuses_would_stop_the_letter():
    layanan = next(la for la in SEMUA if la.kode == "surat-keterangan-tidak-mampu-desa")
    assert tak_tercetak("\N{SEE-NO-EVIL MONKEY}") is not None
    with pytest.raises(NaskahGagal):
        cetak(layanan, contoh(layanan)["minimal"] | {"tujuan": "\N{SEE-NO-EVIL MONKEY}"})
