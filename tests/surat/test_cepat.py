"""The fast ways give what the slow ones give, and are left by themselves when they do not."""

import asyncio
import logging
from dataclasses import replace
from hashlib import sha256

import pytest
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from core.surat import pades_cepat, pemeriksa, sertifikat
from core.surat.pades import Giliran, PenandaKunci, tanda_tangani
from core.surat.pades_cepat import CmsCepat
from tests.surat import bahan

ACUAN = PdfCMSSignedAttributes()


class Lambat(PenandaKunci):
    """The same key, assembled by pyHanko itself."""

    async_sign = CmsCepat.__mro__[1].async_sign


@pytest.fixture(scope="module")
def kunci(tmp_path_factory):
    return bahan.kunci(tmp_path_factory.mktemp("ca"))


@pytest.fixture
def belum_ada():
    """No template from another test."""
    pades_cepat._cetakan.clear()


def wadah(penanda, sidik):
    hasil = asyncio.run(penanda.async_sign(sidik, "sha256", use_pades=True, signed_attr_settings=ACUAN))
    return hasil if isinstance(hasil, bytes) else hasil.dump()


def test_container_from_the_template_equals_pyhankos_byte_for_byte(kunci, belum_ada):
    for satu in kunci[1]:
        for isi in (b"a", b"b", b"c"):
            sidik = sha256(isi).digest()
            assert wadah(PenandaKunci(satu), sidik) == wadah(Lambat(satu), sidik)
    assert len(pades_cepat._cetakan) == 3
    assert None not in pades_cepat._cetakan.values()
