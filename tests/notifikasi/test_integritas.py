"""`periksa_integritas` sees a step that nobody was told about."""

import pytest

from core.notifikasi.models import Pesan
from core.permohonan.integritas import periksa
from tests.permohonan import bahan

pytestmark = pytest.mark.django_db


def test_a_whole_house_has_no_findings(kecil):
    meja = bahan.kantor(kecil)
    meja.lakukan("tolak", meja.desa.operator_desa, alasan="Bukan warga desa ini.")
    assert list(periksa(["notifikasi.kabar"])) == []


def test_a_deleted_message_is_found(kecil):
    meja = bahan.kantor(kecil)
    Pesan.objects.filter(jenis="diajukan", saluran="lonceng").delete()
    (temuan,) = periksa(["notifikasi.kabar"])
    assert (temuan.objek, temuan.kalimat) == (
        meja.p.nomor,
        "Peristiwa “diajukan” tidak pernah dikabarkan kepada pemohon.",
    )
