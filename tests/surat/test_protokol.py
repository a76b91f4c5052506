"""The whole protocol through a gateway over TLS, beside keys here, the seal and a batch."""

import pytest

from core.surat import arsip, pemeriksaan
from core.surat.kunci import kepercayaan, senama
from core.surat.models import MAKS_FRASA_JAUH, KunciPejabat, Penggerak, Surat, TandaTangan
from core.surat.penanda.dasar import Tutup
from core.surat.validasi import periksa_milik
from tests.surat import alur, gerbang
from tests.surat.alur import ke_camat, siapkan, tandatangani
from tests.surat.test_segel import pasang_segel

pytestmark = pytest.mark.satu_basis  # the gateway, not the database, makes the difference


@pytest.fixture(scope="module")
def bsre(tmp_path_factory):
    with gerbang.menyala(tmp_path_factory.mktemp("bsre")) as menyala:
        yield menyala


@pytest.fixture
def pintu(bsre, settings):
    bsre.bersihkan()
    gerbang.setel(settings, bsre)
    return bsre


def pakai_bsre(orang, penggerak, settings, pintu):
    """The officer's key is at BSrE from now on; its certificates come from the simulator's CA."""
    settings.SERTIFIKAT_DEMO = pintu.folder / "ca"
    orang.nama = "Sumarni"
    orang.save()
    KunciPejabat.objects.update_or_create(
        pengguna=orang,
        defaults={"penggerak": penggerak, "pengenal": gerbang.NIK, "berkas": "", "sertifikat": None, "gagal": 0},
    )
    return orang


@pytest.fixture(params=[Penggerak.BSRE_V1, Penggerak.BSRE_V2])
def lewat(request, kecil, senin, arsip_uji, settings, pintu):
    """A file at the desk of a kepala desa who signs through BSrE."""
    k = alur.di_meja_ttd(kecil)
    pakai_bsre(k.desa.kepala_desa, request.param, settings, pintu)
    siapkan(k)
    return k


def ttd(k, frasa=gerbang.FRASA):
    return tandatangani(k, frasa=frasa)


def test_unreachable_gateway_signs_nothing_and_is_not_counted(lewat, pintu, settings):
    settings.BSRE_ALAMAT = "https://127.0.0.1:1"
    for _ in range(MAKS_FRASA_JAUH + 1):
        with pytest.raises(Tutup):
            ttd(lewat)
    assert TandaTangan.objects.get().status == "menunggu"
    assert KunciPejabat.objects.get(pengguna=lewat.desa.kepala_desa).gagal == 0


def test_bsre_then_a_key_here_then_the_seal_stand_on_one_file(kecil, senin, arsip_uji, settings, pintu):
    settings.SERTIFIKAT_DEMO = pintu.folder / "ca"
    k = alur.di_meja_ttd(kecil, *alur.DUA)
    pasang_segel(kecil.waru)
    pakai_bsre(k.desa.kepala_desa, Penggerak.BSRE_V2, settings, pintu)
    siapkan(k)
    ttd(k)
    ke_camat(k)
    surat = tandatangani(k, k.kecamatan.camat)
    temuan = periksa_milik(arsip.baca(surat.sha_kini), kepercayaan())
    assert (surat.status, temuan.alasan, len(temuan.penanda)) == ("terbit", [], 3)
    assert list(pemeriksaan.semua()) == []


@pytest.mark.parametrize(
    ("nama", "sertifikat", "sama"),
    [
        ("Drs. H. Budi Santoso, M.Si.", "BUDI SANTOSO", True),
        ("Budi Santoso", "Drs. H. Budi Santoso, M.Si", True),
        ("Siti Aminah", "SITI AMINAH RAHAYU", True),
        ("Siti Aminah", "SITI RAHAYU", False),
        ("", "SIAPA SAJA", False),
        ("Dr.", "DR. ANU", False),
    ],
)
def test_names_are_compared_without_titles(nama, sertifikat, sama):
    assert senama(nama, sertifikat) is sama


def test_batch_is_signed_with_one_code_that_bsre_sends(client, kecil, senin, arsip_uji, settings, pintu):
    k = alur.di_meja_ttd(kecil)
    orang = pakai_bsre(k.desa.kepala_desa, Penggerak.BSRE_V2, settings, pintu)
    siapkan(k)
    client.force_login(orang, backend="django.contrib.auth.backends.ModelBackend")
    alamat = client.post("/kantor/tandatangan/sesi/", {"semua": 1}).headers["Location"]
    assert "Kode dikirim BSrE" in client.post(f"{alamat}kode/", follow=True).content.decode()
    ditolak = client.post(alamat, {"tanpa_dibaca": "on"})
    assert (ditolak.status_code, "Isi frasa sandi, atau kode" in ditolak.content.decode()) == (422, True)
    jawab = client.post(alamat, {"totp": pintu.dunia.kode_terkirim[gerbang.NIK], "tanpa_dibaca": "on"})
    assert "1 selesai, 0 gagal" in b"".join(jawab.streaming_content).decode()
    assert Surat.objects.get().status == "terbit"
