"""The fast ways give what the slow ones give, and are left by themselves when they do not."""

import asyncio
import logging
from collections import Counter
from dataclasses import replace
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from core.permohonan import verba as inti
from core.permohonan.pelaku import Pelaku
from core.surat import pades_cepat, verba
from core.surat.pades import PenandaKunci
from core.surat.pades_cepat import CmsCepat
from core.surat.penanda.dasar import Rahasia
from core.surat.verba_beku_blok import siapkan_blok
from core.surat.verba_niat import niatkan_blok
from core.surat.verba_ttd import MejaTtd
from core.wilayah.ingatan import ambil, ingatan, sediakan
from core.wilayah.kueri import penugasan_aktif
from tests.permohonan import bahan as permohonan
from tests.surat import alur, bahan

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


def test_template_that_differs_by_one_byte_is_found_and_pyhanko_signs_as_ever(kunci, belum_ada, monkeypatch, caplog):
    """Twin: the assembly a template is proved against is a real one (above)."""
    satu = kunci[1][0]
    asli = pades_cepat._rakit_pyhanko
    panggilan = []

    async def lain(penanda, sidik, tanda):
        data, wadah = await asli(penanda, sidik, tanda)
        panggilan.append(1)
        return data, wadah if len(panggilan) % 2 else wadah[:-1] + b"\x00"  # the second assembly proves the first

    monkeypatch.setattr(pades_cepat, "_rakit_pyhanko", lain)
    sidik = sha256(b"surat").digest()
    with caplog.at_level(logging.WARNING):
        for _kali in range(2):
            assert wadah(PenandaKunci(satu), sidik) == wadah(Lambat(satu), sidik)
    assert [r.message for r in caplog.records] == [
        "Perakitan cepat tanda tangan tidak dipakai untuk satu sertifikat: rakitan berbeda dari pyHanko"
    ]
    assert list(pades_cepat._cetakan.values()) == [None]


def test_anything_but_a_plain_signature_is_left_to_pyhanko(kunci, belum_ada):
    satu = PenandaKunci(kunci[1][0])
    sidik = sha256(b"surat").digest()
    biasa = {"use_pades": True, "signed_attr_settings": ACUAN}
    for ubah in ({"use_pades": False}, {"signed_attr_settings": None}, {"is_pdf_sig": False}):
        assert not isinstance(asyncio.run(satu.async_sign(sidik, "sha256", **biasa | ubah)), bytes)
    assert not isinstance(asyncio.run(satu.async_sign(sidik, "sha256", dry_run=True, **biasa)), bytes)
    assert isinstance(asyncio.run(satu.async_sign(sidik, "sha256", **biasa)), bytes)


def test_template_of_one_certificate_never_serves_another(kunci, belum_ada):
    satu, dua = (PenandaKunci(k) for k in kunci[1][:2])
    sidik = sha256(b"surat").digest()
    cetakan = asyncio.run(pades_cepat.cetakan_untuk(satu))
    with pytest.raises(pades_cepat.TakBisa, match="berbeda"):
        asyncio.run(pades_cepat.buktikan(cetakan, dua))
    with pytest.raises(pades_cepat.TakBisa, match="berbeda"):
        asyncio.run(pades_cepat.buktikan(replace(cetakan, atribut=(b"", b"")), satu))
    assert wadah(dua, sidik) == wadah(Lambat(kunci[1][1]), sidik)


# --- questions to the database ----------------------------------------------------------------------------------------

SENDIRI = {"siapkan": 28, "tandatangani": 45}  # one letter of one signer, asked for by itself
SEBLOK = {"siapkan": 0, "niatkan": 0, "terbitkan": 0}  # each letter more in a block


def hitung(kerja):
    """How many statements; the bells of the queue, which ring after the commit, are not counted."""
    with CaptureQueriesContext(connection) as kueri:
        hasil = kerja()
    return sum("django_q" not in satu["sql"] for satu in kueri), hasil


@pytest.mark.django_db
@pytest.mark.satu_basis
def test_one_letter_asks_a_fixed_number_of_questions(meja):
    pelaku = Pelaku(meja.desa.kepala_desa)
    siap, surat = hitung(lambda: verba.siapkan(permohonan_id=meja.p.pk, pelaku=pelaku))
    ttd, _surat = hitung(lambda: alur.tandatangani(meja, sha=surat.sha_kini))
    assert {"siapkan": siap, "tandatangani": ttd} == SENDIRI


def sejajar(meja, jumlah):
    """More files of the same kind at the same desk."""
    semua = [meja.p.pk]
    while len(semua) < jumlah:
        p = permohonan.kirim(permohonan.draf(meja.pemohon, meja.p.versi_layanan.layanan()))
        p = inti.teruskan(permohonan_id=p.pk, pelaku=Pelaku(meja.desa.operator_desa), versi=p.versi)
        semua.append(p.pk)
    return semua


def blok(meja, semua):
    """Statements for a block, by step."""
    pelaku = Pelaku(meja.desa.kepala_desa)
    siap, surat = hitung(lambda: siapkan_blok(semua=semua, pelaku=pelaku))
    niat, para = hitung(lambda: niatkan_blok(pelaku, [(s.permohonan_id, s.sha_kini) for s in surat]))
    with MejaTtd(pelaku, para[0].kunci, Rahasia(alur.FRASA)) as meja_ttd:
        janji = meja_ttd.mulai(para)
        terbit, hasil = hitung(lambda: meja_ttd.selesaikan(janji))
    assert [satu.status for satu in hasil] == ["terbit"] * len(semua)
    return Counter(siapkan=siap, niatkan=niat, terbitkan=terbit)


@pytest.mark.django_db
@pytest.mark.satu_basis
def test_each_letter_more_in_a_block_asks_a_fixed_number_of_questions(meja):
    semua = sejajar(meja, 6)
    blok(meja, semua[:1])
    dua, tiga = blok(meja, semua[1:3]), blok(meja, semua[3:6])
    assert {nama: tiga[nama] - dua[nama] for nama in SEBLOK} == SEBLOK


@pytest.mark.django_db
@pytest.mark.satu_basis
def test_question_that_is_asked_again_is_noticed(meja):
    """Twin: the memo of a transaction is what keeps the numbers small, and counting sees when it is gone."""
    pelaku = Pelaku(meja.desa.kepala_desa)
    hari = timezone.localdate()

    def tanya():
        return [len(penugasan_aktif(pelaku.pengguna, hari)) for _kali in range(3)]

    tanpa, _jawab = hitung(tanya)
    with ingatan():
        dengan, _jawab = hitung(tanya)
    assert (tanpa, dengan) == (6, 2)


def test_answer_that_was_laid_out_is_given_once_and_only_inside_a_memo():
    sediakan("soal", 1, "hilang")
    with ingatan():
        assert ambil("soal", 1, lambda: "dicari") == "dicari"
        sediakan("soal", 1, "ada")
        with ingatan():
            assert ambil("soal", 1, lambda: "dicari") == "ada"
        assert ambil("soal", 1, lambda: "dicari") == "dicari"
        sediakan("soal", 1, "lupa")
    with ingatan():
        assert ambil("soal", 1, lambda: "dicari") == "dicari"
