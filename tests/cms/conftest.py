"""A site with its pages, over a registry of three small services in a folder of the test."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from core.layanan import register
from tests import pabrik
from tests.cms.bahan_halaman import h  # noqa: F401 -- a fixture of two files
from tests.cms.bahan_kunci import k  # noqa: F401 -- a fixture of two files

LAYANAN = """
    kontrak = 1
    kode = "{kode}"
    versi = 1
    tipe = "{tipe}"
    nama = "{nama}"
    ringkasan = "{ringkasan}"
    dicari = ["{dicari}"]
    peristiwa = ["{peristiwa}"]
    biaya = {biaya}
    ikon = "{ikon}"
    dasar_hukum = ["UU 25/2009 tentang Pelayanan Publik"]

    [privasi]
    tujuan = "Menilai permohonan ini"
    simpan = "5 tahun"

    [[langkah]]
    judul = "Untuk apa surat ini?"
    [[langkah.kolom]]
    nama = "keperluan"
    label = "Digunakan untuk"
    tipe = "teks"

    [[berkas]]
    kode = "ktp_pemohon"
    label = "Foto KTP-el"
    dari = "profil"

    [[berkas]]
    kode = "foto_rumah"
    label = "Foto rumah"
    wajib = false
    jenis = ["gambar"]

    [[rute]]
    tahap = "Pemeriksaan"
    peran = "operator_desa"
    aksi = "periksa"
    sla = "4 jam kerja"

    [[rute]]
    tahap = "Tanda tangan"
    peran = "{penanda}"
    aksi = "tandatangan"
    sla = "4 jam kerja"

    [surat]
    judul = "{nama}"
    jenis = "biasa"
    klasifikasi = "460"
"""
CONTOH = (
    {
        "kode": "surat-miskin", "tipe": "A", "nama": "Surat Keterangan Tidak Mampu", "dicari": "keringanan biaya",
        "ringkasan": "Keterangan keluarga tidak mampu.", "peristiwa": "sakit", "biaya": 0, "ikon": "bansos",
        "penanda": "kepala_desa",
    },
    {
        "kode": "izin-ramai", "tipe": "B", "nama": "Izin Keramaian", "dicari": "hajatan",
        "ringkasan": "Izin acara warga.", "peristiwa": "acara", "biaya": 25000, "ikon": "acara", "penanda": "camat",
    },
    {
        "kode": "surat-usaha", "tipe": "A", "nama": "Surat Keterangan Usaha", "dicari": "umkm", "peristiwa": "usaha",
        "ringkasan": "Keterangan usaha warga.", "biaya": 0, "ikon": "usaha", "penanda": "kepala_desa",
    },
)  # fmt: skip


def tulis_layanan(akar: Path, **isi: object) -> Path:
    """One service folder below `akar`."""
    folder = akar / str(isi["kode"]).replace("-", "_")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "layanan.toml").write_text(dedent(LAYANAN).format(**isi), encoding="utf-8")
    return folder


@pytest.fixture
def map_layanan(tmp_path, settings):
    """Folder of the three services; the registry of the process reads it, and what was there before comes back."""
    for isi in CONTOH:
        tulis_layanan(tmp_path, **isi)
    settings.PLUGIN_BAWAAN, settings.LAYANAN_TAMBAHAN, settings.LAYANAN_KETAT = tmp_path, None, False
    register.muat_ulang()
    yield tmp_path
    register.lupakan()  # the next reader builds the real one again, under the settings of its own test


@pytest.fixture
def situs(db, map_layanan):
    """The public pages."""
    return pabrik.situs()
