"""Signing with a key on a device, against a real SoftHSM2: logins, PINs, threads, a device that goes."""

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from pypdf import PdfReader

from core.surat import arsip, sertifikat, verba_kunci
from core.surat.kunci import kepercayaan, otoritas
from core.surat.models import KunciPejabat, KunciSegel, SertifikatPejabat
from core.surat.pades import Giliran
from core.surat.pemeriksa import periksa
from core.surat.penanda import lokal, pkcs11
from core.surat.penanda.dasar import Bubuhan, Ditolak, FrasaDitolak, Rahasia, Tugas, Tutup
from core.surat.validasi import periksa_milik
from tests.alat import butuh
from tests.pabrik import pengguna
from tests.surat import alur, bahan
from tests.surat.hsm import PIN, hsm  # noqa: F401

pytestmark = pytest.mark.satu_basis
TEPAT, SALAH = Rahasia(frasa=PIN), Rahasia(frasa="1111")


@pytest.fixture(scope="module")
def pki(tmp_path_factory):
    return bahan.kunci(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="module")
def surat():
    """A frozen letter for two officers."""
    return bahan.cetak(penanda=2)


def baris(terbuka, label="kades", kelas=KunciPejabat):
    """A key row as the register holds it; nothing of the driver asks a database."""
    satu = SertifikatPejabat(sidik=sertifikat.sidik(terbuka.sertifikat), sertifikat=sertifikat.pem(terbuka.sertifikat))
    return kelas(penggerak="pkcs11", pengenal=label, sertifikat=satu)


@pytest.fixture
def kades(hsm, pki):  # noqa: F811
    """The kepala desa's key on the token."""
    terbuka = pki[1][0]
    hsm.isi("Pejabat", "kades", terbuka.kunci)
    return baris(terbuka)


def tugas(pdf, urut=1, jumlah=1, **lain):
    return Tugas(pdf, Giliran(urut, jumlah, **lain), nama="Sumarni", alasan="Kepala Desa Pepelegi")


def bubuhkan(kunci, *semua, rahasia=TEPAT):
    penanda = pkcs11.buka(kunci, rahasia)
    try:
        return penanda.tanda_tangani(semua)
    finally:
        penanda.tutup()


def temuan(pdf, pki):
    ca, terbuka = pki
    return periksa(pdf, [sertifikat.pem(ca.sertifikat)], {sertifikat.sidik(satu.sertifikat) for satu in terbuka})


def pdfsig(pdf, tmp_path):
    (tmp_path / "surat.pdf").write_bytes(pdf)
    perintah = [butuh("pdfsig"), "-nocert", tmp_path / "surat.pdf"]
    return subprocess.run(perintah, capture_output=True, text=True, check=False).stdout


def test_the_same_key_signs_alike_from_a_file_and_from_a_device(kades, pki, surat, tmp_path, monkeypatch):
    ca, (terbuka, *_) = pki
    sandi = BestAvailableEncryption(PIN.encode())
    p12 = serialize_key_and_certificates(None, terbuka.kunci, terbuka.sertifikat, [ca.sertifikat], sandi)
    monkeypatch.setattr(lokal.arsip, "baca_kunci", {"kades.p12": p12}.__getitem__)
    dari_berkas = KunciPejabat(berkas="kades.p12", sertifikat=kades.sertifikat)
    (satu,), (dua,) = lokal.buka(dari_berkas, TEPAT).tanda_tangani([tugas(surat)]), bubuhkan(kades, tugas(surat))
    for hasil in (satu, dua):
        periksaan = temuan(hasil.pdf, pki)
        assert periksaan.alasan == []
        assert [p.sidik for p in periksaan.penanda] == [kades.sertifikat.sidik]
        keluaran = pdfsig(hasil.pdf, tmp_path)
        assert keluaran.count("Signature is Valid.") == keluaran.count("Total document signed") == 1


def test_a_second_officer_and_the_seal_follow_on_the_same_letter(kades, hsm, pki, surat, tmp_path):  # noqa: F811
    _, (_, camat, segel) = pki
    hsm.token("Kabupaten")
    hsm.isi("Pejabat", "camat", camat.kunci)
    hsm.isi("Kabupaten", "segel", segel.kunci)
    (pdf,) = bubuhkan(kades, tugas(surat, 1, 3, segel=True))
    (pdf,) = bubuhkan(baris(camat, "camat"), tugas(pdf.pdf, 2, 3, segel=True))
    (pdf,) = bubuhkan(baris(segel, "Kabupaten/segel", KunciSegel), tugas(pdf.pdf, 3, 3, segel=True))
    periksaan = temuan(pdf.pdf, pki)
    assert periksaan.alasan == []
    assert [p.medan for p in periksaan.penanda] == ["TandaTangan1", "TandaTangan2", "Segel"]
    assert pdfsig(pdf.pdf, tmp_path).count("Signature is Valid.") == 3


def test_a_batch_is_signed_with_one_login(kades, pki, surat):
    hasil = bubuhkan(kades, *[tugas(surat)] * 3)
    assert [temuan(satu.pdf, pki).alasan for satu in hasil] == [[]] * 3
    assert len({PdfReader(BytesIO(satu.pdf)).trailer["/ID"][1] for satu in hasil}) == 3


def test_a_wrong_pin_signs_nothing_and_leaves_no_login(kades, surat):
    with pytest.raises(FrasaDitolak, match="PIN perangkat kunci salah"):
        pkcs11.buka(kades, SALAH)
    assert pkcs11._masuk == {}
    assert isinstance(bubuhkan(kades, tugas(surat))[0], Bubuhan), "the twin"


def test_a_wrong_pin_is_found_while_somebody_is_logged_in(kades, surat):
    """The device itself says "already logged in" and does not look at the PIN."""
    lama = pkcs11.buka(kades, TEPAT)
    with pytest.raises(FrasaDitolak):
        pkcs11.buka(kades, SALAH)
    kedua = pkcs11.buka(kades, TEPAT)
    assert isinstance(kedua.tanda_tangani([tugas(surat)])[0], Bubuhan)
    kedua.tutup()
    kedua.tutup()
    assert isinstance(lama.tanda_tangani([tugas(surat)])[0], Bubuhan), "the other's end is not the end of this one"
    lama.tutup()


def test_without_that_memory_any_pin_would_do(kades, hsm):  # noqa: F811
    """Why the driver compares: this is what PKCS#11 answers to a wrong PIN while somebody is logged in."""
    lama = pkcs11.buka(kades, TEPAT)
    perangkat = pkcs11._cari("Pejabat")
    with pytest.raises(pkcs11.pkcs11.UserAlreadyLoggedIn):
        perangkat.open(user_pin=SALAH.frasa)
    lama.tutup()


def test_each_token_has_its_own_pin(kades, hsm, pki):  # noqa: F811
    hsm.token("Camat", pin="8642")
    with pytest.raises(FrasaDitolak):
        pkcs11.buka(baris(pki[1][1], "Camat/camat"), TEPAT)
    with pytest.raises(Tutup, match="tidak ditemukan di perangkat"):
        pkcs11.buka(baris(pki[1][1], "Camat/camat"), Rahasia(frasa="8642"))


def test_two_threads_sign_at_once(kades, surat, pki):
    mulai = Barrier(2)

    def kerja(_):
        mulai.wait()
        return [bubuhkan(kades, tugas(surat))[0] for _ in range(4)]

    with ThreadPoolExecutor(2) as kolam:
        hasil = [satu for daftar in kolam.map(kerja, range(2)) for satu in daftar]
    assert [temuan(satu.pdf, pki).alasan for satu in hasil] == [[]] * 8


def test_of_two_threads_the_one_with_the_wrong_pin_is_refused(kades, surat):
    mulai = Barrier(2)

    def kerja(rahasia):
        mulai.wait()
        try:
            return type(bubuhkan(kades, *[tugas(surat)] * 3, rahasia=rahasia)[0])
        except FrasaDitolak as galat:
            return type(galat)

    with ThreadPoolExecutor(2) as kolam:
        assert list(kolam.map(kerja, (TEPAT, SALAH))) == [Bubuhan, FrasaDitolak]


def test_a_forked_child_logs_in_by_itself(kades, surat, pki):
    """It inherits the parent's login; with that, any PIN would open the key."""
    induk = pkcs11.buka(kades, TEPAT)
    anak = os.fork()
    if not anak:
        kode = 9
        try:
            ditolak = isinstance(induk.tanda_tangani([tugas(surat)])[0], Tutup)
            try:
                pkcs11.buka(kades, SALAH)
            except FrasaDitolak:
                kode = 0 if ditolak and isinstance(bubuhkan(kades, tugas(surat))[0], Bubuhan) else 8
        finally:
            os._exit(kode)
    assert os.waitstatus_to_exitcode(os.waitpid(anak, 0)[1]) == 0
    assert temuan(induk.tanda_tangani([tugas(surat)])[0].pdf, pki).sah
    induk.tutup()


def test_an_unplugged_device_says_so_and_works_again_when_plugged_in(kades, hsm, surat):  # noqa: F811
    tempat = hsm.folder.rename(hsm.folder.with_name("dicabut"))
    with pytest.raises(Tutup, match="Perangkat kunci"):
        pkcs11.buka(kades, TEPAT)
    tempat.rename(hsm.folder)
    assert isinstance(bubuhkan(kades, tugas(surat))[0], Bubuhan)


def test_a_device_pulled_out_half_way_keeps_what_was_signed(kades, hsm, surat):  # noqa: F811
    penanda = pkcs11.buka(kades, TEPAT)
    assert isinstance(penanda.tanda_tangani([tugas(surat)])[0], Bubuhan)
    tempat = hsm.folder.rename(hsm.folder.with_name("dicabut"))
    (gagal,) = penanda.tanda_tangani([tugas(surat)])
    assert (type(gagal), gagal.pasti) == (Tutup, True)
    tempat.rename(hsm.folder)
    lain = pkcs11.buka(kades, TEPAT)
    assert isinstance(penanda.tanda_tangani([tugas(surat)])[0], Tutup), "an ended session signs with nobody's key"
    penanda.tutup()
    assert isinstance(lain.tanda_tangani([tugas(surat)])[0], Bubuhan)
    lain.tutup()


def test_a_token_made_later_is_found_without_a_restart(kades, hsm, pki, surat):  # noqa: F811
    assert isinstance(bubuhkan(kades, tugas(surat))[0], Bubuhan)
    hsm.token("Baru")
    hsm.isi("Baru", "camat", pki[1][1].kunci)
    assert isinstance(bubuhkan(baris(pki[1][1], "Baru/camat"), tugas(surat))[0], Bubuhan)


def test_a_look_that_fails_does_not_keep_old_tokens_in_mind(kades, hsm, pki):  # noqa: F811
    with pytest.raises(Tutup):
        pkcs11.lihat("Baru/camat")
    hsm.token("Baru")
    assert pkcs11.lihat("Baru/camat").sertifikat == ()


def test_a_locked_device_is_not_asked_again(kades, hsm):  # noqa: F811
    hsm.kunci_mati("Pejabat")
    with pytest.raises(Ditolak, match="terkunci karena PIN salah"):
        pkcs11.buka(kades, TEPAT)


@pytest.mark.parametrize(
    ("modul", "token", "label", "kalimat"),
    [
        ("", "Pejabat", "kades", "belum dihubungkan dengan perangkat"),
        ("/tidak/ada.so", "Pejabat", "kades", "Perangkat kunci tidak menjawab"),
        (None, "Lain", "kades", "Perangkat kunci tidak ditemukan"),
        (None, "Pejabat", "lain", "Kunci Anda tidak ditemukan"),
        (None, "Lain", "Pejabat/kades", None),
    ],
)
def test_whatever_is_missing_is_named(kades, settings, modul, token, label, kalimat):
    settings.PKCS11_TOKEN, kades.pengenal = token, label
    settings.PKCS11_MODUL = settings.PKCS11_MODUL if modul is None else modul
    if kalimat is None:
        return pkcs11.buka(kades, TEPAT).tutup()
    with pytest.raises(Tutup, match=kalimat):
        pkcs11.buka(kades, TEPAT)
    return None


def test_a_key_that_is_no_rsa_key_is_refused(kades, hsm):  # noqa: F811
    hsm.kunci_kurva("Pejabat", "kurva")
    kades.pengenal = "kurva"
    with pytest.raises(Ditolak, match="bukan kunci RSA"):
        pkcs11.buka(kades, TEPAT)


def test_another_key_under_the_label_does_not_pass_the_verifier(kades, hsm, pki, surat):  # noqa: F811
    hsm.isi("Pejabat", "tertukar", rsa.generate_private_key(65537, 2048))
    kades.pengenal = "tertukar"
    assert temuan(bubuhkan(kades, tugas(surat))[0].pdf, pki).alasan == ["tanda_tangan_rusak"]


def test_what_stands_openly_on_the_token_is_read_without_a_pin(hsm, pki):  # noqa: F811
    ca, (terbuka, *_) = pki
    hsm.isi("Pejabat", "kades", terbuka.kunci, terbuka.sertifikat, ca.sertifikat)
    isi = pkcs11.lihat("kades")
    assert isi.sertifikat == (terbuka.sertifikat,)
    assert isi.lain == (ca.sertifikat,)
    modulus = terbuka.sertifikat.public_key().public_numbers().n
    assert [int.from_bytes(satu) for satu in isi.kunci_publik] == [modulus]
    lain = pkcs11.lihat("lain")
    assert (lain.sertifikat, lain.kunci_publik, len(lain.lain)) == ((), (), 2)
    shutil.rmtree(hsm.folder)
    with pytest.raises(Tutup):
        pkcs11.lihat("kades")


def test_the_pin_is_in_no_text_of_an_error(kades):
    canary = Rahasia(frasa="PIN-kenari-7f3a")
    with pytest.raises(FrasaDitolak) as galat:
        pkcs11.buka(kades, canary)
    assert "kenari" not in f"{galat.value!r} {galat.value} {canary!r}"


# --- Through the whole protocol ---------------------------------------------------------------------------------------


def test_letters_are_issued_with_keys_and_a_seal_on_devices(meja_dua, hsm):  # noqa: F811
    """Two officers, one token each of his own, and the kecamatan's seal; the first mistypes his PIN."""
    admin = pengguna("admin", is_superuser=True)
    kades, camat, unit = meja_dua.desa.kepala_desa, meja_dua.kecamatan.camat, meja_dua.p.unit.induk
    hsm.token("Camat", pin="8642")
    for nama, tempat in ((kades.nama, "Pejabat/kades"), (unit.nama, "Pejabat/segel"), (camat.nama, "Camat/camat")):
        token, label = tempat.split("/")
        terbuka = sertifikat.buka_kunci(otoritas().terbitkan(nama, "x")[0], "x")
        hsm.isi(token, label, terbuka.kunci, terbuka.sertifikat, pin="8642" if token == "Camat" else PIN)
    verba_kunci.daftarkan_pkcs11(pengguna=kades, label="kades", oleh=admin)
    verba_kunci.daftarkan_pkcs11(pengguna=camat, label="Camat/camat", oleh=admin)
    verba_kunci.pasang_segel_perangkat(unit=unit, nama=unit.nama, label="segel", sandi=PIN, oleh=admin)
    alur.siapkan(meja_dua)
    with pytest.raises(FrasaDitolak):
        alur.tandatangani(meja_dua, frasa="0000")
    assert KunciPejabat.objects.get(pengguna=kades).gagal == 1
    assert alur.tandatangani(meja_dua, frasa=PIN).status == "ditandatangani"
    alur.ke_camat(meja_dua)
    surat = alur.tandatangani(meja_dua, camat, frasa="8642")
    assert (surat.status, KunciPejabat.objects.get(pengguna=kades).gagal) == ("terbit", 0)
    hasil = periksa_milik(arsip.baca(surat.sha_kini), kepercayaan())
    assert hasil.alasan == []
    assert [p.medan for p in hasil.penanda] == ["TandaTangan1", "TandaTangan2", "Segel"]
