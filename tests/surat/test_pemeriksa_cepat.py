"""The short way to a verdict: the same as the strict one on what we make ourselves, and silent on everything else."""

import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256

from core.surat import pemeriksa_cepat, sertifikat
from core.surat.pades import Giliran, PenandaKunci, tanda_tangani
from core.surat.pemeriksa import Temuan, periksa
from core.surat.pemeriksa_cepat import Pembanding
from core.surat.sertifikat import SIAPA_SAJA
from tests.surat import bahan as surat
from tests.surat.serangan import SEMUA, Bahan
from tests.surat.serangan.palsu import kembar

pytestmark = pytest.mark.satu_basis
BIT = 3000
SENDIRI = Giliran(1, 1)


class Kantor:
    """Two officers, one CA, the frozen letter, and a comparer that has learnt the first officer's container."""

    def __init__(self, folder):
        ca, (self.kades, self.camat, self.ketiga) = surat.kunci(folder)
        self.akar, self.ca = [sertifikat.pem(ca.sertifikat)], ca
        self.beku = self.cetak()
        self.surat = self.tandai(self.beku)
        self.pembanding = Pembanding()
        self.pembanding.periksa(self.surat, self.beku, self.akar, lambda: self.ketat(self.surat))

    def cetak(self, **isian):
        return surat.mesin().cetak(surat.NASKAH, surat.data(**isian))

    def tandai(self, pdf, giliran=SENDIRI, terbuka=None, nama="Sumarni (Siti)"):
        return tanda_tangani(pdf, PenandaKunci(terbuka or self.kades), giliran, nama=nama, alasan="Kepala Desa é")

    def ketat(self, pdf):
        return periksa(pdf, self.akar, SIAPA_SAJA, teliti=False)

    def coba(self, pdf, beku=None):
        return self.pembanding.coba(pdf, beku or self.beku, self.akar)


@pytest.fixture(scope="module")
def kantor(tmp_path_factory):
    return Kantor(tmp_path_factory.mktemp("ca"))


@pytest.mark.parametrize(
    "giliran",
    [SENDIRI, Giliran(1, 3), Giliran(1, 2, segel=True), Giliran(1, 3, asing=frozenset({2}))],
    ids=["alone", "first of three", "before a seal", "before a gateway"],
)
def test_a_letter_of_ours_gets_the_strict_verdict_word_for_word(kantor, giliran):
    beku = kantor.cetak(penghasilan=7_654_321)
    pdf = kantor.tandai(beku, giliran)
    assert kantor.coba(pdf, beku) == kantor.ketat(pdf)
    assert kantor.coba(pdf, beku).sah


def test_a_certificate_that_the_strict_verifier_has_not_accepted_is_not_known(kantor):
    baru = Pembanding()
    assert baru.coba(kantor.surat, kantor.beku, kantor.akar) is None
    baru.periksa(kantor.surat, kantor.beku, kantor.akar, lambda: Temuan(["penerbit_asing"]))
    assert baru.coba(kantor.surat, kantor.beku, kantor.akar) is None
    baru.periksa(kantor.surat, kantor.beku, kantor.akar, lambda: kantor.ketat(kantor.surat))
    assert baru.coba(kantor.surat, kantor.beku, kantor.akar)


def test_what_was_learnt_of_one_officer_says_nothing_of_another(kantor):
    assert kantor.coba(kantor.tandai(kantor.beku, terbuka=kantor.camat)) is None
    (tiruan,) = kembar(kantor.ca, [kantor.kades])
    assert kantor.coba(kantor.tandai(kantor.beku, terbuka=tiruan)) is None


def test_with_other_roots_nothing_is_known(kantor):
    assert kantor.pembanding.coba(kantor.surat, kantor.beku, []) is None


# --- further signatures ----------------------------------------------------------------------------------------------

JENIS = {"tiga": (3, False), "segel": (2, True)}


class Bergiliran:
    """A letter that several signed, and a comparer that has learnt all their containers."""

    def __init__(self, kantor, jumlah, segel):
        self.kantor, self.segel = kantor, segel
        self.pejabat = [kantor.kades, kantor.camat, kantor.ketiga][:jumlah]
        self.surat = self.revisi(kantor.beku)
        self.pembanding = Pembanding()
        self.pembanding.periksa(*self.surat[:-3:-1], kantor.akar, lambda: kantor.ketat(self.surat[-1]))
        lain, kembaran = self.revisi(kantor.cetak(penghasilan=999_000_000))[-1], kembar(kantor.ca, self.pejabat)
        self.bahan = Bahan(self.surat[-1], lain, kantor.cetak, kembaran, self.pejabat, segel=segel)

    def revisi(self, pdf):
        semua = [pdf]
        for urut, orang in enumerate(self.pejabat, start=1):
            semua.append(self.kantor.tandai(semua[-1], Giliran(urut, len(self.pejabat), segel=self.segel), orang))
        return semua

    def coba(self, pdf):
        """Whatever the file says of the one before it is believed: that must not be what keeps a forgery out."""
        batas = [satu.end() for satu in re.finditer(rb"%%EOF\n", pdf)]
        return self.pembanding.coba(pdf, pdf[: batas[-2]] if len(batas) > 1 else b"", self.kantor.akar)


@pytest.fixture(scope="module")
def para_bergiliran(kantor):
    return {jenis: Bergiliran(kantor, *susunan) for jenis, susunan in JENIS.items()}


@pytest.fixture(params=JENIS)
def bergiliran(request, para_bergiliran):
    return para_bergiliran[request.param]


def test_every_turn_of_a_letter_gets_the_strict_verdict_word_for_word(kantor, bergiliran):
    for pdf in bergiliran.revisi(kantor.cetak(penghasilan=4_321_000))[1:]:
        assert bergiliran.coba(pdf) == kantor.ketat(pdf)
        assert bergiliran.coba(pdf).sah


def test_a_further_signer_who_is_not_known_is_left_to_the_strict_verifier(kantor):
    satu = kantor.tandai(kantor.beku, Giliran(1, 2))
    dua = kantor.tandai(satu, Giliran(2, 2), kantor.camat)
    assert kantor.coba(dua) is None
    assert kantor.coba(dua, satu) is None


def test_what_was_there_before_must_be_there_still(bergiliran):
    *_, sebelum, pdf = bergiliran.surat
    akar = bergiliran.kantor.akar
    assert bergiliran.pembanding.coba(pdf, sebelum, akar)
    assert bergiliran.pembanding.coba(pdf, bergiliran.surat[0], akar) is None
    assert bergiliran.pembanding.coba(pdf, pdf, akar) is None


@pytest.mark.parametrize(
    ("bergiliran", "nama"),
    [(jenis, nama) for jenis in JENIS for nama, satu in SEMUA.items() if jenis in satu.untuk],
    indirect=["bergiliran"],
)
def test_no_attack_on_a_letter_of_several_passes_the_short_way(kantor, bergiliran, nama):
    pdf = SEMUA[nama].ubah(bergiliran.bahan)
    hasil = bergiliran.coba(pdf)
    if hasil is not None:  # an earlier state of the true letter: sound, and the public check calls it another file
        assert SEMUA[nama].putusan == "berbeda"
        assert hasil == kantor.ketat(pdf)


def test_no_single_flipped_bit_in_any_signature_passes_the_short_way(bergiliran):
    pdf = bergiliran.surat[-1]
    acak = random.Random(9)
    awal = len(bergiliran.surat[0])
    for bit in [acak.randrange(len(pdf) * 8) for _ in range(300)] + acak.sample(range(awal * 8, len(pdf) * 8), 1200):
        rusak = bytearray(pdf)
        rusak[bit // 8] ^= 1 << bit % 8
        assert bergiliran.coba(bytes(rusak)) is None, bit


CACAT_LANJUTAN = {
    "the catalogue changes": (rb"/Lang \(id", b"/Lang (en"),
    "the catalogue leads to another form": (rb"/AcroForm \d", b"/AcroForm 1"),
    "another field is filled": (rb"(\d) 0 obj\n<<\n/FT", lambda m: b"%d 0 obj\n<<\n/FT" % ((int(m[1]) + 1) % 10)),
    "the field gets another name": (rb"/T \(T", b"/T (X"),
    "the field gets another place": (rb"/Rect \[ 0 0 0 0", b"/Rect [ 0 0 9 9"),
    "the field leads elsewhere": (rb"/V \d", b"/V 2"),
    "the title changes": (rb"/Title \(S", b"/Title (K"),
    "the metadata say another title": (rb'default">S', b'default">K'),
    "the metadata are something else": (rb"/Subtype /XML", b"/Subtype /XMM"),
    "the lock is left out": (rb"/Action /All", b"/Action /Al "),
    "the promise of a first signature": (rb"/TransformMethod /FieldMDP", b"/TransformMethod /DocMDP  "[:26]),
    "the trailer goes on from elsewhere": (rb"/Prev \d", b"/Prev 9"),
    "other information": (rb"/Info \d", b"/Info 9"),
    "a time before the certificate": (rb"/M \(D\\072\d{4}", rb"/M (D\\0722001"),
}


@pytest.mark.parametrize("nama", CACAT_LANJUTAN)
def test_a_good_further_signature_does_not_excuse_another_change(bergiliran, nama):
    *_, sebelum, pdf = bergiliran.surat
    pola, baru = CACAT_LANJUTAN[nama]
    if nama == "the field gets another name" and bergiliran.segel:
        pola, baru = rb"/T \(S", b"/T (X"
    ekor, kali = re.subn(pola, baru, pdf[len(sebelum) :], count=1)
    assert (kali, len(ekor)) == (1, len(pdf) - len(sebelum))
    assert bergiliran.coba(tandai_lagi(bergiliran, sebelum, sebelum + ekor)) is None


def test_twin_a_further_signature_made_anew_without_a_change_passes(bergiliran):
    *_, sebelum, pdf = bergiliran.surat
    ulang = tandai_lagi(bergiliran, sebelum, pdf)
    assert bergiliran.coba(ulang) == bergiliran.kantor.ketat(ulang)
    assert bergiliran.coba(ulang).sah


def tandai_lagi(bergiliran, sebelum, pdf):
    """The last signer signs these bytes, whatever they say."""
    kunci = bergiliran.pejabat[-1]
    siapa = sertifikat.sidik(kunci.sertifikat)
    dikenal = next(satu for satu in bergiliran.pembanding._dikenal.values() if satu.penanda.sidik == siapa)
    return _tandai_dengan(dikenal, kunci, pdf, len(sebelum))


# --- attacks -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bahan(kantor):
    lain = kantor.tandai(kantor.cetak(penghasilan=999_000_000))
    return Bahan(kantor.surat, lain, kantor.cetak, kembar(kantor.ca, [kantor.kades]), [kantor.kades], segel=False)


@pytest.mark.parametrize("nama", [nama for nama, satu in SEMUA.items() if "satu" in satu.untuk])
def test_no_attack_passes_the_short_way(kantor, bahan, nama):
    assert kantor.coba(SEMUA[nama].ubah(bahan)) is None


def test_no_single_flipped_bit_passes_the_short_way(kantor):
    for bit in random.Random(8).sample(range(len(kantor.surat) * 8), BIT):
        rusak = bytearray(kantor.surat)
        rusak[bit // 8] ^= 1 << bit % 8
        assert kantor.coba(bytes(rusak)) is None, bit
        assert kantor.coba(bytes(rusak), bytes(rusak[: len(kantor.beku)])) is None, bit  # the frozen letter as well


# --- a signature that is right over an update that is not ------------------------------------------------------------


def tandai_ulang(kantor, pdf):
    """Sign the bytes anew, whatever they say: range and hole stay where they are."""
    (dikenal,) = kantor.pembanding._dikenal.values()
    return _tandai_dengan(dikenal, kantor.kades, pdf, len(kantor.beku))


def _tandai_dengan(dikenal, kunci, pdf, awal):
    buka = pdf.index(b"/Contents <", awal) + 10
    tutup = pdf.index(b">", buka) + 1
    sidik = sha256(pdf[:buka] + pdf[tutup:]).digest()
    tanda = kunci.kunci.sign(sidik.join(dikenal.atribut), padding.PKCS1v15(), SHA256())
    isi = b"".join((dikenal.awal, sidik, dikenal.tengah, tanda, dikenal.akhir)).hex().upper().encode()
    return pdf[:buka] + b"<" + isi.ljust(tutup - buka - 2, b"0") + b">" + pdf[tutup:]


def ganti(kantor, pola, baru):
    """The update with one place changed; the length stays, so that every offset stays right."""
    ekor, kali = re.subn(pola, baru, kantor.surat[len(kantor.beku) :], count=1)
    assert kali == 1
    assert len(ekor) == len(kantor.surat) - len(kantor.beku)
    return kantor.beku + ekor


CACAT = {
    "the trailer goes on from elsewhere": (rb"/Prev \d", b"/Prev 9"),
    "the table names another place": (rb"\n00000(\d{5}) 00000 n", rb"\n00001\1 00000 n"),
    "an object of another generation": (rb" 00000 n", b" 00001 n"),
    "another number than the table says": (rb"\n(\d)(\d) 0 obj\n<<\n/FT", rb"\n7\2 0 obj\n<<\n/FT"),
    "the end names another table": (rb"startxref\n\d", b"startxref\n1"),
    "another catalogue": (rb"/Root \d", b"/Root 1"),
    "the catalogue leads to another form": (rb"/AcroForm \d", b"/AcroForm 1"),
    "the form leads to another field": (rb"/Fields \[ \d", b"/Fields [ 1"),
    "the field leads to another signature": (rb"/V \d", b"/V 1"),
    "the field is drawn": (rb"/Rect \[ 0 0 0 0 \]", b"/Rect [ 0 0 9 9 ]"),
    "no signature at all": (rb"/Type /Sig\n", b"/Type /Sag\n"),
    "another kind of signature": (rb"ETSI\.CAdES", b"ETSI.RFC31"),
    "a range that leaves out a byte": (rb"(/ByteRange \[0 \d+ \d+ )\d", rb"\g<1>1"),
    "a range that begins later": (rb"/ByteRange \[0", b"/ByteRange [1"),
    "an object hides behind another": (rb"\nendobj\n(\d+ 0 obj\n<<\n/FT)", rb"\nendobk\n\1"),
    "a time to come": (rb"/M \(D\\072\d{4}", rb"/M (D\\0722099"),
    "a time before the certificate": (rb"/M \(D\\072\d{4}", rb"/M (D\\0722001"),
}


@pytest.mark.parametrize("nama", CACAT)
def test_a_good_signature_does_not_excuse_another_shape(kantor, nama):
    assert kantor.coba(tandai_ulang(kantor, ganti(kantor, *CACAT[nama]))) is None


def test_twin_signed_anew_without_a_change_it_passes(kantor):
    ulang = tandai_ulang(kantor, kantor.surat)
    assert kantor.coba(ulang) == kantor.ketat(ulang)
    assert kantor.coba(tandai_ulang(kantor, ganti(kantor, rb"Kepala", b"KEPALA"))).sah


def test_digits_written_small_and_words_in_the_padding_do_not_pass(kantor):
    buka = kantor.surat.index(b"/Contents <") + 11
    tutup = kantor.surat.index(b">", buka)
    kecil = kantor.surat[:buka] + kantor.surat[buka:tutup].lower() + kantor.surat[tutup:]
    berisi = kantor.surat[: tutup - 2] + b"01" + kantor.surat[tutup:]
    assert kantor.coba(kecil) is None
    assert kantor.coba(berisi) is None


def test_after_a_certificate_has_ended_the_strict_verifier_is_asked(kantor):
    kunci, dikenal = kantor.pembanding._dikenal.copy().popitem()
    baru = Pembanding()
    baru._dikenal[kunci] = replace(dikenal, sampai=datetime.now(UTC) - timedelta(days=1))
    assert baru.coba(kantor.surat, kantor.beku, kantor.akar) is None
    baru._dikenal[kunci] = dikenal
    assert baru.coba(kantor.surat, kantor.beku, kantor.akar)


# --- the two ways keep an eye on each other --------------------------------------------------------------------------


def test_one_letter_in_so_many_is_judged_by_both(kantor):
    baru, ditanya = Pembanding(contoh=4), []
    for _kali in range(9):
        baru.periksa(kantor.surat, kantor.beku, kantor.akar, lambda: ditanya.append(1) or kantor.ketat(kantor.surat))
    assert len(ditanya) == 1 + 2  # to learn, then the fourth and the eighth


def test_when_they_disagree_the_strict_one_is_right_from_then_on(kantor, caplog):
    baru = Pembanding(contoh=2)
    baru.periksa(kantor.surat, kantor.beku, kantor.akar, lambda: kantor.ketat(kantor.surat))
    tolak = Temuan(["revisi_asing"])
    assert baru.periksa(kantor.surat, kantor.beku, kantor.akar, lambda: tolak) is tolak
    assert baru.periksa(kantor.surat, kantor.beku, kantor.akar, lambda: tolak) is tolak
    assert "tidak sependapat" in caplog.text


def test_no_more_certificates_are_remembered_than_fit(kantor, monkeypatch):
    monkeypatch.setattr(pemeriksa_cepat, "SIMPAN", 1)
    baru = Pembanding()
    for terbuka in (kantor.kades, kantor.camat):
        pdf = kantor.tandai(kantor.beku, terbuka=terbuka)
        baru.periksa(pdf, kantor.beku, kantor.akar, lambda isi=pdf: kantor.ketat(isi))
    assert len(baru._dikenal) == 1
    assert baru.coba(pdf, kantor.beku, kantor.akar)
