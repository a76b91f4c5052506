"""Time-stamps and what judges a letter later, against a real time-stamp service, OCSP and CRL over HTTP."""

import subprocess
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
import time_machine
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pypdf import PdfReader

from core.surat import stempel_situs, verba
from core.surat.models import StatusSurat, Surat, Terbitan
from core.surat.pades import Giliran, PenandaKunci, arsipkan, tanda_tangani
from core.surat.pemeriksa import periksa, profil
from core.surat.penanda.dasar import Ditolak, Tutup
from core.surat.sertifikat import pem, sidik
from core.surat.validasi import Kepercayaan, periksa_unggahan
from core.surat.verba_stempel import stempel_ulang
from tests.alat import butuh
from tests.surat import alur
from tests.surat.bahan import cetak
from tests.surat.pki import PEJABAT, menyala

HABIS_CAP = "2030-01-01T00:00:00+00:00"
pytestmark = pytest.mark.satu_basis


@pytest.fixture(scope="module")
def layanan(tmp_path_factory):
    with menyala(tmp_path_factory.mktemp("pki")) as pki:
        yield pki


@pytest.fixture
def pki(layanan):
    layanan.kini, layanan.rusak = None, {}
    layanan.hitung.clear()
    return layanan


@pytest.fixture(scope="module")
def surat():
    return cetak()


@pytest.fixture(scope="module")
def berdua():
    return cetak(penanda=2)


def bubuhkan(pki, pdf, *orang, **pilihan):
    """The letter signed by these, each with the same time-stamps."""
    for urut, nama in enumerate(orang, start=1):
        penanda = PenandaKunci(pki.terbuka(nama))
        pdf = tanda_tangani(pdf, penanda, Giliran(urut, len(orang)), nama=nama, alasan="uji", **pilihan)
    return pdf


@pytest.mark.parametrize("tingkat", ["B-T", "B-LT", "B-LTA"])
def test_each_level_is_made_and_told(pki, berdua, tingkat, tmp_path):
    pdf = bubuhkan(pki, berdua, "pejabat", "camat", stempel=pki.stempel(tingkat))
    temuan = pki.periksa(pdf)
    assert temuan.alasan == []
    assert (temuan.tingkat, temuan.stempel_sampai) == profil(pdf) == (tingkat, HABIS_CAP)
    assert [(p.nama, p.terbukti) for p in temuan.penanda] == [("Sumarni", True), ("Bambang", True)]
    assert temuan.sha_asal == sha256(berdua).hexdigest()
    katalog = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert katalog.get("/Version", "/1.7") == "/1.7"
    assert set(katalog.get("/Extensions", {})) <= {"/ESIC"}
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(pdf)
    pdfsig = subprocess.run([butuh("pdfsig"), "-nocert", berkas], capture_output=True, text=True, check=False).stdout
    assert pdfsig.count("Signature is Valid.") == 2  # of time-stamps of the whole pdfsig says nothing
    assert subprocess.run([butuh("qpdf"), "--check", berkas], capture_output=True, check=False).returncode == 0


def test_without_a_service_a_signature_is_b_b_and_nobody_is_asked(pki, surat):
    assert profil(bubuhkan(pki, surat, "pejabat")) == ("B-B", None)
    assert not pki.hitung


def test_one_batch_asks_once_whether_a_certificate_is_revoked(pki, surat):
    cara = pki.stempel("B-LT")
    for _ in range(3):
        bubuhkan(pki, surat, "pejabat", stempel=cara)
    assert pki.hitung == {"tsa": 1 + 3, "ocsp": 1, "crls": 2}  # CRL of the intermediate CA and of the service
    cara.pengumpul._ada = {k: b.__class__(b.sertifikat, b.ocsp, b.crl, datetime.now(UTC)) for k, b in
                           cara.pengumpul._ada.items()}  # fmt: skip
    bubuhkan(pki, surat, "pejabat", stempel=cara)
    assert pki.hitung["ocsp"] == 2  # the twin: what must be renewed is asked again


RUSAK = {
    "down": (503, "text/plain", b"tutup"),
    "moved": (302, "application/timestamp-reply", b""),
    "page": (200, "text/html", b"<html>Masuk dulu</html>"),
    "nonsense": (200, "application/timestamp-reply", b"\x30\x03nonsense"),
    "empty": (200, "application/timestamp-reply", b""),
    "endless": (200, "application/timestamp-reply", bytes(100_000)),
}


@pytest.mark.parametrize("jawaban", RUSAK)
def test_service_that_does_not_stamp_stops_the_signature(pki, surat, jawaban):
    pki.rusak["tsa"] = RUSAK[jawaban]
    cara = pki.stempel("B-LTA")
    with pytest.raises(Tutup) as galat:
        bubuhkan(pki, surat, "pejabat", stempel=cara)
    assert galat.value.kode == "stempel_tutup"
    with pytest.raises(Tutup):
        bubuhkan(pki, surat, "pejabat", stempel=cara)
    assert pki.hitung["tsa"] == 1  # for half a minute nobody waits for it again


def test_lower_level_is_made_only_where_the_setting_allows_it(pki, surat):
    pki.rusak["tsa"] = RUSAK["down"]
    pdf = bubuhkan(pki, surat, "pejabat", stempel=pki.stempel("B-LTA", wajib=False))
    assert profil(pdf) == ("B-B", None)
    assert pki.periksa(pdf).sah


def test_service_nobody_vouches_for_is_refused(pki, surat):
    with pytest.raises(Tutup):
        bubuhkan(pki, surat, "pejabat", stempel=pki.stempel("B-T", cap="palsu"))


def test_token_over_another_file_is_refused(pki, surat):
    asli = pki.jawab
    lain = []

    def ulang(jalur, isi):  # replays its first answer
        lain.append(asli(jalur, isi))
        return lain[0]

    pki.jawab = ulang
    try:
        cara = pki.stempel("B-T")
        cara.pencap.include_nonce = False
        bubuhkan(pki, surat, "pejabat", stempel=cara)
        with pytest.raises(Tutup):
            bubuhkan(pki, surat, "camat", stempel=cara)
    finally:
        del pki.jawab


def test_revoked_certificate_signs_nothing(pki, surat):
    with pytest.raises(Ditolak) as galat:
        bubuhkan(pki, surat, "cabut", stempel=pki.stempel("B-LT", wajib=False))
    assert galat.value.kode == "sertifikat_dicabut"


@pytest.mark.parametrize("jenis", ["ocsp", "crls"])
def test_nobody_signs_while_revocation_cannot_be_asked(pki, surat, jenis):
    pki.rusak[jenis] = RUSAK["down"]
    with pytest.raises(Tutup) as galat:
        bubuhkan(pki, surat, "pejabat", stempel=pki.stempel("B-LT"))
    assert galat.value.kode == "bukti_tutup"


def dengan_bukti(pki, pdf, *, nama):
    """The file with an update that holds only validation data: the OCSP answer about this officer."""
    from asn1crypto import ocsp, x509

    def asn1(label):
        return x509.Certificate.load(pki._pki.get_cert(label).dump())

    from pyhanko_certvalidator.authority import AuthorityWithCert
    from pyhanko_certvalidator.fetchers.common_utils import format_ocsp_request

    tanya = format_ocsp_request(
        asn1(nama), AuthorityWithCert(asn1("antara")), certid_hash_algo="sha1", request_nonces=False
    )
    jawab = ocsp.OCSPResponse.load(pki.jawab("/uji/ocsp/ocsp", tanya.dump())[2])
    keluar = BytesIO(pdf)
    DocumentSecurityStore.add_dss(keluar, None, certs=[asn1("antara"), asn1("penjawab")], ocsps=[jawab])
    return keluar.getvalue()


def test_certificate_revoked_before_signing_is_refused_later(pki, surat):
    cabut = dengan_bukti(pki, bubuhkan(pki, surat, "cabut", stempel=pki.stempel("B-T")), nama="cabut")
    baik = dengan_bukti(pki, bubuhkan(pki, surat, "pejabat", stempel=pki.stempel("B-T")), nama="pejabat")
    assert pki.periksa(cabut).alasan == ["dicabut"]
    assert pki.periksa(baik).alasan == []
    assert pki.periksa(baik).tingkat == "B-LT"


def test_certificate_that_had_ended_before_signing_is_refused(pki, surat):
    assert pki.periksa(bubuhkan(pki, surat, "lewat", stempel=pki.stempel("B-T"))).alasan == ["kedaluwarsa"]


def test_end_of_a_certificate_breaks_no_old_letter(pki, surat):
    """The officer's certificate ends 2028, the service's 2030."""
    arsip, biasa = bubuhkan(pki, surat, "pejabat", stempel=pki.stempel()), bubuhkan(pki, surat, "pejabat")
    for tahun in (2027, 2029, 2045):
        kini = datetime(tahun, 6, 1, tzinfo=UTC)
        assert pki.periksa(arsip, kini=kini).sah
        assert pki.periksa(biasa, kini=kini).sah
        assert pki.periksa(biasa, saat=kini).alasan == ([] if tahun == 2027 else ["kedaluwarsa"])


def test_time_stamp_of_a_service_we_do_not_trust_is_refused(pki, surat):
    pdf = bubuhkan(pki, surat, "pejabat", stempel=pki.stempel())
    dikenal = {sidik(pki.sertifikat(nama)) for nama in PEJABAT}
    assert periksa(pdf, pki.akar, dikenal, akar_stempel=[pem(pki.sertifikat("lain"))]).alasan == ["stempel_ditolak"]


def test_upload_with_all_of_it_is_judged_in_the_child_with_the_same_answer(pki, berdua):
    pdf = bubuhkan(pki, berdua, "pejabat", "camat", stempel=pki.stempel())
    dikenal = {sidik(pki.sertifikat(nama)) for nama in PEJABAT}
    percaya = Kepercayaan(pki.akar, dikenal, None, pki.akar)
    assert periksa_unggahan(pdf, percaya) == pki.periksa(pdf)


def cap_dengan(pki, pdf, ubah):
    """A true time-stamp of the service over an update that does something more."""
    penulis = IncrementalPdfFileWriter(BytesIO(pdf))
    ubah(penulis)
    return PdfTimeStamper(pki.stempel().pencap).timestamp_pdf(penulis, "sha256", bytes_reserved=16384).getvalue()


def judul(penulis):
    info = penulis.trailer["/Info"]
    info[generic.pdf_name("/Title")] = generic.pdf_string("Surat lain")
    penulis.update_container(info)


def halaman(penulis):
    satu = penulis.root["/Pages"]["/Kids"][0]
    satu[generic.pdf_name("/Rotate")] = generic.NumberObject(90)
    penulis.update_container(satu)


def bahasa(penulis):
    penulis.root[generic.pdf_name("/Lang")] = generic.pdf_string("en")
    penulis.update_root()


@pytest.mark.parametrize("ubah", [judul, halaman, bahasa])
def test_a_time_stamp_is_no_cover_for_a_change(pki, surat, ubah):
    pdf = bubuhkan(pki, surat, "pejabat")
    assert pki.periksa(cap_dengan(pki, pdf, lambda _: None)).alasan == []
    assert pki.periksa(cap_dengan(pki, pdf, ubah), teliti=False).alasan == ["berubah"]


def test_letter_signed_last_by_a_gateway_gets_its_time_stamp_afterwards(pki, berdua):
    pdf = bubuhkan(pki, berdua, "pejabat", "camat")
    arsip = arsipkan(pdf, pki.stempel())
    assert arsip.startswith(pdf)
    assert pki.periksa(arsip).alasan == []
    assert profil(arsip) == ("B-LTA", HABIS_CAP)


def test_new_time_stamp_before_the_old_one_ends(pki, surat):
    lama = bubuhkan(pki, surat, "pejabat", stempel=pki.stempel())
    with time_machine.travel(datetime(2029, 12, 1, tzinfo=UTC)):  # the officer's certificate has ended meanwhile
        baru = pki.stempel(cap="cap-baru").perbarui(lama)
    temuan = pki.periksa(baru, kini=datetime(2050, 1, 1, tzinfo=UTC))
    assert baru.startswith(lama)
    assert (temuan.alasan, temuan.tingkat, temuan.stempel_sampai[:4]) == ([], "B-LTA", "2060")


# --- with a database -----------------------------------------------------------------------------------------------


@pytest.fixture
def bercap(pki, settings, tmp_path):
    """The installation stamps its letters."""
    akar = tmp_path / "cap.pem"
    akar.write_text(pki.akar[0])
    settings.STEMPEL_CA = akar

    def pasang(cap="cap", tingkat="B-LTA"):
        settings.STEMPEL_ALAMAT, settings.STEMPEL_TINGKAT = f"{pki.alamat}/uji/tsa/{cap}", tingkat

    stempel_situs._stempel.cache_clear()
    pasang()
    return pasang


@pytest.mark.django_db
def test_published_letter_has_the_level_of_the_settings_and_is_stamped_anew_in_time(meja, senin, bercap, settings):
    terbit = alur.terbit(meja)
    [pertama] = Terbitan.objects.all()
    assert (terbit.status, pertama.profil, pertama.stempel_sampai.year) == (StatusSurat.TERBIT, "B-LTA", 2030)
    assert f"{stempel_ulang.__module__}.{stempel_ulang.__name__}" in settings.PENYAPU
    assert not stempel_ulang()  # years are left
    senin.move_to(datetime(2029, 12, 1, tzinfo=UTC))
    assert stempel_ulang() == {"belum_ada_yang_lebih_lama": 1}
    bercap("cap-baru")
    assert stempel_ulang() == {"distempel": 1}
    assert not stempel_ulang()
    surat, [_, kedua] = Surat.objects.get(), Terbitan.objects.all()
    assert (surat.sha_kini, kedua.urut, kedua.stempel_sampai.year) == (kedua.sha, 2, 2060)
    assert verba.sapu_yatim() == 0


@pytest.mark.django_db
def test_letter_stays_as_it_is_while_the_service_is_down_or_the_archive_has_lost_it(
    meja, senin, bercap, pki, arsip_uji
):
    terbit = alur.terbit(meja)
    senin.move_to(datetime(2029, 12, 1, tzinfo=UTC))
    bercap("cap-baru")
    pki.rusak["tsa"] = RUSAK["down"]
    assert stempel_ulang() == {"tutup": 1}
    pki.rusak = {}
    stempel_situs._stempel.cache_clear()
    arsip_uji.delete(f"pdf/{terbit.sha_kini[:2]}/{terbit.sha_kini}.pdf")
    assert stempel_ulang() == {"gagal": 1}
    assert not stempel_ulang()  # for today; the others are not held up by it
    assert Surat.objects.get().sha_kini == terbit.sha_kini


@pytest.mark.django_db
def test_nothing_is_published_while_the_service_is_down(meja, bercap, pki):
    pki.rusak["tsa"] = RUSAK["down"]
    with pytest.raises(Tutup):
        alur.terbit(meja)
    assert Surat.objects.get().status == StatusSurat.BEKU
    assert not Terbitan.objects.exists()
