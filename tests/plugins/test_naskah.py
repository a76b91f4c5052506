"""Single letters: what their words say with different answers. That every sample prints is the kit's affair."""

import pytest

from core.layanan.teks import TANDA, rapikan_teks, tak_tercetak
from core.surat import pades
from core.surat.bersih import NaskahGagal
from core.surat.contoh import data_contoh
from core.surat.gambar import teks_halaman
from core.surat.mesin import mesin
from core.surat.pades import Giliran, PenandaKunci, tanda_tangani
from core.surat.revisi_cepat import Perakit
from tests.plugins.bahan import SEMUA, contoh
from tests.surat.bahan import kunci

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


@pytest.mark.satu_basis
def test_letter_of_every_service_is_signed_after_a_pattern_that_equals_pyhankos_file(tmp_path, monkeypatch):
    """Where it does not, the letter is right all the same, and takes four times as long to sign."""
    penanda = PenandaKunci(kunci(tmp_path)[1][0])
    sebelahan, biasa = Perakit(contoh=1), Perakit(contoh=1000)
    for layanan in (satu for satu in SEMUA if satu.surat):
        pdf = mesin().cetak(layanan.naskah, data_contoh(layanan, contoh(layanan)["sah"]))
        for perakit in (sebelahan, biasa):
            monkeypatch.setattr(pades, "_perakit", perakit)
            tanda_tangani(pdf, penanda, Giliran(1, 1), nama="Sumarni", alasan="Kepala Desa")
        with monkeypatch.context() as tanpa:
            tanpa.setattr(pades, "_bubuhkan", None)  # known by now: pyHanko is not asked
            tanda_tangani(pdf, penanda, Giliran(1, 1), nama="Sumarni", alasan="Kepala Desa")
    assert sebelahan._percaya
    assert None not in sebelahan._bentuk.values()
