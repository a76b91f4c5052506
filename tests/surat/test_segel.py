"""The organisation's e-seal: last on the letter, without a human, only over what an officer has just signed."""

import pytest

from core.permohonan.galat import TidakBoleh
from core.surat import arsip, pemeriksaan, rahasia, sertifikat, verba, verba_segel
from core.surat.kunci import catat_sertifikat, kepercayaan, otoritas
from core.surat.models import KunciSegel, Segel, Surat, TandaTangan, Terbitan
from core.surat.penanda import lokal
from core.surat.penanda.dasar import Tutup
from core.surat.validasi import periksa_milik
from tests.surat.alur import ke_camat, siapkan, tandatangani

SANDI = "Kanari-segel-40f1"


def pasang_segel(unit, nama="Pemerintah Kabupaten Sidoarjo"):
    """A seal of this office, with a key of the demonstration CA."""
    p12, satu = otoritas().terbitkan(nama, SANDI)
    arsip.tulis("kunci/segel.p12", p12)
    return KunciSegel.objects.create(
        unit=unit, nama=nama, berkas="kunci/segel.p12", sertifikat=catat_sertifikat(satu, unit=unit),
        rahasia=rahasia.kunci(SANDI),
    )  # fmt: skip


@pytest.fixture
def bersegel(meja, kecil):
    pasang_segel(kecil.waru)  # of the kecamatan: letters of its villages carry it
    return meja


def temuan(surat):
    return periksa_milik(arsip.baca(surat.sha_kini), kepercayaan())


def test_letter_of_a_village_carries_the_seal_of_the_nearest_office_above(bersegel):
    siapkan(bersegel)
    surat = tandatangani(bersegel)
    assert surat.status == "terbit"
    hasil = temuan(surat)
    assert hasil.sah
    assert [p.medan for p in hasil.penanda] == ["TandaTangan1", "Segel"]
    assert hasil.penanda[1].sidik == KunciSegel.objects.get().sertifikat.sidik
    segel = Segel.objects.get()
    assert (segel.status, segel.sha_sesudah, segel.sha_sebelum) == (
        "sah", surat.sha_kini, TandaTangan.objects.get().sha_sesudah,
    )  # fmt: skip
    assert Terbitan.objects.get().sha == surat.sha_kini
    assert list(pemeriksaan.semua()) == []


def test_seal_of_the_secretariat_is_the_regencys_and_a_nearer_one_comes_first(meja, kecil):
    kabupaten = pasang_segel(kecil.bagian_pemerintahan)
    assert verba_segel.kunci_segel(kecil.pepelegi) == kabupaten
    lain = pasang_segel(kecil.dinas_sosial, "Dinas Sosial")
    assert verba_segel.kunci_segel(kecil.pepelegi) == kabupaten
    assert verba_segel.kunci_segel(kecil.dinas_sosial) == lain


def test_without_a_seal_the_last_officer_is_the_last_signature(meja):
    """Twin: nothing of the above happens by itself."""
    siapkan(meja)
    assert [p.medan for p in temuan(tandatangani(meja)).penanda] == ["TandaTangan1"]
    assert not Segel.objects.exists()


def test_two_signers_and_the_seal_stand_on_one_file_in_order(meja_dua, kecil):
    pasang_segel(kecil.waru)
    siapkan(meja_dua)
    kedua = tandatangani(meja_dua)
    assert kedua.status == "ditandatangani"
    assert Segel.objects.get().status == "menunggu"
    ke_camat(meja_dua)
    surat = tandatangani(meja_dua, meja_dua.kecamatan.camat)
    hasil = temuan(surat)
    assert (surat.status, hasil.sah) == ("terbit", True)
    assert [p.medan for p in hasil.penanda] == ["TandaTangan1", "TandaTangan2", "Segel"]


def test_after_the_seal_nobody_can_add_a_signature(bersegel, kecil):
    from core.surat.pades import Giliran, PenandaKunci, tanda_tangani

    siapkan(bersegel)
    pdf = arsip.baca(tandatangani(bersegel).sha_kini)
    p12, _ = otoritas().terbitkan("Orang Keempat", "x")
    penanda = PenandaKunci(sertifikat.buka_kunci(p12, "x"))
    try:
        lagi = tanda_tangani(pdf, penanda, Giliran(3, 3), nama="x", alasan="x")
    except Exception:
        return  # the library refuses to touch a locked file
    assert not periksa_milik(lagi, kepercayaan()).sah


def padamkan(m):
    def tutup(*_):
        raise Tutup("Segel tidak terjangkau.")

    m.setattr(verba_segel.Penyegel, "_bubuhkan", tutup)


def test_while_the_seal_is_away_the_letter_waits_and_is_not_signed_again(bersegel, senin, monkeypatch):
    siapkan(bersegel)
    with monkeypatch.context() as m:
        padamkan(m)
        surat = tandatangani(bersegel)
        assert (surat.status, TandaTangan.objects.get().status) == ("beku", "menunggu_segel")
        assert bersegel.segarkan().terbit_pada is None
        assert verba.pulihkan() == {"menunggu_segel": 1}
        assert verba.pulihkan() == {"menunggu_segel": 1}
        with pytest.raises(TidakBoleh, match="menunggu segel"):
            tandatangani(bersegel)
        with pytest.raises(TidakBoleh, match="menunggu segel"):
            siapkan(bersegel)
        assert list(pemeriksaan.semua()) == []
    assert verba.pulihkan() == {"diadopsi": 1}
    assert verba.pulihkan() == {}
    surat = Surat.objects.get()
    assert (surat.status, temuan(surat).sah) == ("terbit", True)
    assert TandaTangan.objects.get().percobaan == 1
    assert list(pemeriksaan.semua()) == []


def test_a_seal_that_was_stored_before_a_crash_is_used_again(bersegel, senin, monkeypatch):
    from core.surat.models import LEASE
    from tests.surat.test_mati_mendadak import Mati, bunuh

    siapkan(bersegel)
    with monkeypatch.context() as m:
        bunuh(m, "core.surat.verba_sah.selesaikan_tahap_ttd", sesudah=False)
        with pytest.raises(Mati):
            tandatangani(bersegel)
    dulu = Segel.objects.get().sha_sesudah
    assert dulu
    monkeypatch.setattr(lokal, "tanda_tangani", pytest.fail)
    senin.shift(LEASE * 2)
    assert verba.pulihkan() == {"diadopsi": 1}
    assert Surat.objects.get().sha_kini == dulu


def test_seal_of_another_key_is_refused_and_the_letter_waits(bersegel, kecil):
    """What the seal's driver returns is judged like anybody's: here the file was swapped for another key."""
    p12, _ = otoritas().terbitkan("Pemerintah Kabupaten Sidoarjo", SANDI)
    arsip.tulis("kunci/palsu.p12", p12)
    KunciSegel.objects.update(berkas="kunci/palsu.p12")
    siapkan(bersegel)
    assert tandatangani(bersegel).status == "beku"
    assert TandaTangan.objects.get().status == "menunggu_segel"


def test_inactive_seal_is_not_asked_for(meja, kecil):
    kunci = pasang_segel(kecil.waru)
    KunciSegel.objects.filter(pk=kunci.pk).update(aktif=False)
    siapkan(meja)
    assert not Segel.objects.exists()


def test_secret_of_the_seal_is_stored_encrypted_and_opens_with_the_old_key_too(meja, kecil, settings):
    tertutup = pasang_segel(kecil.waru).rahasia
    assert SANDI not in tertutup
    assert rahasia.buka(tertutup) == SANDI
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "kunci-baru-" * 5
    assert rahasia.buka(tertutup) == SANDI
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(rahasia.RahasiaRusak):
        rahasia.buka(tertutup)


def test_lost_secret_of_the_seal_waits_for_the_admin_with_a_sentence(bersegel, caplog):
    KunciSegel.objects.update(rahasia="rusak")
    siapkan(bersegel)
    assert tandatangani(bersegel).status == "beku"
    assert "memasang segel lagi" in caplog.text
