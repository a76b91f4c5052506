"""The state of a signing key before anybody signs, and the warnings before its end."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from core.notifikasi.kueri import halaman_lonceng
from core.notifikasi.models import Pesan
from core.notifikasi.surel import buat
from core.permohonan.galat import TidakBoleh
from core.surat import kunci_unit, masa_kunci
from core.surat.masa_kunci import Kode, ambang, keadaan, keadaan_pejabat, sapu_masa_kunci
from core.surat.models import (
    MAKS_FRASA,
    MAKS_FRASA_JAUH,
    KunciPejabat,
    KunciSegel,
    PenggerakUnit,
    SertifikatPejabat,
)
from core.surat.penanda import bsre_v2
from core.surat.penanda.dasar import FrasaDitolak, Tutup
from tests.pabrik import petugas
from tests.permohonan import bahan

KINI = bahan.SENIN


def sertifikat(sisa: float, **pemilik):
    saat = timezone.now() if pemilik else KINI
    return SertifikatPejabat(
        sidik=f"{sisa}", subjek="CN=Nur Hayati", berlaku_sampai=saat + timedelta(days=sisa), **pemilik
    )


def kunci(penggerak="pkcs12", kata="", sisa: float | None = 300):
    bukti = None if sisa is None else sertifikat(sisa)
    return KunciPejabat(penggerak=penggerak, keadaan=kata, sertifikat=bukti)


@pytest.mark.parametrize(
    ("satu", "kode", "boleh"),
    [
        (None, Kode.BELUM, False),
        (kunci(), Kode.BAIK, True),
        (kunci(sisa=31), Kode.BAIK, True),
        (kunci(sisa=30), Kode.SEGERA, True),
        (kunci(sisa=0.1), Kode.SEGERA, True),
        (kunci(sisa=-0.1), Kode.HABIS, False),
        (kunci(sisa=None), Kode.BELUM, False),
        (kunci(kata="REVOKE"), Kode.DICABUT, False),
        (kunci("bsre_v2", "ISSUE", None), Kode.BAIK, True),
        (kunci("bsre_v2", "ISSUE", 7), Kode.SEGERA, True),
        (kunci("bsre_v2", "ISSUE", -3), Kode.BAIK, True),
        (kunci("bsre_v2", "EXPIRED"), Kode.HABIS, False),
        (kunci("bsre_v2", "RENEW"), Kode.HABIS, False),
        (kunci("bsre_v1", "WAITING_FOR_VERIFICATION"), Kode.BELUM, False),
        (kunci("bsre_v1", "NOT_REGISTERED"), Kode.BELUM, False),
        (kunci("bsre_v1", "SUSPEND"), Kode.DICABUT, False),
        (kunci("bsre_v1", "KATA BARU"), Kode.TIDAK_DIKENAL, False),
        (kunci("bsre_v1", ""), Kode.TIDAK_DIKENAL, True),
    ],
)
def test_what_a_key_can_be(satu, kode, boleh):
    hasil = keadaan(satu, KINI)
    assert (hasil.kode, hasil.boleh) == (kode, boleh)
    assert "%(" not in hasil.kalimat
    assert hasil.judul


def test_the_end_is_told_with_its_day_and_what_to_do():
    kalimat = keadaan(kunci(sisa=14), KINI).kalimat
    assert kalimat == (
        "Sertifikat tanda tangan Anda berakhir 14 hari lagi, pada 7 Desember 2026. "
        "Minta perpanjangan sekarang melalui admin kabupaten."
    )


@pytest.mark.parametrize(
    ("sisa", "batas"),
    [(31, None), (30, 30), (15, 30), (14, 14), (8, 14), (7, 7), (1, 7), (0, 7), (-1, None)],
)
def test_each_limit_is_reached_on_its_day(sisa, batas):
    assert ambang(sisa) == batas


# --- BSrE is asked ----------------------------------------------------------------------------------------------------


class Gerbang:
    """Counts the questions. The gateway itself, over HTTP, is another file's matter."""

    def __init__(self, kata):
        self.kata, self.kali = kata, 0

    def __call__(self, _kunci):
        self.kali += 1
        if isinstance(self.kata, Exception):
            raise self.kata
        return self.kata


@pytest.fixture
def camat(kecil, senin):
    orang = petugas(kecil.waru, "camat", nama="Gatot Subagyo")
    KunciPejabat.objects.create(pengguna=orang, penggerak="bsre_v2", pengenal="gatot@contoh.go.id")
    return orang


def test_bsre_is_asked_at_most_once_an_hour(camat, senin, monkeypatch):
    gerbang = Gerbang("ISSUE")
    monkeypatch.setattr(bsre_v2, "keadaan", gerbang)
    assert [keadaan_pejabat(camat).kode for _ in range(3)] == [Kode.BAIK] * 3
    assert gerbang.kali == 1
    senin.shift(masa_kunci.SEGAR)
    gerbang.kata = "SUSPEND"
    assert keadaan_pejabat(camat).kode is Kode.DICABUT
    assert (gerbang.kali, KunciPejabat.objects.get().keadaan) == (2, "SUSPEND")


def test_without_an_answer_the_last_word_stays(camat, senin, monkeypatch):
    gerbang = Gerbang(Tutup("Gerbang BSrE sedang bermasalah."))
    monkeypatch.setattr(bsre_v2, "keadaan", gerbang)
    assert (keadaan_pejabat(camat).kode, keadaan_pejabat(camat).ditanya) == (Kode.TIDAK_DIKENAL, False)
    assert gerbang.kali == 1, "a gateway that is down is not asked by every page"
    KunciPejabat.objects.update(keadaan="ISSUE")
    senin.shift(masa_kunci.SEGAR)
    assert keadaan_pejabat(camat).kode is Kode.BAIK


def test_a_key_on_this_machine_asks_nobody(kecil, senin, monkeypatch):
    orang = petugas(kecil.waru, "camat")
    KunciPejabat.objects.create(pengguna=orang, sertifikat=_tercatat(orang, 200))
    monkeypatch.setattr(masa_kunci, "import_module", lambda _: 1 / 0)
    assert keadaan_pejabat(orang).kode is Kode.BAIK
    KunciPejabat.objects.update(penggerak="bsre_v2")
    with pytest.raises(ZeroDivisionError):
        keadaan_pejabat(orang)


def _tercatat(orang, sisa):
    satu = sertifikat(sisa, pengguna=orang)
    satu.save()
    return satu


def test_an_officer_without_a_key_signs_the_way_of_the_office(kecil, senin):
    orang = petugas(kecil.pepelegi, "kepala_desa", email="nur@contoh.go.id")
    assert kunci_unit.kunci_milik(orang) is None
    PenggerakUnit.objects.create(unit=kecil.waru, penggerak="bsre_v2")  # the office above
    milik = kunci_unit.kunci_milik(orang)
    assert (milik.penggerak, milik.pengenal) == ("bsre_v2", "nur@contoh.go.id")
    assert kunci_unit.kunci_milik(orang) == milik


def test_the_own_key_wins_and_version_1_needs_a_nik(kecil, senin):
    PenggerakUnit.objects.create(unit=kecil.waru, penggerak="bsre_v2")
    PenggerakUnit.objects.create(unit=kecil.tropodo, penggerak="bsre_v1")  # nearer than the kecamatan
    orang, lain = petugas(kecil.pepelegi, "kepala_desa"), petugas(kecil.tropodo, "kepala_desa")
    milik = KunciPejabat.objects.create(pengguna=orang, pengenal="kades", penggerak="pkcs11")
    assert kunci_unit.kunci_milik(orang) == milik
    assert kunci_unit.kunci_milik(lain) is None


# --- Warnings ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def tahunan(kecil, senin):
    """A kepala desa whose certificate ends in 40 days, 2 January 2027."""
    orang = petugas(kecil.pepelegi, "kepala_desa", nama="Nur Hayati", email="nur@contoh.go.id")
    KunciPejabat.objects.create(pengguna=orang, sertifikat=_tercatat(orang, 40))
    return orang


def malam(senin, hari):
    """So many nights go by, with a sweep every day."""
    for _ in range(hari):
        senin.shift(timedelta(days=1))
        sapu_masa_kunci()


def jenis(orang):
    baris = Pesan.objects.filter(penerima=orang).order_by("pk")
    return [(satu.saluran, satu.data["ambang"]) for satu in baris]


def test_the_owner_is_told_once_at_each_limit(tahunan, senin):
    malam(senin, 9)
    assert jenis(tahunan) == []
    malam(senin, 1)
    assert jenis(tahunan) == [("lonceng", 30), ("surel", 30)]
    malam(senin, 22)
    assert jenis(tahunan) == [(s, n) for n in (30, 14) for s in ("lonceng", "surel")]
    malam(senin, 20)
    assert jenis(tahunan) == [(s, n) for n in (30, 14, 7) for s in ("lonceng", "surel")]


def test_a_night_that_was_missed_is_made_up(tahunan, senin):
    senin.shift(timedelta(days=28))
    sapu_masa_kunci()
    assert jenis(tahunan) == [("lonceng", 14), ("surel", 14)]


def test_the_sweep_looks_once_a_day(tahunan, senin, django_assert_num_queries):
    senin.shift(timedelta(days=10))
    assert [sapu_masa_kunci(), sapu_masa_kunci()] == [1, 0]
    cache.clear()
    assert sapu_masa_kunci() == 1
    assert len(jenis(tahunan)) == 2, "told once even when the day is done twice"


def test_a_new_certificate_or_a_lost_key_warns_of_nothing(tahunan, senin):
    KunciPejabat.objects.update(keadaan="REVOKE")
    malam(senin, 10)
    assert jenis(tahunan) == []
    KunciPejabat.objects.update(keadaan="", sertifikat=_tercatat(tahunan, 300))
    malam(senin, 20)
    assert jenis(tahunan) == []
    KunciPejabat.objects.update(sertifikat=SertifikatPejabat.objects.get(sidik="40"))
    malam(senin, 1)
    assert len(jenis(tahunan)) == 2, "the twin"


def test_the_words_of_the_warning(tahunan, senin, settings):
    malam(senin, 26)
    surel = buat(Pesan.objects.get(saluran="surel", data__ambang=14))
    assert surel.subject == "Sertifikat tanda tangan Anda segera habis"
    assert "berakhir pada 2 Januari 2027" in surel.body
    assert f"{settings.ALAMAT_SITUS}/kantor/" in surel.body
    (baru, lama), _ = halaman_lonceng(tahunan)
    assert [satu.kabar.tautan for satu in (baru, lama)] == ["/kantor/"] * 2
    assert "2 Januari 2027" in baru.kabar.isi


def test_of_a_seal_the_admins_are_told(kecil, senin):
    from core.wilayah.models import Jabatan, Unit

    kantor = Unit.objects.filter(jabatan__peran="admin_kabupaten").first()
    kantor = kantor or Jabatan.objects.create(unit=kecil.waru, peran="admin_kabupaten", nama="Admin").unit
    admin = petugas(kantor, "admin_kabupaten", email="admin@contoh.go.id")
    satu = sertifikat(40, unit=kecil.waru)
    satu.save()
    KunciSegel.objects.create(unit=kecil.waru, nama="Kecamatan Waru", sertifikat=satu)
    malam(senin, 10)
    assert jenis(admin) == [("lonceng", 30), ("surel", 30)]
    assert "Kecamatan Waru" in buat(Pesan.objects.get(saluran="surel")).body
    KunciSegel.objects.update(aktif=False)
    malam(senin, 20)
    assert len(jenis(admin)) == 2


def test_the_schedule_runs_it(settings):
    assert "core.surat.masa_kunci.sapu_masa_kunci" in settings.PENYAPU


# --- Where the officer sees it ----------------------------------------------------------------------------------------


def test_the_banner_stands_before_the_queue_and_on_the_signing_page(meja):
    from tests.peramban import Peramban

    desk = Peramban(meja.desa.kepala_desa)
    alamat = ("/kantor/", f"/kantor/surat/{meja.p.pk}/tandatangan/")
    assert ["Sertifikat tanda tangan Anda" in desk.buka(satu).teks for satu in alamat] == [False, False]
    SertifikatPejabat.objects.update(berlaku_sampai=KINI + timedelta(days=7))
    assert ["berakhir 7 hari lagi" in desk.buka(satu).teks for satu in alamat] == [True, True]
    KunciPejabat.objects.all().delete()
    assert ["Anda belum punya sertifikat" in desk.buka(satu).teks for satu in alamat] == [True, True]


def test_who_signs_nothing_is_told_nothing_of_keys(meja):
    from tests.peramban import Peramban

    assert "sertifikat" not in Peramban(meja.desa.operator_desa).buka("/kantor/").teks.lower()


def test_a_stopped_key_does_not_sign_and_says_what_to_do(meja):
    from tests.surat.alur import siapkan, tandatangani

    siapkan(meja)
    KunciPejabat.objects.update(keadaan="REVOKE")
    with pytest.raises(TidakBoleh, match="sudah dihentikan"):
        tandatangani(meja)
    KunciPejabat.objects.update(keadaan="")
    assert tandatangani(meja).status == "terbit", "the twin"


def test_who_signs_the_way_of_the_office_gets_no_field_of_ours(kecil, senin):
    from core.surat.kunci import asing

    satu, dua = petugas(kecil.pepelegi, "kepala_desa", email="a@contoh.id"), petugas(kecil.sidoarjo, "camat")
    assert asing([satu.pk, dua.pk]) == set()
    PenggerakUnit.objects.create(unit=kecil.waru, penggerak="bsre_v2")
    assert asing([satu.pk, dua.pk]) == {satu.pk}


@pytest.mark.parametrize(("cara", "batas"), [("pkcs11", MAKS_FRASA_JAUH), ("pkcs12", MAKS_FRASA)])
def test_a_device_is_tried_as_seldom_as_a_gateway(meja, cara, batas):
    """Devices lock for good after a few wrong PINs; a file does not."""
    milik = KunciPejabat.objects.get(pengguna=meja.desa.kepala_desa)
    milik.penggerak = cara
    assert [_salah(milik) for _ in range(batas + 1)] == ["PIN salah"] * batas + ["terlalu sering"]


def _salah(milik):
    from core.surat.kunci import percobaan

    try:
        with percobaan(milik):
            raise FrasaDitolak("PIN salah")
    except FrasaDitolak as galat:
        return "terlalu sering" if "terlalu sering" in galat.pesan else galat.pesan
