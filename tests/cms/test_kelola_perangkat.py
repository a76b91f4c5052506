"""Keys on devices and at BSrE, lost keys, and the seals of organisations."""

import pytest

from core.permohonan.galat import TidakBoleh
from core.surat import rahasia, sertifikat, verba_kunci
from core.surat.models import KunciPejabat, KunciSegel, PenggerakUnit, SertifikatPejabat
from core.surat.penanda import pkcs11
from core.surat.penanda.dasar import FrasaDitolak, Rahasia
from tests.cms.bahan_kunci import AKAR, FRASA, daftar_p12, isi_segel, p12
from tests.surat.conftest import arsip_uji  # noqa: F401
from tests.surat.hsm import PIN, hsm  # noqa: F401

pytestmark = pytest.mark.satu_basis


# --- A device ---------------------------------------------------------------------------------------------------------


def test_a_key_on_a_device_is_registered_with_the_certificate_that_stands_there(k, hsm):  # noqa: F811
    _, terbuka = p12()
    hsm.isi("Pejabat", "kades", terbuka.kunci, terbuka.sertifikat)
    halaman = k.desk.buka(f"{AKAR}{k.kades.pk}/").ikuti("Perangkat kunci")
    assert "CN=Nur Hayati" in halaman.isi(label="kades").tekan("Periksa dan simpan").teks
    milik = KunciPejabat.objects.get(pengguna=k.kades)
    pkcs11.buka(milik, Rahasia(frasa=PIN)).tutup()
    with pytest.raises(FrasaDitolak):
        pkcs11.buka(milik, Rahasia(frasa="0000"))


def test_without_its_certificate_on_the_device_a_file_is_asked_for(k, hsm):  # noqa: F811
    _, terbuka = p12()
    hsm.isi("Pejabat", "kades", terbuka.kunci)
    alamat = f"{AKAR}{k.kades.pk}/daftarkan/pkcs11/"
    k.desk.buka(alamat).isi(label="kades").tekan("Periksa dan simpan")
    assert (k.desk.kode, "Unggah berkas sertifikatnya" in k.desk.teks) == (422, True)
    _, lain = p12("Lain")
    for isi, kalimat in ((sertifikat.pem(lain.sertifikat).encode(), "bukan pasangan"), (b"x", "bukan sertifikat")):
        k.desk.buka(alamat).isi(label="kades", sertifikat=("a.pem", isi)).tekan("Periksa dan simpan")
        assert (k.desk.kode, kalimat in k.desk.teks) == (422, True)
    pem = sertifikat.pem(terbuka.sertifikat).encode()
    k.desk.buka(alamat).isi(label="kades", sertifikat=("a.pem", pem)).tekan("Periksa dan simpan")
    assert KunciPejabat.objects.get().penggerak == "pkcs11"


def test_a_device_that_is_away_says_so_in_the_form(k, settings):
    settings.PKCS11_MODUL = ""
    k.desk.buka(f"{AKAR}{k.kades.pk}/daftarkan/pkcs11/").isi(label="kades").tekan("Periksa dan simpan")
    assert (k.desk.kode, "belum dihubungkan dengan perangkat" in k.desk.teks) == (422, True)


# --- BSrE -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("penggerak", "pengenal", "kode"),
    [
        ("bsre_v1", "3515180101700001", 302), ("bsre_v2", "3515180101700001", 302),
        ("bsre_v2", "nur@contoh.go.id", 302), ("bsre_v1", "nur@contoh.go.id", 422),
        ("bsre_v2", "351518", 422), ("bsre_v2", "nur", 422), ("pkcs12", "nur@contoh.go.id", 422),
    ],
)  # fmt: skip
def test_bsre_knows_people_by_nik_or_e_mail(k, penggerak, pengenal, kode):
    isi = {"penggerak": penggerak, "pengenal": pengenal}
    jawab = k.desk.klien.post(f"{AKAR}{k.kades.pk}/daftarkan/bsre/", isi)
    assert (jawab.status_code, KunciPejabat.objects.count()) == (kode, int(kode == 302))


def test_a_nik_is_never_shown_whole_nor_used_twice(k):
    nik = "3515180101700001"
    verba_kunci.daftarkan_bsre(pengguna=k.kades, penggerak="bsre_v1", pengenal=nik, oleh=k.admin)
    halaman = k.desk.buka(f"{AKAR}{k.kades.pk}/")
    assert (nik in str(halaman.halaman), "3515••••••••0001" in halaman.teks) == (False, True)
    with pytest.raises(TidakBoleh, match="sudah dipakai pejabat lain"):
        verba_kunci.daftarkan_bsre(pengguna=k.camat, penggerak="bsre_v2", pengenal=nik, oleh=k.admin)
    with pytest.raises(TidakBoleh, match="hanya dapat dicabut melalui BSrE"):
        verba_kunci.hentikan_kunci(pengguna=k.kades, oleh=k.admin)


def test_an_office_chooses_how_its_people_sign(k):
    k.desk.buka(f"{AKAR}per-kantor/").isi(unit=k.kecil.waru.pk, penggerak="bsre_v2").tekan("Simpan")
    assert f"{k.kecil.waru.nama}: BSrE eSign versi 2" in k.desk.teks
    k.desk.isi(unit=k.kecil.waru.pk, penggerak="").tekan("Simpan")
    assert not PenggerakUnit.objects.exists()


# --- A lost key -------------------------------------------------------------------------------------------------------


def test_a_lost_key_is_stopped_until_a_new_one_is_registered(k):
    daftar_p12(k, p12()[0])
    k.desk.tekan("Hentikan kunci ini")
    assert "Surat yang sudah ditandatangani tetap sah" in k.desk.teks
    assert KunciPejabat.objects.get().keadaan == "REVOKE"
    assert "Sertifikat dicabut" in k.desk.buka(AKAR).teks
    daftar_p12(k, p12()[0])
    assert KunciPejabat.objects.get().keadaan == ""


# --- Seals ------------------------------------------------------------------------------------------------------------


def test_a_seal_from_a_file_keeps_its_phrase_locked(k):
    isi, _ = p12("Kecamatan Waru")
    assert "Kecamatan Waru" in isi_segel(k, "Berkas .p12", berkas=("s.p12", isi), sandi=FRASA).teks
    satu = KunciSegel.objects.get()
    assert FRASA not in satu.rahasia
    assert (satu.aktif, rahasia.buka(satu.rahasia), satu.sertifikat.unit) == (True, FRASA, k.kecil.waru)
    k.desk.tekan("Nonaktifkan")
    assert (KunciSegel.objects.get().aktif, "Tidak aktif" in k.desk.teks) == (False, True)
    isi_segel(k, "Berkas .p12", berkas=("s.p12", p12("Baru")[0]), sandi=FRASA)
    assert KunciSegel.objects.get().aktif
    assert SertifikatPejabat.objects.count() == 2


def test_the_pin_of_a_seal_on_a_device_is_tried(k, hsm):  # noqa: F811
    _, terbuka = p12("Kecamatan Waru")
    hsm.isi("Pejabat", "segel", terbuka.kunci, terbuka.sertifikat)
    isi_segel(k, "Perangkat kunci", label="segel", sandi="0000")
    assert (k.desk.kode, "PIN perangkat kunci salah" in k.desk.teks) == (422, True)
    assert not SertifikatPejabat.objects.exists()
    isi_segel(k, "Perangkat kunci", label="segel", sandi=PIN)
    assert rahasia.buka(KunciSegel.objects.get().rahasia) == PIN


def test_a_seal_at_bsre_keeps_its_activation_code_locked(k):
    isi_segel(k, "BSrE", pelanggan="SUB-1", sandi=FRASA)
    satu = KunciSegel.objects.get()
    assert (satu.pengenal, rahasia.buka(satu.rahasia)) == ("SUB-1", FRASA)
    assert "Terpasang" in k.desk.teks
