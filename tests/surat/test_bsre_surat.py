"""A letter issued through BSrE from the officer's desk to the public: rows, counts and what is left behind."""

from io import StringIO

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command

from core.akun.models import Pengguna
from core.permohonan.galat import TidakBoleh
from core.surat import rahasia, sertifikat, verba
from core.surat.models import (
    MAKS_FRASA_JAUH,
    KunciPejabat,
    KunciSegel,
    Penggerak,
    Percobaan,
    Segel,
    SertifikatPejabat,
    StatusSurat,
    Surat,
    TandaTangan,
)
from core.surat.penanda import bsre_gerbang, bsre_v2
from core.surat.penanda.dasar import Ditolak, FrasaDitolak, TidakPasti
from core.surat.simulator.dunia import Orang
from tests.permohonan import bahan
from tests.surat import alur
from tests.surat.gerbang import AKUN, FRASA, NIK, PELANGGAN, Kunci, menyala, setel

pytestmark = pytest.mark.satu_basis  # the gateway, not the database, makes the difference


@pytest.fixture(scope="module")
def nyala(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bsre")
    with time_machine.travel(bahan.SENIN, tick=False):  # the CA must be valid on the day of the letters
        sertifikat.otoritas(folder / "ca")
    with menyala(folder) as satu:
        yield satu


KEDUANYA = pytest.mark.parametrize("bersiap", [Penggerak.BSRE_V1, Penggerak.BSRE_V2], indirect=True)


@pytest.fixture
def kantor(bersiap):
    """The letter is frozen and waits for its signature."""
    alur.siapkan(bersiap)
    return bersiap


@pytest.fixture
def bersiap(request, meja, nyala, settings):
    """A file at the desk of a kepala desa whose key lies at BSrE."""
    kades = meja.desa.kepala_desa
    nyala.bersihkan()
    Pengguna.objects.filter(pk=kades.pk).update(nama="Sumarni")  # as at BSrE
    kades.nama = "Sumarni"
    setel(settings, nyala)
    settings.SERTIFIKAT_DEMO = nyala.folder / "ca"
    isi = {"penggerak": getattr(request, "param", Penggerak.BSRE_V2), "pengenal": NIK, "berkas": "", "sertifikat": None}
    KunciPejabat.objects.filter(pengguna=kades).update(**isi)
    return meja


def tanda(kantor, frasa=FRASA):
    return alur.tandatangani(kantor, frasa=frasa)


def dibuat(nyala):
    return nyala.dunia.hitung.total()


@KEDUANYA
def test_letter_is_published_with_a_certificate_nobody_had_entered(kantor, nyala):
    kades = kantor.desa.kepala_desa
    beku = Surat.objects.get().sha_beku
    surat = tanda(kantor)
    assert surat.status == StatusSurat.TERBIT
    assert nyala.dunia.hitung == {beku: 1}
    sidik = nyala.sidik(NIK, "Sumarni")
    assert surat.tanda_tangan.get().sertifikat_sidik == sidik
    assert SertifikatPejabat.objects.get(sidik=sidik).pengguna == kades
    assert KunciPejabat.objects.get(pengguna=kades).gagal == 0


def test_what_is_not_what_was_shown_is_never_sent(kantor, nyala):
    with pytest.raises(TidakBoleh):
        alur.tandatangani(kantor, frasa=FRASA, sha="0" * 64)
    assert (nyala.jumlah_permintaan(), dibuat(nyala)) == (0, 0)


def test_three_wrong_passphrases_and_the_gateway_hears_no_fourth(kantor, nyala):
    for _ in range(MAKS_FRASA_JAUH):
        with pytest.raises(FrasaDitolak, match="Frasa sandi BSrE salah"):
            tanda(kantor, "lain")
    assert nyala.jumlah_permintaan() == MAKS_FRASA_JAUH
    with pytest.raises(FrasaDitolak, match="terlalu sering"):
        tanda(kantor)
    assert (nyala.jumlah_permintaan(), dibuat(nyala)) == (MAKS_FRASA_JAUH, 0)


@KEDUANYA
def test_a_signature_whose_answer_was_lost_is_uncertain_and_can_be_made_again(kantor, nyala, monkeypatch):
    nyala.dunia.ganggu(NIK, "diam_sesudah", detik=0.6)
    with monkeypatch.context() as sebentar:
        sebentar.setattr(bsre_gerbang, "SABAR", (10.0, 0.3))
        with pytest.raises(TidakPasti):
            tanda(kantor)
    ttd = TandaTangan.objects.get()
    assert (ttd.status, Percobaan.objects.get().kode) == (TandaTangan.Status.TIDAK_PASTI, "tidak_pasti")
    surat = tanda(kantor)
    assert (surat.status, surat.nomor) == (StatusSurat.TERBIT, Surat.objects.get().nomor)
    assert nyala.dunia.hitung == {surat.sha_beku: 2}
    assert Surat.objects.count() == 1


@pytest.mark.parametrize("gangguan", ["dokumen_lain", "tulis_ulang", "tanpa_tanda"])
def test_bytes_that_are_not_ours_are_never_published(kantor, nyala, gangguan):
    nyala.dunia.ganggu(NIK, gangguan)
    with pytest.raises(Ditolak):
        tanda(kantor)
    surat = Surat.objects.get()
    assert (surat.status, surat.sha_kini) == (StatusSurat.BEKU, surat.sha_beku)


def test_a_certificate_in_another_name_is_refused(kantor, nyala):
    nyala.dunia.kenalkan(Orang("1" * 16, "Orang Lain", FRASA))
    KunciPejabat.objects.filter(pengguna=kantor.desa.kepala_desa).update(pengenal="1" * 16)
    with pytest.raises(Ditolak) as gagal:
        tanda(kantor)
    assert gagal.value.kode == "sertifikat_asing"
    assert Surat.objects.get().status == StatusSurat.BEKU


def tabel():
    """Every value of every row, as text."""
    for model in apps.get_models():
        for baris in model.objects.values_list():
            yield from map(str, baris)


def test_no_row_holds_the_passphrase_or_the_account_of_the_gateway(kantor, nyala):
    with pytest.raises(FrasaDitolak):
        tanda(kantor, "Kanari-salah")
    nyala.dunia.ganggu(NIK, "kredensial")
    with pytest.raises(Ditolak):
        tanda(kantor)
    assert tanda(kantor).status == StatusSurat.TERBIT
    isi = list(tabel())
    assert [satu for satu in isi if "Kanari" in satu or AKUN[1] in satu] == []
    Pengguna.objects.filter(pk=kantor.desa.kepala_desa.pk).update(nama=FRASA)
    assert [satu for satu in tabel() if "Kanari" in satu] == [FRASA], "twin"


@pytest.fixture
def segel(bersiap, kecil, nyala):
    """The office has an active seal at BSrE, and the letter is frozen with it in view."""
    bsre_v2.aktifkan(Kunci(PELANGGAN))
    satu = KunciSegel.objects.create(
        unit=kecil.pepelegi, nama="Kabupaten Sidoarjo", penggerak=Penggerak.BSRE_V2, pengenal=PELANGGAN,
        rahasia=rahasia.kunci(nyala.dunia.kode_terkirim[PELANGGAN]),
    )  # fmt: skip
    alur.siapkan(bersiap)
    return satu


def test_a_seal_at_bsre_is_set_in_the_same_attempt(segel, bersiap, nyala):
    surat = tanda(bersiap)
    assert surat.status == StatusSurat.TERBIT
    assert sorted(nyala.dunia.hitung) == sorted({surat.sha_beku, surat.tanda_tangan.get().sha_sesudah})
    assert Segel.objects.get().sertifikat_sidik == nyala.sidik(PELANGGAN, "Kabupaten Sidoarjo")
    assert dibuat(nyala) == 2


def test_a_letter_whose_seal_cannot_be_had_waits_and_is_sealed_once(segel, bersiap, nyala):
    nyala.dunia.ganggu(PELANGGAN, "galat_503")
    assert tanda(bersiap).status == StatusSurat.BEKU
    assert TandaTangan.objects.get().status == TandaTangan.Status.MENUNGGU_SEGEL
    verba.pulihkan()
    assert Surat.objects.get().status == StatusSurat.TERBIT
    assert dibuat(nyala) == 2, "one of the officer, one of the seal"


def test_renewing_keeps_a_seal_alive(segel, bersiap, nyala):
    lama = rahasia.buka(segel.rahasia)
    layar = StringIO()
    call_command("segel_bsre", "perbarui", stdout=layar)
    segel.refresh_from_db()
    baru = rahasia.buka(segel.rahasia)
    assert baru == nyala.dunia.segel(PELANGGAN).aktivasi != lama
    assert "Kabupaten Sidoarjo: aktif sampai 20" in layar.getvalue()
    assert baru not in layar.getvalue()
    assert tanda(bersiap).status == StatusSurat.TERBIT


def test_a_renewal_that_fails_changes_nothing_and_is_said(segel, nyala, settings):
    settings.BSRE_ALAMAT = "https://127.0.0.1:9"
    layar = StringIO()
    with pytest.raises(CommandError, match="1 segel tidak diperbarui"):
        call_command("segel_bsre", "perbarui", stdout=layar)
    assert "tidak dapat dihubungi" in layar.getvalue()
    assert KunciSegel.objects.get().rahasia == segel.rahasia


@pytest.mark.satu_basis
def test_the_first_activation_code_is_mailed_not_shown(nyala, settings):
    nyala.bersihkan()
    setel(settings, nyala)
    layar = StringIO()
    call_command("segel_bsre", "aktifkan", pelanggan=PELANGGAN, stdout=layar)
    kode = nyala.dunia.segel(PELANGGAN).aktivasi
    assert kode
    assert kode not in layar.getvalue()
    with pytest.raises(CommandError):
        call_command("segel_bsre", "aktifkan", pelanggan="tak-dikenal", stdout=layar)
