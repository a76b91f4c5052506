"""Letters that are only a number: for lives of a register in which no letter is printed."""

import secrets
from collections import Counter
from itertools import count

from django.db import transaction

from core.permohonan.models import Permohonan
from core.surat import nomor
from core.surat.models import StatusSurat, Surat, SuratKertas
from tests import pabrik
from tests.permohonan import bahan

_versi = count(1)


class Mati(Exception):
    """The process ends between the number and the commit."""


def permohonan(unit) -> Permohonan:
    return bahan.draf(pabrik.warga(unit))


def pasang(p, unit, register, tahun, ambilan, status=StatusSurat.BATAL):
    """The letter row of a number that was taken."""
    isi = {"status": status, "alasan_batal": "uji", "sha_beku": "0", "sha_kini": "0"}
    return Surat.objects.create(
        permohonan=p, versi_surat=next(_versi), unit=unit, register=register, tahun=tahun, urut=ambilan.urut,
        penghitung=ambilan.penghitung, nomor=f"460/{ambilan.urut}/{unit.kode_surat}/{tahun}", judul="Uji",
        kode_cek=secrets.token_hex(16), sidik_isian="x", tanggal=f"{tahun}-11-23", **isi,
    )  # fmt: skip


def nomori(p, unit, register, tahun, *, mati=False):
    """As `verba_beku._buat`: the number and its letter in one transaction."""
    with transaction.atomic():
        surat = pasang(p, unit, register, tahun, nomor.ambil(unit, register, tahun))
        if mati:
            raise Mati
    return surat


def buku():
    """Every number that is in somebody's book: office, register, year, number."""
    kolom = ("unit", "register", "tahun")
    semua = Counter(Surat.objects.values_list(*kolom, "urut"))
    kertas = SuratKertas.objects.exclude(blok__jenis="lewati")
    return semua + Counter(kertas.values_list(*(f"blok__{k}" for k in kolom), "urut"))
