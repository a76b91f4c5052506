"""A crash at any point: afterwards `pulihkan`, run once or twice, brings back order with the same number (I9)."""

from datetime import timedelta

import pytest

from core.surat import arsip, pemeriksaan, verba
from core.surat.models import LEASE, Penghitung, SertifikatPejabat, Surat, TandaTangan
from tests.permohonan import bahan
from tests.surat.alur import siapkan, tandatangani


class Mati(BaseException):
    """Like kill -9: no `except Exception` sees it, no transaction commits."""


def bunuh(monkeypatch, tempat, *, sesudah):
    """Die before or after the call named by `tempat`."""
    modul, nama = tempat.rsplit(".", 1)
    import importlib

    pemilik = importlib.import_module(modul)
    asli = getattr(pemilik, nama)

    def mati(*args, **kwargs):
        if sesudah:
            asli(*args, **kwargs)
        raise Mati

    monkeypatch.setattr(pemilik, nama, mati)


def sehat():
    assert list(pemeriksaan.semua()) == []
    assert Penghitung.objects.get().terakhir == Surat.objects.count() == 1


TITIK_BEKU = [
    ("core.surat.verba_beku.bekukan", False),  # the number is taken, nothing rendered
    ("core.surat.arsip.simpan", False),  # rendered, not stored
    ("core.surat.arsip.simpan", True),  # stored, no row says so
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("tempat", "sesudah"), TITIK_BEKU)
@pytest.mark.parametrize("lanjut", ["officer", "pulihkan"])
def test_crash_while_freezing_keeps_the_number(meja, senin, monkeypatch, tempat, sesudah, lanjut):
    with monkeypatch.context() as m:
        bunuh(m, tempat, sesudah=sesudah)
        with pytest.raises(Mati):
            siapkan(meja)
    assert Surat.objects.get().status == "dinomori"
    if lanjut == "pulihkan":
        assert verba.pulihkan() == {}  # too fresh: somebody may be at work
        senin.shift(LEASE * 2)
        assert verba.pulihkan() == {"dibekukan": 1}
        assert verba.pulihkan() == {}
    surat = siapkan(meja)
    assert (surat.urut, surat.status) == (1, "beku")
    sehat()
    assert tandatangani(meja).status == "terbit"
    sehat()


TITIK_TTD = [
    ("core.surat.penanda.lokal.tanda_tangani", False, "dikembalikan"),  # the intent stands, no signature was made
    ("core.surat.penanda.lokal.tanda_tangani", True, "dikembalikan"),  # signed, the bytes are lost
    ("core.surat.arsip.simpan", True, "dikembalikan"),  # stored, but no row knows under which name
    ("core.surat.verba_ttd.catat_sesudah", True, "diadopsi"),  # stored and known
    ("core.surat.verba_ttd.sahkan_blok", False, "diadopsi"),
    ("core.surat.verba_sah.selesaikan_tahap_ttd", True, "diadopsi"),  # in the middle of the last transaction
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("tempat", "sesudah", "akhir"), TITIK_TTD)
def test_crash_while_signing_loses_nothing(meja, senin, monkeypatch, tempat, sesudah, akhir):
    siapkan(meja)
    with monkeypatch.context() as m:
        bunuh(m, tempat, sesudah=sesudah)
        with pytest.raises(Mati):
            tandatangani(meja)
    assert (Surat.objects.get().status, TandaTangan.objects.get().status) == ("beku", "niat")
    assert meja.segarkan().terbit_pada is None
    sehat()
    senin.shift(LEASE * 2)
    assert verba.pulihkan() == {akhir: 1}
    assert verba.pulihkan() == {}
    if akhir == "dikembalikan":
        assert tandatangani(meja).status == "terbit"
    assert (Surat.objects.get().status, TandaTangan.objects.get().status) == ("terbit", "sah")
    assert meja.segarkan().terbit_pada is not None
    assert meja.jenis().count("ditandatangani") == 1
    sehat()


@pytest.mark.django_db(transaction=True)
def test_stored_attempt_that_the_verifier_refuses_is_not_adopted(meja, senin, monkeypatch):
    """Twin: the same crash with honest bytes is adopted (above)."""
    surat = siapkan(meja)
    with monkeypatch.context() as m:
        bunuh(m, "core.surat.verba_ttd.sahkan_blok", sesudah=False)
        with pytest.raises(Mati):
            tandatangani(meja)
    palsu = arsip.simpan(arsip.baca(TandaTangan.objects.get().sha_sesudah) + b"junk")
    TandaTangan.objects.update(sha_sesudah=palsu)
    senin.shift(LEASE * 2)
    assert verba.pulihkan() == {"dikembalikan": 1}
    surat.refresh_from_db()
    assert (surat.status, surat.sha_kini) == ("beku", surat.sha_beku)


@pytest.mark.django_db(transaction=True)
def test_stored_attempt_is_not_adopted_when_the_signer_has_left_the_office(meja, senin, monkeypatch):
    siapkan(meja)
    with monkeypatch.context() as m:
        bunuh(m, "core.surat.verba_ttd.sahkan_blok", sesudah=False)
        with pytest.raises(Mati):
            tandatangani(meja)
    meja.desa.kepala_desa.tugas.delete()
    senin.shift(LEASE * 2)
    assert verba.pulihkan() == {"dikembalikan": 1}
    assert Surat.objects.get().status == "beku"


def test_full_disk_leaves_no_half_file_and_the_letter_can_be_signed_later(meja, monkeypatch):
    siapkan(meja)

    def penuh(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as m:
        m.setattr("core.surat.arsip.os.fsync", penuh)
        with pytest.raises(arsip.ArsipTutup, match="Nomor surat tetap; coba lagi"):
            tandatangani(meja)
    assert TandaTangan.objects.get().status == "tidak_pasti"
    assert tandatangani(meja).status == "terbit"
    sehat()


def test_checks_see_what_they_are_for(meja, arsip_uji):
    """Twin of every empty list above: damage of each kind is found and named."""
    siapkan(meja)
    surat = tandatangani(meja)

    def temuan():
        return sorted({t.kode for t in pemeriksaan.semua()})

    assert temuan() == []
    Penghitung.objects.update(terakhir=3)
    assert temuan() == ["NOMOR_CELAH"]
    Penghitung.objects.update(terakhir=0)
    assert temuan() == ["NOMOR_CELAH"]
    Penghitung.objects.update(terakhir=1, puncak=0)
    assert temuan() == ["PUNCAK_RENDAH"]
    Penghitung.objects.update(puncak=1, tahun=surat.tahun - 1)
    assert temuan() == ["NOMOR_SALAH_TAHUN", "PUNCAK_RENDAH"]
    Penghitung.objects.update(tahun=surat.tahun)
    Surat.objects.update(sha_kini=surat.sha_beku)
    assert temuan() == ["SURAT_TIDAK_SAH"]
    Surat.objects.update(sha_kini="0" * 64)
    assert temuan() == ["ARSIP_RUSAK"]
    Surat.objects.update(sha_kini=surat.sha_kini, sha_beku="0" * 64)
    assert temuan() == ["TANDA_TANGAN_BEDA"]
    Surat.objects.update(sha_beku=surat.sha_beku)
    TandaTangan.objects.update(status="menunggu")
    assert temuan() == ["TANDA_TANGAN_KURANG"]
    TandaTangan.objects.update(status="sah")
    SertifikatPejabat.objects.update(pengguna=meja.kecamatan.camat)
    assert temuan() == ["SERTIFIKAT_ORANG_LAIN"]
    SertifikatPejabat.objects.update(pengguna=meja.desa.kepala_desa)
    meja.desa.kepala_desa.tugas.delete()
    assert temuan() == ["PENANDA_TANPA_WENANG"]
    Surat.objects.update(status="batal", alasan_batal="x")
    assert temuan() == ["TERBIT_TANPA_SURAT"]


def test_orphans_are_swept_after_a_day_and_nothing_else(meja_dua, arsip_uji, senin):
    import os
    from pathlib import Path

    siapkan(meja_dua)
    tandatangani(meja_dua)
    dipakai = set(arsip.semua())
    assert len(dipakai) == 2  # frozen, and with the first signature
    arsip.simpan(b"percobaan yang terputus")
    setengah = Path(arsip_uji.location) / "pdf" / "ab" / ".setengah"
    setengah.parent.mkdir(exist_ok=True)
    setengah.write_bytes(b"x")
    for berkas in arsip.semua():
        os.utime(Path(arsip_uji.location) / berkas, (senin_detik := bahan.SENIN.timestamp(), senin_detik))
    assert verba.sapu_yatim() == 0
    senin.shift(timedelta(days=1, seconds=1))
    assert verba.sapu_yatim() == 2
    assert set(arsip.semua()) == dipakai


def test_archive_refuses_bytes_that_are_not_what_their_name_says(arsip_uji):
    from pathlib import Path

    sha = arsip.simpan(b"surat")
    assert arsip.baca(sha) == b"surat"
    berkas = next(b for b in Path(arsip_uji.location).rglob("*.pdf"))
    assert berkas.stat().st_mode & 0o077 == 0
    berkas.write_bytes(b"surau")
    with pytest.raises(arsip.ArsipRusak):
        arsip.baca(sha)
