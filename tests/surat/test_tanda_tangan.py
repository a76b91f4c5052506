"""Signatures and the strict verifier, without a database."""

import itertools
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pypdf import PdfReader

from core.surat import pemeriksa, sertifikat
from core.surat.pades import Giliran, PenandaKunci, tanda_tangani
from core.surat.pemeriksa import periksa, profil
from core.surat.validasi import Kepercayaan, Putusan, nilai, periksa_unggahan
from tests.alat import butuh
from tests.surat.bahan import cetak, kunci, tandai


@pytest.fixture(scope="module")
def bahan(tmp_path_factory):
    return kunci(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="module")
def percaya(bahan):
    ca, terbuka = bahan
    return Kepercayaan([sertifikat.pem(ca.sertifikat)], {sertifikat.sidik(t.sertifikat) for t in terbuka})


@pytest.fixture(scope="module", params=[1, 2, 3])
def revisi(request, bahan):
    return tandai(cetak(penanda=request.param), bahan[1][: request.param])


@pytest.fixture(scope="module")
def tunggal(bahan):
    return tandai(cetak(), bahan[1][:1])


@pytest.fixture(scope="module")
def ganda(bahan):
    return tandai(cetak(penanda=2), bahan[1][:2])


def milik(pdf, percaya):
    return periksa(pdf, percaya.akar, percaya.dikenal, percaya.saat)


def test_each_signature_is_an_incremental_update(revisi):
    for sebelum, sesudah in itertools.pairwise(revisi):
        assert sesudah.startswith(sebelum)
        assert 2048 < len(sesudah) - len(sebelum) < 16384


def test_every_revision_from_the_first_signature_on_is_valid(revisi, percaya):
    for urut, pdf in enumerate(revisi):
        temuan = milik(pdf, percaya)
        assert temuan.alasan == ([] if urut else ["tanpa_tanda_tangan"])
        assert [p.medan for p in temuan.penanda] == [f"TandaTangan{i}" for i in range(1, urut + 1)]
    assert milik(revisi[-1], percaya).sha_asal == sha256(revisi[0]).hexdigest()


def test_pdfsig_calls_every_signature_valid(revisi, tmp_path):
    program = butuh("pdfsig")
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(revisi[-1])
    keluaran = subprocess.run([program, "-nocert", berkas], capture_output=True, text=True, check=False).stdout
    assert keluaran.count("Signature is Valid.") == len(revisi) - 1
    assert keluaran.count("ETSI.CAdES.detached") == len(revisi) - 1
    assert "Total document signed" in keluaran


def test_pdfsig_twin_sees_a_changed_byte(tunggal, tmp_path):
    program = butuh("pdfsig")
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(tunggal[1].replace(b"/Lang", b"/Lamg", 1))
    keluaran = subprocess.run([program, "-nocert", berkas], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." not in keluaran


def test_file_of_the_archive_is_original_without_looking_inside(tunggal, percaya, monkeypatch):
    monkeypatch.setattr("core.surat.validasi.periksa_unggahan", pytest.fail)
    assert nilai(tunggal[1], {sha256(tunggal[1]).hexdigest()}, percaya).putusan is Putusan.ASLI


def test_valid_signature_on_another_file_is_not_called_original(ganda, percaya):
    hasil = nilai(ganda[1], {sha256(ganda[2]).hexdigest()}, percaya)  # the first signer's copy of an unfinished letter
    assert hasil.putusan is Putusan.TANDA_TANGAN_SAH_BERKAS_BERBEDA
    assert hasil.alasan == ["Tanda tangannya sah, tetapi berkas ini tidak sama dengan surat dalam arsip kami."]


def lubang(pdf):
    """The hex digits of /Contents: the only bytes that no signature covers."""
    awal = pdf.index(b"/Contents <") + len(b"/Contents <")
    return range(awal, pdf.index(b">", awal))


def tambahan(pdf, ubah):
    """The file with one more incremental update."""
    from io import BytesIO

    penulis = IncrementalPdfFileWriter(BytesIO(pdf))
    ubah(penulis)
    keluar = BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()


def ubah_judul(penulis):
    penulis.set_info(
        penulis.add_object(generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("x")}))
    )


def ubah_catatan(penulis):
    halaman = penulis.root["/Pages"]["/Kids"][0]
    catatan = penulis.add_object(generic.DictionaryObject({generic.pdf_name("/Type"): generic.pdf_name("/Annot")}))
    halaman[generic.pdf_name("/Annots")] = generic.ArrayObject([*halaman.get("/Annots", []), catatan])
    penulis.update_container(halaman)


SERANGAN = {
    "title changed behind the signature": (lambda p: tambahan(p, ubah_judul), "revisi_asing"),
    "annotation added": (lambda p: tambahan(p, ubah_catatan), "revisi_asing"),
    "empty field added": (
        lambda p: tambahan(p, lambda w: fields.append_signature_field(w, fields.SigFieldSpec("Palsu"))), "revisi_asing"
    ),
    "junk behind the end": (lambda p: p + b"junk", "ekor"),
    "second end": (lambda p: p + b"startxref\n0\n%%EOF\n", "rusak"),
    "same end twice": (lambda p: p + p[p.rindex(b"startxref") :], "tidak_menutup"),
    "cut to the unsigned letter": (lambda p: p[: p.index(b"%%EOF") + 6], "tanpa_tanda_tangan"),
    "cut in the middle": (lambda p: p[:-1000], "ekor"),
    "signature emptied": (
        lambda p: p[: lubang(p).start] + b"0" * len(lubang(p)) + p[lubang(p).stop :], "rusak"
    ),
    "not a pdf": (lambda p: b"MZ" + bytes(1000), "bukan_pdf"),
    "something before the start": (lambda p: b"MZ" + p, "bukan_pdf"),
    "empty": (lambda p: b"", "bukan_pdf"),
}  # fmt: skip


@pytest.mark.parametrize("serangan", SERANGAN)
def test_attack_is_refused_with_its_reason(serangan, tunggal, percaya):
    ubah, alasan = SERANGAN[serangan]
    temuan = milik(ubah(tunggal[1]), percaya)
    assert alasan in temuan.alasan


def test_letter_of_one_signer_takes_no_second_signature(tunggal, bahan):
    from pyhanko.sign.general import SigningError

    with pytest.raises(SigningError):
        tanda_tangani(tunggal[1], PenandaKunci(bahan[1][1]), Giliran(2, 2), nama="x", alasan="x")


def test_stranger_with_a_certificate_of_the_same_ca_is_not_an_officer(tunggal, percaya):
    temuan = milik(tunggal[1], Kepercayaan(percaya.akar, set()))
    assert temuan.alasan == ["bukan_pejabat"]


def test_officer_of_another_ca_is_not_trusted(tunggal, percaya, tmp_path):
    lain = sertifikat.pem(sertifikat.otoritas(tmp_path).sertifikat)
    assert milik(tunggal[1], Kepercayaan([lain], percaya.dikenal)).alasan == ["penerbit_asing"]


def test_moment_of_signing_counts_not_today(tunggal, percaya):
    nanti = datetime.now(UTC) + timedelta(days=2000)
    assert milik(tunggal[1], Kepercayaan(percaya.akar, percaya.dikenal, nanti)).alasan == ["kedaluwarsa"]
    assert milik(tunggal[1], Kepercayaan(percaya.akar, percaya.dikenal, datetime.now(UTC))).sah
    assert periksa(tunggal[1], percaya.akar, percaya.dikenal, kini=nanti).sah


def test_signature_of_tomorrow_is_refused(tunggal, percaya):
    kemarin = datetime.now(UTC) - timedelta(days=1)
    assert periksa(tunggal[1], percaya.akar, percaya.dikenal, kini=kemarin).alasan == ["waktu_depan"]


def test_verifier_tells_who_signed_with_which_certificate(tunggal, percaya, bahan):
    temuan, satu = milik(tunggal[1], percaya), bahan[1][0].sertifikat
    assert (temuan.tingkat, temuan.stempel_sampai) == profil(tunggal[1]) == ("B-B", None)
    [penanda] = temuan.penanda
    assert (penanda.nama, penanda.penerbit[:11], penanda.terbukti) == ("Sumarni", "CA SIPRAJA ", False)
    assert penanda.sertifikat == sertifikat.pem(satu)
    assert penanda.berlaku_sampai == satu.not_valid_after_utc.isoformat()


def test_upload_is_judged_in_a_child_with_the_same_answer(ganda, percaya):
    assert periksa_unggahan(ganda[2], percaya) == milik(ganda[2], percaya)


def test_upload_too_large_or_too_heavy_is_not_valid(percaya, monkeypatch):
    assert periksa_unggahan(b"%" * (pemeriksa.BESAR + 1), percaya).alasan == ["terlalu_besar"]
    monkeypatch.setattr("core.surat.validasi.DETIK", 0.01)
    assert periksa_unggahan(b"%PDF", percaya).alasan == ["terlalu_berat"]


def test_failure_of_our_own_program_is_no_verdict(percaya, monkeypatch):
    monkeypatch.setattr("core.surat.validasi._argumen", lambda: ["/usr/bin/false"])
    with pytest.raises(RuntimeError):
        periksa_unggahan(b"%PDF", percaya)


def test_wrong_passphrase_opens_nothing(tmp_path):
    p12, _ = sertifikat.otoritas(tmp_path).terbitkan("Sumarni", "benar sekali")
    assert sertifikat.buka_kunci(p12, "benar sekali").sertifikat
    for salah in ("", "benar", "Benar sekali", "benar sekali "):
        with pytest.raises(sertifikat.FrasaSalah):
            sertifikat.buka_kunci(p12, salah)


def test_certificate_says_that_it_is_a_demonstration_and_holds_no_nik(tmp_path):
    _, satu = sertifikat.otoritas(tmp_path).terbitkan("Sumarni", "x")
    assert sertifikat.subjek(satu) == "CN=Sumarni,O=DEMONSTRASI - TIDAK SAH SECARA HUKUM,C=ID"


def test_ca_is_made_once_even_by_many_at_the_same_time(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as kolam:
        semua = set(kolam.map(lambda _: sertifikat.pem(sertifikat.otoritas(tmp_path / "ca").sertifikat), range(16)))
    assert len(semua) == 1
    assert [b.name for b in (tmp_path / "ca").iterdir()] == ["ca.pem"]
    assert (tmp_path / "ca" / "ca.pem").stat().st_mode & 0o777 == 0o600


def test_a_signed_letter_still_calls_itself_pdf_a_2a_and_pdf_ua_1(revisi):
    """PDF/A-2 is PDF 1.7: a signature that needs PDF 2.0 (P-256) would end the promise."""
    pembaca = PdfReader(BytesIO(revisi[-1]))
    katalog = pembaca.trailer["/Root"]
    assert revisi[-1].startswith(b"%PDF-1.7\n")
    assert katalog.get("/Version", "/1.7") == "/1.7"
    assert set(katalog.get("/Extensions", {})) <= {"/ESIC"}
    xmp = katalog["/Metadata"].get_data().decode()
    assert [kata in xmp for kata in ('pdfaid:part="2"', 'pdfaid:conformance="A"', 'pdfuaid:part="1"')] == [True] * 3
    assert "http://www.aiim.org/pdfa/ns/extension/" in xmp  # pdfuaid is no schema of PDF/A itself: it must be described


def test_a_p256_signature_would_leave_pdf_1_7(bahan):
    """The twin: why officers' keys are RSA."""

    class PenandaEc(PenandaKunci):
        async def async_sign_raw(self, data, digest_algorithm, dry_run=False):
            return ec_kunci.sign(data, ec.ECDSA(hashes.SHA256()))

    ca, terbuka = bahan
    ec_kunci = ec.generate_private_key(ec.SECP256R1())
    nama = sertifikat._nama("Kurva")
    umur = sertifikat.UMUR_PEJABAT
    satu = sertifikat._pembangun(nama, ca.sertifikat.subject, ec_kunci, umur, ca=False).sign(ca.kunci, hashes.SHA256())
    penanda = PenandaEc(replace(terbuka[0], sertifikat=satu))
    pdf = tanda_tangani(cetak(), penanda, Giliran(1, 1), nama="Kurva", alasan="uji")
    assert PdfReader(BytesIO(pdf)).trailer["/Root"]["/Version"] == "/2.0"
