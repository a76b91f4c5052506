"""Every stage of every shipped service finds an office with such a seat, in both regencies."""

import pytest

from core.layanan.register import registri
from core.permohonan.galat import TidakBoleh
from core.permohonan.rute import unit_tahap
from core.wilayah.daerah import SEMUA
from core.wilayah.kueri import ada_jabatan
from core.wilayah.muat import muat

TEMPAT = {"sidoarjo": "35.15.18.2001", "trenggalek": "35.03.13.2004"}


def tanpa_kursi(rute, tempat):
    """Stages that would find no office or no seat."""
    kurang = []
    for tahap in rute:
        try:
            kosong = not ada_jabatan(unit_tahap(tahap, tempat), tahap.peran)
        except TidakBoleh:
            kosong = True
        if kosong:
            kurang.append((tahap.unit, tahap.peran))
    return kurang


@pytest.mark.django_db
@pytest.mark.parametrize("tema", sorted(SEMUA))
def test_no_stage_of_a_service_leads_nowhere(tema):
    muat(SEMUA[tema])
    kurang = {la.kode: tanpa_kursi(la.rute, TEMPAT[tema]) for la in registri().semua()}
    assert {kode: isi for kode, isi in kurang.items() if isi} == {}


@pytest.mark.django_db
def test_a_stage_without_an_office_would_be_noticed():
    muat(SEMUA["sidoarjo"])
    tahap = registri().semua()[0].rute[0]
    assert tanpa_kursi([tahap.model_copy(update={"unit": "dinas-khayal"})], TEMPAT["sidoarjo"])
    assert tanpa_kursi([tahap.model_copy(update={"unit": "kecamatan", "peran": "kepala_desa"})], TEMPAT["sidoarjo"])
