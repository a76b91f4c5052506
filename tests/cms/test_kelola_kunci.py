"""Admins register officers' keys, choose how offices sign and install seals; nothing that is typed in secret stays."""

import subprocess
from datetime import timedelta
from types import SimpleNamespace

import pytest
from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.permohonan.galat import TidakBoleh
from core.surat import arsip, kunci, sertifikat, syarat_kunci, verba_kunci
from core.surat.models import KunciPejabat, PenggerakUnit, SertifikatPejabat
from core.wilayah.models import Jabatan
from tests.cms.bahan_kunci import AKAR, FRASA, daftar_p12, isi_segel, p12
from tests.pabrik import petugas
from tests.surat.conftest import arsip_uji  # noqa: F401
from tests.surat.hsm import PIN, hsm  # noqa: F401

pytestmark = pytest.mark.satu_basis


# --- Who may ----------------------------------------------------------------------------------------------------------

HALAMAN = ["", "per-kantor/", "segel/", "segel/pasang/pkcs12/"]


@pytest.mark.parametrize("halaman", HALAMAN)
def test_only_the_admins_of_the_kabupaten_get_in(k, client, halaman):
    alamat = AKAR + halaman
    assert k.desk.buka(alamat).kode == 200
    assert client.get(alamat).status_code == 302
    penyunting = petugas(k.kecil.dinas_sosial, "operator_dinas", is_staff=True)
    for orang in (k.kades, penyunting):
        client.force_login(orang)
        assert client.get(alamat).status_code == 302


def test_the_seat_of_the_admin_opens_and_its_end_closes(k):
    kursi = Jabatan.objects.filter(peran="admin_kabupaten").first()
    kursi = kursi or Jabatan.objects.create(unit=k.kecil.dinas_sosial, peran="admin_kabupaten", nama="Admin")
    orang = petugas(kursi.unit, "admin_kabupaten")
    verba_kunci.pilih_penggerak(unit=k.kecil.waru, penggerak="bsre_v2", oleh=orang)
    orang.tugas.sampai = timezone.localdate() - timedelta(days=1)
    orang.tugas.save()
    with pytest.raises(TidakBoleh, match="Hanya admin kabupaten"):
        verba_kunci.pilih_penggerak(unit=k.kecil.waru, penggerak="", oleh=orang)
    assert PenggerakUnit.objects.count() == 1


def test_each_verb_asks_who_it_is(k):
    isi, _ = p12()
    lain = {"oleh": k.kades}
    verba = [
        lambda: verba_kunci.daftarkan_pkcs12(pengguna=k.kades, isi=isi, frasa=FRASA, **lain),
        lambda: verba_kunci.daftarkan_pkcs11(pengguna=k.kades, label="kades", **lain),
        lambda: verba_kunci.daftarkan_bsre(pengguna=k.kades, penggerak="bsre_v2", pengenal="a@b.id", **lain),
        lambda: verba_kunci.hentikan_kunci(pengguna=k.kades, **lain),
        lambda: verba_kunci.pasang_segel_berkas(unit=k.kecil.waru, nama="Waru", isi=isi, sandi=FRASA, **lain),
        lambda: verba_kunci.pasang_segel_perangkat(unit=k.kecil.waru, nama="Waru", label="s", sandi=PIN, **lain),
        lambda: verba_kunci.pasang_segel_bsre(unit=k.kecil.waru, nama="Waru", pelanggan="1", sandi="x", **lain),
        lambda: verba_kunci.nonaktifkan_segel(segel_id=1, **lain),
    ]
    for satu in verba:
        with pytest.raises(TidakBoleh, match="Hanya admin kabupaten"):
            satu()


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_names_who_signs_and_what_is_missing(k):
    petugas(k.kecil.pepelegi, "operator_desa", nama="Rina Wulandari")
    daftar_p12(k, p12()[0])
    teks = k.desk.buka(AKAR).teks
    assert "2 pejabat menandatangani surat hari ini; 1 perlu perhatian." in teks
    assert teks.index("Gatot Subagyo") < teks.index("Nur Hayati"), "what needs somebody comes first"
    assert "Rina Wulandari" not in teks
    teks = k.desk.buka(f"{AKAR}?cari=pepelegi").teks
    assert ("Nur Hayati" in teks, "Gatot" in teks) == (True, False)
    assert "Tidak ada yang cocok" in k.desk.buka(f"{AKAR}?cari=xyz").teks


def test_the_list_costs_the_same_for_two_and_for_ten(k):
    def biaya():
        with CaptureQueriesContext(connection) as semua:
            k.desk.buka(AKAR)
        return len(semua)

    k.desk.buka(AKAR)
    dua = biaya()
    for unit in (k.kecil.tropodo, k.kecil.banjarbendo, k.kecil.magersari):
        orang = petugas(unit, "kepala_desa")
        kunci.buat_kunci_demo(pengguna=orang, frasa=FRASA)
    assert biaya() == dua


# --- A .p12 -----------------------------------------------------------------------------------------------------------


def test_a_p12_is_registered_by_clicking_and_opens_with_the_officers_phrase(k):
    isi, terbuka = p12()
    teks = daftar_p12(k, isi).teks
    assert "Sertifikat atas nama: CN=Nur Hayati" in teks
    milik = KunciPejabat.objects.get(pengguna=k.kades)
    disimpan = sertifikat.buka_kunci(arsip.baca_kunci(milik.berkas), FRASA)
    assert (milik.penggerak, milik.demonstrasi, disimpan.sertifikat) == ("pkcs12", True, terbuka.sertifikat)
    assert disimpan.kunci.private_numbers() == terbuka.kunci.private_numbers()
    assert milik.sertifikat.sidik == sertifikat.sidik(terbuka.sertifikat)
    assert "berlaku sampai" in k.desk.buka(f"{AKAR}{k.kades.pk}/").teks


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        (lambda isi: {"frasa": "salah"}, "Berkas tidak terbuka"),
        (lambda isi: {"berkas": ("a.p12", b"bukan kunci")}, "Berkas tidak terbuka"),
        (lambda isi: {"berkas": ("a.p12", b"0" * 70_000)}, "lebih dari 64 KB"),
        (lambda isi: {"frasa": ""}, "Isi dahulu bagian ini."),
    ],
)
def test_a_file_that_does_not_open_is_not_kept(k, ubah, kalimat, arsip_uji):  # noqa: F811
    isi, _ = p12()
    k.desk.buka(f"{AKAR}{k.kades.pk}/daftarkan/pkcs12/")
    k.desk.isi({"berkas": ("a.p12", isi), "frasa": FRASA} | ubah(isi)).tekan("Periksa dan simpan")
    assert (k.desk.kode, kalimat in k.desk.teks) == (422, True)
    assert not KunciPejabat.objects.exists()
    assert not arsip_uji.exists("kunci")


def test_a_file_without_a_lock_is_refused(k):
    """It opens with any phrase: whoever steals it signs."""
    _, terbuka = p12()
    polos = Pfx.load(_bungkus(terbuka, serialization.NoEncryption()))
    del polos["mac_data"]
    daftar_p12(k, polos.dump(force=True))
    assert ("tidak dilindungi frasa" in k.desk.teks, KunciPejabat.objects.count()) == (True, 0)
    daftar_p12(k, _bungkus(terbuka, serialization.BestAvailableEncryption(FRASA.encode())))
    assert KunciPejabat.objects.count() == 1, "the twin"


def _bungkus(terbuka, sandi):
    return pkcs12.serialize_key_and_certificates(b"x", terbuka.kunci, terbuka.sertifikat, None, sandi)


def test_a_key_in_the_clear_is_locked_before_it_is_kept(k):
    """A .p12 may be sealed with the passphrase and still hold the key openly."""
    _, terbuka = p12()
    isi = _bungkus(terbuka, serialization.BestAvailableEncryption(FRASA.encode()))
    lemah = subprocess.run(
        ["openssl", "pkcs12", "-export", "-keypbe", "NONE", "-certpbe", "NONE", "-passout", f"pass:{FRASA}"],
        input=_pem(terbuka), capture_output=True, check=True,
    ).stdout  # fmt: skip
    rahasia_kunci = terbuka.kunci.private_numbers().d.to_bytes(256, "big")
    assert (rahasia_kunci in lemah, rahasia_kunci in isi) == (True, False)
    daftar_p12(k, lemah)
    assert rahasia_kunci not in arsip.baca_kunci(KunciPejabat.objects.get().berkas)


def _pem(terbuka):
    bentuk = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return terbuka.kunci.private_bytes(*bentuk) + sertifikat.pem(terbuka.sertifikat).encode()


def test_a_certificate_of_another_officer_is_refused(k):
    isi, _ = p12()
    daftar_p12(k, isi)
    daftar_p12(k, isi, orang=k.camat)
    assert (k.desk.kode, "sudah terdaftar atas nama lain" in k.desk.teks) == (422, True)
    assert SertifikatPejabat.objects.get().pengguna == k.kades
    with pytest.raises(TidakBoleh, match="atas nama lain"):
        verba_kunci.pasang_segel_berkas(unit=k.kecil.waru, nama="Waru", isi=isi, sandi=FRASA, oleh=k.admin)


def test_certificates_are_only_added(k):
    for _ in range(2):
        daftar_p12(k, p12()[0])
    assert SertifikatPejabat.objects.filter(pengguna=k.kades).count() == 2
    halaman = k.desk.buka(f"{AKAR}{k.kades.pk}/")
    assert halaman.teks.count("didaftarkan 2") == 2, "one date each"
    assert KunciPejabat.objects.get().sertifikat == SertifikatPejabat.objects.latest("dibuat")


def test_a_certificate_with_another_name_is_pointed_out(k):
    daftar_p12(k, p12("Orang Lain")[0])
    assert "Nama pada sertifikat berbeda" in k.desk.teks
    daftar_p12(k, p12()[0])
    assert "Nama pada sertifikat berbeda" not in k.desk.teks


# --- What a certificate must be ---------------------------------------------------------------------------------------


def terbitkan(penerbit, kunci_penerbit, umum, *, kunci_rsa=None, ca=False, mulai=-1, akhir=365, guna=True):
    milik = kunci_rsa or rsa.generate_private_key(65537, 2048)
    nama = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, umum)])
    kini = timezone.now()
    pembangun = (
        x509.CertificateBuilder().subject_name(nama).issuer_name(penerbit or nama).public_key(milik.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(kini + timedelta(days=mulai)).not_valid_after(kini + timedelta(days=akhir))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(sertifikat._guna(ca=ca or not guna), critical=True)
    )  # fmt: skip
    return milik, pembangun.sign(kunci_penerbit or milik, hashes.SHA256())


@pytest.fixture(scope="module")
def otoritas_luar():
    """A root like BSrE's, an issuing authority below it, and one key for all certificates of this file."""
    milik = rsa.generate_private_key(65537, 2048)
    _, akar = terbitkan(None, milik, "Akar Uji", kunci_rsa=milik, ca=True)
    _, antara = terbitkan(akar.subject, milik, "Penerbit Uji", kunci_rsa=milik, ca=True)
    return SimpleNamespace(kunci=milik, akar=akar, antara=antara)


@pytest.fixture
def luar(otoritas_luar, settings, tmp_path, db):
    settings.SERTIFIKAT_DEMO, settings.SERTIFIKAT_AKAR = tmp_path / "ca", tmp_path / "akar"
    settings.SERTIFIKAT_AKAR.mkdir()
    (settings.SERTIFIKAT_AKAR / "bsre.pem").write_text(sertifikat.pem(otoritas_luar.akar))
    return otoritas_luar


def milik_luar(luar, **lain):
    return terbitkan(luar.antara.subject, luar.kunci, "Nur Hayati", kunci_rsa=luar.kunci, **lain)[1]


def test_the_chain_is_followed_to_a_root_of_ours(luar):
    bukti = syarat_kunci.periksa_sertifikat(milik_luar(luar), (luar.antara,))
    assert (bukti.atas, bukti.demonstrasi) == ((luar.antara,), False)
    assert bukti.pem.count("BEGIN CERTIFICATE") == 2
    with pytest.raises(TidakBoleh, match="otoritas yang dipercaya"):
        syarat_kunci.periksa_sertifikat(milik_luar(luar))


def test_a_certificate_that_may_not_sign_is_refused(luar, settings):
    syarat = {
        "tidak lagi berlaku": milik_luar(luar, mulai=-9, akhir=-1),
        "tidak dibuat untuk tanda tangan": milik_luar(luar, guna=False),
    }
    for kalimat, satu in syarat.items():
        with pytest.raises(TidakBoleh, match=kalimat):
            syarat_kunci.periksa_sertifikat(satu, (luar.antara,))
    lemah = terbitkan(luar.antara.subject, luar.kunci, "X", kunci_rsa=rsa.generate_private_key(65537, 1024))[1]
    with pytest.raises(TidakBoleh, match="bukan RSA 2048"):
        syarat_kunci.periksa_sertifikat(lemah, (luar.antara,))
    (settings.SERTIFIKAT_AKAR / "bsre.pem").unlink()
    with pytest.raises(TidakBoleh, match="otoritas yang dipercaya"):
        syarat_kunci.periksa_sertifikat(milik_luar(luar), (luar.antara, luar.akar))


def test_a_look_alike_authority_does_not_help(luar):
    """The same name, another key."""
    palsu = rsa.generate_private_key(65537, 2048)
    _, antara = terbitkan(luar.akar.subject, palsu, "Penerbit Uji", kunci_rsa=palsu, ca=True)
    _, satu = terbitkan(antara.subject, palsu, "Nur Hayati", kunci_rsa=luar.kunci)
    with pytest.raises(TidakBoleh, match="otoritas yang dipercaya"):
        syarat_kunci.periksa_sertifikat(satu, (antara, luar.antara))


# --- Secrets ----------------------------------------------------------------------------------------------------------


def test_no_secret_stays_anywhere(k, caplog, arsip_uji):  # noqa: F811
    """Canary: right, wrong, and on pages that come back with errors. The twin at the end shows that the scan finds."""
    isi, _ = p12()
    halaman = [str(daftar_p12(k, isi, f"{FRASA}-salah").halaman), str(daftar_p12(k, isi).halaman)]
    segel, _ = p12("Kecamatan Waru")
    halaman.append(str(isi_segel(k, "Berkas .p12", berkas=("s.p12", segel), sandi=FRASA).halaman))
    with connection.cursor() as kursor:
        baris = []
        for tabel in connection.introspection.table_names(kursor):
            kursor.execute(f'SELECT * FROM "{tabel}"')
            baris += [str(satu) for satu in kursor.fetchall()]
    tempat = [*halaman, *baris, caplog.text]
    assert [satu for satu in tempat if FRASA in satu] == []
    assert [satu for satu in tempat if "CN=Nur Hayati" in satu] != []


def test_what_admins_do_is_written_down(k):
    from wagtail.models import ModelLogEntry

    daftar_p12(k, p12()[0])
    (catatan,) = ModelLogEntry.objects.filter(content_type__model="kuncipejabat")
    assert (catatan.user, catatan.label) == (k.admin, "Nur Hayati")
