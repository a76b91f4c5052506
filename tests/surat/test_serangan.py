"""Attack files: none is called original, each gets the verdict written for it (threats T6, T7).

The table is `tests.surat.serangan.SEMUA`. Three letters are attacked: one signer, three signers, one signer and seal.
"""

import os
import random
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

import pypdfium2
import pytest

from core.surat import pemeriksa, sertifikat, validasi
from core.surat.pemeriksa import periksa
from core.surat.validasi import ALASAN, Kepercayaan, Putusan, nilai
from tests.surat import bahan as surat
from tests.surat.serangan import SEMUA, Bahan
from tests.surat.serangan.bayangan import TANAM
from tests.surat.serangan.palsu import kembar
from tests.surat.serangan.tandai import tandai

JENIS = {"satu": 1, "tiga": 3, "segel": 2}  # how many sign
BIT, BLOK = int(os.environ.get("SERANGAN_BIT", "3000")), 10  # in blocks, so that processes share them
pytestmark = pytest.mark.satu_basis


@dataclass(frozen=True)
class Kantor:
    """Who signs here, and whom the verifier trusts."""

    terbuka: list
    kembar: list
    percaya: Kepercayaan


@pytest.fixture(scope="module", autouse=True)
def _sekali_tiap_wadah():
    """Most forgeries leave the containers of the signatures as they are: the same bytes are encoded anew only once."""
    with pytest.MonkeyPatch.context() as ganti:
        ganti.setattr(pemeriksa, "_der_tepat", cache(pemeriksa._der_tepat))
        yield


@pytest.fixture(scope="module")
def kantor(tmp_path_factory):
    ca, terbuka = surat.kunci(tmp_path_factory.mktemp("ca"))
    percaya = Kepercayaan([sertifikat.pem(ca.sertifikat)], {sertifikat.sidik(t.sertifikat) for t in terbuka})
    return Kantor(terbuka, kembar(ca, terbuka), percaya)


def cetak(jumlah):
    """The letter with other answers or another code."""

    def satu(url=None, **isian):
        data = surat.data(penanda=jumlah, **isian)
        if url:
            qr = surat.zxingcpp.create_barcode(url, surat.zxingcpp.BarcodeFormat.QRCode).to_svg()
            data["surat"] |= {"url": url, "qr": qr}
        return surat.mesin().cetak(surat.NASKAH, data)

    return satu


@pytest.fixture(scope="module")
def bahan_untuk(kantor):
    """Materials of each kind of letter, made when first asked for."""
    jadi = {}

    def ambil(jenis):
        if jenis not in jadi:
            jumlah, mesin = JENIS[jenis], cetak(JENIS[jenis])
            pejabat, segel = kantor.terbuka[:jumlah], jenis == "segel"
            kosong = Bahan(b"", b"", mesin, kantor.kembar, pejabat, segel=segel)
            pdf, lain = tandai(kosong, mesin()), tandai(kosong, mesin(penghasilan=999_000_000))
            jadi[jenis] = Bahan(pdf, lain, mesin, kantor.kembar, pejabat, segel=segel)
        return jadi[jenis]

    return ambil


@pytest.fixture
def temuan(kantor):
    """What the strict check finds in a file, asked once."""
    return cache(lambda pdf: periksa(pdf, kantor.percaya.akar, kantor.percaya.dikenal))


@pytest.fixture
def putuskan(kantor, temuan, monkeypatch):
    """The public verdict. Here in this process: the child gives the same answer (below) and costs a second each."""
    monkeypatch.setattr(validasi, "periksa_unggahan", lambda pdf, _percaya: temuan(pdf))

    def satu(pdf, arsip):
        return nilai(pdf, {sha256(a).hexdigest() for a in arsip}, kantor.percaya)

    return satu


def gambar(pdf):
    """The first page as any reader paints it, and how many pages there are."""
    berkas = pypdfium2.PdfDocument(pdf)
    berkas.init_forms()
    return len(berkas), berkas[0].render(scale=0.4, may_draw_forms=True).to_pil().tobytes()


PASANGAN = [(nama, jenis) for nama, satu in SEMUA.items() for jenis in JENIS if jenis in satu.untuk]


@pytest.mark.parametrize(("nama", "jenis"), PASANGAN)
def test_forged_letter_gets_its_verdict(bahan_untuk, putuskan, temuan, nama, jenis):
    serangan, bahan = SEMUA[nama], bahan_untuk(jenis)
    palsu = serangan.ubah(bahan)
    assert palsu != bahan.pdf
    hasil = putuskan(palsu, [bahan.pdf, bahan.lain])
    assert hasil.putusan.value == serangan.putusan
    kode = temuan(palsu).alasan
    assert (serangan.kode in kode) if serangan.kode else kode == []
    if serangan.putusan == "tidak_sah":
        assert str(ALASAN[serangan.kode]) in hasil.alasan


@pytest.mark.parametrize("jenis", JENIS)
def test_twin_the_letter_itself_is_original_and_a_copy_we_do_not_know_is_validly_signed(
    bahan_untuk, putuskan, temuan, jenis
):
    bahan = bahan_untuk(jenis)
    assert putuskan(bahan.pdf, [bahan.pdf]).putusan is Putusan.ASLI
    assert putuskan(bahan.pdf, [bahan.lain]).putusan is Putusan.TANDA_TANGAN_SAH_BERKAS_BERBEDA
    assert temuan(bahan.pdf).alasan == []


@pytest.mark.parametrize("nama", TANAM)
def test_twin_what_was_planted_before_the_signing_is_not_seen_until_the_switch_is_turned(bahan_untuk, putuskan, nama):
    """No verifier can know that a signer did not mean it; so we sign only bytes that we have rendered ourselves."""
    hasil = putuskan(TANAM[nama](bahan_untuk("satu")), [bahan_untuk("satu").pdf])
    assert hasil.putusan is Putusan.TANDA_TANGAN_SAH_BERKAS_BERBEDA


@pytest.mark.parametrize("nama", [n for n, s in SEMUA.items() if s.tampak])
def test_twin_a_reader_really_shows_the_forgery(bahan_untuk, nama):
    bahan = bahan_untuk(min(SEMUA[nama].untuk, key=list(JENIS).index))
    assert gambar(SEMUA[nama].ubah(bahan)) != gambar(bahan.pdf)


@pytest.mark.parametrize("nama", ["ISA: revisi utuh", "USF: Contents nol semua", "CMS: dari surat lain"])
def test_the_child_that_judges_uploads_gives_the_same_answer(bahan_untuk, kantor, nama):
    palsu = SEMUA[nama].ubah(bahan_untuk("satu"))
    assert validasi.periksa_unggahan(palsu, kantor.percaya) == validasi.periksa_milik(palsu, kantor.percaya)
    assert nilai(palsu, set(), kantor.percaya).putusan is Putusan.TIDAK_SAH


def test_the_table_has_every_kind_of_attack():
    assert {s.kelas for s in SEMUA.values()} == {
        "USF", "ISA", "SWA", "bayangan", "halaman", "anotasi", "formulir", "aksi", "metadata", "lapisan", "susunan",
        "CMS", "kembar", "QR", "stempel", "DSS", "tambahan", "sertifikasi", "potong", "tambah",
    }  # fmt: skip


def balik(pdf, bit):
    """The file with one bit turned over."""
    rusak = bytearray(pdf)
    rusak[bit // 8] ^= 1 << bit % 8
    return bytes(rusak)


@pytest.mark.parametrize("blok", range(BLOK))
def test_no_single_flipped_bit_passes(bahan_untuk, kantor, blok):
    """Neither as original nor as validly signed, also where no signature covers the byte. Twin: the letter itself."""
    pdf, percaya = bahan_untuk("satu").pdf, kantor.percaya
    bit = random.Random(blok).sample(range(len(pdf) * 8), BIT // BLOK)
    asli = sha256(pdf).hexdigest()
    rusak = {satu: balik(pdf, satu) for satu in bit}
    assert [b for b, isi in rusak.items() if sha256(isi).hexdigest() == asli] == []
    # The slow comparison only adds reasons: what the quick one refuses need not be asked again.
    lolos = [b for b, isi in rusak.items() if periksa(isi, percaya.akar, percaya.dikenal, teliti=False).sah]
    assert [b for b in lolos if periksa(rusak[b], percaya.akar, percaya.dikenal).sah] == []
