"""The short way to write an update: byte for byte what pyHanko writes, and given up at the first byte that is not."""

import logging
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pypdf import PdfReader, PdfWriter

from core.surat import pades, revisi_asal, revisi_cepat, sertifikat
from core.surat.mesin import mesin
from core.surat.pades import Giliran, PenandaKunci, tanda_tangani
from core.surat.pemeriksa import periksa
from core.surat.revisi_cepat import CONTOH, Perakit
from tests.surat import bahan

pytestmark = pytest.mark.satu_basis
SENDIRI = Giliran(1, 1)
# How many sign, and whether the last one is the seal.
SUSUNAN = {
    "alone": (1, False),
    "two": (2, False),
    "three": (3, False),
    "with a seal": (2, True),
    "two and a seal": (3, True),
}


class Kantor:
    """One officer, and an assembler of this test's own in the place of the process's."""

    def __init__(self, folder, monkeypatch, contoh=CONTOH):
        self.ca, (self.kades, self.camat, _) = bahan.kunci(folder)
        self.perakit = Perakit(contoh)
        self.oleh_pyhanko = 0
        monkeypatch.setattr(pades, "_perakit", self.perakit)
        monkeypatch.setattr(pades, "_bubuhkan", self._hitung(pades._bubuhkan))

    def _hitung(self, asli):
        def bubuhkan(*args):
            self.oleh_pyhanko += 1
            return asli(*args)

        return bubuhkan

    def tandai(self, pdf, giliran=SENDIRI, nama="Drs. Sumarni, M.Si.", alasan="Kepala Desa é"):
        return tanda_tangani(pdf, PenandaKunci(self.kades), giliran, nama=nama, alasan=alasan)

    def bergiliran(self, pdf, jumlah, segel, **isian):
        """All signatures of a letter."""
        for urut in range(1, jumlah + 1):
            pdf = self.tandai(pdf, Giliran(urut, jumlah, segel=segel), **isian)
        return pdf

    def periksa(self, pdf):
        return periksa(pdf, [sertifikat.pem(self.ca.sertifikat)], {sertifikat.sidik(self.kades.sertifikat)})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("ca")


@pytest.fixture
def kantor(folder, monkeypatch):
    return Kantor(folder, monkeypatch)


@pytest.fixture
def sebelahan(folder, monkeypatch):
    """Every letter is signed by pyHanko and compared with what the pattern gives."""
    return Kantor(folder, monkeypatch, contoh=1)


def surat(**isian):
    return bahan.cetak(**isian)


@pytest.mark.parametrize(("jumlah", "segel"), SUSUNAN.values(), ids=SUSUNAN.keys())
def test_letter_after_a_pattern_is_judged_sound_by_the_strict_verifier(kantor, jumlah, segel):
    hasil = [kantor.bergiliran(surat(penghasilan=1_000_000 + n), jumlah, segel) for n in range(3)]
    assert kantor.oleh_pyhanko == jumlah, "the first letter teaches, the others follow"
    for satu in hasil:
        temuan = kantor.periksa(satu)
        assert temuan.sah, temuan.alasan
        assert len(temuan.penanda) == len(PdfReader(BytesIO(satu)).get_fields()) == jumlah
    assert len(set(hasil)) == 3


@pytest.mark.parametrize(("jumlah", "segel"), SUSUNAN.values(), ids=SUSUNAN.keys())
def test_what_the_pattern_gives_equals_pyhankos_file_byte_for_byte(sebelahan, jumlah, segel):
    for n in range(3):
        sebelahan.bergiliran(surat(penghasilan=10 ** (5 + n)), jumlah, segel, nama=f"Pejabat {n}")
    assert sebelahan.oleh_pyhanko == 3 * jumlah
    assert sebelahan.perakit._percaya
    assert [bool(satu) for satu in sebelahan.perakit._bentuk.values()] == [True] * jumlah


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nama=st.text(min_size=1, max_size=40),
    alasan=st.text(max_size=40),
    nomor=st.text("0123456789/.-ABÉé&<(", max_size=20),
    nilai=st.integers(0, 10**12),
)
def test_no_name_number_or_answer_makes_the_pattern_differ(sebelahan, nama, alasan, nomor, nilai):
    data = bahan.data(penghasilan=nilai)
    data["surat"] |= {"nomor": nomor}
    sebelahan.bergiliran(mesin().cetak(bahan.NASKAH, data), 2, False, nama=nama, alasan=alasan)
    assert sebelahan.perakit._percaya
    assert None not in sebelahan.perakit._bentuk.values()


def rusak(monkeypatch, nama, ubah):
    asli = getattr(revisi_cepat, nama)
    monkeypatch.setattr(revisi_cepat, nama, lambda *args: ubah(asli(*args)))


CACAT = {
    "_isi_tanda": lambda isi: isi.replace(b"/P 1", b"/P 2"),
    "_isi_medan": lambda isi: isi.replace(b"/F 132", b"/F 130"),
    "_tabel": lambda isi: isi[:-3] + b"f \n",
    "_trailer": lambda isi: isi.replace(b"/Prev ", b"/Prev  "),
    "_isi_xmp": lambda isi: isi.replace(b"Desa", b"Kota"),
    "_berubah": lambda isi: isi | {b"/Title": b"(Lain)"},
    "_bertambah": lambda isi: isi | {b"/Tabs": b"/R"},
    "_tersambung": lambda isi: isi | {b"/Lang": b"(en)"},
}


@pytest.mark.parametrize("bagian", CACAT)
def test_a_pattern_that_goes_wrong_in_one_place_is_found_and_never_used_again(folder, monkeypatch, caplog, bagian):
    """Twin: the comparison sees every part of the update."""
    kantor = Kantor(folder, monkeypatch, contoh=3)
    kantor.tandai(surat(penghasilan=1))
    rusak(monkeypatch, bagian, CACAT[bagian])
    with caplog.at_level(logging.ERROR):
        hasil = [kantor.tandai(surat(penghasilan=n)) for n in range(2, 6)]
    assert [r.getMessage() for r in caplog.records if "revisi" in r.getMessage()] == [
        "Perakitan cepat revisi berbeda dari pyHanko; tidak dipakai lagi dalam proses ini"
    ]
    assert kantor.oleh_pyhanko == 4, "the first, the third and whatever comes after it"
    assert all(kantor.periksa(satu).sah for satu in hasil[1:])


def test_a_pattern_that_goes_wrong_behind_another_signature_is_found(folder, monkeypatch, caplog):
    kantor = Kantor(folder, monkeypatch, contoh=1)
    kantor.bergiliran(surat(penghasilan=1), 2, False)
    rusak(monkeypatch, "_benda_lanjutan", lambda benda: benda | {max(benda) - 1: b"<<>>"})
    with caplog.at_level(logging.ERROR):
        assert kantor.periksa(kantor.bergiliran(surat(penghasilan=2), 2, False)).sah
    assert "berbeda dari pyHanko" in caplog.text
    assert not kantor.perakit._percaya


@pytest.mark.parametrize("bagian", CACAT)
def test_a_pattern_that_was_never_right_is_never_used(folder, monkeypatch, caplog, bagian):
    kantor = Kantor(folder, monkeypatch)
    rusak(monkeypatch, bagian, CACAT[bagian])
    with caplog.at_level(logging.WARNING):
        hasil = [kantor.tandai(surat(penghasilan=n)) for n in range(3)]
    assert kantor.oleh_pyhanko == 3
    assert all(kantor.periksa(satu).sah for satu in hasil)
    assert len([r for r in caplog.records if "bentuk surat" in r.getMessage()]) == 1, "said once, not for each letter"


def test_one_letter_in_a_fixed_number_is_signed_by_pyhanko_all_the_same(folder, monkeypatch):
    kantor = Kantor(folder, monkeypatch, contoh=4)
    pdf = surat()
    for _kali in range(12):
        kantor.tandai(pdf)
    assert kantor.oleh_pyhanko == 1 + 3


def bukan_biasa():
    """Files and turns that the pattern was not proved for."""
    pdf = surat()
    lain = PdfWriter(clone_from=BytesIO(pdf))
    tulisan = BytesIO()
    lain.write(tulisan)
    bertambah = IncrementalPdfFileWriter(BytesIO(pdf))
    bertambah.root["/Uji"] = bertambah.root["/Lang"]
    bertambah.update_root()
    revisi = BytesIO()
    bertambah.write(revisi)
    judul = bahan.data()
    judul["surat"]["judul"] = "Surat Keterangan “Tidak Mampu” & Miskin"
    yield "another writer", tulisan.getvalue(), SENDIRI
    yield "a file with an update already", revisi.getvalue(), SENDIRI
    yield "words that XML and PDF escape", mesin().cetak(bahan.NASKAH, judul), SENDIRI
    yield "before a gateway", pdf, Giliran(1, 2, asing=frozenset({2}))
    yield "behind a signature of another hand", _oleh_lain(pdf), Giliran(2, 2)


def _oleh_lain(pdf):
    """As a gateway would sign: a field of its own."""
    penanda = PenandaKunci(bahan.kunci(Path(tempfile.mkdtemp()))[1][0])
    meta = signers.PdfSignatureMetadata(field_name="Gerbang")
    return signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer=penanda).getvalue()


@pytest.mark.parametrize("urut", range(5))
def test_anything_but_a_plain_signature_on_our_own_letter_is_pyhankos(kantor, urut):
    sebutan, pdf, giliran = list(bukan_biasa())[urut]
    for _kali in range(2):
        assert kantor.periksa(kantor.tandai(pdf, giliran)).penanda, sebutan
    assert kantor.oleh_pyhanko == 2, sebutan


KARTU = """#import "/naskah.typ": *
#set document(title: data.surat.judul, author: unit.nama)
#set text(font: "Liberation Serif", lang: "id", region: "ID")
#set page(width: 150mm, height: 100mm)
#heading(level: 1)[Kartu #rupiah(isian.penghasilan)]
"""


def test_another_shape_of_letter_is_learnt_by_itself(kantor):
    for naskah, oleh_pyhanko in ((bahan.NASKAH, 1), (bahan.NASKAH + "\n#pagebreak()\n= Bagian\n", 2), (KARTU, 3)):
        for n in range(2):
            hasil = kantor.tandai(mesin().cetak(naskah, bahan.data(penghasilan=n)))
            assert kantor.periksa(hasil).sah
        assert kantor.oleh_pyhanko == oleh_pyhanko, naskah[-30:]


def test_shapes_are_forgotten_when_there_are_too_many(kantor, monkeypatch):
    monkeypatch.setattr(revisi_cepat, "SIMPAN", 2)
    for jumlah, segel in SUSUNAN.values():
        kantor.tandai(surat(), Giliran(1, jumlah, segel=segel))
    assert len(kantor.perakit._bentuk) == 2


@pytest.mark.parametrize(
    "potongan",
    [
        b"",
        b"<<",
        b"<</A",
        b"<</A 1>>x",
        b"<</A[>>]>>",
        b"<<1 2>>",
        b"[1 2]",
        b"<</A(garis \\( )>>",
        b"<</A(((a)))>>",
        b"<</A <feff>>>",
        b"<</A [1>>",
        b"<</A 1",
    ],
)
def test_a_dictionary_of_another_hand_is_refused(potongan):
    with pytest.raises(revisi_asal.Lain):
        revisi_asal._kamus(potongan)


def test_a_dictionary_of_the_press_is_read_in_pyhankos_words():
    """Twin of the refusals."""
    assert revisi_asal._kamus(b"<</A/B/C[1 2 0 R]/D<</E true>>/F(a-b (c))>>") == {
        b"/A": b"/B", b"/C": b"[ 1 2 0 R ]", b"/D": b"<<\n/E true\n>>", b"/F": b"(a\\055b \\050c\\051)",
    }  # fmt: skip
