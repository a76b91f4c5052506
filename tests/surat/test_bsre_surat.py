"""A letter issued through BSrE from the officer's desk to the public: rows, counts and what is left behind."""

import pytest
import time_machine
from django.apps import apps

from core.akun.models import Pengguna
from core.permohonan.galat import TidakBoleh
from core.surat import sertifikat
from core.surat.models import (
    MAKS_FRASA_JAUH,
    KunciPejabat,
    Penggerak,
    Percobaan,
    SertifikatPejabat,
    StatusSurat,
    Surat,
    TandaTangan,
)
from core.surat.penanda import bsre_gerbang
from core.surat.penanda.dasar import Ditolak, FrasaDitolak, TidakPasti
from core.surat.simulator.dunia import Orang
from tests.permohonan import bahan
from tests.surat import alur
from tests.surat.gerbang import AKUN, FRASA, NIK, menyala, setel


@pytest.fixture(scope="module")
def nyala(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bsre")
    with time_machine.travel(bahan.SENIN, tick=False):  # the CA must be valid on the day of the letters
        sertifikat.otoritas(folder / "ca")
    with menyala(folder) as satu:
        yield satu


KEDUANYA = pytest.mark.parametrize("kantor", [Penggerak.BSRE_V1, Penggerak.BSRE_V2], indirect=True)


@pytest.fixture
def kantor(request, meja, nyala, settings):
    """A file at the desk of a kepala desa whose key lies at BSrE."""
    kades = meja.desa.kepala_desa
    nyala.bersihkan()
    Pengguna.objects.filter(pk=kades.pk).update(nama="Sumarni")  # as at BSrE
    kades.nama = "Sumarni"
    setel(settings, nyala)
    settings.SERTIFIKAT_DEMO = nyala.folder / "ca"
    isi = {"penggerak": getattr(request, "param", Penggerak.BSRE_V2), "pengenal": NIK, "berkas": "", "sertifikat": None}
    KunciPejabat.objects.filter(pengguna=kades).update(**isi)
    alur.siapkan(meja)
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
