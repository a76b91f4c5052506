"""Letters of one and of three signers with the emblem of both regencies, signed and sealed: their codes can be read."""

import os
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from core.surat import sertifikat
from core.surat.gambar import halaman_png
from core.surat.mesin import mesin
from core.surat.pades import Giliran, PenandaKunci, tanda_tangani
from core.surat.pemeriksa import periksa
from tests.surat.bahan import NASKAH, URL, data, kunci

TEMA = Path(__file__).parents[2] / "themes"
KABUPATEN = {"sidoarjo": "Kabupaten Sidoarjo", "trenggalek": "Kabupaten Trenggalek"}
pytestmark = pytest.mark.satu_basis


def lambang(daerah):
    return (TEMA / daerah / "static" / "tema" / "lambang.svg").read_text()


@pytest.fixture(scope="module")
def pena(tmp_path_factory):
    return kunci(tmp_path_factory.mktemp("ca"))


def bersegel(pdf, ca, terbuka):
    """All signatures, then the seal."""
    segel = sertifikat.buka_kunci(ca.terbitkan("Pemerintah Kabupaten", "x")[0], "x")
    for urut, satu in enumerate([*terbuka, segel], start=1):
        giliran = Giliran(urut, len(terbuka) + 1, segel=True)
        pdf = tanda_tangani(pdf, PenandaKunci(satu), giliran, nama=str(urut), alasan="uji")
    return pdf, {sertifikat.sidik(k.sertifikat) for k in (*terbuka, segel)}


@pytest.mark.parametrize("daerah", sorted(KABUPATEN))
@pytest.mark.parametrize("penanda", [1, 3])
def test_code_of_every_signer_is_read_from_the_picture_of_the_sealed_letter(pena, daerah, penanda):
    isi = data(penanda)
    isi["unit"] |= {"kabupaten": KABUPATEN[daerah], "lambang": lambang(daerah)}
    pdf, dikenal = bersegel(mesin().cetak(NASKAH, isi), pena[0], pena[1][:penanda])
    temuan = periksa(pdf, [sertifikat.pem(pena[0].sertifikat)], dikenal)
    assert (temuan.alasan, len(temuan.penanda)) == ([], penanda + 1)
    gambar = Image.open(BytesIO(halaman_png(pdf, 1)))
    if folder := os.environ.get("POTRET_SURAT"):
        gambar.save(Path(folder) / f"{daerah}-{penanda}.png")
    assert [k.text for k in zxingcpp.read_barcodes(gambar)] == [URL] * penanda


def test_a_letter_without_its_code_is_noticed():
    """Twin: the decoder finds nothing where nothing is."""
    assert zxingcpp.read_barcodes(Image.new("RGB", (1190, 1684), "white")) == []
