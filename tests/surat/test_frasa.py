"""The passphrase of a signer: wrong, guessed, expired; and it stays nowhere."""

import pytest
from asn1crypto import cms, pkcs12

from core.permohonan.galat import TidakBoleh
from core.surat import sertifikat, verba
from core.surat.models import (
    JEDA_FRASA,
    MAKS_FRASA,
    KunciPejabat,
    SertifikatPejabat,
    TandaTangan,
)
from core.surat.penanda.dasar import Rahasia
from tests.conftest import PUTARAN_KDF
from tests.permohonan import bahan
from tests.surat import alur
from tests.surat.alur import siapkan, tandatangani


def test_wrong_passphrase_signs_nothing_and_can_be_corrected(meja):
    siapkan(meja)
    with pytest.raises(verba.FrasaDitolak) as galat:
        tandatangani(meja, frasa="salah")
    assert galat.value.pesan == "Frasa sandi salah. Periksa huruf besar dan angka, lalu coba lagi."
    assert TandaTangan.objects.get().status == "menunggu"
    assert tandatangani(meja).status == "terbit"
    assert KunciPejabat.objects.get(pengguna=meja.desa.kepala_desa).gagal == 0


def test_guessing_the_passphrase_is_stopped_for_a_while(meja, senin):
    siapkan(meja)
    for _ in range(MAKS_FRASA):
        with pytest.raises(verba.FrasaDitolak, match=r"Frasa sandi salah\. "):
            tandatangani(meja, frasa="salah")
    with pytest.raises(verba.FrasaDitolak, match=r"terlalu sering\. Coba lagi setelah 15 menit"):
        tandatangani(meja)
    senin.shift(JEDA_FRASA)
    assert tandatangani(meja).status == "terbit"


def test_guesses_on_many_letters_at_once_share_one_count(meja):
    """Each request has passed the first look at the count before any of them guesses."""
    from core.surat.kunci import kunci_siap, percobaan
    from core.surat.penanda import terbuka

    siap = [kunci_siap(meja.desa.kepala_desa) for _ in range(MAKS_FRASA + 2)]
    pesan = []
    for satu in siap:
        with pytest.raises(verba.FrasaDitolak) as galat, percobaan(satu), terbuka(satu, Rahasia("salah")):
            pytest.fail("opened")
        pesan.append("terlalu sering" in galat.value.pesan)
    assert pesan == [False] * MAKS_FRASA + [True] * 2


@pytest.mark.satu_basis
def test_outside_the_tests_a_key_is_locked_with_a_hundred_thousand_rounds(monkeypatch, tmp_path):
    """The twin of `_kunci_murah`, which makes locking cheap here."""
    monkeypatch.setattr(sertifikat, "PUTARAN_KDF", PUTARAN_KDF)
    p12, _sertifikat = sertifikat.otoritas(tmp_path).terbitkan("Siti Aminah", alur.FRASA)
    semua = [satu["content"] for satu in pkcs12.Pfx.load(p12).authenticated_safe]
    terkunci = [satu["encrypted_content_info"] for satu in semua if isinstance(satu, cms.EncryptedData)]
    assert [satu["content_encryption_algorithm"].kdf_iterations for satu in terkunci] == [100_000]


def test_officer_without_key_is_told_what_to_do(meja):
    siapkan(meja)
    KunciPejabat.objects.all().delete()
    with pytest.raises(TidakBoleh, match="belum punya kunci"):
        tandatangani(meja)


def test_expired_certificate_does_not_sign(meja, senin):
    siapkan(meja)
    SertifikatPejabat.objects.update(berlaku_sampai=bahan.SENIN)
    with pytest.raises(TidakBoleh, match="habis masa berlakunya"):
        tandatangani(meja)


def test_passphrase_does_not_reach_the_log_or_the_database(meja, caplog, arsip_uji):
    """Canary of threat T14: through success, a wrong try and a crash. The twin at the end shows that the scan finds."""
    import sqlite3
    from pathlib import Path

    from django.db import connection

    def kebocoran(kata):
        with connection.cursor() as kursor:
            nama = connection.introspection.table_names(kursor)
            isi = []
            for tabel in nama:
                kursor.execute(f'SELECT * FROM "{tabel}"')
                isi += [str(baris) for baris in kursor.fetchall()]
        berkas = [b.read_bytes() for b in Path(arsip_uji.location).rglob("*") if b.is_file()]
        return [s for s in isi if kata in s], [b for b in berkas if kata.encode() in b], kata in caplog.text

    assert sqlite3.threadsafety
    siapkan(meja)
    with pytest.raises(verba.FrasaDitolak):
        tandatangani(meja, frasa=alur.FRASA + "-salah")
    tandatangani(meja)
    assert kebocoran(alur.FRASA) == ([], [], False)
    assert kebocoran(meja.pemohon.nik)[0] != []


def test_unexpected_failure_hides_the_passphrase_from_the_error_page(meja, monkeypatch, rf):
    import sys

    from django.views.debug import ExceptionReporter

    siapkan(meja)
    monkeypatch.setattr("core.surat.penanda.lokal.arsip.baca_kunci", lambda _: 1 / 0)
    try:
        tandatangani(meja)
    except ZeroDivisionError:
        laporan = ExceptionReporter(rf.get("/"), *sys.exc_info()).get_traceback_text()
    tersembunyi = laporan.split("tests/surat")[0] + "".join(
        bagian for bagian in laporan.split("File ") if "/core/" in bagian.split("\n")[0]
    )
    assert "buka" in tersembunyi
    assert alur.FRASA not in tersembunyi
    assert TandaTangan.objects.get().status == "tidak_pasti"
