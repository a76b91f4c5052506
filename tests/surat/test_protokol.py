"""The whole protocol through a gateway over TLS: what an uncertain end leaves, and how it is resolved."""

import pytest
from django.db import connection

from core.permohonan.galat import TidakBoleh
from core.surat import arsip, pemeriksaan, verba
from core.surat.kunci import kepercayaan, senama
from core.surat.models import MAKS_FRASA_JAUH, KunciPejabat, Penggerak, Percobaan, Surat, TandaTangan
from core.surat.penanda.dasar import Ditolak, PenandaGagal, TidakPasti, Tutup
from core.surat.validasi import periksa_milik
from tests.surat import alur, gerbang
from tests.surat.alur import ke_camat, siapkan, tandatangani
from tests.surat.test_segel import pasang_segel


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


def hasil():
    return list(Percobaan.objects.values_list("hasil", "kode"))


def test_letter_signed_by_bsre_is_published_and_its_certificate_enters_the_register(lewat, pintu):
    surat = ttd(lewat)
    assert surat.status == "terbit"
    temuan = periksa_milik(arsip.baca(surat.sha_kini), kepercayaan())
    assert temuan.sah, temuan.alasan
    tercatat = KunciPejabat.objects.get(pengguna=lewat.desa.kepala_desa).sertifikat
    assert tercatat.pengguna == lewat.desa.kepala_desa
    assert TandaTangan.objects.get().sertifikat_sidik == tercatat.sidik
    assert list(pemeriksaan.semua()) == []


def test_time_out_after_signing_is_recorded_as_uncertain_and_the_same_bytes_are_signed_again(lewat, pintu):
    dulu = Surat.objects.get()
    pintu.dunia.ganggu(gerbang.NIK, "potong")
    with pytest.raises(TidakPasti):
        ttd(lewat)
    pintu.tenang()
    assert hasil() == [("tidak_pasti", TidakPasti.kode)]
    assert TandaTangan.objects.get().status == "tidak_pasti"
    assert lewat.segarkan().terbit_pada is None
    surat = ttd(lewat)
    assert (surat.status, surat.nomor, surat.sha_beku) == ("terbit", dulu.nomor, dulu.sha_beku)
    assert pintu.dunia.hitung[dulu.sha_beku] == 2  # the first one is nobody's: never published, never stored
    assert list(pemeriksaan.semua()) == []


def test_wrong_passphrases_stop_before_bsre_locks_the_account(lewat, pintu):
    for _ in range(MAKS_FRASA_JAUH):
        with pytest.raises(verba.FrasaDitolak, match="salah"):
            ttd(lewat, "salah")
    sebelum = pintu.jumlah_permintaan()
    with pytest.raises(TidakBoleh, match="terlalu sering"):
        ttd(lewat)
    assert pintu.jumlah_permintaan() == sebelum
    assert sum(pintu.dunia.hitung.values()) == 0


def test_another_persons_document_is_never_published(lewat, pintu):
    pintu.dunia.ganggu(gerbang.NIK, "dokumen_lain")
    with pytest.raises(PenandaGagal):
        ttd(lewat)
    assert Surat.objects.get().status == "beku"
    assert ttd(lewat).status == "terbit"


def test_certificate_of_another_name_is_refused(lewat, pintu):
    orang = lewat.desa.kepala_desa
    orang.nama = "Budi Santoso"
    orang.save()
    with pytest.raises((Ditolak, TidakBoleh)):
        ttd(lewat)
    assert Surat.objects.filter(status="terbit").count() == 0


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


def test_canary_passphrase_is_found_nowhere(lewat, pintu, arsip_uji, caplog, capfd):
    """Through a wrong try, an uncertain end and a success; the scan finds what it should (the officer's name)."""
    from pathlib import Path

    with pytest.raises(verba.FrasaDitolak):
        ttd(lewat, gerbang.FRASA + "-salah")
    pintu.dunia.ganggu(gerbang.NIK, "potong")
    with pytest.raises(TidakPasti):
        ttd(lewat)
    pintu.tenang()
    ttd(lewat)
    isi = "".join(_semua_baris()) + caplog.text + "".join(capfd.readouterr())
    berkas = b"".join(b.read_bytes() for b in Path(arsip_uji.location).rglob("*") if b.is_file())
    for kata in (gerbang.FRASA, gerbang.AKUN[1]):
        assert kata not in isi
        assert kata.encode() not in berkas
    assert "Sumarni" in isi


def _semua_baris():
    with connection.cursor() as kursor:
        for tabel in connection.introspection.table_names(kursor):
            kursor.execute(f'SELECT * FROM "{tabel}"')
            yield from map(str, kursor.fetchall())


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
