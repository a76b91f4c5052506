"""The two BSrE drivers against the simulator, over real HTTPS."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from pydantic import SecretStr

from core.surat import sertifikat
from core.surat.pades import Giliran, PenandaKunci, tanda_tangani
from core.surat.pemeriksa import periksa
from core.surat.penanda import bsre_gerbang, bsre_v1, bsre_v2
from core.surat.penanda.bsre_kalibrasi import halaman
from core.surat.penanda.dasar import Bubuhan, Ditolak, FrasaDitolak, Rahasia, TidakPasti, Tutup
from core.surat.simulator import tls
from core.surat.simulator.dunia import Orang
from tests.surat.bahan import cetak, kunci
from tests.surat.gerbang import FRASA, NIK, PELANGGAN, SURAT, SUREL, Kunci, bubuhkan, menyala, setel, tugas

KEDUANYA = pytest.mark.parametrize("modul", [bsre_v1, bsre_v2], ids=["v1", "v2"])
SEGEL = Kunci(PELANGGAN)


@pytest.fixture(scope="module")
def nyala(tmp_path_factory):
    with menyala(tmp_path_factory.mktemp("bsre")) as satu:
        yield satu


@pytest.fixture
def gerbang(nyala, settings):
    nyala.bersihkan()
    setel(settings, nyala)
    yield nyala
    assert not any(nyala.dunia._gangguan.values()), "a fault that no request has met"


@pytest.fixture(scope="module")
def lokal(tmp_path_factory):
    """A local CA and officers with PKCS#12 keys."""
    ca, terbuka = kunci(tmp_path_factory.mktemp("ca"))
    return ca, terbuka[1]


def dibuat(gerbang, pdf=SURAT):
    """How many signatures BSrE has made over these bytes."""
    return gerbang.dunia.hitung[sha256(pdf).hexdigest()]


def lokal_tanda(pdf, lokal, giliran):
    return tanda_tangani(pdf, PenandaKunci(lokal[1]), giliran, nama="Bambang", alasan="Camat Waru")


def putusan(pdf, gerbang, lokal=None):
    """The strict verifier's reasons; an empty list means that every rule holds."""
    akar, dikenal = gerbang.akar, set(gerbang.dikenal)
    if lokal:
        akar = [*akar, sertifikat.pem(lokal[0].sertifikat)]
        dikenal.add(sertifikat.sidik(lokal[1].sertifikat))
    return periksa(pdf, akar, dikenal)


@KEDUANYA
def test_a_letter_signed_by_bsre_passes_the_strict_verifier(modul, gerbang):
    surat = cetak()
    hasil = bubuhkan(modul, surat)
    temuan = putusan(hasil.pdf, gerbang)
    assert temuan.alasan == []
    assert [p.sidik for p in temuan.penanda] == [gerbang.sidik(NIK, "Sumarni")]
    assert temuan.sha_asal == sha256(surat).hexdigest()
    assert dibuat(gerbang, surat) == 1
    assert bool(hasil.id_dokumen) is (modul is bsre_v1)


@KEDUANYA
def test_twin_the_certificate_of_a_stranger_does_not_pass(modul, gerbang):
    hasil = bubuhkan(modul)
    assert periksa(hasil.pdf, gerbang.akar, set()).alasan == ["bukan_pejabat"]


@KEDUANYA
def test_a_local_key_first_and_bsre_after_it(modul, gerbang, lokal):
    surat = cetak(penanda=2)
    satu = lokal_tanda(surat, lokal, Giliran(1, 2, asing=frozenset({2})))
    dua = bubuhkan(modul, satu)
    temuan = putusan(dua.pdf, gerbang, lokal)
    assert temuan.alasan == []
    assert len(temuan.penanda) == 2


@KEDUANYA
def test_bsre_first_and_a_local_key_after_it(modul, gerbang, lokal):
    satu = bubuhkan(modul, cetak(penanda=2))
    dua = lokal_tanda(satu.pdf, lokal, Giliran(2, 2, asing=frozenset({1})))
    temuan = putusan(dua, gerbang, lokal)
    assert temuan.alasan == []
    assert [p.medan.split("_")[0] for p in temuan.penanda] == ["BSrE", "TandaTangan2"]


def segel_aktif(gerbang):
    bsre_v2.aktifkan(SEGEL)
    return Rahasia(totp=gerbang.dunia.kode_terkirim[PELANGGAN])


def test_the_seal_of_bsre_comes_last(gerbang, lokal):
    satu = lokal_tanda(cetak(penanda=2), lokal, Giliran(1, 3, segel=True, asing=frozenset({2, 3})))
    dua = bubuhkan(bsre_v2, satu)
    (tiga,) = bsre_v2.buka_segel(SEGEL, segel_aktif(gerbang)).tanda_tangani([tugas(dua.pdf)])
    temuan = putusan(tiga.pdf, gerbang, lokal)
    assert temuan.alasan == []
    assert temuan.penanda[-1].sidik == gerbang.sidik(PELANGGAN, "Kabupaten Sidoarjo")


def test_a_seal_code_serves_once_and_only_for_so_many_files(gerbang):
    aktif = segel_aktif(gerbang)
    kode = bsre_v2.kode_segel(SEGEL, aktif, 1)
    isi = bsre_v2._isi([tugas()]) | {"idSubscriber": PELANGGAN, "totp": kode.totp}
    assert bsre_gerbang.kirim(bsre_v2.SEGEL_BUBUH, bsre_v2._badan(isi)).status == 200
    assert bsre_gerbang.kirim(bsre_v2.SEGEL_BUBUH, bsre_v2._badan(isi)).status == 400
    assert dibuat(gerbang) == 1


def test_renewing_a_seal_ends_the_old_activation_code(gerbang):
    lama = segel_aktif(gerbang)
    baru = bsre_v2.perbarui(SEGEL, lama)
    assert timedelta(days=29) < baru.sampai - datetime.now(UTC) < timedelta(days=31)
    assert bsre_v2.kode_segel(SEGEL, Rahasia(totp=baru.totp), 1).totp
    with pytest.raises(Ditolak) as gagal:
        bsre_v2.buka_segel(SEGEL, lama).tanda_tangani([tugas()])
    assert gagal.value.kode == "segel_tidak_aktif"
    assert dibuat(gerbang) == 0


def test_a_seal_whose_activation_has_ended_seals_nothing(gerbang):
    aktif = segel_aktif(gerbang)
    gerbang.dunia.segel(PELANGGAN).sampai = datetime.now(UTC) - timedelta(seconds=1)
    with pytest.raises(Ditolak, match="Segel elektronik tidak aktif di BSrE"):
        bsre_v2.buka_segel(SEGEL, aktif).tanda_tangani([tugas()])
    assert dibuat(gerbang) == 0


def test_one_time_code_signs_the_files_it_was_asked_for_and_no_second_time(gerbang):
    surat = [halaman(f"Surat {i}") for i in range(2)]
    bsre_v2.minta_totp(Kunci(SUREL), 2)
    kode = Rahasia(totp=gerbang.dunia.kode_terkirim[NIK])
    hasil = bsre_v2.buka(Kunci(SUREL), kode).tanda_tangani([tugas(s) for s in surat])
    assert [h.pdf.startswith(s) for h, s in zip(hasil, surat, strict=True)] == [True, True]
    with pytest.raises(FrasaDitolak) as gagal:
        bubuhkan(bsre_v2, rahasia=kode)
    assert gagal.value.kode == "totp_salah"


def test_ten_files_in_one_request_come_back_in_order(gerbang):
    surat = [halaman(f"Surat {i}") for i in range(bsre_v2.SEKALIGUS)]
    alat = bsre_v2.buka(Kunci(NIK), Rahasia(frasa=FRASA))
    hasil = alat.tanda_tangani([tugas(s) for s in surat])
    assert alat.sekaligus == len(hasil) == 10
    assert all(h.pdf.startswith(s) for h, s in zip(hasil, surat, strict=True))
    assert gerbang.dunia.permintaan == {bsre_v2.BUBUH: 1}
    assert gerbang.dunia.hitung.total() == 10


def test_version_one_takes_one_file_at_a_time(gerbang):
    alat = bsre_v1.buka(Kunci(NIK), Rahasia(frasa=FRASA))
    assert alat.sekaligus == 1
    with pytest.raises(ValueError, match="too many values"):
        alat.tanda_tangani([tugas(), tugas()])
    assert gerbang.jumlah_permintaan() == 0


def test_an_answer_with_a_file_missing_is_refused_as_a_whole(gerbang):
    gerbang.dunia.ganggu(NIK, "kurang")
    with pytest.raises(TidakPasti) as gagal:
        bsre_v2.buka(Kunci(NIK), Rahasia(frasa=FRASA)).tanda_tangani([tugas(), tugas(halaman("Dua"))])
    assert gagal.value.kode == "jumlah_lain"


def test_files_that_come_back_in_another_order_are_refused_one_by_one(gerbang):
    gerbang.dunia.ganggu(NIK, "tukar")
    surat = [halaman(f"Surat {i}") for i in range(3)]
    hasil = bsre_v2.buka(Kunci(NIK), Rahasia(frasa=FRASA)).tanda_tangani([tugas(s) for s in surat])
    assert [getattr(h, "kode", "sah") for h in hasil] == ["dokumen_lain", "sah", "dokumen_lain"]
    assert isinstance(hasil[1], Bubuhan)


# fault, class, kode, how many signatures BSrE has made of it, a part of the sentence
GANGGUAN = [
    ("salah_frasa", FrasaDitolak, "frasa_salah", 0, "Frasa sandi BSrE salah"),
    ("galat_200", FrasaDitolak, "frasa_salah", 0, "Frasa sandi BSrE salah"),
    ("teks_biasa", FrasaDitolak, "frasa_salah", 0, "Frasa sandi BSrE salah"),
    ("tidak_terdaftar", Ditolak, "tidak_terdaftar", 0, "verifikator TTE"),
    ("kode_di_teks", Ditolak, "tidak_terdaftar", 0, "verifikator TTE"),
    ("pesan_saja", Ditolak, "tidak_terdaftar", 0, "verifikator TTE"),
    ("berkas_rusak", Ditolak, "berkas_rusak", 0, "tidak dapat membaca berkas"),
    ("kredensial", Ditolak, "kredensial_gerbang", 0, "bukan frasa sandi Anda. Hubungi admin"),
    ("dialihkan", Ditolak, "http_302", 0, "Hubungi admin"),
    ("galat_500", TidakPasti, "http_500", 0, "Surat belum terbit"),
    ("galat_503", TidakPasti, "http_503", 0, "Surat belum terbit"),
    ("halaman_200", TidakPasti, "jawaban_asing", 0, "Surat belum terbit"),
    ("potong", TidakPasti, "tidak_pasti", 1, "hasilnya belum pasti"),
    ("dokumen_lain", Ditolak, "dokumen_lain", 1, "bukan surat ini"),
    ("tulis_ulang", Ditolak, "dokumen_lain", 1, "bukan surat ini"),
    ("tanpa_tanda", Ditolak, "tanpa_tanda_tangan", 1, "tanpa tanda tangan"),
]  # fmt: skip


@KEDUANYA
@pytest.mark.parametrize(("nama", "jenis", "kode", "kali", "kalimat"), GANGGUAN, ids=[g[0] for g in GANGGUAN])
def test_each_fault_has_its_class_and_sentence(modul, nama, jenis, kode, kali, kalimat, gerbang):
    gerbang.dunia.ganggu(NIK, nama)
    try:
        hasil = bubuhkan(modul)  # version 2 answers for each file, version 1 raises
    except (FrasaDitolak, Ditolak, TidakPasti, Tutup) as kesalahan:
        hasil = kesalahan
    assert (type(hasil), hasil.kode, kalimat in hasil.pesan) == (jenis, kode, True)
    assert dibuat(gerbang) == kali
    assert gerbang.jumlah_permintaan() == 1, "asked again by itself"


@KEDUANYA
def test_twin_without_a_fault_the_same_request_is_signed(modul, gerbang):
    assert isinstance(bubuhkan(modul), Bubuhan)
    assert dibuat(gerbang) == 1


@KEDUANYA
def test_wrong_passphrase_reaches_bsre_once_and_signs_nothing(modul, gerbang):
    with pytest.raises(FrasaDitolak):
        bubuhkan(modul, rahasia=Rahasia(frasa="lain"))
    assert (dibuat(gerbang), gerbang.jumlah_permintaan()) == (0, 1)


@KEDUANYA
def test_an_empty_secret_is_refused_before_anything_is_sent(modul, gerbang):
    with pytest.raises(FrasaDitolak, match="Isi frasa sandi"):
        modul.buka(Kunci(NIK), Rahasia())
    assert gerbang.jumlah_permintaan() == 0


@KEDUANYA
def test_a_closed_driver_has_forgotten_its_secret(modul, gerbang):
    alat = modul.buka(Kunci(NIK), Rahasia(frasa=FRASA))
    alat.tutup()
    with pytest.raises(FrasaDitolak):
        alat.tanda_tangani([tugas()])
    assert gerbang.jumlah_permintaan() == 0


@KEDUANYA
@pytest.mark.parametrize(("nama", "kali"), [("diam_sebelum", 0), ("diam_sesudah", 1)])
def test_time_out_is_uncertain_whether_or_not_it_was_signed(modul, nama, kali, gerbang, monkeypatch):
    gerbang.dunia.ganggu(NIK, nama, detik=0.7)
    with monkeypatch.context() as sebentar:
        sebentar.setattr(bsre_gerbang, "SABAR", (10.0, 0.4))
        with pytest.raises(TidakPasti) as gagal:
            bubuhkan(modul)
    assert (gagal.value.kode, gagal.value.pasti) == ("tidak_pasti", False)
    gerbang.tenang()
    assert dibuat(gerbang) == kali
    assert isinstance(bubuhkan(modul), Bubuhan), "the same bytes may be signed again"


def test_a_slow_answer_is_a_good_answer(gerbang):
    gerbang.dunia.ganggu(NIK, "lambat", detik=0.3)
    assert isinstance(bubuhkan(bsre_v2), Bubuhan)


@KEDUANYA
def test_an_answer_that_drips_in_for_ever_ends(modul, gerbang, monkeypatch):
    monkeypatch.setattr(bsre_gerbang, "TETES", -sum(bsre_gerbang.SABAR))
    with pytest.raises(TidakPasti):
        bubuhkan(modul)
    assert dibuat(gerbang) == 1


@KEDUANYA
def test_an_answer_that_is_too_large_is_not_read_to_its_end(modul, gerbang, monkeypatch):
    monkeypatch.setattr(bsre_gerbang, "LONGGAR", -2 * len(SURAT))
    with pytest.raises(TidakPasti):
        bubuhkan(modul)
    assert dibuat(gerbang) == 1


@KEDUANYA
def test_a_body_cut_without_a_word_of_its_length_is_uncertain(modul, gerbang):
    gerbang.dunia.ganggu(NIK, "potong_tanpa_panjang")
    with pytest.raises(TidakPasti):
        bubuhkan(modul)
    assert dibuat(gerbang) == 1


def test_what_is_no_base64_is_uncertain(gerbang):
    gerbang.dunia.ganggu(NIK, "bukan_base64")
    assert bubuhkan(bsre_v2).kode == "jawaban_asing"


def test_a_gateway_that_only_names_the_document_is_asked_for_it_once(gerbang):
    gerbang.dunia.ganggu(NIK, "sekali_unduh")
    hasil = bubuhkan(bsre_v1)
    assert putusan(hasil.pdf, gerbang).alasan == []
    assert gerbang.dunia.permintaan == {bsre_v1.BUBUH: 1, bsre_v1.UNDUH + hasil.id_dokumen: 1}
    assert bsre_gerbang.kirim(bsre_v1.UNDUH + hasil.id_dokumen).status == 404, "twin: there is no second time"


def test_a_document_that_was_downloaded_already_is_uncertain(gerbang):
    gerbang.dunia.ganggu(NIK, "unduh_hilang")
    with pytest.raises(TidakPasti) as gagal:
        bubuhkan(bsre_v1)
    assert (gagal.value.kode, dibuat(gerbang)) == ("sudah_diunduh", 1)


@KEDUANYA
@pytest.mark.parametrize(
    "kata", ["ISSUE", "EXPIRED", "RENEW", "WAITING_FOR_VERIFICATION", "NEW", "NO_CERTIFICATE", "SUSPEND", "REVOKE"]
)
def test_state_of_a_certificate_and_only_issue_signs(modul, kata, gerbang):
    gerbang.dunia.kenalkan(Orang(NIK, "Sumarni", FRASA, SUREL, kata))
    assert modul.keadaan(Kunci(NIK)) == kata
    if kata == "ISSUE":
        assert isinstance(bubuhkan(modul), Bubuhan)
    else:
        with pytest.raises(Ditolak):
            bubuhkan(modul)
    assert dibuat(gerbang) == (kata == "ISSUE")


@KEDUANYA
@pytest.mark.parametrize("kata", ["BEKU", "ISSUED", ""])
def test_an_unknown_state_is_never_issue(modul, kata, gerbang):
    gerbang.dunia.kenalkan(Orang(NIK, "Sumarni", FRASA, SUREL, kata))
    assert modul.keadaan(Kunci(NIK)) == (kata or "TIDAK_DIKENAL")


@KEDUANYA
def test_somebody_unknown_is_not_registered(modul, gerbang):
    assert modul.keadaan(Kunci("9" * 16)) == "NOT_REGISTERED"
    with pytest.raises(Ditolak) as gagal:
        bubuhkan(modul, kunci=Kunci("9" * 16))
    assert gagal.value.kode == "tidak_terdaftar"


@pytest.mark.parametrize(("modul", "pengenal"), [(bsre_v1, SUREL), (bsre_v1, "../sign/pdf"), (bsre_v2, "Sumarni")])
def test_a_key_without_a_usable_name_sends_nothing(modul, pengenal, gerbang):
    with pytest.raises(Ditolak) as gagal:
        modul.buka(Kunci(pengenal), Rahasia(frasa=FRASA))
    assert (gagal.value.kode, gerbang.jumlah_permintaan()) == ("pengenal_salah", 0)


@KEDUANYA
def test_a_gateway_with_a_certificate_of_another_ca_hears_nothing(modul, gerbang, settings, tmp_path):
    settings.BSRE_CA = str(tls.pasang(tmp_path)[0])
    with pytest.raises(Tutup, match="belum ditandatangani"):
        bubuhkan(modul)
    with pytest.raises(Tutup):
        modul.keadaan(Kunci(NIK))
    assert gerbang.jumlah_permintaan() == 0


@KEDUANYA
def test_the_roots_of_the_system_do_not_vouch_for_the_simulator(modul, gerbang, settings):
    settings.BSRE_CA = ""
    with pytest.raises(Tutup):
        bubuhkan(modul)
    assert gerbang.jumlah_permintaan() == 0


@KEDUANYA
@pytest.mark.parametrize("alamat", ["https://127.0.0.1:9", "https://tidak-ada.invalid"])
def test_a_gateway_that_is_not_there_is_closed(modul, alamat, gerbang, settings):
    settings.BSRE_ALAMAT = alamat
    with pytest.raises(Tutup) as gagal:
        bubuhkan(modul)
    assert (gagal.value.kode, gagal.value.pasti) == ("tutup", True)


@KEDUANYA
def test_a_wrong_account_of_the_application_is_not_the_signers_fault(modul, gerbang, settings):
    settings.BSRE_SANDI = SecretStr("lain")
    with pytest.raises(Ditolak) as gagal:
        bubuhkan(modul)
    assert (gagal.value.kode, dibuat(gerbang)) == ("kredensial_gerbang", 0)
