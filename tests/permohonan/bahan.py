"""Services, files and officers for the tests of applications."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from core.berkas.models import Berkas
from core.layanan.muat import Muatan, layanan_dari_data
from core.layanan.register import registri
from core.permohonan import verba
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.pelaku import Pelaku
from tests import pabrik

WIB = ZoneInfo("Asia/Jakarta")
SENIN = datetime(2026, 11, 23, 9, 41, tzinfo=WIB)  # a working Monday

PERIKSA = {"tahap": "Pemeriksaan berkas", "peran": "operator_desa", "aksi": "periksa", "sla": 4}
PARAF = {"tahap": "Paraf sekretaris", "peran": "sekretaris_desa", "aksi": "paraf", "sla": 2, "opsional": True}
TTD = {"tahap": "Tanda tangan kepala desa", "peran": "kepala_desa", "aksi": "tandatangan", "sla": 4}
KIRIM = {"tahap": "Kirim ke kecamatan", "peran": "operator_desa", "aksi": "teruskan", "sla": 1}
PERIKSA_CAMAT = {"tahap": "Pemeriksaan kecamatan", "peran": "operator_kecamatan", "aksi": "periksa", "sla": 4}
TTD_CAMAT = {"tahap": "Tanda tangan camat", "peran": "camat", "aksi": "tandatangan", "sla": 4}
CETAK = {"tahap": "Terbit dan serah", "peran": "operator_desa", "aksi": "cetak", "sla": 1}
DINAS = {"tahap": "Penerimaan dinas", "peran": "operator_dinas", "aksi": "periksa", "sla": 8, "unit": "dinas-sosial"}

DESA = (PERIKSA, PARAF, TTD, CETAK)
BERJENJANG = (PERIKSA, TTD, KIRIM, PERIKSA_CAMAT, TTD_CAMAT)


def layanan(*rute: dict[str, Any], **ubah: Any) -> Any:
    """A small service: a choice that opens another question, an amount, three uploads. Default route: DESA."""
    data = {
        "kontrak": 1,
        "kode": "surat-uji",
        "versi": 1,
        "tipe": "A",
        "nama": "Surat Uji",
        "ringkasan": "Surat untuk pengujian.",
        "dasar_hukum": ["UU 25/2009 tentang Pelayanan Publik"],
        "privasi": {"tujuan": "Menguji", "simpan": "5 tahun"},
        "langkah": [
            {
                "judul": "Keperluan",
                "kolom": [
                    {"nama": "keperluan", "label": "Keperluan", "tipe": "pilihan", "opsi": ["Sekolah", "Lainnya"]},
                    {
                        "nama": "sekolah",
                        "label": "Nama sekolah",
                        "tipe": "teks",
                        "jika": {"keperluan": "Sekolah"},
                    },
                ],
            },
            {"judul": "Ekonomi", "kolom": [{"nama": "penghasilan", "label": "Penghasilan", "tipe": "uang"}]},
        ],
        "berkas": [
            {"kode": "ktp_pemohon", "label": "Foto KTP-el", "dari": "profil"},
            {"kode": "pengantar", "label": "Surat pengantar RT/RW"},
            {"kode": "foto_rumah", "label": "Foto rumah", "wajib": False, "maks": 2},
        ],
        "rute": [dict(t) for t in (rute or DESA)],
        "surat": {"judul": "Surat Uji", "jenis": "biasa", "klasifikasi": "460"},
    }
    return layanan_dari_data(data | ubah)


@contextmanager
def terpasang(layanan: Any) -> Iterator[None]:
    """For a while the registry of this process offers this declaration, without a folder on a disk."""
    daftar, dulu = registri(), registri()._muatan.get(layanan.kode)
    daftar._muatan[layanan.kode] = Muatan(layanan, Path(), None)
    try:
        yield
    finally:
        daftar._muatan.pop(layanan.kode, None)
        if dulu:
            daftar._muatan[layanan.kode] = dulu


@contextmanager
def dilepas(kode: str) -> Iterator[None]:
    """For a while the service is gone, as when its folder was deleted."""
    daftar = registri()
    dulu = daftar._muatan.pop(kode)
    try:
        yield
    finally:
        daftar._muatan[kode] = dulu


ISIAN = {"keperluan": "Sekolah", "sekolah": "SMPN 1 Waru", "penghasilan": 1_500_000}


def berkas(pemilik: Any, nama: str = "pengantar.jpg") -> Berkas:
    """A stored file's row; its bytes are not needed here."""
    acak = secrets.token_hex(32)
    return Berkas.objects.create(
        sha256=acak, ukuran=1000, jenis="image/jpeg", kunci=acak[:40], pemilik=pemilik, nama_tampil=nama
    )


def warga(unit: Any, **isian: Any) -> Any:
    """A verified citizen with the photos of the account."""
    satu = pabrik.warga(unit, **isian)
    satu.foto_ktp, satu.foto_kk = berkas(satu.pengguna, "ktp.jpg"), berkas(satu.pengguna, "kk.jpg")
    satu.save()
    return satu


def draf(pemohon: Any, lay: Any = None, isian: dict[str, Any] | None = None) -> Permohonan:
    """A complete draft."""
    p = verba.mulai(warga=pemohon, layanan=lay or layanan())
    p = verba.simpan_langkah(permohonan=p, warga=pemohon, isian=isian or ISIAN)
    verba.tempelkan(permohonan=p, kode="pengantar", berkas=berkas(pemohon.pengguna))
    return segar(p)


def segar(p: Permohonan) -> Permohonan:
    """The file as the database has it now."""
    return Permohonan.objects.select_related("pemohon__pengguna").get(pk=p.pk)


def kirim(p: Permohonan, kunci: str = "") -> Permohonan:
    """Send a draft."""
    return verba.ajukan(permohonan_id=p.pk, warga=p.pemohon, kunci=kunci or secrets.token_hex(8), versi=p.versi)


@dataclass
class Kantor:
    """A file at the first desk, with everybody who will handle it."""

    p: Permohonan
    pemohon: Any
    desa: SimpleNamespace
    kecamatan: SimpleNamespace

    def segarkan(self) -> Permohonan:
        self.p = segar(self.p)
        return self.p

    def lakukan(self, verb: str, orang: Any, **isi: Any) -> Permohonan:
        """Let somebody do something at the version stored now."""
        p = segar(self.p)
        getattr(verba, verb)(permohonan_id=p.pk, pelaku=Pelaku(orang), versi=p.versi, **isi)
        return self.segarkan()

    def ttd(self, orang: Any, **terbit: Any) -> Permohonan:
        """Complete a signing stage as core.surat does: in a transaction, holding the lock."""
        from django.db import transaction

        with transaction.atomic():
            p = verba.kunci(self.p.pk)
            verba.selesaikan_tahap_ttd(permohonan=p, pelaku=Pelaku(orang), data={}, **terbit)
        return self.segarkan()

    def perbaiki(self) -> Permohonan:
        p = segar(self.p)
        verba.perbaiki(permohonan_id=p.pk, warga=p.pemohon, versi=p.versi)
        return self.segarkan()

    def jenis(self) -> list[str]:
        """The kinds of all events so far, in order."""
        return list(Peristiwa.objects.filter(permohonan=self.p).order_by("urut").values_list("jenis", flat=True))


def kantor(kecil: Any, *rute: dict[str, Any], unit: Any = None, **ubah: Any) -> Kantor:
    """A sent application of a citizen of Pepelegi, and one officer in every seat of the desa and the kecamatan."""
    unit = unit or kecil.pepelegi
    desa, kecamatan = pabrik.tim(unit), pabrik.tim(kecil.waru)
    pemohon = warga(unit)
    return Kantor(kirim(draf(pemohon, layanan(*rute, **ubah))), pemohon, desa, kecamatan)


def di_meja_kades(k: Kantor) -> Permohonan:
    """Examined and initialled: waits for the signature."""
    k.lakukan("teruskan", k.desa.operator_desa)
    return k.lakukan("teruskan", k.desa.sekretaris_desa)
