"""The anchor finds what the chain alone cannot: a log written anew as a whole, and a tail cut off with its head."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from core.permohonan import integritas, jangkar, pemicu
from core.permohonan.aturan import AWAL_RANTAI
from core.permohonan.models import Permohonan
from core.permohonan.rantai import hash_peristiwa, isi_tercatat
from tests.permohonan import bahan


@pytest.fixture
def lama(kantor):
    """Yesterday's anchor; since then the triggers are gone."""
    kantor.lakukan("teruskan", kantor.desa.operator_desa)
    baris = jangkar.buat(bahan.SENIN)
    with connection.cursor() as kursor:
        for perintah in pemicu.lepas(connection.vendor):
            kursor.execute(perintah)
    return baris


def kode(baris, segel=""):
    return [t.kode for t in jangkar.periksa(baris, segel)]


def rantai_tanpa_cela():
    return list(integritas.periksa(["permohonan.rantai"])) == []


def test_a_log_that_has_only_grown_matches(kantor, lama):
    kantor.lakukan("teruskan", kantor.desa.sekretaris_desa)
    assert kode(lama, lama[0]) == []


def test_a_tail_cut_off_together_with_the_head_is_found(kantor, lama):
    kantor.p.peristiwa.order_by("-urut").first().delete()
    akhir = kantor.p.peristiwa.order_by("-urut").first()
    Permohonan.objects.filter(pk=kantor.p.pk).update(kepala_rantai=akhir.hash)
    assert rantai_tanpa_cela()
    assert kode(lama) == ["LOG_DITULIS_ULANG"]


def test_a_log_written_anew_as_a_whole_is_found(kantor, lama):
    sebelum = AWAL_RANTAI
    for e in kantor.p.peristiwa.order_by("urut"):
        e.jabatan, e.hash_sebelum = "Orang lain", sebelum
        e.hash = sebelum = hash_peristiwa(sebelum, isi_tercatat(e))
        e.save()
    Permohonan.objects.filter(pk=kantor.p.pk).update(kepala_rantai=sebelum)
    assert rantai_tanpa_cela()
    assert kode(lama) == ["LOG_DITULIS_ULANG"]


def test_an_anchor_that_was_forged_itself_is_found(kantor, lama):
    assert kode([lama[0], lama[1].replace(lama[1][-4:], "0000")]) == ["JANGKAR_PALSU"]
    assert kode(lama, "sipraja-jangkar-1 2026 1 lain") == ["JANGKAR_PALSU"]
    assert kode([]) == ["JANGKAR_PALSU"]


def test_drafts_and_empty_tables_make_an_anchor_too(db):
    assert kode(jangkar.buat(bahan.SENIN)) == []


def test_the_command_writes_and_compares(kantor, tmp_path):
    keluar = io.StringIO()
    call_command("jangkar_log", stdout=keluar)
    berkas = tmp_path / "jangkar.txt"
    berkas.write_text(keluar.getvalue())
    call_command("jangkar_log", "--periksa", str(berkas), stdout=(hasil := io.StringIO()))
    assert hasil.getvalue() == "0 temuan.\n"
    berkas.write_text("rusak")
    with pytest.raises(SystemExit):
        call_command("jangkar_log", "--periksa", str(berkas), stdout=io.StringIO())
