"""What citizens really type finds what they need: the table kueri.csv, written before the engine was."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from core.wilayah.daerah import SIDOARJO
from layanan_links.models import Tautan
from layanan_links.muat import muat
from pencarian import mesin
from pencarian.indeks import Bahasa, Indeks
from pencarian.verba import siapkan_sinonim

FOLDER = Path(__file__).parent
TERATAS = 3
CUKUP = 0.95
CUKUP_SIMPANAN = 0.90  # asked after the engine was done and never tuned for: the honest figure

pytestmark = [pytest.mark.django_db, pytest.mark.satu_basis]


def tabel(nama: str) -> list[tuple[str, set[str]]]:
    """Each question with the entries of which one must be among the first three."""
    with (FOLDER / nama).open(encoding="utf-8") as berkas:
        return [(baris["ketik"], set(baris["harap"].split())) for baris in csv.DictReader(berkas)]


def meleset(indeks: Indeks, nama: str) -> list[str]:
    """Questions without a right answer among the first three, with what came instead."""
    salah = []
    for ketik, harap in tabel(nama):
        dapat = [f"{satu.entri.jenis}:{satu.entri.kunci}" for satu in indeks.cari(ketik).temuan[:TERATAS]]
        if not harap & set(dapat):
            salah.append(f"{ketik!r}: {dapat}")
    return salah


@pytest.fixture
def indeks() -> Indeks:
    """The services of this code base, the first applications of the register as if all were checked, the synonyms."""
    muat(SIDOARJO)
    Tautan.objects.update(keadaan=Tautan.Keadaan.TAYANG)
    siapkan_sinonim()
    return mesin.isi().indeks


def test_what_people_type_is_answered_in_the_first_three(indeks):
    salah, banyak = meleset(indeks, "kueri.csv"), len(tabel("kueri.csv"))

    assert banyak >= 150
    assert len(salah) <= (1 - CUKUP) * banyak, salah


def test_questions_that_nobody_tuned_for_are_answered_too(indeks):
    salah, banyak = meleset(indeks, "kueri_simpanan.csv"), len(tabel("kueri_simpanan.csv"))

    assert banyak >= 50
    assert len(salah) <= (1 - CUKUP_SIMPANAN) * banyak, salah


def test_the_two_tables_share_no_question_and_expect_only_what_exists(indeks):
    ada = {f"{satu.jenis}:{satu.kunci}" for satu in indeks.entri}
    pertama, kedua = dict(tabel("kueri.csv")), dict(tabel("kueri_simpanan.csv"))

    assert not set(pertama) & set(kedua)
    assert [k for k, harap in (pertama | kedua).items() if not harap & ada] == []


def test_without_synonyms_and_everyday_words_the_same_table_fails(indeks):
    polos = Indeks([replace(satu, kata=()) for satu in indeks.entri], Bahasa())

    assert len(meleset(polos, "kueri.csv")) > (1 - CUKUP) * len(tabel("kueri.csv"))
